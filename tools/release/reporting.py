"""What checks say: a line for each thing found good, a problem for each that is not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Problem:
    """Why a version cannot go out."""

    found: str
    do: str
    """What to do about it."""


Findings: TypeAlias = Iterator[str | Problem]
Say: TypeAlias = Callable[[str], object]


class ReleaseError(Exception):
    """The work cannot go on; the message says why."""

    def __init__(self, found: str, do: str = "mend that, and try again") -> None:
        super().__init__(found)
        self.do = do


def run_checks(
    checks: Mapping[str, Callable[[], Findings]], say: Say
) -> dict[str, list[Problem]]:
    """Runs every check, says each finding as it comes, and gives the problems by the name of their
    check.
    """
    return {
        name: found
        for name, check in checks.items()
        if (found := list(_problems(name, check, say)))
    }


def verdict(problems: Iterable[Problem], good: str) -> Findings:
    """The problems; where there are none, what is good."""
    found = list(problems)
    yield from found
    if not found:
        yield good


def summary(version: str, problems: Mapping[str, list[Problem]]) -> str:
    """Yes or no, and for a no everything that has to be done."""
    if not problems:
        return f"yes: {version} can go out"
    told = [
        f"  {name}: {one.found}\n    {one.do}"
        for name, found in problems.items()
        for one in found
    ]
    return "\n".join([f"no: {version} cannot go out", *told])


def _problems(name: str, check: Callable[[], Findings], say: Say) -> Iterator[Problem]:
    began = time.monotonic()
    for finding in _findings(check):
        took = time.monotonic() - began
        text = f"no: {finding.found}" if isinstance(finding, Problem) else finding
        say(f"{name:<10} {text}" + (f" ({took:.1f} s)" if took >= 1 else ""))
        began = time.monotonic()
        if isinstance(finding, Problem):
            yield finding


def _findings(check: Callable[[], Findings]) -> Findings:
    try:
        yield from check()
    except ReleaseError as error:
        yield Problem(str(error), error.do)
