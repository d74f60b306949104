"""A server of PostgreSQL of our own, from Debian's packages: in a new folder, on a Unix socket, and
gone afterwards.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from .requirements import missing

_UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root, as which many a CI works
_ENDS_WITH_US = ("setpriv", "--pdeathsig", "QUIT")  # also when the tests are killed
_INITDB = (
    "--username=sandbox",
    "--auth=trust",
    "--encoding=UTF8",
    "--no-locale",
    "--no-sync",
    "--no-instructions",
)


class PostgresServer:
    """A server in a folder, and the URL of its database."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.url = f"postgresql://sandbox@/postgres?host={quote(str(folder), safe='')}"
        self._command = (
            *_ENDS_WITH_US,
            programs / "postgres",
            "-D",
            f"{folder}/data",
            "-c",
            "listen_addresses=",
            "-c",
            f"unix_socket_directories={folder}",
        )
        self._process = self._started()

    def restart(self) -> None:
        """End it as a crash does, and start it again."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()
        self._process = self._started()

    def stop(self) -> None:
        """End it; what it holds is thrown away."""
        self._process.send_signal(signal.SIGQUIT)
        with self._process:
            pass

    def _started(self) -> subprocess.Popen[str]:
        server = _command(*self._command)
        _wait_until_ready(server)
        return server


@contextmanager
def serving_postgresql() -> Iterator[str]:
    """The URL of an empty database, on a server that only this user can reach."""
    with running_postgresql() as server:
        yield server.url


@contextmanager
def running_postgresql() -> Iterator[PostgresServer]:
    """An empty database, on a server that only this user can reach."""
    programs, folder = (
        _programs(),
        Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp")),
    )  # a socket's path must be short
    if os.geteuid() == 0:
        shutil.chown(folder, _UNPRIVILEGED)
    try:
        with _command(
            programs / "initdb", f"--pgdata={folder}/data", *_INITDB
        ) as initdb:
            assert initdb.wait() == 0
        server = PostgresServer(folder, programs)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_schema(url: str, name: str) -> str:
    """The URL of its own schema, which only this test uses."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{url}&options=-csearch_path%3D{name}"


def empty(url: str) -> None:
    """Takes every row out of a schema, so that the next test finds it as new, and sooner than a new
    one.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f'DELETE FROM "{table}"'.encode())


def _programs() -> Path:
    """Where the newest PostgreSQL of the machine has its programs; they are on nobody's PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]),
    )
    if not found:
        missing("PostgreSQL is not installed (Debian's package: postgresql)")
    return found[-1].parent


def _command(*command: str | Path) -> subprocess.Popen[str]:
    user, pipe, nothing = (
        _UNPRIVILEGED if os.geteuid() == 0 else None,
        subprocess.PIPE,
        subprocess.DEVNULL,
    )
    return subprocess.Popen(
        command, user=user, cwd="/", text=True, stdout=nothing, stderr=pipe
    )


def _wait_until_ready(server: subprocess.Popen[str]) -> None:
    assert server.stderr is not None
    said = []
    for line in server.stderr:
        said.append(line)
        if "ready to accept connections" in line:
            threading.Thread(
                target=server.stderr.read, daemon=True
            ).start()  # or the pipe would fill up
            return
    raise AssertionError("PostgreSQL did not start:\n" + "".join(said))
