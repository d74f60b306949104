"""Lists: a page, the rule that finds the next one, and the pagers that walk them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from typing import Generic, TypeVar

import attrs

from ._arguments import whole
from ._errors import PaginationError
from ._exchange import Flow, blocking

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


@attrs.frozen
class Listing(Generic[T]):
    """A list as it is to be walked.

    Attributes:
        fetch: Asks for the entries at an offset, at most a count of them.
        offset: How many entries to skip.
        count: How many entries to ask for at a time.
        promised: Whether the documentation promises paging for this list. A server that repeats a page then is at
            fault; where paging was only observed, it has no pages, and the first was the whole list.
        in_one: Whether the whole list comes in one answer.
    """

    fetch: Callable[[int, int], Flow[list[T]]]
    offset: int = 0
    count: int = 100
    promised: bool = False
    in_one: bool = False

    def __attrs_post_init__(self) -> None:
        whole("offset", self.offset, least=0)
        whole("count", self.count)


class Walk(Generic[T]):
    """Which page to ask for next. Pure: it is told each page and never asks for one.

    The next offset follows from what came, not from what was asked for, since a server may cap `count`. For the same
    reason a short page does not end the walk; an empty one does.
    """

    def __init__(self, listing: Listing[T]) -> None:
        self._listing = listing
        self.offset = listing.offset
        self._last: list[T] | None = None
        self.over = False

    def accept(self, items: list[T]) -> list[Page[T]]:
        """Take what came and move on: one page, or none.

        Raises:
            PaginationError: The server gave the page before once more.
        """
        ended = not items or self._repeats(items)
        self.over = ended or self._listing.in_one
        page = Page(items, self.offset, self._listing.count)
        self._last = items
        self.offset += len(items)
        return [] if ended else [page]

    def _repeats(self, items: list[T]) -> bool:
        repeated = items == self._last
        if repeated and self._listing.promised:
            raise PaginationError(
                f"the server gave the same page again for offset={self.offset}; it seems to ignore the offset, "
                "so the list cannot be walked. Ask for one page with page()"
            )
        return repeated


class AsyncPager(Generic[T]):
    """A list that is read as it is walked: `async for` gives every entry; `first` and `all` are awaited.

    Nothing is requested before the first entry is asked for. Each iteration starts anew.
    """

    def __init__(self, listing: Listing[T]) -> None:
        self._listing = listing

    async def __aiter__(self) -> AsyncGenerator[T, None]:
        async with aclosing(self.pages()) as pages:
            async for page in pages:
                for entry in page.items:
                    yield entry

    async def pages(self) -> AsyncGenerator[Page[T], None]:
        """The pages one by one."""
        walk = Walk(self._listing)
        while not walk.over:
            for page in walk.accept(await self._listing.fetch(walk.offset, self._listing.count)):
                yield page

    async def first(self) -> T | None:
        """The first entry, or None if there is none."""
        return next(iter(await self.all(limit=1)), None)

    async def all(self, limit: int | None = None) -> list[T]:
        """Every entry in a list, or the first `limit` of them."""
        most = None if limit is None else whole("limit", limit, least=0)
        found: list[T] = []
        async with aclosing(self.pages()) as pages:
            while (most is None or len(found) < most) and (page := await anext(pages, None)) is not None:
                found += page.items
        return found[:most]


class Pager(Generic[T]):
    """A list that is read as it is walked: `for` gives every entry.

    Nothing is requested before the first entry is asked for. Each iteration starts anew.
    """

    def __init__(self, listing: Listing[T]) -> None:
        self._pager = AsyncPager(listing)

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page[T]]:
        """The pages one by one."""
        pages = self._pager.pages()
        while (page := blocking(anext(pages, None))) is not None:
            yield page

    def first(self) -> T | None:
        """The first entry, or None if there is none."""
        return blocking(self._pager.first())

    def all(self, limit: int | None = None) -> list[T]:
        """Every entry in a list, or the first `limit` of them."""
        return blocking(self._pager.all(limit))
