"""The walk over the newest entries of a list: which page to ask for next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Generic, TypeVar

import attrs

from ._walk import Unwalkable

T = TypeVar("T")

_USUAL: Final = 100
_WIDE: Final = 600
"""How many entries a page asks for at most; `_USUAL` where the server does not like it."""
_MARGIN: Final = 50
"""How many entries more to ask for, before and after those that are wanted: lists change."""
_GAIT: Final = 3
"""How many times as far each step goes that looks for the end of a list."""


@attrs.frozen
class End:
    """What one walk over the newest entries tells the next.

    Attributes:
        at: How many entries the list had, as far as was walked.
        falling: Whether the newest are at its start.
        longest: How many entries the server gave at once.
        is_wide: Whether it bears to be asked for many.
    """

    at: int
    falling: bool
    longest: int
    is_wide: bool


class Ends:
    """The ends of the lists of one server, for all threads and tasks of a client."""

    def __init__(self) -> None:
        self._ends: dict[str, End] = {}

    def of(self, name: str) -> End | None:
        """The end of a list as it was last seen."""
        return self._ends.get(name)

    def note(self, name: str, end: End) -> None:
        """Keep the end of a list for the next walk."""
        self._ends[name] = end


class Newest(Generic[T]):
    """A walk over the newest entries, where a list goes by database keys, as the sandbox's do. No
    page says that the live server's do.

    Where the first page shows the keys falling, the newest are at the start. Otherwise they are at
    the end, which is looked for where it was `known` to be, or by steps that grow until a page is
    empty, and halving the gap after that. Attributes as those of `Walk`.
    """

    full = begun = False  # Only a message that says so makes a list empty.
    shuffled: str | None = None

    def __init__(self, newest: int, ends: Ends | None = None, name: str = "") -> None:
        self._newest = newest
        self._ends = Ends() if ends is None else ends
        self._name = name
        self._known = known = self._ends.of(name)
        self._longest = 0 if known is None else known.longest
        self._bears_wide = known is None or known.is_wide
        most = _WIDE if self._bears_wide else _USUAL
        self.count = self.step = self._page = min(newest + 2 * _MARGIN, most)
        self.at = 0
        self.over = False
        self._given = 0
        self._held: list[T] = []  # the newest of what was read, on the way to the end
        self._begin_at(0 if known is None or known.falling else self._before(known.at))

    def _begin_at(self, offset: int) -> None:
        self.offset = self._from = offset
        self._held = []
        self._seen: list[
            tuple[int, T | None]
        ] = []  # what stood first in the first page and in the last one
        self._next = self._judge if offset == 0 else self._resume

    def _before(self, end: int) -> int:
        return max(0, end - self._newest - _MARGIN)

    @property
    def is_wide(self) -> bool:
        """As that of `Walk`."""
        return self.count > _USUAL

    def narrow(self) -> None:
        """As that of `Walk`."""
        self.count = self.step = self._page = _USUAL
        self._bears_wide = False

    def accept(self, entries: Sequence[T | None]) -> list[T]:
        """What is to be looked at, once it is known to be the newest.

        Raises:
            Unwalkable: The server ignores the offset, or it is not known what stands in the page.
        """
        page = [entry for entry in entries if entry is not None]
        if len(page) < len(entries):
            raise Unwalkable(
                "the list holds an entry that cannot be read, which may be the one that is "
                "looked for"
            )
        self._refuse_repeated(page)
        return self._next(page)

    def _refuse_repeated(self, page: Sequence[T]) -> None:
        """A server may give its first page for any offset, or its last for all beyond it."""
        for offset, entry in self._seen:
            if page and page[0] == entry and offset != self.offset:
                raise Unwalkable(
                    f"the server gives for offset={self.offset} what stands at offset={offset}"
                )
        self._seen = [*self._seen[:1], *((self.offset, entry) for entry in page[:1])]

    def _judge(self, page: list[T]) -> list[T]:
        """The page at the start shows which way the list goes."""
        known = self._known
        if _falls(page):
            self._next = self._from_start
        elif page and (
            known is None or known.falling or known.at < self._page <= len(page)
        ):
            return self._begin_search(page)
        else:
            self._next = self._to_end
        return self._next(page)

    def _begin_search(self, page: list[T]) -> list[T]:
        self._held = page
        self._low, self._high = len(page) - 1, -1
        self._longest = max(self._longest, len(page))
        self.count = 1
        is_full = len(page) == self._page
        self.offset = _GAIT * len(page) if is_full else len(page)
        self._next = self._search
        return []

    def _search(self, page: list[T]) -> list[T]:
        if page:
            self._low = self.offset
        else:
            self._high = self.offset
        if self._high == len(self._held):  # the page at the start is all there is
            return self._end_at(self._high)
        if self._high < 0:
            self.offset *= _GAIT
        elif self._high - self._low > self._page:
            self.offset = (self._low + self._high) // 2
        else:
            self._read_from(self._before(self._low + 1))
        return []

    def _read_from(self, offset: int) -> None:
        self.count = self._page
        self.offset = self._from = offset
        self._held = []
        self._next = self._to_end

    def _resume(self, page: list[T]) -> list[T]:
        """The first page from where the newest were; anew if the list is another now."""
        if not page or _falls(page):
            self._known = None
            self._begin_at(0)
            return []
        self._next = self._to_end
        return self._to_end(page)

    def _to_end(self, page: list[T]) -> list[T]:
        self._held = [*self._held, *page][-self._newest :]
        is_end = self._is_end(page)
        self.offset += len(page)
        if not is_end:
            return []
        read = self.offset - self._from
        if read < self._newest and self._from > 0:  # it has shrunk meanwhile
            self._seen = []
            self._read_from(self._before(self.offset))
            return []
        return self._end_at(self.offset)

    def _end_at(self, end: int) -> list[T]:
        found = self._held[-self._newest :]
        self.at = end - len(found)
        self._finish(end, falling=False)
        return found

    def _from_start(self, page: list[T]) -> list[T]:
        is_end = self._is_end(page)
        found = page[: self._newest - self._given]
        self.at = self.offset
        self.offset += len(page)
        self._given += len(found)
        if is_end or self._given == self._newest:
            self._finish(self.offset, falling=True)
        return found

    def _is_end(self, page: Sequence[T]) -> bool:
        """Whether the list ends with a page. A server may give fewer than it was asked for, so a
        short page does not prove it; but one does that reaches the end that was known, and is
        shorter than another that the server gave.
        """
        length, longest = len(page), self._longest
        self._longest = max(length, longest)
        if length == 0:
            return True
        known = self._known
        if known is None or length >= self.count or self.offset + length < known.at:
            return False
        return length < longest

    def _finish(self, end: int, *, falling: bool) -> None:
        self.over = True
        found = End(end, falling, self._longest, self._bears_wide)
        self._ends.note(self._name, found)


def _falls(page: Sequence[object]) -> bool:
    return len(page) > 1 and _database_key(page[0]) > _database_key(page[-1])


def _database_key(entry: object) -> int:
    found = getattr(entry, "id", None)
    return found if isinstance(found, int) else 0
