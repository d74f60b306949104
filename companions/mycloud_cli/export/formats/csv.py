"""A table as text, for spreadsheets. Lists are JSON in a cell; `--items` gives a row to each item
instead.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import BinaryIO

from ...spreadsheet import harmless
from ..tables import Cell, Kind
from . import Columns, Rows, Value, read


def write_csv(
    columns: Columns,
    rows: Rows,
    bodies: Iterable[bytes],
    file: BinaryIO,
    *,
    bom: bool,
    raw: bool,
) -> None:
    """Write a row for each entry or item, in UTF-8.

    Args:
        bom: Begin with a byte order mark.
        raw: Leave text alone that a spreadsheet would take for a formula.
    """
    inner = [kind for _, kind in columns]
    text = io.TextIOWrapper(file, encoding="utf-8-sig" if bom else "utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow(name for name, _ in columns)
    for entry in read(bodies):
        for row in rows(entry):
            cells = map(_text, row, inner)
            writer.writerow(cells if raw else map(harmless, cells))
    text.detach()  # flushes, and leaves the file open


def _text(
    value: Value, kind: Kind | list[tuple[str, Kind]]
) -> str | int | float | Decimal | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        names = None if isinstance(kind, Kind) else [name for name, _ in kind]
        return (
            json.dumps(
                [_named(one, names) for one in value], ensure_ascii=False, default=str
            )
            if value
            else None
        )
    return (
        value
        if value is None or isinstance(value, (int, float, Decimal))
        else str(value)
    )


def _named(one: Cell | list[Cell], names: list[str] | None) -> object:
    """The cells of a listed object that are not empty, under their names."""
    if names is None or not isinstance(one, list):
        return one
    return {
        name: cell for name, cell in zip(names, one, strict=True) if cell is not None
    }
