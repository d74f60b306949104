"""A database of PostgreSQL, which any number of processes may share."""

import weakref
from collections.abc import Mapping, Sequence
from functools import cache

from .contract import Kind
from .database import DatabaseError, Row, Value

try:
    import psycopg
    from psycopg.abc import Buffer
    from psycopg.types.string import StrDumper, TextLoader
except ImportError as missing:
    raise DatabaseError(
        "PostgreSQL needs psycopg, which is not installed: pip install "
        "'mycloud-client[sandbox,postgresql]'"
    ) from missing

_WRITERS = 0x6D79636C6F7564  # names the lock that writers take in turn: "mycloud"
_READ = b"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_WRITE = f"BEGIN; SELECT pg_advisory_xact_lock({_WRITERS})".encode()
_COLUMNS = (
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema "
    "= current_schema"
)
_WHOLE = f"{_COLUMNS} AND data_type = 'bigint'"


class PostgreSQL:
    """One connection to a server of PostgreSQL, which is made again when the server was away."""

    types: Mapping[Kind, str] = {
        Kind.INTEGER: "BIGINT",
        Kind.BOOLEAN: "BOOLEAN",
        Kind.NUMBER: "DOUBLE PRECISION",
        Kind.BINARY: "BYTEA",
    }

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection = self._connect()

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        """Runs one statement and gives all its rows."""
        cursor = self._connection.execute(_translated(statement), values or None)
        return cursor.fetchall() if cursor.description else []

    def columns(self) -> set[tuple[str, str]]:
        """The columns there are, each with the name of its table before its own."""
        return {(str(table), str(column)) for table, column in self.execute(_COLUMNS)}

    def widen(self, numbers: set[tuple[str, str]]) -> None:
        """Gives columns of whole numbers the type of numbers, or their decimals would be lost."""
        whole = {(str(table), str(column)) for table, column in self.execute(_WHOLE)}
        for table, column in sorted(whole & numbers):
            kind = self.types[Kind.NUMBER]
            self.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind}')

    def begin(self, *, reading: bool) -> None:
        """Begins a transaction, over a new connection if the old one is lost."""
        try:
            self._connection.execute(_READ if reading else _WRITE)
        except psycopg.OperationalError:
            self._connection = self._connect()
            self._connection.execute(_READ if reading else _WRITE)

    def commit(self) -> None:
        """Keeps what the transaction did."""
        self._connection.execute(b"COMMIT")

    def rollback(self) -> None:
        """Undoes what the transaction did; a server that lost the connection has done so by
        itself.
        """
        if not self._connection.closed:
            self._connection.execute(b"ROLLBACK")

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def _connect(self) -> "psycopg.Connection[Row]":
        try:
            connection: psycopg.Connection[Row] = psycopg.connect(
                self._url, autocommit=True
            )
        except psycopg.Error as error:
            raise DatabaseError(f"PostgreSQL cannot be used: {error}") from None
        weakref.finalize(self, connection.close)
        connection.adapters.register_dumper(str, _TextDumper)
        connection.adapters.register_loader("text", _TextLoader)
        return connection


@cache
def _translated(statement: str) -> bytes:
    """The statement with marks as psycopg takes them; the store has no `%`, and no `?` except for
    marks.
    """
    return statement.replace("?", "%s").encode()


# PostgreSQL keeps no NUL in a text, while the server, which is MySQL, and SQLite do.
_ESCAPE = "\uffff"  # no character, and never to become one (Unicode, section 23.7)


class _TextDumper(StrDumper):
    def dump(self, obj: str) -> Buffer | None:
        if "\0" in obj or _ESCAPE in obj:
            obj = obj.replace(_ESCAPE, f"{_ESCAPE}1").replace("\0", f"{_ESCAPE}0")
        return super().dump(obj)


class _TextLoader(TextLoader):
    def load(self, data: Buffer) -> str:
        text = super().load(data)
        assert isinstance(text, str)
        return (
            text.replace(f"{_ESCAPE}0", "\0").replace(f"{_ESCAPE}1", _ESCAPE)
            if _ESCAPE in text
            else text
        )
