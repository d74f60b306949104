"""`make release`: it happens whole or not at all, is undone as it says, and uploads nothing."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from tools.release import __main__ as command
from tools.release import checks, inventory, shipping
from tools.release.candidate import prepared

from .scratch import Scratch

pytestmark = pytest.mark.usefixtures("tools")


@pytest.fixture
def ready(scratch: Scratch) -> Scratch:
    """One from which 0.1.1 may go out, with all of it committed."""
    scratch.tell()
    scratch.commit()
    return scratch


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without what takes long and is tested elsewhere: most checks, the inventory and the reference
    of the spec.
    """
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "mycloud.yaml").write_text(
        "openapi: 3.0.3\n", encoding="utf-8"
    )
    brought = {"mycloud-client": [inventory.Component("attrs", "26.1.0", "MIT")]}
    monkeypatch.setattr(shipping, "VERSIONS", ["version", "changelog", "tag"])
    monkeypatch.setattr(shipping, "LATER", [])
    monkeypatch.setattr(
        inventory, "take", lambda *_, **__: inventory.Inventory("{}", "{}", brought)
    )
    monkeypatch.setattr(shipping, "_spec_bundle", lambda _: tmp_path / "bundle")


def release(scratch: Scratch, version: str = "0.1.1") -> int:
    return command.main(
        ["make", "--version", version, "--repository", str(scratch.folder)]
    )


def state(scratch: Scratch) -> tuple[str, str, str]:
    return (
        scratch.git("rev-parse", "HEAD"),
        scratch.git("tag"),
        scratch.git("status", "--porcelain"),
    )


@pytest.mark.usefixtures("quick")
def test_a_release_is_a_commit_a_tag_and_a_folder(
    ready: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(ready)

    assert release(ready) == 0

    said = capsys.readouterr().out
    assert re.search(r"^took \d+ s$", said, flags=re.MULTILINE)
    assert ready.git("cat-file", "-t", "v0.1.1") == "tag"
    assert ready.git("rev-parse", "v0.1.1^{commit}") == ready.git("rev-parse", "main")
    assert ready.git("log", "-1", "--format=%an %s") == "Nobody Release 0.1.1"
    assert ready.git("status", "--porcelain") == ""
    assert ready.git("diff", "--name-only", "HEAD~1").split() == [
        "CHANGELOG.md", "pyproject.toml", "wrapper/mycloud/__init__.py",
    ]  # fmt: skip
    assert re.search(
        r"^## 0\.1\.1 - \d{4}-\d\d-\d\d$",
        ready.git("show", "v0.1.1:CHANGELOG.md"),
        flags=re.MULTILINE,
    )
    held_against_checksums(ready.folder / "dist")

    undo = re.search(r"^  (git tag --delete .*)$", said, flags=re.MULTILINE)
    assert undo
    subprocess.run(
        undo[1], shell=True, cwd=ready.folder, check=True, capture_output=True
    )
    assert state(ready) == before


def held_against_checksums(dist: Path) -> None:
    lines = (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert listed == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in dist.iterdir()
        if file.name != "SHA256SUMS"
    }
    assert sorted(listed) == [
        "mycloud-client-0.1.1-licences.md",
        "mycloud-client-0.1.1.cdx.json",
        "mycloud-openapi-0.1.0.zip",
        "mycloud_client-0.1.1-py3-none-any.whl",
        "mycloud_client-0.1.1.tar.gz",
    ]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("check", ["tag", "a crash"])
def test_a_release_that_is_refused_leaves_everything_as_it_was(
    ready: Scratch,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    check: str,
) -> None:
    before = state(ready)
    if check == "a crash":
        monkeypatch.setattr(shipping, "_spec_bundle", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            release(ready)
    else:
        assert release(ready, "0.1.0") == 1
        assert "tag: v0.1.0 exists already" in capsys.readouterr().out

    assert state(ready) == before
    assert not (ready.folder / "dist").exists()


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (
            lambda scratch: scratch.write("notes.txt", "mine"),
            "tree: the tree is dirty: notes.txt",
        ),
        (
            lambda scratch: scratch.git("switch", "--quiet", "--create", "mine"),
            "tree: the branch is mine, not main",
        ),
    ],
)
def test_a_release_starts_on_a_clean_main_only(
    ready: Scratch, capsys: pytest.CaptureFixture[str], spoil: object, complaint: str
) -> None:
    assert callable(spoil)
    spoil(ready)
    before = state(ready)

    assert release(ready) == 1
    assert complaint in capsys.readouterr().out
    assert state(ready) == before


def test_a_release_without_a_version_says_what_to_give(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main(["make"]) == 1
    assert "make release VERSION=x.y.z" in capsys.readouterr().err


def test_a_check_that_does_not_exist_is_named_with_those_that_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main(["check", "--only", "everything"]) == 1
    said = capsys.readouterr().err
    assert "no check everything" in said
    assert ", ".join(checks.ALL) in said


def test_the_check_says_what_it_found_and_leaves_the_repository_alone(
    ready: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    ready.write("CHANGELOG.md", "# Changelog\n")
    before = state(ready)

    only = ["--only", "version,changelog", "--repository", str(ready.folder)]
    assert command.main(["check", "--version", "0.1.1", *only]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert (
        lines[0] == "version    0.1.1 in pyproject.toml and wrapper/mycloud/__init__.py"
    )
    assert lines[1].startswith("changelog  no: CHANGELOG.md has no heading for 0.1.1")
    assert lines[2:4] == [
        "no: 0.1.1 cannot go out",
        "  changelog: CHANGELOG.md has no heading for 0.1.1; there is none",
    ]
    assert state(ready) == before


def test_a_bundle_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for place in ("one", "other"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "mycloud.yaml").write_text(
            "openapi: 3.0.3\n", encoding="utf-8"
        )
        shipping.pack(tmp_path / place, tmp_path / place / "bundle.zip", 1_700_000_000)

    assert (tmp_path / "one" / "bundle.zip").read_bytes() == (
        tmp_path / "other" / "bundle.zip"
    ).read_bytes()


def test_what_lies_uncommitted_is_judged_as_well(scratch: Scratch) -> None:
    scratch.tell()
    scratch.write("wrapper/mycloud/more.py", '__version__ = "3.0.0"\n')
    with prepared(scratch.folder, "0.1.1") as candidate:
        assert candidate.versions["wrapper/mycloud/more.py"] == "3.0.0"
