"""A ledger in PostgreSQL, for any number of machines."""

from __future__ import annotations

import math
import re
import threading
import time
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from ._errors import ConfigurationError
from ._forks import reopen_after_fork
from ._ledger import unusable
from ._ledger_sql import SqlLedger, Statements, Values
from ._setting_values import check_seconds, check_whole, refusal

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg_pool import ConnectionPool

_SQL: Final = Statements(
    now="EXTRACT(EPOCH FROM clock_timestamp())::double precision",
    durably="set_config('synchronous_commit', 'on', true)",
)
_SETUP_LOCK: Final = 0x6D796C6564676572
"""Names the lock under which the table is made: PostgreSQL cannot make one twice at once."""

_abandoned: list[object] = []
"""Pools of a parent process. Their connections are the parent's."""


class PostgresLedger(SqlLedger):
    """A ledger in PostgreSQL: any number of threads, processes and machines share it.

    It makes the table `mycloud_ledger` in the first schema of the search path when it is first
    used. Leases go by the clock of the database. It waits for a server that restarts. It holds no
    names, addresses or keys. Needs the extra `postgresql`.

    Args:
        dsn: Where the database is: a URL, or `host=... dbname=...`.
        connections: How many connections it may open.
        patience: Seconds to wait for a server that is away, or for a connection.

    Raises:
        ConfigurationError: psycopg is not installed, or a bad argument.
    """

    statements = _SQL

    def __init__(
        self, dsn: str, *, connections: int = 10, patience: float = 30.0
    ) -> None:
        _check_dsn(dsn)
        check_whole(
            "PostgresLedger(connections=)", connections, "a whole number of 1 or more"
        )
        check_seconds("PostgresLedger(patience=)", patience, "seconds")
        self._dsn = dsn
        self._connections = connections
        self._patience = patience
        self._pool: ConnectionPool[Connection] | None = None
        self._lock = threading.Lock()
        reopen_after_fork(self)

    def __repr__(self) -> str:
        return "PostgresLedger(...)"  # the data source may hold a password

    def close(self) -> None:
        """Close the connections. The next call opens new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def reopen(self) -> None:
        """Leave the connections of the parent process alone; called after a fork."""
        if self._pool is not None:
            _abandoned.append(self._pool)
        self._pool = None
        self._lock = threading.Lock()

    def _run(
        self, statement: str, values: Values, *, on_disk: bool = False
    ) -> list[Any]:
        """Run one statement, again after the connection was lost: each does the same twice. The
        statement itself waits for the disk where it has to.

        Raises:
            LedgerError: The server is away for long, or refuses.
        """
        import psycopg

        until = time.monotonic() + self._patience
        while True:
            try:
                return self._execute(_translated(statement), values)
            except psycopg.OperationalError as error:
                if time.monotonic() > until:
                    raise unusable(error) from None
                self._forget_lost_connections()
                time.sleep(0.1)
            except psycopg.Error as error:
                raise unusable(error) from None

    def _execute(self, statement: bytes, values: Values) -> list[Any]:
        with self._opened().connection() as connection:
            return connection.execute(statement, values).fetchall()

    def _opened(self) -> ConnectionPool[Connection]:
        with self._lock:
            if self._pool is None:
                self._set_up()
                self._pool = self._new_pool()
            return self._pool

    def _set_up(self) -> None:
        import psycopg

        with psycopg.connect(self._dsn, **self._settings()) as connection:
            found = connection.execute(
                b"SELECT to_regclass('mycloud_ledger')"
            ).fetchone()
            if found and found[0]:
                return
            with connection.transaction():
                connection.execute(b"SELECT pg_advisory_xact_lock(%d)" % _SETUP_LOCK)
                for statement in _SQL.tables:
                    connection.execute(statement.encode())

    def _new_pool(self) -> ConnectionPool[Connection]:
        from psycopg_pool import ConnectionPool

        return ConnectionPool(
            self._dsn,
            kwargs=self._settings(),
            min_size=0,
            max_size=self._connections,
            timeout=self._patience,
            configure=_configure,
            open=True,
            name="mycloud-ledger",
        )

    def _settings(self) -> dict[str, Any]:
        """How a connection is made: a server that says nothing is given up after `patience`."""
        from psycopg.conninfo import conninfo_to_dict

        seconds = max(2, math.ceil(self._patience))
        bounds = {"connect_timeout": seconds, "tcp_user_timeout": 1000 * seconds}
        given = conninfo_to_dict(self._dsn)
        unsaid = {name: bounds[name] for name in bounds if name not in given}
        return {"autocommit": True, **unsaid}

    def _forget_lost_connections(self) -> None:
        import psycopg

        pool = self._pool
        if pool is not None:
            with suppress(psycopg.Error):
                pool.check()


def _configure(connection: Connection) -> None:
    """Only the note that an order is sent waits for the disk of the server: a claim or an outcome
    that is lost in a crash of the server leaves the number free, or to be looked for.
    """
    connection.execute(b"SET synchronous_commit = off")


def _translated(statement: str) -> bytes:
    """The statement with marks as psycopg takes them."""
    return re.sub(r"(?<!:):([a-z_]+)", r"%(\1)s", statement).encode()


def _check_dsn(dsn: object) -> None:
    if not isinstance(dsn, str) or not dsn.strip():
        raise refusal("PostgresLedger(dsn)", dsn, "the address of a database, as text")
    if not (find_spec("psycopg") and find_spec("psycopg_pool")):
        raise ConfigurationError(
            "PostgresLedger needs psycopg, which is not installed: "
            "pip install 'mycloud-client[postgresql]'"
        )
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        conninfo_to_dict(dsn)
    except ProgrammingError:
        raise ConfigurationError(
            "PostgresLedger(dsn) is no address of a database; it looks like "
            "postgresql://user@host/database"
        ) from None
