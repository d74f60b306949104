"""The walk over the newest entries of a list: which page to ask for next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from ._walk import Unwalkable

T = TypeVar("T")


class Newest(Generic[T]):
    """A walk over the newest entries, where a list goes by database keys, as those of sandbox and
    live server do.

    Where the first page shows the keys falling, the newest are at the start; otherwise at the end,
    which is found by doubling the offset until a page is empty and halving the gap after that.
    Attributes as those of `Walk`.
    """

    count = step = 100
    full = is_wide = begun = False  # Only a message that says so makes a list empty.
    shuffled: str | None = None

    def __init__(self, newest: int) -> None:
        self.offset = self.at = 0
        self.over = False
        self._newest = newest
        self._first: Sequence[T | None] | None = None
        self._seen: list[
            tuple[int, T | None]
        ] = []  # what stood first in the first page and in the last one
        self._falling = False
        self._seeking = False
        self._low = 0
        self._high = -1

    def narrow(self) -> None:
        """As that of `Walk`."""

    def accept(self, entries: Sequence[T | None]) -> list[T]:
        """What is to be looked at in the page at `offset`.

        Raises:
            Unwalkable: The server ignores the offset, or it is not known what stands in the page.
        """
        if any(entry is None for entry in entries):
            raise Unwalkable(
                "the list holds an entry that cannot be read, which may be the one that is "
                "looked for"
            )
        if self._first is None:
            return self._begin(entries)
        self._refuse_repeated(entries)
        return self._seek(bool(entries)) if self._seeking else self._look(entries)

    def _refuse_repeated(self, entries: Sequence[T | None]) -> None:
        """A server may give its first page for any offset, or its last for all beyond it."""
        for offset, entry in self._seen:
            if entries and entries[0] == entry and offset != self.offset:
                raise Unwalkable(
                    f"the server gives for offset={self.offset} what stands at offset={offset}"
                )
        self._seen[1:] = [(self.offset, entry) for entry in entries[:1]]

    def _begin(self, entries: Sequence[T | None]) -> list[T]:
        self._first = entries
        self._seen = [(0, entry) for entry in entries[:1]]
        self._falling = len(entries) > 1 and _database_key(entries[0]) > _database_key(
            entries[-1]
        )
        if self._falling or not entries:
            return self._look(entries)
        self._seeking = True
        self.count = 1
        self._low = len(entries) - 1
        self.offset = len(entries)
        return []

    def _seek(self, there: bool) -> list[T]:
        self._low, self._high = (
            (self.offset, self._high) if there else (self._low, self.offset)
        )
        if self._high < 0:
            self.offset *= 2
        elif self._high - self._low > 1:
            self.offset = (self._low + self._high) // 2
        else:
            self._seeking = False
            self.count = self.step
            self.offset = max(0, self._high - self._newest)
        return []

    def _look(self, entries: Sequence[T | None]) -> list[T]:
        self.at = self.offset
        self.offset += len(entries)
        self.over = not entries or (self._falling and self.offset >= self._newest)
        return [entry for entry in entries if entry is not None]


def _database_key(entry: object) -> int:
    found = getattr(entry, "id", None)
    return found if isinstance(found, int) else 0
