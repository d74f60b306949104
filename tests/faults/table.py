"""The figures of the trials as a table, for the end of a run."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from textwrap import wrap

from .verdict import Verdict

COLUMNS = {
    "creates": "creates",
    "returned": "returned",
    "failed": "failed",
    "unknown, placed": "unknown_placed",
    "unknown, not": "unknown_absent",
    "retries": "retries",
    "placed": "placed",
    "placed twice": "placed_twice",
    "denied": "denied",
    "made up": "made_up",
    "outside": "outside",
    "again in doubt": "in_doubt",
}


def lines(verdicts: list[Verdict]) -> list[str]:
    """A row for each trial and one for all, and how often the server did what."""
    width = max(len(verdict.name) for verdict in verdicts)
    return [
        "creates while the server fails",
        "  ".join(["trial".ljust(width), *COLUMNS]),
        *(
            "  ".join([verdict.name.ljust(width), *cells(figures(verdict))])
            for verdict in verdicts
        ),
        "  ".join(["all".ljust(width), *cells(totals(verdicts))]),
        *dealt(verdicts),
    ]


def figures(verdict: Verdict) -> list[int]:
    """The figures of a row; of lists that must be empty, how long they are."""
    found = [attrgetter(name)(verdict) for name in COLUMNS.values()]
    return [len(value) if isinstance(value, list) else value for value in found]


def totals(verdicts: list[Verdict]) -> list[int]:
    return [sum(column) for column in zip(*map(figures, verdicts), strict=True)]


def cells(row: list[int]) -> list[str]:
    return [
        f"{figure:>{len(title)},}" for figure, title in zip(row, COLUMNS, strict=True)
    ]


def dealt(verdicts: list[Verdict]) -> list[str]:
    """How often the server did what, in lines of a paragraph for each kind of request."""
    counts = sum((verdict.faults for verdict in verdicts), Counter[str]())
    kinds = sorted({fault.partition(":")[0] for fault in counts})
    return [
        line
        for kind in kinds
        for line in wrap(of_kind(kind, counts), 120, subsequent_indent="    ")
    ]


def of_kind(kind: str, counts: Counter[str]) -> str:
    mine = [
        f"{fault.partition(': ')[2]} {times:,}"
        for fault, times in counts.most_common()
        if fault.startswith(kind)
    ]
    return f"{kind}: {', '.join(mine)}"
