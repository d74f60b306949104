"""Threads that place orders; what they are at does not keep the process from ending."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeAlias

from ..files import FileOrder
from .outcomes import Result

Place: TypeAlias = Callable[[FileOrder], Result]


class Workers:
    """Place several orders at a time.

    Args:
        place: Places an order; raises nothing.
        count: How many at a time.
    """

    def __init__(self, place: Place, count: int) -> None:
        self._place, self._count = place, count
        self._wanted = SimpleQueue[FileOrder | None]()
        self._done = SimpleQueue[tuple[FileOrder, Result]]()
        self._under_way: dict[str, FileOrder] = {}
        for number in range(count):
            name = f"placing-{number}"
            threading.Thread(target=self._work, name=name, daemon=True).start()

    @property
    def is_full(self) -> bool:
        """Whether every worker has an order."""
        return len(self._under_way) >= self._count

    @property
    def is_busy(self) -> bool:
        """Whether any worker has an order."""
        return bool(self._under_way)

    def under_way(self) -> list[FileOrder]:
        """The orders that the workers have."""
        return list(self._under_way.values())

    def put(self, order: FileOrder) -> None:
        """Give an order to a worker that has none."""
        self._under_way[order.number] = order
        self._wanted.put(order)

    def take(self, seconds: float) -> tuple[FileOrder, Result] | None:
        """An order that is done with, and what became of it; None if none is in that time."""
        try:
            order, result = self._done.get(timeout=seconds)
        except Empty:
            return None
        del self._under_way[order.number]
        return order, result

    def close(self) -> None:
        """Let the workers end after the orders that they have."""
        for _ in range(self._count):
            self._wanted.put(None)

    def _work(self) -> None:
        while (order := self._wanted.get()) is not None:
            self._done.put((order, self._place(order)))
