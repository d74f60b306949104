"""What the store asks of a database: statements with a `?` for every value, inside transactions."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias

from .contract import Kind
from .records import Scalar

Value: TypeAlias = Scalar | bytes
Row: TypeAlias = tuple[Value, ...]

_URLS = ("postgresql://", "postgres://")
_IN_MEMORY = (None, "", ":memory:")


class DatabaseError(Exception):
    """The database cannot be used as it was named; the message says why."""


class Database(Protocol):
    """One connection to a database."""

    types: Mapping[Kind, str]
    """What it calls the kinds of values that it does not keep as text."""

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        """Runs one statement and gives all its rows."""
        ...

    def columns(self) -> set[tuple[str, str]]:
        """The columns there are, each with the name of its table before its own."""
        ...

    def widen(self, numbers: set[tuple[str, str]]) -> None:
        """Lets columns of an older spec that kept whole numbers keep decimals too."""
        ...

    def begin(self, *, reading: bool) -> None:
        """Begins a transaction. Those that write run one after the other, those that read see one
        moment throughout.
        """
        ...

    def commit(self) -> None:
        """Keeps what the transaction did, also if this process is killed right after."""
        ...

    def rollback(self) -> None:
        """Undoes what the transaction did."""
        ...

    def close(self) -> None:
        """Ends the connection."""
        ...


def is_shared(name: str | None) -> bool:
    """Whether several processes see the same state in the database of that name."""
    return name not in _IN_MEMORY


def open_database(name: str | None) -> Database:
    """PostgreSQL for its URL, else SQLite: in the file of that name, or in memory without one."""
    if name is not None and name.startswith(_URLS):
        from .postgresql import PostgreSQL

        return PostgreSQL(name)
    if name is not None and "://" in name:
        raise DatabaseError(
            "The database must be the path of a file or a URL that begins with postgresql://."
        )
    from .sqlite import SQLite

    return SQLite(name if name is not None and is_shared(name) else ":memory:")
