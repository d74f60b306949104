"""A database of SQLite, in memory or in a file that several processes may share."""

import sqlite3
import weakref
from collections.abc import Mapping, Sequence

from .contract import Kind
from .database import DatabaseError, Row, Value

_PATIENCE = 60.0  # seconds that one process waits for another to finish writing
_SETTINGS = (
    "journal_mode = WAL",  # readers do not wait for a writer, nor it for them
    # A commit outlives the process; only a power cut may lose the last ones.
    "synchronous = NORMAL",
    # Pages: waits for the disk every thousand orders, not every two hundred.
    "wal_autocheckpoint = 4000",
)
_COLUMNS = (
    "SELECT tables.name, columns.name FROM sqlite_master AS tables, "
    "pragma_table_info(tables.name) AS columns"
)


class SQLite:
    """One connection to a file of SQLite, or its own database in memory."""

    types: Mapping[Kind, str] = {
        Kind.INTEGER: "INTEGER",
        Kind.BOOLEAN: "INTEGER",
        Kind.NUMBER: "REAL",
        Kind.BINARY: "BLOB",
    }

    def __init__(self, path: str) -> None:
        try:
            self._connection = sqlite3.connect(
                path, timeout=_PATIENCE, check_same_thread=False, isolation_level=None
            )
            weakref.finalize(self, self._connection.close)
            for setting in _SETTINGS:
                self._connection.execute(f"PRAGMA {setting}")
        except sqlite3.Error as error:
            raise DatabaseError(
                f"{path} cannot be used as a database of SQLite: {error}"
            ) from None

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        """Runs one statement and gives all its rows."""
        return self._connection.execute(statement, values).fetchall()

    def columns(self) -> set[tuple[str, str]]:
        """The columns there are, each with the name of its table before its own."""
        return {(str(table), str(column)) for table, column in self.execute(_COLUMNS)}

    def widen(self, numbers: set[tuple[str, str]]) -> None:
        """Nothing is to be done: a column of integers keeps a number with decimals as it is."""

    def begin(self, *, reading: bool) -> None:
        """A writer waits for its turn here, not in the middle, where it would have to give up."""
        self._connection.execute("BEGIN" if reading else "BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keeps what the transaction did."""
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Undoes what the transaction did, unless SQLite has done so on its own."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Ends the connection; what was committed stays in the file."""
        self._connection.close()
