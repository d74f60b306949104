"""What was posted and what is known of each order, in one SQLite file that all processes share."""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from mycloud import Notification, Order, is_after

TABLES = """
CREATE TABLE IF NOT EXISTS orders (
    id INTEGER PRIMARY KEY,
    mc_number TEXT,
    order_number TEXT,
    status TEXT,
    read_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS moves ( -- what your service acts on: each status of an order once
    order_id INTEGER NOT NULL,
    status TEXT NOT NULL,
    UNIQUE (order_id, status)
);
CREATE TABLE IF NOT EXISTS inbox (
    posted TEXT PRIMARY KEY, -- the same notification is kept once
    state TEXT NOT NULL DEFAULT 'waiting', -- waiting, done, or why it was dropped
    tries INTEGER NOT NULL DEFAULT 0,
    due REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS waiting ON inbox (due) WHERE state = 'waiting';
"""
KEEP = """
INSERT INTO inbox (posted, due) VALUES (?, ?) ON CONFLICT DO UPDATE
SET state = 'waiting', tries = 0, due = excluded.due WHERE state NOT IN ('waiting', 'done')
"""
"""One that was dropped gets another chance: somebody may have forged it before its time."""
LEASE = 300.0
"""Seconds after which another worker takes a notification over: longer than any call takes."""
MOST = 10_000
"""Notifications that may wait; more are not taken. Delete settled ones from time to time."""


@dataclass(frozen=True)
class Job:
    """A notification that this worker has taken."""

    key: str
    notification: Notification
    tries: int


class Inbox:
    """The tables above. Make one for each thread: SQLite connections are not shared."""

    def __init__(self, path: str | Path) -> None:
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.executescript(TABLES)

    def close(self) -> None:
        self._db.close()

    def follow(self, order: Order) -> None:
        """Call it for each order you place: its id saves looking through the list."""
        fields = [
            order.id,
            order.mc_number,
            order.order_number,
            order.status,
            time.time(),
        ]
        self._db.execute("INSERT OR IGNORE INTO orders VALUES (?, ?, ?, ?, ?)", fields)

    def add(self, notification: Notification) -> bool:
        """Keeps a notification, unless it is there already; False if too many wait."""
        key = json.dumps(
            [notification.mc_number, notification.order_number, notification.status]
        )
        waiting = "SELECT count(*) FROM inbox WHERE state = 'waiting'"
        if self._db.execute(waiting).fetchone()[0] >= MOST:
            return False
        self._db.execute(KEEP, [key, time.time()])
        return True

    def take(self) -> Job | None:
        """One notification that is due, for this worker alone."""
        now = time.time()
        row = self._db.execute(
            "UPDATE inbox SET tries = tries + 1, due = ? WHERE posted = ("
            " SELECT posted FROM inbox WHERE state = 'waiting' AND due <= ?"
            " ORDER BY due LIMIT 1) RETURNING posted, tries",
            [now + LEASE, now],
        ).fetchone()
        if row is None:
            return None
        mc_number, order_number, status = json.loads(row[0])
        posted = Notification(
            mc_number=mc_number, order_number=order_number, status=status
        )
        return Job(row[0], posted, row[1])

    def settle(self, job: Job, state: str) -> None:
        """Ends a job: `done`, or why it was dropped."""
        update = "UPDATE inbox SET state = ? WHERE posted = ?"
        self._db.execute(update, [state, job.key])

    def postpone(self, job: Job, seconds: float) -> None:
        """Tries a job again later."""
        update = "UPDATE inbox SET due = ? WHERE posted = ?"
        self._db.execute(update, [time.time() + seconds, job.key])

    def id_of(self, notification: Notification) -> int | None:
        """The id of the order it names, if it is one that you follow."""
        row = self._db.execute(
            "SELECT id FROM orders WHERE mc_number = ? OR order_number = ?"
            " ORDER BY mc_number = ? DESC LIMIT 1",
            [
                notification.mc_number,
                notification.order_number,
                notification.mc_number,
            ],
        ).fetchone()
        return row[0] if row else None

    def store(self, order: Order) -> bool:
        """Keeps what the API says of an order; whether it was news. It never moves back."""
        with self._transaction():
            found = self._db.execute(
                "SELECT status FROM orders WHERE id = ?", [order.id]
            ).fetchone()
            self._db.execute(
                "UPDATE orders SET read_at = ? WHERE id = ?", [time.time(), order.id]
            )
            if found is None or found[0] == order.status:
                return False
            if is_after(found[0], order.status):
                return False
            if is_ordered(found[0]) and not is_ordered(order.status):
                return False  # it would forget how far the order was
            update = "UPDATE orders SET status = ? WHERE id = ?"
            self._db.execute(update, [order.status, order.id])
            return self._moved(order)

    def _moved(self, order: Order) -> bool:
        """Notes the move. Act on rows of this table: each is written once."""
        insert = "INSERT OR IGNORE INTO moves VALUES (?, ?)"
        return self._db.execute(insert, [order.id, order.status]).rowcount == 1

    def unread_for(self, seconds: float) -> list[int]:
        """The orders in flight that nobody has read for so long."""
        rows = self._db.execute(
            "SELECT id FROM orders WHERE read_at < ?"
            " AND (status IS NULL OR status NOT IN ('DELIVERED', 'DELETED'))"
            " ORDER BY read_at",
            [time.time() - seconds],
        )
        return [row[0] for row in rows]

    def not_read(self, id: int) -> None:
        """Notes that an order could not be read, so that the next sweep begins with others."""
        update = "UPDATE orders SET read_at = ? WHERE id = ?"
        self._db.execute(update, [time.time(), id])

    def gone(self, id: int) -> None:
        """Notes that an order was deleted."""
        self._db.execute("UPDATE orders SET status = 'DELETED' WHERE id = ?", [id])

    def _transaction(self) -> sqlite3.Connection:
        self._db.execute("BEGIN IMMEDIATE")
        return self._db  # as a context manager it commits, or rolls back


def is_ordered(status: str | None) -> bool:
    """Whether it is known how far an order of this status is."""
    return status == "DELIVERED" or is_after("DELIVERED", status)
