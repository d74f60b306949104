"""The walk over a list that changes meanwhile: which page to ask for next, and what of a page is
new. Pure.

The API gives pages by position and promises no order, so entries shift while they are walked:
deleting one moves the rest up, and a plain loop then skips one for each. Hence every page is asked
for from a little before where the last one ended. As long as something of what was given before is
seen again there, nothing was skipped. Otherwise the walk goes back until it is, and drops what it
has had. All this needs is that entries keep their order among each other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final, Generic, TypeVar

from mycloud_api.values import plain

T = TypeVar("T")
Key = int | str

REMEMBERED: Final = 10_000
"""How many of the last entries are remembered at least. Were it all of them, memory would grow with
the list.
"""
_FRUITLESS: Final = 1_000
"""After so many pages in a row without anything new the walk is given up."""


class Unwalkable(ValueError):
    """The pages of a list do not join up; says why and what to do."""


class Walk(Generic[T]):
    """A walk from an offset to the end of a list. It is told each page and never asks for one.

    Attributes:
        offset: Where the next page is to start.
        count: How many entries to ask for.
        step: How far apart pages are to start, as long as nothing shifts.
        at: How many entries stand before what was new in the last page.
        full: Whether the last page was as long as pages get, so that another is likely to follow.
        over: Whether the end has been reached.
    """

    def __init__(
        self,
        *,
        offset: int,
        count: int,
        overlap: int,
        in_one: bool = False,
        promised: bool = True,
    ) -> None:
        """Walk a list that is `promised` to come in pages, or was only seen to; or all of which
        comes `in_one`.
        """
        self._in_one = in_one
        self._promised = promised
        self.offset = self.at = self._start = offset
        self.count = max(count, overlap + 1)
        self.step = self.count - overlap
        self.full = self.over = False
        self._longest = 0
        self._overlap = overlap
        self._joined = (
            0  # how many of the next page's first entries are to have been given before
        )
        self._frontier: int | None = None  # where the walk was when it began to go back
        self._known: set[Key] = set()
        self._known_before: set[Key] = set()
        self._forgot = False
        self._last: list[Key | None] = []
        self._last_offset = offset
        self._suspect: tuple[Key | None, int] | None = (
            None  # how a repeated page began, and where to go on after it
        )
        self._repeats = self._fruitless = 0

    def accept(self, entries: Sequence[T | None]) -> list[T]:
        """What is new in the page at `offset`. None stands for an entry that could not be read.

        The next offset follows from what came and not from what was asked for, since a server may
        cap `count`; for the same reason a short page does not end the walk.

        Raises:
            Unwalkable: The pages do not join up.
        """
        keys = [None if entry is None else _key(entry) for entry in entries]
        if self._suspect is not None:
            self._judge(keys)
            return []
        if self._is_astray(keys):
            self._go_back()
            return []
        fresh = [
            index
            for index, key in enumerate(keys)
            if key is not None and not self._is_known(key)
        ]
        self.at = self.offset + (fresh[0] if fresh else len(keys))
        self._refuse_fruitless(bool(fresh))
        repeated = self._is_repeated(keys)
        self._repeats = self._repeats if repeated else 0
        self._remember(keys)
        self._move_on(keys)
        if repeated and not self.over:
            self._suspect = (keys[0], self.offset)
            self.offset = 0
        return [entry for index in fresh if (entry := entries[index]) is not None]

    def _is_known(self, key: Key | None) -> bool:
        return key is not None and (key in self._known or key in self._known_before)

    def _is_astray(self, keys: list[Key | None]) -> bool:
        """Whether nothing that was given before stands in a page that was to begin with it."""
        if not self._joined or self.offset <= self._start:
            return False
        readable = [key for key in keys if key is not None]
        return not any(map(self._is_known, readable)) and bool(readable or not keys)

    def _go_back(self) -> None:
        """By one page, by two more, by four more, but not past what is remembered."""
        self._frontier = self.offset if self._frontier is None else self._frontier
        floor = (
            max(self._start, self._frontier - REMEMBERED)
            if self._forgot
            else self._start
        )
        if self.offset <= floor:
            raise Unwalkable(f"more than {REMEMBERED} entries went away at once")
        self.offset = max(
            floor, self.offset - self.step - (self._frontier - self.offset)
        )
        self._last = []
        self._repeats = 0

    def _is_repeated(self, keys: list[Key | None]) -> bool:
        """Whether the page before came once more, for another offset."""
        return (
            keys == self._last
            and self.offset != self._last_offset
            and any(key is not None for key in keys)
        )

    def _refuse_fruitless(self, fresh: bool) -> None:
        self._fruitless = 0 if fresh else self._fruitless + 1
        if self._fruitless > _FRUITLESS:
            raise Unwalkable(f"{_FRUITLESS} pages in a row held nothing new")

    def _judge(self, keys: list[Key | None]) -> None:
        """Decide about a repeated page by what stands at the start of the list.

        It may be chance: as many entries came in before the page as it is long. Then they stand
        there now, unless they have gone again; that this happens twice in a row is not chance.
        """
        first, self.offset = self._suspect or (None, 0)
        self._suspect = None
        self._repeats += keys[:1] == [first]
        if self._repeats > 1 and self._promised:
            raise Unwalkable(
                "the server ignores the offset: it gives the start of the list whatever it is"
            )
        self.over = (
            self._repeats > 1
        )  # There are no pages, and the first was the whole list.

    def _remember(self, keys: list[Key | None]) -> None:
        self._last = keys
        self._last_offset = self.offset
        if not self._overlap:
            return
        if len(self._known) >= max(REMEMBERED, self.count):
            self._forgot = self._forgot or bool(self._known_before)
            self._known_before = self._known
            self._known = set()
        self._known.update(key for key in keys if key is not None)

    def _move_on(self, keys: list[Key | None]) -> None:
        self._frontier = None
        self.full = len(keys) >= (self._longest or self.count)
        self._longest = max(self._longest, len(keys))
        # A page that was to begin with what was given before, and ends with it, is the end of the
        # list.
        self.over = self._in_one or len(keys) <= self._joined
        # A server that caps its pages at the overlap leaves no room for it.
        again = self._to_see_again(keys)
        self._joined = again if again < len(keys) else 0
        self.step = max(len(keys) - self._joined, 1)
        self.offset += self.step

    def _to_see_again(self, keys: list[Key | None]) -> int:
        """How many of these to ask for once more: the overlap, and more if nothing in it could be
        known again.
        """
        known_again = [
            place for place, key in enumerate(reversed(keys), 1) if key is not None
        ]
        return (
            max(self._overlap, known_again[0] if known_again else len(keys))
            if self._overlap
            else 0
        )


class Prefetcher:
    """Which pages to ask for in advance: those that will be wanted if nothing shifts, `most` of
    them at a time.
    """

    def __init__(self, walk: Walk[T] | Newest[T], most: int) -> None:
        self._walk = walk
        self._most = self._width = most
        self._under_way: deque[int] = deque()
        self._next = 0

    def wanted(self) -> Iterator[int]:
        """The offsets of the pages to ask for now. From then on they are under way."""
        width = self._width if self._walk.full else min(self._width, 1)
        while not self._walk.over and len(self._under_way) < width:
            self._under_way.append(self._next)
            self._next += self._walk.step
            yield self._under_way[-1]

    def arrived(self) -> None:
        """The first of those under way is there; one more at a time may be, if it was too much
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
        """Whether the walk, which has accepted a page, wants none of those under way. They are
        forgotten then.
        """
        astray = bool(self._under_way) and (
            self._walk.over or self._under_way[0] != self._walk.offset
        )
        if astray:
            self._under_way.clear()
        self._next = self._next if self._under_way else self._walk.offset
        return astray


class Newest(Generic[T]):
    """A walk over the newest entries, where a list goes by database keys, as those of sandbox and
    live server do.

    Where the first page shows the keys falling, the newest are at the start; otherwise at the end,
    which is found by doubling the offset until a page is empty and halving the gap after that.
    Attributes as those of `Walk`.
    """

    count = step = 100
    full = False

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


def _key(entry: object) -> Key:
    """What an entry is known by: its database key, or all of it if it has none."""
    found = getattr(entry, "id", None)
    return found if isinstance(found, (int, str)) else repr(plain(entry))
