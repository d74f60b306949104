"""Notifications: what is to be posted when, and the task that posts it."""

import asyncio
import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

import httpx

from .habits import CurrentHabits
from .records import Record

_FIELDS = ("mc_number", "order_number", "status")
_MOST = 1000
_PATIENCE = 10.0  # seconds that a receiver has to answer

Clock: TypeAlias = Callable[[], datetime]


class Due(NamedTuple):
    """A notification, and when it is to be sent (seconds since 1970)."""

    at: float
    number: int
    notification: Record


@dataclass
class Outbox:
    """The notifications that are still to be sent, and the last ones that were."""

    habits: CurrentHabits
    waiting: list[Due] = field(default_factory=list)
    sent: deque[Record] = field(default_factory=lambda: deque(maxlen=_MOST))
    """With the answer of the receiver: a status, or what went wrong."""
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _moves: "count[int]" = field(default_factory=lambda: count(1))
    _numbers: "count[int]" = field(default_factory=count)

    def add(self, order: Record, at: float) -> None:
        """An order was moved."""
        notification = {name: order[name] for name in _FIELDS}
        for delay in self.habits.now.notified(next(self._moves)):
            heapq.heappush(
                self.waiting, Due(at + delay, next(self._numbers), notification)
            )
        del self.waiting[_MOST:]
        self.changed.set()

    def take(self, now: float) -> list[Record]:
        """The notifications that are due, in the order in which they are sent."""
        due: list[Record] = []
        while self.waiting and self.waiting[0].at <= now:
            due.append(heapq.heappop(self.waiting).notification)
        return due

    def clear(self) -> None:
        """Forgets them all; the next one is the first again."""
        self.waiting.clear()
        self.sent.clear()
        self._moves = count(1)


def notify_url(text: str) -> str:
    """The URL that notifications are posted to.

    Raises:
        ValueError: It is no URL.
    """
    try:
        parts, url = urlsplit(text), httpx.URL(text)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname and url.host)
        _ = parts.port  # raises for one that cannot be
    except (ValueError, httpx.InvalidURL) as error:
        raise ValueError(f"notify is no URL: {error}") from None
    if not is_url or not text.isprintable():
        raise ValueError(
            f"notify must be a URL that begins with http:// or https://, got {text!r}"
        )
    return text


async def post_notifications(outbox: Outbox, url: str, clock: Clock) -> None:
    """Posts what is due, until it is cancelled."""
    async with httpx.AsyncClient(timeout=_PATIENCE, trust_env=False) as client:
        while True:
            outbox.changed.clear()
            for notification in outbox.take(clock().timestamp()):
                answer = await _post(client, url, notification)
                outbox.sent.append({**notification, "answer": answer})
            await _until_the_next(outbox, clock)


async def _post(client: httpx.AsyncClient, url: str, notification: Record) -> int | str:
    """The status of the answer, whose body nobody reads, or what went wrong."""
    try:
        async with client.stream("POST", url, json=notification) as answer:
            return answer.status_code
    except (httpx.HTTPError, OSError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


async def _until_the_next(outbox: Outbox, clock: Clock) -> None:
    wait = outbox.waiting[0].at - clock().timestamp() if outbox.waiting else None
    try:
        await asyncio.wait_for(outbox.changed.wait(), wait)
    except TimeoutError:
        return
