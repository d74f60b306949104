"""Tables that begin to appear before all rows are there. Columns that turn out too narrow grow, and
the head is printed again.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from .columns import NESTED, Column, View, cell, value_at
from .safe import for_terminal

_GAP: Final = "  "
_LEAST: Final = 8  # cells of a column that is cut
_LEAST_NUMBER: Final = 18  # the longest order numbers of marketplaces
_STYLES: Final = {
    "RESERVED": "yellow",
    "WAITPAY": "yellow",
    "RECVPAY": "yellow",
    "APPROVED": "cyan",
    "PICKING": "cyan",
    "PROCESSING": "cyan",
    "SHIPPED": "green",
    "DELIVERED": "green",
    "UNKNOWN": "red",
}


def console() -> Console:
    """Standard output. Nothing in what is printed is taken for markup; colours are for terminals,
    unless NO_COLOR.
    """
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


class Table:
    """A table that grows by batches of rows."""

    def __init__(
        self, view: View, screen: Console, indent: str = "", *, head: bool = True
    ) -> None:
        self._view, self._screen, self._indent = view, screen, indent
        self._head = head
        self._columns: list[Column] = []
        self._widths: list[int] = []
        self._natural = {
            column: cell_len(column.title) if head else 0 for column in view.columns
        }

    def add(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Print more rows; before them the head, if it is the first or the columns changed."""
        if not self._columns or self._grows(entries):
            self._begin(entries)
        for entry in entries:
            self._row([_shown(entry, column) for column in self._columns])

    def _grows(self, entries: Sequence[Mapping[str, Any]]) -> bool:
        """Whether rows need wider columns, and the screen has room for them."""
        before = self._columns, self._widths
        self._measure(entries)
        return (self._columns, self._widths) != before

    def _begin(self, entries: Sequence[Mapping[str, Any]]) -> None:
        is_first = not self._columns
        self._measure(entries)
        if self._head and (is_first or self._screen.is_terminal):
            self._row([column.title for column in self._columns], style="bold")

    def _measure(self, entries: Sequence[Mapping[str, Any]]) -> None:
        room = (
            self._screen.width - len(self._indent) if self._screen.is_terminal else None
        )
        self._natural = {
            column: max(
                [width, *(cell_len(_shown(entry, column)) for entry in entries)]
            )
            for column, width in self._natural.items()
        }
        self._columns = _fitting(self._natural, room)
        self._widths = _squeezed(
            self._columns, [self._natural[column] for column in self._columns], room
        )

    def _row(self, cells: Sequence[str], style: str = "") -> None:
        line = Text(self._indent, style=style)
        for place, (column, text, width) in enumerate(
            zip(self._columns, cells, self._widths, strict=True)
        ):
            last = place == len(cells) - 1
            fitted = _fitted(
                text,
                width,
                right=column.money or column.number,
                last=last,
                cut=self._screen.is_terminal,
            )
            line.append(
                fitted + ("" if last else _GAP),
                style=_STYLES.get(text, "") if column.path == "status" else "",
            )
        line.rstrip()
        self._screen.print(line)


def print_entry(entry: Mapping[str, Any], screen: Console) -> None:
    """An entry field by field, those without a value left out; lists within it as tables below."""
    told = [
        (name, value)
        for name, value in entry.items()
        if value not in (None, []) and not _is_nested(name, value)
    ]
    flat = [(for_terminal(name), _inline(value)) for name, value in told]
    most = max((cell_len(name) for name, _ in flat), default=0)
    for name, text in flat:
        screen.print(Text.assemble((_fitted(name, most), "bold"), _GAP, text))
    for name, view in NESTED.items():
        if (rows := entry.get(name)) and _is_nested(name, rows):
            screen.print(Text(f"\n{name}", style="bold"))
            Table(view, screen, indent=_GAP).add(rows)


def _is_nested(name: str, value: object) -> bool:
    return (
        name in NESTED
        and isinstance(value, list)
        and all(isinstance(row, Mapping) for row in value)
    )


def _inline(value: object) -> str:
    """A value in one line; of an object within, by what it is known."""
    if not isinstance(value, Mapping):
        return cell(value)
    keys = ", ".join(
        f"{name} {cell(value[name])}"
        for name in ("id", "code", "sku")
        if value.get(name) is not None
    )
    named = cell(value.get("name"))
    return (f"{named} ({keys})" if named and keys else named or keys) or cell(
        dict(value)
    )


def _shown(entry: Mapping[str, Any], column: Column) -> str:
    return cell(value_at(entry, column.path), money=column.money)


def _fitting(widths: Mapping[Column, int], room: int | None) -> list[Column]:
    """The columns: of those for wide screens as many as fit beside the others, and on a narrow
    screen without those at the right that have no room.
    """
    kept = [column for column in widths if not column.wide]
    while (
        room is not None
        and len(kept) > 1
        and not kept[-1].asked
        and _least(kept, widths) > room
    ):
        kept.pop()
    is_narrow = len(kept) < sum(not column.wide for column in widths)
    for column in widths:
        if is_narrow or column in kept:
            continue
        if room is None or _total([widths[each] for each in [*kept, column]]) <= room:
            kept.append(column)
    return [column for column in widths if column in kept]


def _least(columns: Sequence[Column], widths: Mapping[Column, int]) -> int:
    """The room without which columns are not shown."""
    return _total([min(widths[column], _needed(column)) for column in columns])


def _needed(column: Column) -> int:
    """Cells without which a column says too little."""
    if column.prose:
        return _LEAST
    return sys.maxsize if column.whole else _LEAST_NUMBER


def _squeezed(
    columns: Sequence[Column], widths: Sequence[int], room: int | None
) -> list[int]:
    """The widths, made narrower until all fit: prose first, then identifiers, and what must be
    whole only where that is not enough.
    """
    fitted = list(widths)
    prose = [place for place, column in enumerate(columns) if column.prose]
    others = [place for place, column in enumerate(columns) if not column.whole]
    for places in (prose, others, range(len(fitted))):
        while (
            room is not None
            and _total(fitted) > room
            and any(fitted[place] > _LEAST for place in places)
        ):
            fitted[max(places, key=lambda place: fitted[place])] -= 1
    return fitted


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _fitted(
    text: str, width: int, *, right: bool = False, last: bool = False, cut: bool = False
) -> str:
    """The text in so many cells of a terminal; letters of Thai that stand above others take
    none.
    """
    length = cell_len(text)
    if length > width:
        return f"{set_cell_size(text, width - 1).rstrip()}…" if cut else text
    padding = " " * (width - length)
    if right:
        return padding + text
    return text if last else text + padding
