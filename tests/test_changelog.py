"""The changelog keeps its form: releases in order, kinds by name, breaking lines marked and paid
for by the version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.version import InvalidVersion, Version

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"
KINDS = [
    "Added",
    "Changed",
    "Deprecated",
    "Removed",
    "Fixed",
    "Security",
]  # as Keep a Changelog orders them
BREAKING = "- **Breaking:** "
UNRELEASED = "Unreleased"


def parts_of(text: str, level: str) -> list[tuple[str, str]]:
    """The headings of a level, each with what is below it."""
    parts = re.split(rf"^{level} (.*)$", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def complaints(changelog: str) -> Iterator[str]:
    """The faults of the changelog, and what to do."""
    releases = parts_of(changelog, "##")
    if not changelog.startswith("# Changelog\n") or not releases:
        yield "it begins with `# Changelog`, and reports one release or more below `## `"
    for place, (heading, body) in enumerate(releases):
        if not re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d", heading) and (
            place,
            heading,
        ) != (
            0,
            UNRELEASED,
        ):
            yield f"`## {heading}` is neither `## 1.2.3 - 2026-01-31` nor, at the top, `## {UNRELEASED}`"
        if not re.match(r"\n*Spec \d+\.\d+\.\d+\.\n", body):
            yield f"{heading} does not name its spec: begin it with `Spec 1.2.3.`"
        yield from kind_complaints(heading, body)
    yield from order_complaints(
        [heading for heading, _ in releases if heading != UNRELEASED]
    )
    yield from step_complaints(releases)


def kind_complaints(heading: str, body: str) -> Iterator[str]:
    kinds = parts_of(body, "###")
    names = [name for name, _ in kinds]
    if names != [kind for kind in KINDS if kind in names]:
        yield f"{heading} has {', '.join(names)}: take {', '.join(KINDS)}, each once and in this order"
    for kind, text in kinds:
        entries = re.findall(r"^- .*$", text, flags=re.MULTILINE)
        if not entries or re.search(r"^(?!- |  |$)", text, flags=re.MULTILINE):
            yield f"{heading}, {kind}: tells nothing, or what is no `- ` line or its continuation"
        if kind == "Removed" and any(
            not entry.startswith(BREAKING) for entry in entries
        ):
            yield f"{heading}, Removed: what is taken away breaks callers; begin its line with `{BREAKING}`"
        for entry in entries:
            if re.search(
                "breaking", entry, flags=re.IGNORECASE
            ) and not entry.startswith(BREAKING):
                yield f"{heading}, {kind}: spell it `{BREAKING}`, so that tools find it: {entry}"


def order_complaints(headings: list[str]) -> Iterator[str]:
    versions, days = (
        [heading.split(" - ")[0] for heading in headings],
        [heading[-10:] for heading in headings],
    )
    try:
        if versions != sorted(
            set(versions), key=Version, reverse=True
        ) or days != sorted(days, reverse=True):
            yield f"the newest release comes first, each once: {', '.join(headings)}"
    except InvalidVersion:
        return  # told of its heading already


def step_complaints(releases: list[tuple[str, str]]) -> Iterator[str]:
    """A breaking line asks for a new first number, and below 1.0.0 for a new second one."""
    for (heading, body), (before, _) in pairwise(releases):
        found = (
            re.match(r"(\d+)\.(\d+)\.", heading),
            re.match(r"(\d+)\.(\d+)\.", before),
        )
        if BREAKING not in body or None in found:
            continue
        new, old = (tuple(map(int, match.groups())) for match in found if match)
        if new[: 1 if old[0] else 2] == old[: 1 if old[0] else 2]:
            yield f"{heading} breaks callers, but its version is too near to {before}"


def test_the_changelog_keeps_its_form() -> None:
    assert list(complaints(CHANGELOG.read_text(encoding="utf-8"))) == []


GOOD = """# Changelog

Words.

## Unreleased

Spec 0.3.0.

### Removed

- **Breaking:** `orders.find`.

## 0.2.0 - 2026-02-01

Spec 0.2.0.

### Added

- This
  and that.

### Fixed

- **Breaking:** That.

## 0.1.0 - 2026-01-01

Spec 0.1.0.

### Added

- All.
"""


def test_a_changelog_of_this_form_is_good() -> None:
    assert list(complaints(GOOD)) == []


@pytest.mark.parametrize(
    ("sound", "broken", "complaint"),
    [
        ("## Unreleased", "## Soon", "`## Soon` is neither"),
        ("## 0.1.0 - 2026-01-01", "## Unreleased", "`## Unreleased` is neither"),
        ("## 0.2.0 - 2026-02-01", "## 0.2.0", "`## 0.2.0` is neither"),
        ("Spec 0.2.0.\n", "", "0.2.0 - 2026-02-01 does not name its spec"),
        ("### Fixed", "### Mended", "0.2.0 - 2026-02-01 has Added, Mended"),
        (
            "### Removed",
            "### Fixed\n\n- A.\n\n### Removed",
            "Unreleased has Fixed, Removed",
        ),
        ("- All.", "All.", "0.1.0 - 2026-01-01, Added: tells nothing"),
        (
            "- **Breaking:** `orders",
            "- `orders",
            "Unreleased, Removed: what is taken away breaks callers",
        ),
        (
            "- This",
            "- Breaking: this",
            "0.2.0 - 2026-02-01, Added: spell it `- **Breaking:** `",
        ),
        ("2026-02-01", "2025-02-01", "the newest release comes first"),
        ("## 0.1.0", "## 0.3.0", "the newest release comes first"),
        ("## 0.2.0", "## 0.1.1", "0.1.1 - 2026-02-01 breaks callers"),
        ("# Changelog", "Changes", "it begins with `# Changelog`"),
    ],
)
def test_a_broken_changelog_is_told(sound: str, broken: str, complaint: str) -> None:
    assert sound in GOOD

    assert [
        said
        for said in complaints(GOOD.replace(sound, broken, 1))
        if said.startswith(complaint)
    ]
