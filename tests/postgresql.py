"""A server of PostgreSQL of our own, from Debian's packages: in a new folder, on a Unix socket, and gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

_UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root, as which many a CI works
_INITDB = ("--username=sandbox", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions")


@contextmanager
def serving_postgresql() -> Iterator[str]:
    """The URL of an empty database, on a server that only this user can reach."""
    programs, folder = _programs(), Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path must be short
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, _UNPRIVILEGED)
    try:
        _run(programs / "initdb", f"--pgdata={data}", *_INITDB)
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        _run(programs / "pg_ctl", f"--pgdata={data}", f"--log={folder}/log", f"--options={options}", "--wait", "start")
        yield f"postgresql://sandbox@/postgres?host={quote(str(folder), safe='')}"
    finally:
        _run(programs / "pg_ctl", f"--pgdata={data}", "--mode=immediate", "--wait", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def new_schema(url: str, name: str) -> str:
    """The URL of a schema of its own, which a test has to itself as it would a database."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{url}&options=-csearch_path%3D{name}"


def empty(url: str) -> None:
    """Takes every row out of a schema, so that the next test finds it as new, and sooner than a new one."""
    with psycopg.connect(url, autocommit=True) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema").fetchall()
        for (table,) in tables:
            connection.execute(f'DELETE FROM "{table}"'.encode())


def _programs() -> Path:
    """Where the newest PostgreSQL of the machine has its programs; they are on nobody's PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not installed (Debian's package: postgresql)")
    assert found, "PostgreSQL must be there in CI: its tests are never skipped"
    return found[-1].parent


def _run(*command: str | Path, check: bool = True) -> None:
    user = _UNPRIVILEGED if os.geteuid() == 0 else None
    subprocess.run(command, check=check, user=user, cwd="/", stdout=subprocess.DEVNULL)
