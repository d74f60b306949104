"""A result as a table for a terminal, and as the table of `docs/guarantees.md`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from .judging import GUARANTEES
from .result import Result

PATH: Final = Path(__file__).parents[2] / "docs" / "guarantees.md"
BEGIN: Final = "<!-- made by make matrix: begin -->"
END: Final = "<!-- made by make matrix: end -->"

HABIT_COLUMNS: Final = {
    "create": "create, answered",
    "create with `reconcile`, answer lost": "reconcile, answer lost",
    "ensure": "ensure, answered",
    "ensure, answer lost": "ensure, answer lost",
    "update": "update, answered",
    "delete": "delete, answered",
    "get": "get, answered",
    "list": "list, answered",
}
FAULT_COLUMNS: Final = {
    "create": "create, once",
    "create with `reconcile`": "reconcile, once",
    "ensure": "ensure, once",
    "update": "update, once",
    "delete": "delete, once",
    "get": "get, once",
    "list": "list, once",
}
PLAIN: Final = "plain: no habit"


def terminal(result: Result) -> str:
    """A line for each row: how often each guarantee was broken; then each call that broke one."""
    width = max(len(row) for row in result.words)
    lines = ["  ".join(["".ljust(width), *GUARANTEES])]
    lines += [_line(row, result, width) for row in result.words]
    total = [f"{result.total(kind):>{len(kind)}}" for kind in GUARANTEES]
    lines.append("  ".join(["all".ljust(width), *total]))
    return "\n".join([*lines, *result.details, f"{result.calls:,} calls"])


def _line(row: str, result: Result, width: int) -> str:
    counts = result.broken.get(row, Counter[str]())
    cells = [f"{counts.get(kind, 0):>{len(kind)}}" for kind in GUARANTEES]
    return "  ".join([row.ljust(width), *cells])


def write(result: Result) -> None:
    """Puts the tables into the page, in place of those that are there."""
    PATH.write_text(with_tables(PATH.read_text("utf-8"), result), encoding="utf-8")


def with_tables(page: str, result: Result) -> str:
    """The page with the tables of a result."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{_tables(result)}\n\n{END}{after}"


def _tables(result: Result) -> str:
    return "\n\n".join(
        [
            _summary(result),
            "### Under each habit",
            _habits(result),
            "### Under each fault",
            _faults(result),
        ]
    )


def _summary(result: Result) -> str:
    rows = [f"| {said} | {result.total(kind)} |" for kind, said in GUARANTEES.items()]
    head = [f"| in {result.calls:,} calls | how many |", "| --- | --- |"]
    return "\n".join([*head, *rows])


def _habits(result: Result) -> str:
    names = [row for row in result.words if row.startswith("habit: ")]
    usual = _cells(result, PLAIN, HABIT_COLUMNS)
    differing = [row for row in names if _cells(result, row, HABIT_COLUMNS) != usual]
    others = ", ".join(f"`{_name(row)}`" for row in names if row not in differing)
    table = _table(result, "habit", [PLAIN, *differing], HABIT_COLUMNS)
    return f"{table}\n\nAll calls end as on the plain server under {others}."


def _faults(result: Result) -> str:
    rows = [row for row in result.words if row.startswith("fault: ")]
    return _table(result, "fault of one answer", rows, FAULT_COLUMNS)


def _table(result: Result, head: str, rows: list[str], columns: dict[str, str]) -> str:
    lines = [
        f"| {head} | {' | '.join(columns)} |",
        "| --- " * (len(columns) + 1) + "|",
    ]
    for row in rows:
        name = _name(row) if row.startswith(("plain", "fault")) else f"`{_name(row)}`"
        lines.append(f"| {name} | {' | '.join(_cells(result, row, columns))} |")
    return "\n".join(lines)


def _name(row: str) -> str:
    return row.partition(": ")[2]


def _cells(result: Result, row: str, columns: dict[str, str]) -> list[str]:
    words = result.words[row]
    return [_cell(words.get(column, set())) for column in columns.values()]


def _cell(words: set[str]) -> str:
    """How calls ended; an error by its class."""
    shown = [f"`{word}`" if word[0].isupper() else word for word in sorted(words)]
    return " or ".join("**unknown**" if word == "unknown" else word for word in shown)
