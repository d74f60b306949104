"""Lists: a page, the rule that finds the next one, and the pager that walks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Generic, TypeVar

import attrs

from ._errors import InvalidRequestError, PaginationError
from ._items import shown_number

T = TypeVar("T")


@attrs.frozen
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: What the server gave.
        offset: How many entries stand before it in the list.
        count: How many entries were asked for; the server may give fewer.
    """

    items: list[T]
    offset: int
    count: int


class Walk(Generic[T]):
    """Which page to ask for next. Pure: it is told each page and never asks for one.

    The next offset follows from what came, not from what was asked for, since a server may cap `count`. For the same
    reason a short page does not end the walk; an empty one does.

    Args:
        offset: How many entries to skip.
        count: How many entries to ask for at a time.
        promised: Whether the documentation promises paging for this list. A server that repeats a page then is at
            fault; where paging was only observed, it has no pages, and the first was the whole list.
    """

    def __init__(self, *, offset: int, count: int, promised: bool) -> None:
        self.offset = _whole("offset", offset, least=0)
        self.count = _whole("count", count, least=1)
        self._promised = promised
        self._last: list[T] | None = None

    def accept(self, items: list[T]) -> Page[T] | None:
        """Take what came for `offset` and move on; None means that the walk is over.

        Raises:
            PaginationError: The server gave the page before once more.
        """
        if not items or self._repeats(items):
            return None
        page = Page(items, self.offset, self.count)
        self._last = items
        self.offset += len(items)
        return page

    def _repeats(self, items: list[T]) -> bool:
        repeated = items == self._last
        if repeated and self._promised:
            raise PaginationError(
                f"the server gave the same page again for offset={self.offset}; it seems to ignore the offset, "
                "so the list cannot be walked. Ask for one page with page()"
            )
        return repeated


class Pager(Generic[T]):
    """A list that is read as it is walked: iterating gives every entry, page by page.

    Nothing is requested before the first entry is asked for. Each iteration starts anew.
    """

    def __init__(self, fetch: Callable[[int, int], list[T]], new_walk: Callable[[], Walk[T]]) -> None:
        self._fetch = fetch
        self._new_walk = new_walk

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page[T]]:
        """The pages one by one."""
        walk = self._new_walk()
        while (page := walk.accept(self._fetch(walk.offset, walk.count))) is not None:
            yield page

    def first(self) -> T | None:
        """The first entry, or None if there is none."""
        return next(iter(self), None)

    def all(self, limit: int | None = None) -> list[T]:
        """Every entry in a list, or the first `limit` of them."""
        if limit is None:
            return list(self)
        wanted = _whole("limit", limit, least=0)
        return list(islice(self, wanted))


def _whole(argument: str, value: object, *, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise InvalidRequestError(argument, got=shown_number(value), takes=f"a whole number of {least} or more")
    return value
