"""The gate for changes: each change gets the verdict we hold right, and `info.version` has to say
it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.spec import bundle, documents, gate, judges, overlay
from tools.spec.documents import SpecError
from tools.spec.verdict import Change, Level, Version, level_of

MUTATIONS = judges.read_mutations()
BASE = documents.read(documents.SPEC)
BASES = {
    "documented": BASE,
    "enveloped": overlay.apply(documents.read(documents.OVERLAY), BASE),
}
NAMES = [mutation["name"] for mutation in MUTATIONS]


def changes_of(mutation: dict[str, Any]) -> list[Change]:
    spec = BASES[mutation.get("dialect", "documented")]
    return gate.compare(*judges.before_and_after(mutation, spec))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=NAMES)
def test_a_change_gets_the_verdict_we_hold_right(
    redocly: None, mutation: dict[str, Any]
) -> None:
    found = changes_of(mutation)
    assert str(level_of(found)) == mutation["verdict"], found


def test_what_the_server_posts_can_be_told_of_for_the_first_time(redocly: None) -> None:
    silent = {key: value for key, value in BASE.items() if key != "x-webhooks"}

    assert level_of(gate.compare(silent, BASE)) == Level.MINOR


def test_the_table_has_enough_of_each_verdict() -> None:
    counts = {
        level: sum(mutation["verdict"] == str(level) for mutation in MUTATIONS)
        for level in Level
    }
    assert len(set(NAMES)) == len(MUTATIONS) >= 25
    assert min(counts[Level.MAJOR], counts[Level.MINOR], counts[Level.PATCH]) >= 5


def test_the_comparison_of_tools_is_about_these_changes() -> None:
    page = (documents.ROOT / "docs" / "spec-changes.md").read_text(encoding="utf-8")
    rows = [f"| {mutation['name']} | {mutation['verdict']} |" for mutation in MUTATIONS]
    assert [row for row in rows if row not in page] == []
    assert f"Right in {len(rows)} changes:" in page
    assert f"`make spec-diff` {len(rows)}." in page


@pytest.mark.parametrize(
    ("before", "level", "after"),
    [
        ("0.1.0", Level.NONE, "0.1.0"),
        ("0.1.3", Level.PATCH, "0.1.4"),
        ("0.1.3", Level.MINOR, "0.1.4"),
        ("0.1.3", Level.MAJOR, "0.2.0"),
        ("1.2.3", Level.PATCH, "1.2.4"),
        ("1.2.3", Level.MINOR, "1.3.0"),
        ("1.2.3", Level.MAJOR, "2.0.0"),
    ],
)
def test_a_level_calls_for_a_version(before: str, level: Level, after: str) -> None:
    assert str(Version.of(before).after(level)) == after


# The gate as a whole, in its own repository.


class Scratch:
    """A repository with the spec of this one, released as v0.1.0."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        overlays = {file for files in bundle.SHIPPED.values() for file in files}
        for file in (
            gate.SPEC,
            *(file.relative_to(documents.ROOT) for file in overlays),
        ):
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_text(
                (documents.ROOT / file).read_text(encoding="utf-8"), encoding="utf-8"
            )
        self.edit("version: ", "0.1.0", in_place_of=BASE["info"]["version"])
        self.git("init", "--quiet")
        self.release("v0.1.0")

    def release(self, tag: str) -> None:
        self.git("add", "--all")
        self.git(
            "-c",
            "user.name=Nobody",
            "-c",
            "user.email=nobody@example.com",
            "commit",
            "--quiet",
            "-m",
            tag,
        )
        self.git("tag", tag)

    def edit(
        self, before: str, text: str, *, in_place_of: str, file: Path = gate.SPEC
    ) -> None:
        spec = (self.folder / file).read_text(encoding="utf-8")
        assert before + in_place_of in spec
        (self.folder / file).write_text(
            spec.replace(before + in_place_of, before + text, 1), encoding="utf-8"
        )

    def waive(self, **waiver: str) -> None:
        entry = {name.replace("_", "-"): value for name, value in waiver.items()}
        (self.folder / gate.WAIVERS).write_text(
            yaml.safe_dump([entry]), encoding="utf-8"
        )

    def judge(self) -> gate.Verdict:
        return gate.judge(gate.last_release(self.folder) or "", self.folder)

    def git(self, *arguments: str) -> None:
        subprocess.run(
            ["git", "-C", str(self.folder), *arguments], check=True, capture_output=True
        )


@pytest.fixture
def scratch(redocly: None, tmp_path: Path) -> Scratch:
    return Scratch(tmp_path)


def break_it(scratch: Scratch) -> None:
    scratch.edit("operationId: ", "place_order", in_place_of="create_order")


def test_nothing_changed_calls_for_nothing(scratch: Scratch) -> None:
    verdict = scratch.judge()
    assert (verdict.base, verdict.level, verdict.passes) == ("v0.1.0", Level.NONE, True)


def test_a_breaking_change_fails_until_the_version_says_so(scratch: Scratch) -> None:
    break_it(scratch)
    verdict = scratch.judge()
    assert (verdict.level, str(verdict.needed), verdict.passes) == (
        Level.MAJOR,
        "0.2.0",
        False,
    )
    assert "set info.version in openapi/mycloud.yaml to 0.2.0" in gate.report(verdict)

    scratch.edit("version: ", "0.2.0", in_place_of="0.1.0")
    assert scratch.judge().passes


def test_it_is_the_last_release_that_counts(scratch: Scratch) -> None:
    break_it(scratch)
    scratch.edit("version: ", "0.2.0", in_place_of="0.1.0")
    scratch.release("v0.2.0")
    assert (scratch.judge().base, scratch.judge().level) == ("v0.2.0", Level.NONE)


def test_a_change_of_the_envelope_alone_counts_as_well(scratch: Scratch) -> None:
    scratch.edit(
        "{ required: [",
        "name, id",
        in_place_of="id",
        file=gate.OVERLAY,
    )
    verdict = scratch.judge()
    assert verdict.level == Level.MAJOR
    assert "required" in gate.report(verdict)


def test_a_waiver_makes_a_change_count_for_less_and_is_reported(
    scratch: Scratch,
) -> None:
    break_it(scratch)
    (change,) = scratch.judge().changes
    scratch.waive(
        since="v0.1.0",
        change=change.where,
        counts_as="patch",
        reason="Nobody has it yet.",
    )
    verdict = scratch.judge()
    assert (verdict.level, str(verdict.needed)) == (Level.PATCH, "0.1.1")
    assert f"waived {change.where} (else major)" in gate.report(verdict)
    assert "Nobody has it yet." in gate.report(verdict)


@pytest.mark.parametrize(
    ("waiver", "complaint"),
    [
        (
            {
                "since": "v0.1.0",
                "change": "removed #/paths",
                "counts_as": "patch",
                "reason": "?",
            },
            "did not change",
        ),
        (
            {
                "since": "v0.1.0",
                "change": "removed #/paths",
                "counts_as": "patch",
                "reason": " ",
            },
            "gives no reason",
        ),
        (
            {"since": "v0.1.0", "change": "removed #/paths", "counts_as": "patch"},
            "has `since`, `change`",
        ),
        (
            {
                "since": "v0.1.0",
                "change": "removed #/paths",
                "counts_as": "tiny",
                "reason": "?",
            },
            "has `since`, `change`",
        ),
    ],
)
def test_a_waiver_that_is_wrong_is_refused(
    scratch: Scratch, waiver: dict[str, str], complaint: str
) -> None:
    scratch.waive(**waiver)
    with pytest.raises(SpecError, match=complaint):
        scratch.judge()


def test_a_waiver_of_an_earlier_release_has_done_its_work(scratch: Scratch) -> None:
    scratch.waive(
        since="v0.0.9", change="removed #/paths", counts_as="patch", reason="Done."
    )
    assert scratch.judge().passes


def test_without_a_release_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    assert gate.last_release(tmp_path) is None


def test_a_base_without_a_spec_is_refused(scratch: Scratch) -> None:
    with pytest.raises(SpecError, match=r"no openapi/mycloud\.yaml at 'v9'"):
        gate.judge("v9", scratch.folder)


def test_a_version_that_is_not_three_numbers_is_refused(scratch: Scratch) -> None:
    scratch.edit("version: ", '"0.2"', in_place_of="0.1.0")
    with pytest.raises(SpecError, match="three numbers"):
        scratch.judge()
