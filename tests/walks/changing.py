"""A list of orders that changes while it is walked."""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from collections.abc import Sequence

from ..http_library import httpx


class ChangingList(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A server whose orders are inserted and deleted by others before each request, by chance but
    repeatably.

    Orders keep their order among each other, as those of a list sorted by anything stable do. Pages
    are capped.
    """

    def __init__(self, seed: int, *, size: int = 120, changes: int = 60) -> None:
        self._random = random.Random(seed)
        self._orders = list(range(1, self._random.randrange(size) + 1))
        self._next = 1_000_000
        self._changes = changes
        self._inserts = self._random.random()
        self._pace = self._random.choice([0.2, 0.6, 0.9])
        self.cap = self._random.choice([1000, 1000, 7, 3])
        self.asked: list[tuple[int, int]] = []
        self._lock = threading.Lock()
        self._at_first = set(self._orders)

    @property
    def there_throughout(self) -> set[int]:
        """The orders that were there from the beginning and are there still."""
        return self._at_first & set(self._orders)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        offset, count = (
            int(request.url.params["offset"]),
            int(request.url.params["count"]),
        )
        with self._lock:
            self._change()
            self.asked.append((offset, count))
            page = self._orders[offset : offset + min(count, self.cap)]
        return httpx.Response(
            200, content=json.dumps({"orders": [{"id": key} for key in page]})
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)

    def _change(self) -> None:
        while self._changes and self._random.random() < self._pace:
            self._changes -= 1
            place = self._random.choice(
                [0, len(self._orders), self._random.randrange(len(self._orders) + 1)]
            )
            if self._random.random() < self._inserts:
                self._next += 1
                self._orders.insert(place, self._next)
            else:
                del self._orders[place : place + self._random.choice([1, 1, 1, 9])]


def lost_and_doubled(
    server: ChangingList, given: Sequence[int | None]
) -> tuple[int, int]:
    """How many orders that were there throughout were missed, and how many of any kind came twice."""
    twice = sum(times - 1 for times in Counter(given).values())
    return len(server.there_throughout - set(given)), twice
