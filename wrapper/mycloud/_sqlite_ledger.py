"""A ledger in a file of SQLite, for the threads and processes of one machine."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from ._errors import ConfigurationError
from ._forks import reopen_after_fork
from ._ledger import unusable
from ._ledger_sql import SqlLedger, Statements, Values
from ._setting_values import check_truth, refusal

_SQL: Final = Statements(now="((julianday('now') - 2440587.5) * 86400.0)")
_PATIENCE: Final = 30.0
"""Seconds to wait while another process writes."""

_abandoned: list[sqlite3.Connection] = []
"""Connections of a parent process. Closing one in a child could harm the file."""


class SqliteLedger(SqlLedger):
    """A ledger in a file, for one machine: any number of threads and processes share it.

    What it noted outlives a killed process. Put the file on a local disk: SQLite's locks do not
    hold on network file systems. It holds no names, addresses or keys.

    Args:
        path: The file, which is made if it is not there; its folder must be.
        fsync: Whether to wait for the disk before an order is sent, so that the note outlives a
            power failure too; takes some milliseconds. Without it, an order that was sent in the
            last moments before one is known from the list only.

    Raises:
        ConfigurationError: The file cannot be opened, or is no ledger.
    """

    statements = _SQL

    def __init__(self, path: str | os.PathLike[str], *, fsync: bool = False) -> None:
        check_truth("SqliteLedger(fsync=)", fsync)
        self._path = _checked(path)
        self._fsync = fsync
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._lock = threading.Lock()
        reopen_after_fork(self)
        try:
            self._connection = self._connect()
        except (sqlite3.Error, OSError, ValueError) as error:
            raise ConfigurationError(
                f"the ledger {self._path!r} cannot be opened: {error}. Give a file in a folder "
                f"that is there and that you may write to"
            ) from error

    def __repr__(self) -> str:
        return f"SqliteLedger({self._path!r})"

    def close(self) -> None:
        """Close the file. The next call opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = self._file = None

    def reopen(self) -> None:
        """Leave the connection of the parent process alone; called after a fork."""
        if self._connection is not None:
            _abandoned.append(self._connection)
        self._connection = None
        self._lock = threading.Lock()

    def _run(
        self, statement: str, values: Values, *, on_disk: bool = False
    ) -> list[Any]:
        """Run one statement, which is its own transaction.

        With `on_disk`, all that was written is on the disk when it returns. A note of an outcome
        may be lost when the power fails; the number is then looked for.

        Raises:
            LedgerError: The file is locked for long, was deleted or replaced, or cannot be read or
                written.
        """
        try:
            with self._lock:
                if self._connection is None:
                    self._connection = self._connect()
                with _synchronous(self._connection, on_disk and self._fsync):
                    rows = self._connection.execute(statement, values).fetchall()
            self._check_is_the_file()
        except (sqlite3.Error, OSError) as error:
            raise unusable(error) from error
        return rows

    def _check_is_the_file(self) -> None:
        """Raises if others find another file under its name: a claim binds nobody then."""
        if _identity(self._path) != self._file:
            raise OSError(
                f"{self._path} was replaced while it was in use, so other processes may not see "
                f"what is noted here. Put the file back that holds the claims, and start anew"
            )

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path,
            timeout=_PATIENCE,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            for statement in _SQL.tables:
                connection.execute(statement)
        except BaseException:
            connection.close()
            raise
        self._file = self._file or _identity(self._path)
        return connection


@contextmanager
def _synchronous(connection: sqlite3.Connection, on_disk: bool) -> Iterator[None]:
    """Wait for the disk at the end of what is written within."""
    if not on_disk:
        yield
        return
    connection.execute("PRAGMA synchronous = FULL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = NORMAL")


def _checked(path: object) -> str:
    """The whole path of a file: it stays the same when the program changes its folder.

    SQLite would take empty text and `:memory:` for what no other process sees.
    """
    text = os.fspath(path) if isinstance(path, (str, os.PathLike)) else None
    if not isinstance(text, str) or text in {"", ":memory:"} or "\0" in text:
        raise refusal("SqliteLedger(path)", path, "the path of a file")
    return os.path.abspath(text)


def _identity(path: str) -> tuple[int, int]:
    """Tells a file from any other that has its name later."""
    found = os.stat(path)
    return found.st_dev, found.st_ino
