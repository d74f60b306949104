"""Tables in a file of SQLite: one for the entries, and one for each list in them."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from ..tables import Cell, Kind, Source, Table, columns_of
from . import batches, read

_TYPES: Final = {
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "REAL",
    Kind.MONEY: "DECIMAL(18,2)",
    Kind.TRUTH: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.TEXT: "TEXT",
    Kind.TEXTS: "JSON",
}
"""SQLite keeps an amount as a whole number, or else as a REAL; a date as text, 2017-12-31; a truth
as 1 or 0.
"""
_AT_ONCE: Final = 1000


def write_sqlite(table: Table, bodies: Iterable[bytes], path: Path) -> None:
    """Write all tables; a listed row bears the key of its entry (`order_id`) and its place in the
    list.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(
        "PRAGMA synchronous = OFF"
    )  # Nobody reads the file before it is whole and synced.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("BEGIN")
    _make(connection, table)
    parent = f"{table.name.removesuffix('s')}_id"
    for child in table.lists:
        _make(connection, child, parent)
    for entries in batches(read(bodies), _AT_ONCE):
        _insert(connection, table.name, [table.row(entry) for entry in entries])
        for child in table.lists:
            rows = [
                [entry.get("id"), place, *child.row(line)]
                for entry, place, line in _listed(child, entries)
            ]
            _insert(connection, child.name, rows)
    connection.execute("COMMIT")
    connection.close()


def _make(
    connection: sqlite3.Connection, table: Table, parent: str | None = None
) -> None:
    key = (
        " UNIQUE" if parent is None else ""
    )  # Not PRIMARY KEY, which would make up what is missing.
    columns = [
        f'"{name}" {_TYPES[kind]}{key if name == "id" else ""}'
        for name, kind in columns_of(table)
    ]
    before = [] if parent is None else [f'"{parent}" INTEGER', '"place" INTEGER']
    connection.execute(
        f'CREATE TABLE "{table.name}" ({", ".join([*before, *columns])})'
    )
    if parent is not None:
        connection.execute(
            f'CREATE INDEX "{table.name}_{parent}" ON "{table.name}" ("{parent}")'
        )


def _insert(
    connection: sqlite3.Connection, name: str, rows: Sequence[Sequence[Cell]]
) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(
            f'INSERT INTO "{name}" VALUES ({marks})',
            ([_stored(cell) for cell in row] for row in rows),
        )


def _stored(cell: Cell) -> int | float | str | None:
    if isinstance(cell, (Decimal, datetime.date)):
        return str(cell)
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list) else cell


def _listed(
    child: Table, entries: list[Source]
) -> Iterable[tuple[Source, int, Source]]:
    return (
        (entry, place, line)
        for entry in entries
        for place, line in enumerate(child.listed(entry), 1)
    )
