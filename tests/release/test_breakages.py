"""Breaking a release on purpose: each breakage is caught, under the name of the check that is there
for it.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest

from tools.release import (
    changelog,
    checks,
    consuming,
    environments,
    inventory,
    steps,
    surface,
)
from tools.release.candidate import Candidate
from tools.release.reporting import Findings, ReleaseError
from tools.spec.verdict import Level, Version

from .scratch import Scratch, told

pytestmark = pytest.mark.usefixtures("tools")


@pytest.fixture
def ready(scratch: Scratch) -> Scratch:
    """One from which 0.1.1 may go out."""
    scratch.tell()
    return scratch


# Version and changelog.


def test_nothing_is_wrong_with_a_repository_that_is_ready(
    ready: Scratch, redocly: None
) -> None:
    assert ready.refusals("0.1.1", checks.VERSIONS) == {}


@pytest.mark.parametrize(
    "file", ["wrapper/mycloud/__init__.py", "companions/mycloud_sandbox/__init__.py"]
)
def test_a_second_version_number(ready: Scratch, file: str) -> None:
    ready.edit(file, r"(?m)^__version__ = .*$|\Z", '__version__ = "0.0.9"')

    assert f"{file} says 0.0.9, not 0.1.1" in told(
        ready.refusals("0.1.1", ["version"]), "version"
    )


def test_a_version_that_is_none(ready: Scratch) -> None:
    assert "'0.1' is no version" in told(ready.refusals("0.1", ["version"]), "version")


def test_a_changelog_without_a_heading(scratch: Scratch) -> None:
    said = told(scratch.refusals("0.1.1", ["changelog"]), "changelog")

    assert "no heading for 0.1.1; the newest is 0.1.0" in said


TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("heading", "complaint"),
    [
        ("0.1.1", "the heading of 0.1.1 has no date"),
        ("0.1.1 - soon", "the heading of 0.1.1 has soon"),
        ("0.1.1 - 2025-12-31", "do not go back from today"),
        ("0.1.1 - 2026-11-23", "do not go back from today"),
    ],
)
def test_a_heading_with_a_wrong_date(heading: str, complaint: str) -> None:
    text = f"## {heading}\n\nSpec 0.1.0.\n\n- A change.\n\n## 0.1.0 - 2026-01-01\n"

    (problem,) = changelog.complaints(text, "0.1.1", "0.1.0", TODAY)
    assert complaint in problem.found


def test_a_heading_that_was_dated_by_hand_and_wrongly(ready: Scratch) -> None:
    ready.edit("CHANGELOG.md", "## Unreleased", "## 0.1.1 - soon")

    assert "the heading of 0.1.1 has soon" in told(
        ready.refusals("0.1.1", ["changelog"]), "changelog"
    )


def test_a_changelog_that_names_another_spec(ready: Scratch) -> None:
    ready.tell(spec="0.0.7")

    said = told(ready.refusals("0.1.1", ["changelog"]), "changelog")
    assert "names the spec 0.0.7, but info.version is 0.1.0" in said


def test_a_changelog_that_tells_nothing() -> None:
    (problem,) = changelog.complaints(
        "## 0.1.1 - 2026-11-22\n\nSpec 0.1.0.\n", "0.1.1", "0.1.0", TODAY
    )
    assert "tells nothing" in problem.found


def test_a_breaking_line_that_the_version_does_not_say(ready: Scratch) -> None:
    ready.tell(line="**Breaking:** Prices are in satang.")

    said = told(ready.refusals("0.1.1", ["changelog"]), "changelog")
    assert "that is 0.2.0 or later, not 0.1.1; make release VERSION=0.2.0" in said


def test_a_tag_that_exists(ready: Scratch) -> None:
    assert "v0.1.0 exists already" in told(ready.refusals("0.1.0", ["tag"]), "tag")


def test_a_version_that_does_not_follow(ready: Scratch) -> None:
    assert "choose one of 0.1.1, 0.2.0, 1.0.0" in told(
        ready.refusals("0.1.2", ["tag"]), "tag"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("0.1.0", "0.1.1 0.2.0 1.0.0"),
        ("1.2.3", "1.2.4 1.3.0 2.0.0"),
        ("0.9.9", "0.9.10 0.10.0 1.0.0"),
    ],
)
def test_only_the_next_numbers_follow(before: str, after: str) -> None:
    assert " ".join(map(str, steps.successors(Version.of(before)))) == after


@pytest.mark.parametrize(
    ("before", "level", "least"),
    [
        ("0.1.0", Level.PATCH, "0.1.1"),
        ("0.1.0", Level.MINOR, "0.1.1"),
        ("0.1.0", Level.MAJOR, "0.2.0"),
        ("1.2.3", Level.PATCH, "1.2.4"),
        ("1.2.3", Level.MINOR, "1.3.0"),
        ("1.2.3", Level.MAJOR, "2.0.0"),
    ],
)
def test_a_change_names_the_least_version(
    before: str, level: Level, least: str
) -> None:
    released = Version.of(before)
    (problem,) = steps.too_small(released, released, level, "it", "")

    assert problem.do == f"make release VERSION={least}"
    assert list(steps.too_small(Version.of(least), released, level, "it", "")) == []


# Spec and Python surface.


def test_a_spec_whose_version_did_not_move(ready: Scratch, redocly: None) -> None:
    ready.change_spec(lambda spec: spec["info"].update(description="In other words."))

    said = told(ready.refusals("0.1.1", ["spec"]), "spec")
    assert "info.version is 0.1.0, but the changes since v0.1.0 call for 0.1.1" in said


GONE = {
    "TokenFile": ("wrapper/mycloud/__init__.py", r"(?m)^    from \._token import TokenFile as TokenFile\n", ""),
    "Orders.find": ("wrapper/mycloud/_sync/orders.py", r"def find\(", "def look_for("),
    "ApiError.retry_after": ("wrapper/mycloud/_errors.py", r"self\.retry_after\b", "self.wait"),
    "Orders.create": ("wrapper/mycloud/_sync/orders.py", "delivery_mode_id: int,", "mode_id: int,"),
    "CreateOrderFields.phone_number": (
        "generated/mycloud_api/models/create_order_body.py", r"    phone_number: str \| None\n", "",
    ),
}  # fmt: skip


def test_a_public_name_that_is_gone_without_the_step(ready: Scratch) -> None:
    ready.edit(*GONE["Orders.create"])

    said = told(ready.refusals("0.1.1", ["python"]), "python")
    assert "Orders.create" in said
    assert "that is 0.2.0 or later, not 0.1.1" in said
    assert "the changelog marks no line so" in said


def test_names_are_seen_to_go_wherever_users_meet_them(ready: Scratch) -> None:
    old = surface.read(ready.folder)
    for edit in GONE.values():
        ready.edit(*edit)

    found = surface.changes(old, surface.read(ready.folder))
    assert {
        change.where for change in found if change.level == Level.MAJOR
    } >= GONE.keys()


def test_something_new_breaks_nobody(ready: Scratch) -> None:
    old = surface.read(ready.folder)
    method = "    def see(self) -> int: ...\n\n"
    ready.edit("wrapper/mycloud/_sync/orders.py", r"    def find\(", f"{method}\\g<0>")

    (found,) = surface.changes(old, surface.read(ready.folder))
    assert (found.level, found.where) == (Level.MINOR, "Orders.see")


# The built files.


def test_a_build_that_is_not_reproducible(
    ready: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tools.release.building.build_from_sdist",
        lambda sdist, into, **_: next(into.parent.rglob("*.whl")),
    )
    hook = "[tool.hatch.build.hooks.custom]\npath = 'stamp.py'\n\n[tool.pytest.ini_options]"
    ready.edit("pyproject.toml", r"\[tool\.pytest\.ini_options\]", hook)
    ready.write("stamp.py", STAMP)

    said = told(ready.refusals("0.1.1", ["build"]), "build")
    assert "built twice differs in: " in said
    assert "mycloud/py.typed" in said


STAMP = """
import uuid
from pathlib import Path
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

class Stamp(BuildHookInterface):
    def initialize(self, version, build_data):
        Path(self.root, "wrapper/mycloud/py.typed").write_text(str(uuid.uuid4()))
"""


def test_a_wheel_that_lacks_py_typed_and_holds_a_stray_file(ready: Scratch) -> None:
    ready.git("rm", "--quiet", "wrapper/mycloud/py.typed")
    ready.write("wrapper/mycloud/notes.orig", "Not to go out.")

    said = told(ready.refusals("0.1.1", ["contents"]), "contents")
    assert "py.typed is missing in mycloud;" in said
    assert "the wheel has stray files: mycloud/notes.orig" in said


# What it is installed with.


def test_a_bound_of_a_dependency_that_is_too_low(ready: Scratch) -> None:
    ready.edit("pyproject.toml", r'"attrs>=[^"]*"', '"attrs>=20.1"')

    assert "No module named 'attrs'" in told(
        ready.refusals("0.1.1", ["lowest"]), "lowest"
    )


def test_a_dependency_that_is_not_named(ready: Scratch) -> None:
    ready.edit("pyproject.toml", r'  "sniffio>=[^"]*",\n', "")

    assert "No module named 'sniffio'" in told(
        ready.refusals("0.1.1", ["newest"]), "newest"
    )


def test_recorded_tests_that_would_run_on_the_checkout(
    ready: Scratch, tmp_path: Path
) -> None:
    here = environments.Environment(Path(sys.prefix))

    with pytest.raises(
        ReleaseError,
        match=f"mycloud comes from .*wrapper.*, which is not in {sys.prefix}",
    ):
        consuming.replay(here, ready.folder, tmp_path / "tests")


@pytest.mark.parametrize(
    ("component", "allowed"),
    [
        (inventory.Component("a", "1", "MIT"), True),
        (inventory.Component("a", "1", "MIT OR GPL-3.0-only"), True),
        (inventory.Component("a", "1", "MIT AND (Apache-2.0 OR BSD-3-Clause)"), True),
        (inventory.Component("certifi", "1", "MPL-2.0"), True),
        (inventory.Component("a", "1", "MPL-2.0"), False),
        (inventory.Component("a", "1", "GPL-3.0-only"), False),
        (inventory.Component("a", "1", "MIT AND GPL-3.0-only"), False),
        (inventory.Component("a", "1", "License :: Other/Proprietary License"), False),
        (inventory.Component("a", "1", ""), False),
    ],
)
def test_a_licence_that_is_not_allowed(
    component: inventory.Component, allowed: bool
) -> None:
    assert component.is_allowed is allowed
    assert [
        one.found.startswith("a 1 is licensed")
        for one in inventory.refused([component])
    ] == [True] * (not allowed)


def test_a_distribution_under_a_licence_that_is_not_allowed(ready: Scratch) -> None:
    candidate = Candidate(ready.folder, "0.1.1")
    brought = {"mycloud-client": [inventory.Component("a", "1", "GPL-3.0-only")]}
    vars(candidate)["inventory"] = inventory.Inventory("{}", "{}", brought)

    refused = checks.refusals(candidate, ["licences"], print)
    assert "a 1 is licensed GPL-3.0-only" in told(refused, "licences")


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_an_upload_that_does_not_arrive(
    ready: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.release.upload._listed", lambda _: [])

    assert "did not arrive as it was sent" in told(
        ready.refusals("0.1.1", ["upload"]), "upload"
    )


def test_a_check_that_cannot_go_on_is_a_no(
    monkeypatch: pytest.MonkeyPatch, ready: Scratch
) -> None:
    def broken(_candidate: Candidate) -> Findings:
        raise ReleaseError("the disk is full")
        yield ""

    monkeypatch.setitem(checks.ALL, "build", broken)

    assert "the disk is full" in told(ready.refusals("0.1.1", ["build"]), "build")
