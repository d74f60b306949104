"""What an export has so far: the entries, and how far the walk has come, which become durable
together.

A file of SQLite beside the target, `orders.csv.partial`. Each page is one transaction: after a
crash at any moment the entries and the place in the list are those of the same page. The target is
written from it when the walk is over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from ..durable import NORMAL, opened, removed

Key: TypeAlias = int | str
Entry: TypeAlias = Mapping[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value);
CREATE TABLE IF NOT EXISTS entry (
  place INTEGER PRIMARY KEY, key UNIQUE NOT NULL, body BLOB NOT NULL
)
"""


class Spool:
    """An export on its way.

    Attributes:
        walked: Whether the end of the list has been reached.
        published: Whether the target is made, and only had to be given its name.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = opened(path, _SCHEMA, NORMAL)
        self._about: dict[str, Any] = dict(
            self._connection.execute("SELECT name, value FROM about").fetchall()
        )
        ((self.count,),) = self._connection.execute(
            "SELECT count(*) FROM entry"
        ).fetchall()

    def __getitem__(self, name: str) -> Any:
        return self._about.get(name)

    def note(self, **facts: int | str | None) -> None:
        """Keep facts about the export, all of them or none."""
        self._about |= facts
        rows = ", ".join(["(?, ?)"] * len(facts))
        values = [part for fact in facts.items() for part in fact]
        self._connection.execute(
            f"INSERT OR REPLACE INTO about (name, value) VALUES {rows}", values
        )

    def has(self, entry: Entry) -> bool:
        """Whether an entry is here already."""
        find = "SELECT 1 FROM entry WHERE key = ?"
        return self._connection.execute(find, (key_of(entry),)).fetchone() is not None

    def add(self, entries: Iterable[Entry], reached: int) -> None:
        """Keep the entries that are not here yet, and how far the walk has come with them."""
        rows = [(key_of(entry), spelled(entry)) for entry in entries]
        self._connection.execute("BEGIN IMMEDIATE")
        new = self._connection.executemany(
            "INSERT OR IGNORE INTO entry (key, body) VALUES (?, ?)", rows
        ).rowcount
        self.note(reached=reached)
        self._connection.execute("COMMIT")
        self.count += new

    def bodies(self) -> Iterator[bytes]:
        """The entries as JSON, in the order in which they came."""
        for (body,) in self._connection.execute(
            "SELECT body FROM entry ORDER BY place"
        ):
            yield body

    def close(self) -> None:
        """Let go of the file, for another run to go on with."""
        self._connection.close()

    def remove(self) -> None:
        """Take the file away."""
        removed(self._connection, self._path)


def key_of(entry: Entry) -> Key:
    """What an entry is known by: its database key, or all of it if it has none."""
    found = entry.get("id")
    return (
        found
        if isinstance(found, (int, str))
        else hashlib.sha256(spelled(entry)).hexdigest()
    )


def spelled(entry: Entry) -> bytes:
    """An entry as JSON in UTF-8, which has no half of a surrogate pair, and no NaN."""
    try:
        text = json.dumps(
            entry, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
    except ValueError:
        text = json.dumps(_finite(entry), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _finite(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and value - value != 0 else value
