"""CHANGELOG.md as a release reads and dates it. Nothing here touches the world."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .reporting import Problem

UNRELEASED = "Unreleased"
_HEADING = re.compile(r"^## +(?P<name>\S+)(?: - (?P<date>.*))?$", flags=re.MULTILINE)
_SPEC = re.compile(r"^Spec (\S+?)\.?$", flags=re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What the changelog reports one release."""

    name: str
    date: str | None
    text: str

    @property
    def spec(self) -> str | None:
        """The version of the spec it was made from."""
        found = _SPEC.search(self.text)
        return found[1] if found else None

    @property
    def breaks(self) -> bool:
        """Whether a line reports something that callers have to follow."""
        return "**Breaking:**" in self.text

    @property
    def tells_something(self) -> bool:
        return re.search(r"^- \S", self.text, flags=re.MULTILINE) is not None


def sections(changelog: str) -> list[Section]:
    """The newest first."""
    headings = list(_HEADING.finditer(changelog))
    ends = [*(heading.start() for heading in headings), len(changelog)][1:]
    return [
        Section(heading["name"], heading["date"], changelog[heading.end() : end])
        for heading, end in zip(headings, ends, strict=True)
    ]


def dated(changelog: str, version: str, day: datetime.date) -> str:
    """The changelog with the version and the day in place of `Unreleased`."""
    return re.sub(
        rf"^## +{UNRELEASED} *$",
        f"## {version} - {day}",
        changelog,
        count=1,
        flags=re.MULTILINE,
    )


def complaints(
    changelog: str, version: str, spec: str, today: datetime.date
) -> Iterator[Problem]:
    """What keeps the changelog from telling of the version."""
    told = sections(changelog)
    if not told or told[0].name != version:
        newest = f"the newest is {told[0].name}" if told else "there is none"
        yield Problem(
            f"CHANGELOG.md has no heading for {version}; {newest}",
            f"report it under `## {UNRELEASED}`",
        )
        return
    yield from _wrong_dates(told, today)
    if told[0].spec != spec:
        named = told[0].spec or "none"
        yield Problem(
            f"its section names the spec {named}, but info.version is {spec}",
            f"write `Spec {spec}.` there",
        )
    if not told[0].tells_something:
        yield Problem(
            f"its section of {version} tells nothing",
            "write what changed, as lines that start with `- `",
        )


def _wrong_dates(told: list[Section], today: datetime.date) -> Iterator[Problem]:
    days = [_day(section.date) for section in told]
    for section, day in zip(told, days, strict=True):
        if day is None:
            got = section.date or "no date"
            yield Problem(
                f"the heading of {section.name} has {got}",
                f"`## {section.name} - {today}` is the form",
            )
    known = [day for day in days if day]
    if known != sorted(known, reverse=True) or any(day > today for day in known):
        yield Problem(
            "the dates of its headings do not go back from today",
            "put the right ones there",
        )


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None
