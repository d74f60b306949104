"""Where the columns of a mapping are in a table, and what is odd about its header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from .findings import Finding
from .mapping import ATTACHMENT, ITEM, NUMBER, FileMapping, fields, own_mapping
from .tables import Table, matches, nearest, normalized


def header_fit(mapping: FileMapping | None, cells: Sequence[str]) -> int:
    """How well a row serves as the header: how many of its names are known."""
    if mapping is None:
        own = own_mapping(cells)
        return len(own.fields) + len(own.item) + len(own.attachments)
    names = {normalized(cell) for cell in cells if cell.strip()}
    return sum(
        any(normalized(name) in names for name in mapping.names_of(column))
        for column in set(mapping.columns())
    )


@attrs.define(slots=False, eq=False)
class Places:
    """The places of a mapping's columns in a table."""

    table: Table
    mapping: FileMapping
    is_own: bool = False

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self.table.header):
            if name.strip():
                found.setdefault(normalized(name), []).append(place)
        return found

    @cached_property
    def _of(self) -> dict[str, list[int]]:
        return {}

    def of(self, column: str) -> list[int]:
        """The places in which a column stands; there should be one."""
        if column not in self._of:
            names = map(normalized, self.mapping.names_of(column))
            found = (self._by_name[name] for name in names if name in self._by_name)
            self._of[column] = next(found, [])
        return self._of[column]

    def at(self, column: str) -> int | None:
        """The place of a column, if it is there."""
        found = self.of(column)
        return found[0] if found else None

    def all_of(self, columns: Sequence[str]) -> list[int]:
        """The places of columns of which some may be missing."""
        return [place for column in columns if (place := self.at(column)) is not None]

    @cached_property
    def packed(self) -> list[int]:
        """The places of the columns that hold several items."""
        if self.mapping.packed is None:
            return []
        columns = self.mapping.packed.columns
        header = enumerate(self.table.header)
        return [place for place, name in header if matches(columns, name)]

    @cached_property
    def nameless(self) -> list[int]:
        """The places below an empty header."""
        return [
            place for place, name in enumerate(self.table.header) if not name.strip()
        ]

    def findings(self) -> Iterator[Finding]:
        """What is odd about the header."""
        yield from self._number_findings()
        yield from self._missing()
        yield from self._repeated()
        yield from self._unused()

    def _finding(
        self, code: str, what: str, column: str, *, warns: bool = False
    ) -> Finding:
        return Finding(
            "warning" if warns else "fault",
            code,
            self.table.header_row,
            what,
            column=column,
            sheet=self.table.sheet,
        )

    def _number_findings(self) -> Iterator[Finding]:
        if NUMBER not in self.mapping.fields:
            close = nearest(NUMBER, self.table.header) if self.is_own else ""
            what = (
                f"the column {NUMBER} is missing: by it an order is known again{close}"
            )
            yield self._finding("missing-column", what, NUMBER)

    def _missing(self) -> Iterator[Finding]:
        for column in dict.fromkeys(self.mapping.columns()):
            if not self.of(column) and column not in self.mapping.optional:
                close = nearest(column, self.table.header)
                what = (
                    f"{self.mapping.name} needs this column, and it is not there{close}"
                )
                yield self._finding("missing-column", what, column)
        if self.mapping.packed is not None and not self.packed:
            named = " or ".join(self.mapping.packed.columns)
            what = f"{self.mapping.name} needs a column with items, and the file has no such column"
            yield self._finding("missing-column", what, named)

    def _repeated(self) -> Iterator[Finding]:
        if self.mapping.first_of_repeated:
            return
        for column in dict.fromkeys(self.mapping.columns()):
            if len(self.of(column)) > 1:
                what = f"the column {column!r} is there more than once. Rename the other one"
                yield self._finding("repeated-column", what, column)

    def _unused(self) -> Iterator[Finding]:
        used = {place for column in self.mapping.columns() for place in self.of(column)}
        for place, name in enumerate(self.table.header):
            if not name.strip() or place in used or place in self.packed:
                continue
            if not matches(self.mapping.ignored, name):
                yield self._unused_column(place, name.strip())

    def _unused_column(self, place: int, name: str) -> Finding:
        column = self.table.column(place)
        if name in self.mapping.constants:
            what = f"is not used, as {name} is given for all orders"
            return self._finding("unused-column", what, column, warns=True)
        if self.is_own:
            close = nearest(name, [*fields(), *ITEM])
            what = f"there is no field {name!r}{close or _TEMPLATE}"
            return self._finding("unknown-column", what, column)
        what = "is not used. If that is meant, list it below [ignore]"
        return self._finding("unused-column", what, column, warns=True)


_TEMPLATE = (
    ". `mycloud orders template` shows those there are, and --map reads a file with "
    f"other names ({ATTACHMENT}LABEL names a file to attach)"
)
