"""A file of SQLite that one process at a time works in, and that is whole after `kill -9`."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

FULL = "FULL"
"""What was committed outlives a power cut."""
NORMAL = "NORMAL"
"""What was committed outlives the process; a power cut may take the last of it, and leaves what was
before whole.
"""


class InUse(Exception):
    """Another process works in the file."""


def opened(path: Path, schema: str, synchronous: str) -> sqlite3.Connection:
    """The file, made if it is not there, and locked until it is closed or the process ends, in
    whatever way.

    Raises:
        InUse: Another process has it open.
    """
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.executescript(f"BEGIN IMMEDIATE; {schema}; COMMIT;")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise InUse(path) from None
        raise
    return connection


def removed(connection: sqlite3.Connection, path: Path) -> None:
    """Close the file and take it away."""
    connection.close()
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)


def put_in_place(made: Path, target: Path) -> None:
    """Rename a finished file into place: a reader finds the old file, or the whole new one."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(target)
    if hasattr(os, "O_DIRECTORY"):  # not on Windows
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(folder)
        os.close(folder)
