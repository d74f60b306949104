"""Which pages a walk asks for in advance. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TypeVar

from ._newest import Newest
from ._walk import Walk

T = TypeVar("T")


class Prefetcher:
    """Which pages to ask for in advance: those that will be wanted if nothing shifts, `most` of
    them at a time.
    """

    def __init__(
        self, walk: Walk[T] | Newest[T], most: int, in_all: int | None = None
    ) -> None:
        self._walk = walk
        self._most = self._width = most
        self._left = in_all
        self._under_way: deque[int] = deque()
        self._next = 0

    def wanted(self) -> Iterator[int]:
        """The offsets of the pages to ask for now. From then on they are in flight."""
        if self._walk.is_wide:
            return
        width = self._width if self._walk.full else min(self._width, 1)
        while not self._walk.over and len(self._under_way) < width and self._left != 0:
            self._left = None if self._left is None else self._left - 1
            self._under_way.append(self._next)
            self._next += self._walk.step
            yield self._under_way[-1]

    def arrived(self) -> None:
        """The first of those in flight is there; one more at a time may be, if it was too much
        before.
        """
        self._under_way.popleft()
        self._width = min(self._width + 1, self._most)

    def forget(self) -> None:
        """Those in flight were dropped: go on where the walk is."""
        self._under_way.clear()
        self._next = self._walk.offset

    def slow_down(self) -> None:
        """It is too much for the server: one at a time."""
        self._width = min(self._width, 1)

    def is_astray(self) -> bool:
        """Whether the walk, which has accepted a page, wants none of those in flight. They are
        forgotten then.
        """
        astray = bool(self._under_way) and (
            self._walk.over or self._under_way[0] != self._walk.offset
        )
        if astray:
            self._under_way.clear()
        self._next = self._next if self._under_way else self._walk.offset
        return astray
