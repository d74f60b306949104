"""The examples in other languages: what they need is said, and what they are built from is pinned."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tools.languages import __main__ as spec_check
from tools.languages.examples import EXAMPLES, HINTS, Example
from tools.languages.vectors import ROOT

every_example = pytest.mark.parametrize(
    "example", EXAMPLES, ids=[example.language for example in EXAMPLES]
)


def test_what_is_not_installed_is_named_with_a_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert spec_check.main() == 2
    told = capsys.readouterr().err.splitlines()
    assert told[: len(HINTS)] == [
        f"spec-check needs {program}, which is not installed: {hint}"
        for program, hint in HINTS.items()
    ]


@every_example
def test_each_is_in_a_folder_of_its_own_and_reads_the_spec_itself(
    example: Example,
) -> None:
    settings = [
        *example.folder.glob("openapi-generator.yaml"),
        *example.folder.glob("generate.mjs"),
    ]

    assert any(
        "../../openapi/mycloud.yaml" in file.read_text(encoding="utf-8")
        for file in settings
    )


@every_example
def test_nothing_generated_is_committed(example: Example) -> None:
    listed = subprocess.run(
        ["git", "ls-files", example.folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert (
        re.findall(
            r"(?m)^.*/(?:build|generated|node_modules|vendor)/.*$", listed.stdout
        )
        == []
    )


def test_the_typescript_example_pins_exact_versions_and_commits_its_lock() -> None:
    folder = ROOT / "examples" / "typescript"
    package, lock = (
        json.loads((folder / name).read_text())
        for name in ("package.json", "package-lock.json")
    )
    pinned = package["dependencies"] | package["devDependencies"]

    assert [
        version
        for version in pinned.values()
        if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    ] == []
    assert {
        name: lock["packages"][f"node_modules/{name}"]["version"] for name in pinned
    } == pinned


def test_the_java_example_pins_exact_versions() -> None:
    pom = (ROOT / "examples" / "java" / "pom.xml").read_text()
    versions = re.findall(r"<artifactId>.*</artifactId>\s*<version>(.*)</version>", pom)

    assert len(versions) == pom.count("<artifactId>")
    assert [
        version for version in versions if not re.fullmatch(r"[\d.]+", version)
    ] == []


def test_the_go_example_commits_its_sums() -> None:
    folder = ROOT / "examples" / "go"
    needed = re.findall(
        r"^require (\S+ \S+)", (folder / "go.mod").read_text(), flags=re.MULTILINE
    )

    assert needed
    assert all(f"{module} h1:" in (folder / "go.sum").read_text() for module in needed)
