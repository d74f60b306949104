"""Figures that are printed at the end of every run, not only of one that failed.

Tests record them as properties, which find their way here from whatever process a test ran in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

TOLD = "told"
"""A line to print unchanged."""
TALLY = "mutated answers"
"""What became of the answers of one kind: the kind, and counts."""
VERDICT = "creates while the server fails"
"""The figures of one trial of creates."""


def lines(properties: Iterable[tuple[str, Any]]) -> list[str]:
    """All that was recorded, in lines."""
    found: dict[str, list[Any]] = {}
    for name, value in properties:
        found.setdefault(name, []).append(value)
    return [
        *found.get(TOLD, []),
        *_tallies(found.get(TALLY, [])),
        *_verdicts(found.get(VERDICT, [])),
    ]


def _tallies(recorded: list[tuple[str, dict[str, int]]]) -> list[str]:
    if not recorded:
        return []
    from .answers.tally import Tally

    tally = Tally()
    for kind, counts in recorded:
        tally.add(kind, Counter(counts))
    return tally.lines()


def _verdicts(recorded: list[dict[str, Any]]) -> list[str]:
    if not recorded:
        return []
    from .faults import table
    from .faults.verdict import Verdict

    for figures in recorded:
        figures["faults"] = Counter(figures["faults"])
    return table.lines([Verdict(**figures) for figures in recorded])
