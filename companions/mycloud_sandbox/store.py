"""Keeps the state: the one module that knows SQL.

Every schema of the spec with a database key is a table, and its plain fields are the columns. Rows
are never removed: `deleted` hides them, so that an order still shows a product that is no longer
sold.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

from .contract import Contract, Kind, Shape
from .database import Row, Value, open_database
from .php_forms import Upload
from .records import Json, Record, Scalar, key_of

Dump: TypeAlias = Mapping[str, Sequence[Row]]
"""The rows of every table."""

_RELATIONS = {
    "OrderItem": {"order_id": Kind.INTEGER, "product_id": Kind.INTEGER},
    # Seconds since 1970: when it was placed, when it was changed last if it was, and when it got
    # its status if that is not its first.
    "Order": dict.fromkeys(("stored_at", "changed_at", "moved_at"), Kind.NUMBER),
}
_ATTACHMENT = {
    "id": Kind.INTEGER,
    "order_id": Kind.INTEGER,
    "name": Kind.TEXT,
    "file": Kind.TEXT,
}
_FILE = {
    "key": Kind.TEXT,
    "filename": Kind.TEXT,
    "content_type": Kind.TEXT,
    "content": Kind.BINARY,
}
_SERIES = {"name": Kind.TEXT, "last": Kind.INTEGER}
_INDEXES = (
    ("OrderItem", "order_id"),
    ("Attachment", "order_id"),
    ("Product", "sku"),
    ("Product", "shop_sku"),
)
_MOST_VARIABLES = 500  # in one statement; SQLite takes more, others fewer
_MOST_ROWS = 2**63 - 1


class Entry(NamedTuple):
    """What a list goes by of one row: not what is in it."""

    id: int
    deleted: bool
    day: str = ""
    """The day on which an order was made."""
    stored_at: float = 0.0
    changed_at: float = 0.0


class Store:
    """The tables in one database, used by one request of this process at a time."""

    def __init__(self, contract: Contract, database: str | None = None) -> None:
        self._database = open_database(database)
        self._lock = threading.Lock()
        self._tables = _tables(contract)
        with self.transaction():
            self._create_tables()

    @contextmanager
    def transaction(self, *, reading: bool = False) -> Iterator[None]:
        """Keeps the changes made inside, or none of them when an exception ends it.

        Of all processes that share the database, one at a time is in a transaction that is not only
        `reading`.
        """
        with self._lock:
            self._database.begin(reading=reading)
            try:
                yield
                self._database.commit()
            except BaseException:
                self._database.rollback()
                raise

    def close(self) -> None:
        """Closes the database; what was committed stays in it."""
        self._database.close()

    def rows(
        self,
        table: str,
        *,
        offset: int = 0,
        count: int = -1,
        deleted: bool = False,
        newest_first: bool = False,
    ) -> list[Record]:
        """A page of a table, in the order of the database keys; without a count, all that
        follows.
        """
        hidden = "" if deleted else "WHERE deleted = FALSE"
        order = "id DESC" if newest_first else "id"
        limit = _MOST_ROWS if count < 0 else count
        return self._select(
            table, f"{hidden} ORDER BY {order} LIMIT ? OFFSET ?", (limit, offset)
        )

    def entries(self, table: str) -> list[Entry]:
        """All rows of a table, deleted ones too, as far as a list goes by them."""
        is_order = "stored_at" in self._tables[table].columns
        names = '"id", "deleted"' + (
            ', "create_date", "stored_at", "changed_at"' * is_order
        )
        rows = self._database.execute(f'SELECT {names} FROM "{table}" ORDER BY id')
        return [_entry(*row) for row in rows]

    def last_in(self, series: str) -> int:
        """The number of a series that was given last; 0 for one that has not begun."""
        rows = self._database.execute(
            "SELECT last FROM series WHERE name = ?", (series,)
        )
        return _number(rows) if rows else 0

    def is_answering(self) -> bool:
        """Whether the database answers."""
        return bool(self._database.execute("SELECT 1"))

    def rows_with(
        self,
        table: str,
        column: str,
        values: Sequence[int | str],
        *,
        deleted: bool = False,
    ) -> list[Record]:
        """The rows whose `column` is one of the keys, in the order of their own keys."""
        rows: list[Record] = []
        for start in range(0, len(values), _MOST_VARIABLES):
            some = values[start : start + _MOST_VARIABLES]
            rows += self._select(
                table, f'WHERE "{column}" IN ({_marks(some)}) ORDER BY id', some
            )
        return [row for row in rows if deleted or not row["deleted"]]

    def find(self, table: str, column: str, value: Scalar) -> Record | None:
        """The first undeleted row with that value, if there is one."""
        found = self._select(
            table,
            f'WHERE "{column}" = ? AND deleted = FALSE ORDER BY id LIMIT 1',
            (value,),
        )
        return found[0] if found else None

    def values(self, table: str, column: str) -> list[tuple[int, Value]]:
        """The value of a column in each row, deleted ones too, after the key of the row."""
        rows = self._database.execute(f'SELECT id, "{column}" FROM "{table}"')
        return [(int(str(key)), value) for key, value in rows]

    def next_in(self, series: str) -> int:
        """The next number of a series, which begins with 1; each is given once."""
        statement = (
            "INSERT INTO series (name, last) VALUES (?, 1) "
            "ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last"
        )
        return _number(self._database.execute(statement, (series,)))

    def insert(self, table: str, values: Mapping[str, Json]) -> int:
        """Adds a row and gives its database key: the one it brings, or the next."""
        return key_of(self.insert_row(table, values))

    def insert_row(self, table: str, values: Mapping[str, Json]) -> Record:
        """Adds a row likewise, and gives all of it."""
        found = self._tables[table]
        statement = found.insertion(tuple(values))
        return found.records(self._database.execute(statement, _encoded(values)))[0]

    def update(self, table: str, key: int, values: Mapping[str, Json]) -> None:
        """Changes the given columns of one row."""
        if values:
            changes = ", ".join(f'"{name}" = ?' for name in values)
            self._database.execute(
                f'UPDATE "{table}" SET {changes} WHERE id = ?', (*_encoded(values), key)
            )

    def delete(self, table: str, key: int) -> None:
        """Hides one row."""
        self._database.execute(
            f'UPDATE "{table}" SET deleted = TRUE WHERE id = ?', (key,)
        )

    def save_file(self, upload: Upload) -> str:
        """Keeps a file and gives the key it is found by, which follows from what is in it."""
        about = json.dumps([upload.filename, upload.content_type]).encode()
        key = hashlib.sha256(about + upload.content).hexdigest()
        row = (key, upload.filename, upload.content_type, upload.content)
        self._database.execute(
            "INSERT INTO file VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING", row
        )
        return key

    def file(self, key: str) -> Upload | None:
        """The file of that key, if there is one."""
        statement = "SELECT filename, content_type, content FROM file WHERE key = ?"
        for filename, content_type, content in self._database.execute(
            statement, (key,)
        ):
            assert isinstance(content, bytes)
            return Upload(str(filename), str(content_type), content)
        return None

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table, in the order of the rows that `dump` gives."""
        return tuple(self._tables[table].columns)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all tables."""
        return tuple(self._tables)

    def kinds(self, table: str) -> Mapping[str, Kind]:
        """What each column of a table keeps; the first one is its key."""
        return self._tables[table].columns

    def dump(self) -> Dump:
        """Everything the tables hold, hidden rows and files too, for `load`."""
        return {
            name: self._database.execute(table.select)
            for name, table in self._tables.items()
        }

    def load(self, dump: Dump) -> None:
        """Puts back what `dump` gave; all that is there now is gone."""
        for name, table in self._tables.items():
            self._database.execute(f'DELETE FROM "{name}"')
            for row in dump[name]:
                self._database.execute(
                    f'INSERT INTO "{name}" ({table.names}) VALUES ({_marks(row)})', row
                )

    def _select(
        self, table: str, conditions: str, values: Sequence[Scalar]
    ) -> list[Record]:
        found = self._tables[table]
        return found.records(
            self._database.execute(f"{found.select} {conditions}", values)
        )

    def _create_tables(self) -> None:
        there = self._database.columns()
        for table in self._tables.values():
            missing = [
                column for column in table.columns if (table.name, column) not in there
            ]
            if len(missing) == len(table.columns):
                self._create(table)
            else:
                self._add_columns(table, missing)
        kinds = (
            (table, *kind)
            for table in self._tables.values()
            for kind in table.columns.items()
        )
        self._database.widen(
            {
                (table.name, column)
                for table, column, kind in kinds
                if kind is Kind.NUMBER
            }
        )
        for name, column in _INDEXES:
            self._database.execute(
                f'CREATE INDEX IF NOT EXISTS "{name}_{column}" ON "{name}" ("{column}", id)'
            )

    def _create(self, table: "_Table") -> None:
        key, *columns = (
            self._column(name, kind) for name, kind in table.columns.items()
        )
        self._database.execute(
            f'CREATE TABLE "{table.name}" ({", ".join((f"{key} PRIMARY KEY", *columns))})'
        )

    def _add_columns(self, table: "_Table", missing: Sequence[str]) -> None:
        """A database of an older spec gets the fields that have come since."""
        for name in missing:
            column = self._column(name, table.columns[name])
            self._database.execute(f'ALTER TABLE "{table.name}" ADD COLUMN {column}')

    def _column(self, name: str, kind: Kind) -> str:
        default = " NOT NULL DEFAULT FALSE" if name == "deleted" else ""
        return f'"{name}" {self._database.types.get(kind, "TEXT")}{default}'


class _Table:
    """A table: its columns, the first of which is the key, and how a row of it is read."""

    def __init__(self, name: str, columns: Mapping[str, Kind]) -> None:
        self.name = name
        self.columns = columns
        self.names = ", ".join(f'"{column}"' for column in columns)
        self.select = f'SELECT {self.names} FROM "{name}"'
        self._next_key = f'(SELECT COALESCE(MAX(id), 0) + 1 FROM "{name}")'
        self._encoded = {
            column: kind for column, kind in columns.items() if kind in _DECODERS
        }

    def insertion(self, names: tuple[str, ...]) -> str:
        """The statement that adds a row with these columns and gives all of it."""
        key = {} if "id" in names else {"id": self._next_key}
        marks = {**key, **dict.fromkeys(names, "?")}
        columns = ", ".join(f'"{name}"' for name in marks)
        return (
            f'INSERT INTO "{self.name}" ({columns}) VALUES ({", ".join(marks.values())}) '
            f"RETURNING {self.names}"
        )

    def records(self, rows: Iterable[Row]) -> list[Record]:
        """Rows as they were put in."""
        records: list[Record] = [
            dict(zip(self.columns, row, strict=True)) for row in rows
        ]
        for column, kind in self._encoded.items():
            decode = _DECODERS[kind]
            for record in records:
                if record[column] is not None:
                    record[column] = decode(record[column])
        return records


_DECODERS: Mapping[Kind, Callable[[Any], Json]] = {
    Kind.BOOLEAN: bool,
    Kind.ARRAY: json.loads,
}


def _tables(contract: Contract) -> dict[str, _Table]:
    shapes = [shape for shape in contract.shapes.values() if "id" in shape]
    tables = {
        shape.name: _columns(shape) | _RELATIONS.get(shape.name, {}) for shape in shapes
    }
    tables["Attachment"] = dict(_ATTACHMENT)
    hiding = {
        name: columns | {"deleted": Kind.BOOLEAN} for name, columns in tables.items()
    }
    return {
        name: _Table(name, columns)
        for name, columns in (hiding | {"file": _FILE, "series": _SERIES}).items()
    }


def _columns(shape: Shape) -> dict[str, Kind]:
    """The plain fields of a shape, `id` first."""
    plain = {
        field.name: field.kind
        for field in shape.fields
        if field.is_plain and not field.same_as
    }
    return {"id": plain["id"]} | plain


def _entry(key: Value, deleted: Value, *order: Value) -> Entry:
    day, stored_at, changed_at = order or (None, None, None)
    return Entry(
        int(str(key)),
        bool(deleted),
        str(day or ""),
        float(str(stored_at or 0)),
        float(str(changed_at or stored_at or 0)),
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _number(rows: Sequence[Row]) -> int:
    """The one number that a statement gave."""
    ((number,),) = rows
    assert isinstance(number, int)
    return number


def _encoded(values: Mapping[str, Json]) -> tuple[Scalar, ...]:
    return tuple(
        value
        if isinstance(value, str | int | float | None)
        else json.dumps(value, ensure_ascii=False)
        for value in values.values()
    )
