"""A workbook for Excel, by openpyxl (extra `excel`): a sheet for the entries, and one for each list
in them.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from ..tables import Cell, Source, Table, columns_of
from . import FormatError, read

_LONGEST: Final = 32_767
"""Characters that a cell of Excel holds; openpyxl would cut the text without a word."""
_MOST_ROWS: Final = 2**20
_EXACT: Final = 10**15
"""From here on, a whole number loses its last digits in Excel; an amount does at a hundredth."""
_FIRST_YEAR: Final = 1901
"""Excel counts days from 1900, with a 29 February that never was."""
_ESCAPED: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook spells `_x0001_`: controls, and text that looks so spelled already."""


def openpyxl() -> Any:
    """openpyxl.

    Raises:
        FormatError: It is missing.
    """
    try:
        return import_module("openpyxl")
    except ModuleNotFoundError:
        raise FormatError(
            "openpyxl is missing. Install it with: pip install 'mycloud-client[excel]'"
        ) from None


def write_xlsx(table: Table, bodies: Iterable[bytes], path: Path) -> None:
    """Write all sheets; a listed row bears the key of its entry (`order_id`) and its place.

    Raises:
        FormatError: A text or a list is longer than a workbook takes.
    """
    book = openpyxl().Workbook(write_only=True)
    parent = f"{table.name.removesuffix('s')}_id"
    sheets = {table.name: _Sheet(book, table, [])}
    sheets |= {each.name: _Sheet(book, each, [parent, "place"]) for each in table.lists}
    try:
        for entry in read(bodies):
            _add(sheets, table, entry)
    finally:
        for sheet in sheets.values():
            sheet.close()
    book.save(path)


def _add(sheets: dict[str, _Sheet], table: Table, entry: Source) -> None:
    sheets[table.name].add(table.row(entry))
    for child in table.lists:
        for place, line in enumerate(child.listed(entry), 1):
            sheets[child.name].add([entry.get("id"), place, *child.row(line)])


class _Sheet:
    """A sheet that grows row by row, with its header first."""

    def __init__(self, book: Any, table: Table, before: list[str]) -> None:
        self._name = table.name
        self._names = [*before, *(name for name, _ in columns_of(table))]
        self._sheet = book.create_sheet(table.name)
        self._sheet.freeze_panes = "A2"
        self._rows = 0
        self.add([*self._names])

    def add(self, row: list[Cell]) -> None:
        if self._rows == _MOST_ROWS:
            raise FormatError(
                f"{self._name} has more than the {_MOST_ROWS:,} rows of a sheet. Name a file in "
                "another format, such as orders.csv"
            )
        self._sheet.append(self._cells(row))
        self._rows += 1

    def close(self) -> None:
        """End the sheet; it lies in a temporary file of openpyxl until the workbook is saved."""
        self._sheet.close()

    def _cells(self, row: list[Cell]) -> Iterator[Any]:
        for name, value in zip(self._names, row, strict=True):
            fitting = _fitting(value)
            yield self._text(name, fitting) if isinstance(fitting, str) else fitting

    def _text(self, name: str, text: str) -> Any:
        """A cell that is text, also where it begins like a formula."""
        spelled = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        if len(spelled) > _LONGEST:
            raise FormatError(
                f"{name} of row {self._rows} of {self._name} has {len(spelled):,} characters, and "
                f"a cell of a workbook holds {_LONGEST:,}. Name a file in another format, such as "
                "orders.csv"
            )
        cell = import_module("openpyxl.cell").WriteOnlyCell(self._sheet)
        cell.value = spelled
        cell.data_type = "s"
        return cell


def _fitting(value: Cell) -> Cell:
    """The value as Excel takes it: as text where it would show another."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime.date) and value.year < _FIRST_YEAR:
        return value.isoformat()
    return str(value) if _is_too_long(value) else value


def _is_too_long(value: Cell) -> bool:
    if isinstance(value, Decimal):
        return abs(value) >= _EXACT // 100
    return isinstance(value, int) and abs(value) >= _EXACT
