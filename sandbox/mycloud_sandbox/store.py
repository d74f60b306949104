"""Keeps the state: the one module that knows SQL.

Every schema of the spec with a database key is a table, and its plain fields are the columns. Rows are
never removed: `deleted` hides them, so that an order still shows a product that is no longer sold.
"""

import hashlib
import json
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from .contract import Contract, Kind, Shape
from .php_forms import Upload
from .records import Json, Record, Scalar

_RELATIONS = {"OrderItem": {"order_id": Kind.INTEGER, "product_id": Kind.INTEGER}}
_ATTACHMENT = {"id": Kind.INTEGER, "order_id": Kind.INTEGER, "name": Kind.TEXT, "file": Kind.TEXT}
_FILES = "CREATE TABLE IF NOT EXISTS file (key TEXT PRIMARY KEY, filename TEXT, content_type TEXT, content BLOB)"
_FILE = ("key", "filename", "content_type", "content")
_SQL_TYPES = {Kind.INTEGER: "INTEGER", Kind.BOOLEAN: "INTEGER", Kind.NUMBER: "REAL"}
_MOST_VARIABLES = 500  # in one statement; SQLite takes more, others fewer


Dump: TypeAlias = Mapping[str, Sequence[tuple[Scalar | bytes, ...]]]
"""The rows of every table."""


class Store:
    """The tables in one SQLite database, used by one request at a time."""

    def __init__(self, contract: Contract, database: str | None = None) -> None:
        self._connection = sqlite3.connect(database or ":memory:", check_same_thread=False, isolation_level=None)
        weakref.finalize(self, self._connection.close)
        self._connection.row_factory = sqlite3.Row
        self._lock = threading.Lock()
        self._tables = _tables(contract)
        with self.transaction():
            self._create_tables()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keeps the changes made inside, or none of them when an exception ends it."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Closes the database; what was committed stays in its file."""
        self._connection.close()

    def rows(
        self, table: str, *, offset: int = 0, count: int = -1, deleted: bool = False, newest_first: bool = False
    ) -> list[Record]:
        """A page of a table, in the order of the database keys."""
        hidden = "" if deleted else "WHERE deleted = 0"
        order = "id DESC" if newest_first else "id"
        statement = f'SELECT * FROM "{table}" {hidden} ORDER BY {order} LIMIT ? OFFSET ?'
        return self._select(table, statement, (count, offset))

    def rows_with(self, table: str, column: str, values: Sequence[int], *, deleted: bool = False) -> list[Record]:
        """The rows whose `column` is one of the keys, in the order of their own keys."""
        rows: list[Record] = []
        for start in range(0, len(values), _MOST_VARIABLES):
            some = values[start : start + _MOST_VARIABLES]
            marks = ", ".join("?" * len(some))
            rows += self._select(table, f'SELECT * FROM "{table}" WHERE "{column}" IN ({marks}) ORDER BY id', some)
        return [row for row in rows if deleted or not row["deleted"]]

    def find(self, table: str, column: str, value: Scalar) -> Record | None:
        """The first undeleted row with that value, if there is one."""
        statement = f'SELECT * FROM "{table}" WHERE "{column}" = ? AND deleted = 0 ORDER BY id LIMIT 1'
        return next(iter(self._select(table, statement, (value,))), None)

    def count_starting(self, table: str, column: str, start: str) -> int:
        """How many rows, deleted ones as well, have a text in `column` that begins so."""
        statement = f'SELECT COUNT(*) FROM "{table}" WHERE substr("{column}", 1, ?) = ?'
        (count,) = self._connection.execute(statement, (len(start), start)).fetchone()
        return int(count)

    def insert(self, table: str, values: Mapping[str, Json]) -> int:
        """Adds a row and gives its database key."""
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        body = f"({names}) VALUES ({marks})" if values else "DEFAULT VALUES"
        cursor = self._connection.execute(f'INSERT INTO "{table}" {body}', _encoded(values))
        return int(cursor.lastrowid or 0)

    def update(self, table: str, key: int, values: Mapping[str, Json]) -> None:
        """Changes the given columns of one row."""
        if values:
            changes = ", ".join(f'"{name}" = ?' for name in values)
            self._connection.execute(f'UPDATE "{table}" SET {changes} WHERE id = ?', (*_encoded(values), key))

    def delete(self, table: str, key: int) -> None:
        """Hides one row."""
        self._connection.execute(f'UPDATE "{table}" SET deleted = 1 WHERE id = ?', (key,))

    def save_file(self, upload: Upload) -> str:
        """Keeps a file and gives the key it is found by, which follows from what is in it."""
        about = json.dumps([upload.filename, upload.content_type]).encode()
        key = hashlib.sha256(about + upload.content).hexdigest()
        row = (key, upload.filename, upload.content_type, upload.content)
        self._connection.execute("INSERT OR IGNORE INTO file VALUES (?, ?, ?, ?)", row)
        return key

    def file(self, key: str) -> Upload | None:
        """The file of that key, if there is one."""
        statement = "SELECT filename, content_type, content FROM file WHERE key = ?"
        row = self._connection.execute(statement, (key,)).fetchone()
        return Upload(*row) if row else None

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table, in the order of the rows that `dump` gives."""
        return tuple(_FILE if table == "file" else self._tables[table])

    def dump(self) -> Dump:
        """Everything the tables hold, hidden rows and files too, for `load`."""
        tables = {name: self.columns(name) for name in (*self._tables, "file")}
        statements = {name: f'SELECT {", ".join(map(_quoted, names))} FROM "{name}"' for name, names in tables.items()}
        return {name: [tuple(row) for row in self._connection.execute(text)] for name, text in statements.items()}

    def load(self, dump: Dump) -> None:
        """Puts back what `dump` gave; all that is there now is gone."""
        for name in (*self._tables, "file"):
            self._connection.execute(f'DELETE FROM "{name}"')
        self._connection.execute("DELETE FROM sqlite_sequence")
        for name, rows in dump.items():
            names = self.columns(name)
            marks = ", ".join("?" * len(names))
            statement = f'INSERT INTO "{name}" ({", ".join(map(_quoted, names))}) VALUES ({marks})'
            self._connection.executemany(statement, rows)

    def _select(self, table: str, statement: str, values: Sequence[Scalar]) -> list[Record]:
        kinds = self._tables[table]
        found = self._connection.execute(statement, values)
        return [{name: _decoded(kind, row[name]) for name, kind in kinds.items()} for row in found]

    def _create_tables(self) -> None:
        self._connection.execute(_FILES)
        for table, kinds in self._tables.items():
            columns = ", ".join(_column(name, kind) for name, kind in kinds.items())
            self._connection.execute(f'CREATE TABLE IF NOT EXISTS "{table}" ({columns})')
            self._add_columns(table, kinds)

    def _add_columns(self, table: str, kinds: Mapping[str, Kind]) -> None:
        """A database of an older spec gets the fields that have come since."""
        there = {row["name"] for row in self._connection.execute(f'PRAGMA table_info("{table}")')}
        for name, kind in kinds.items():
            if name not in there:
                self._connection.execute(f'ALTER TABLE "{table}" ADD COLUMN {_column(name, kind)}')


def _tables(contract: Contract) -> dict[str, dict[str, Kind]]:
    shapes = [shape for shape in contract.shapes.values() if "id" in shape]
    tables = {shape.name: _columns(shape) | _RELATIONS.get(shape.name, {}) for shape in shapes}
    tables["Attachment"] = dict(_ATTACHMENT)
    return {name: columns | {"deleted": Kind.BOOLEAN} for name, columns in tables.items()}


def _columns(shape: Shape) -> dict[str, Kind]:
    return {field.name: field.kind for field in shape.fields if field.is_plain and not field.same_as}


def _column(name: str, kind: Kind) -> str:
    if name == "id":
        return "id INTEGER PRIMARY KEY AUTOINCREMENT"
    default = " NOT NULL DEFAULT 0" if name == "deleted" else ""
    return f'"{name}" {_SQL_TYPES.get(kind, "TEXT")}{default}'


def _quoted(name: str) -> str:
    return f'"{name}"'


def _encoded(values: Mapping[str, Json]) -> tuple[Scalar, ...]:
    return tuple(
        value if isinstance(value, str | int | float | None) else json.dumps(value, ensure_ascii=False)
        for value in values.values()
    )


def _decoded(kind: Kind, value: Scalar) -> Json:
    if value is None:
        return None
    if kind is Kind.BOOLEAN:
        return bool(value)
    return json.loads(value) if kind is Kind.ARRAY and isinstance(value, str) else value
