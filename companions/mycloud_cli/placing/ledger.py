"""What became of each order of a file, written down before it is sent and after it was answered.

A file of SQLite beside the source, `orders.csv.ledger`, in which each note is on the disk when the
call returns. It is what makes it safe to run again, so it stays when all is placed. People read the
results, which are made of it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, TypeAlias

import attrs

from ..durable import FULL, opened, put_in_place
from ..files import FileOrder
from ..spreadsheet import harmless

Outcome: TypeAlias = Literal["waiting", "placed", "refused", "unknown"]

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value);
CREATE TABLE IF NOT EXISTS orders (
  number TEXT PRIMARY KEY, outcome TEXT NOT NULL, fingerprint TEXT, sent REAL,
  id INTEGER, mc_number TEXT, message TEXT
)
"""
_HEADER: Final = ("row", "order_number", "outcome", "id", "mc_number", "message")


@attrs.frozen
class Note:
    """What is known of an order.

    Attributes:
        sent: When it was sent last, in seconds since 1970.
    """

    outcome: Outcome
    fingerprint: str | None = None
    sent: float | None = None
    id: int | None = None
    mc_number: str | None = None
    message: str | None = None


WAITING: Final = Note("waiting")


class Ledger:
    """The notes about the orders of one file."""

    def __init__(self, path: Path) -> None:
        self._connection = opened(path, _SCHEMA, FULL)

    def agree(self, purpose: dict[str, str | int | None]) -> dict[str, object]:
        """Keep what the orders are placed at, or give what it was before where that differs."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO about VALUES (?, ?)", purpose.items()
        )
        about = dict(
            self._connection.execute("SELECT name, value FROM about").fetchall()
        )
        return {
            name: about[name] for name, value in purpose.items() if about[name] != value
        }

    def __getitem__(self, number: str) -> Note:
        columns = "outcome, fingerprint, sent, id, mc_number, message"
        select = f"SELECT {columns} FROM orders WHERE number = ?"
        found = self._connection.execute(select, (number,)).fetchone()
        return Note(*found) if found else WAITING

    def __setitem__(self, number: str, note: Note) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, *attrs.astuple(note)),
        )

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()


def write_results(rows: Iterable[FileOrder], ledger: Ledger, path: Path) -> None:
    """What became of each order, for people: a line for each, in the order of the file."""
    made = path.with_name(f"{path.name}.tmp")
    with made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for row in rows:
            note = ledger[row.number]
            cells = (
                row.line,
                row.number,
                note.outcome,
                note.id,
                note.mc_number,
                note.message,
            )
            writer.writerow(map(harmless, cells))
    put_in_place(made, path)
