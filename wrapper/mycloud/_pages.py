"""Lists: a page, the pagers that walk from page to page, and the pages they ask for ahead.

Which page to ask for next, and what of it is new, is decided by `mycloud_api.walking`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import Any, Generic, Self, TypeVar, cast

import attrs
from mycloud_api.walking import Ahead, Newest, Unwalkable, Walk

from ._arguments import whole
from ._errors import PaginationError, RateLimitError
from ._exchange import Flow, Io, Wait, blocking, nothing

T = TypeVar("T")


@attrs.frozen
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: What the server gave, without what a walk had before.
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
        fetch: Asks for the entries at an offset, at most a count of them, and tells of each wait.
            Gives what reads them; None stands for an entry that cannot be read.
        offset: How many entries to skip.
        count: How many entries to ask for at a time.
        promised: Whether the documentation promises paging for this list.
        in_one: Whether the whole list comes in one answer.
        overlap: How many entries to ask for once more in the next page.
        prefetch: How many pages to ask for ahead.
        newest: How many of the newest entries to walk, in place of all.
    """

    fetch: Callable[[int, int, Callable[[Wait], object]], Flow[Callable[[], list[T | None]]]]
    offset: int = 0
    count: int = 100
    promised: bool = False
    in_one: bool = False
    overlap: int = 1
    prefetch: int = 0
    newest: int | None = None

    def __attrs_post_init__(self) -> None:
        whole("count", self.count)
        for name in ("offset", "overlap", "prefetch"):
            whole(name, getattr(self, name), least=0)

    def walk(self) -> Walk[T] | Newest[T]:
        """A walk from its beginning."""
        if self.newest is not None:
            return Newest(self.newest)
        about = {"promised": self.promised, "in_one": self.in_one}
        return Walk(offset=self.offset, count=self.count, overlap=self.overlap, **about)


async def one_page(listing: Listing[T]) -> Page[T]:
    """The page of a listing that its offset names."""
    entries = (await listing.fetch(listing.offset, listing.count, nothing))()
    return Page([entry for entry in entries if entry is not None], listing.offset, listing.count)


class AsyncPages(Generic[T]):
    """The pages of one walk, and those that are under way.

    No generator: one that is left before its end must be closed, under trio even by whoever left
    it.
    """

    def __init__(self, listing: Listing[T], io: Io) -> None:
        self._listing, self._io, self._walk = listing, io, listing.walk()
        self._ahead = Ahead(self._walk, listing.prefetch)
        self._under_way: deque[Any] = deque()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[T]:
        while not self._walk.over:
            items = self._accept(await self._page())
            if self._ahead.is_astray():
                self._drop()
            await self._look_ahead()
            if items:
                return Page(items, self._walk.at, self._listing.count)
        raise StopAsyncIteration

    def __del__(self) -> None:
        with suppress(RuntimeError):  # trio has ended before
            self._drop()

    async def _page(self) -> list[T | None]:
        if not self._under_way:
            return (await self._fetch(self._walk.offset))()
        read = await self._under_way.popleft().result()
        self._ahead.arrived()
        if self._walk.full:  # Reading takes the processor, so the next page is on its way before.
            await self._look_ahead()
        return cast("list[T | None]", read())

    def _accept(self, entries: list[T | None]) -> list[T]:
        try:
            return self._walk.accept(entries)
        except Unwalkable as error:
            raise PaginationError(
                f"{error}, so the list cannot be walked. Ask for pages with page()"
            ) from None

    async def _look_ahead(self) -> None:
        for offset in self._ahead.wanted():
            self._under_way.append(await self._io.start(self._fetch(offset)))

    def _drop(self) -> None:
        while self._under_way:
            self._under_way.popleft().cancel()

    def _fetch(self, offset: int) -> Flow[Callable[[], list[T | None]]]:
        return self._listing.fetch(offset, self._walk.count, self._slow_down)

    def _slow_down(self, wait: Wait) -> None:
        if isinstance(wait.error, RateLimitError):
            self._ahead.slow_down()


class _Entries(Generic[T]):
    """The entries of pages."""

    def __init__(self, pages: AsyncPages[T]) -> None:
        self._pages, self._items = pages, iter(list[T]())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        while True:
            for entry in self._items:
                return entry
            self._items = iter((await anext(self._pages)).items)


class AsyncPager(Generic[T]):
    """A list that is read as it is walked: `async for` gives every entry; `first` and `all` are
    awaited.

    Nothing is requested before the first entry is asked for. Each iteration starts anew. It raises
    what the calls for its pages raise, and `PaginationError` when the pages do not join up.
    """

    def __init__(self, listing: Listing[T], io: Io) -> None:
        self._listing = listing
        self._io = io

    def __aiter__(self) -> AsyncIterator[T]:
        return _Entries(self.pages())

    def pages(self) -> AsyncPages[T]:
        """The pages one by one.

        Raises:
            PaginationError: The server's pages do not join up.
        """
        return AsyncPages(self._listing, self._io)

    async def first(self) -> T | None:
        """The first entry, or None if there is none."""
        return next(iter(await self.all(limit=1)), None)

    async def all(self, limit: int | None = None) -> list[T]:
        """Every entry in a list.

        Args:
            limit: How many at most; None for all of them.
        """
        most = None if limit is None else whole("limit", limit, least=0)
        found: list[T] = []
        pages = self.pages()
        while (most is None or len(found) < most) and (
            page := await anext(pages, None)
        ) is not None:
            found += page.items
        return found[:most]


class Pager(Generic[T]):
    """A list that is read as it is walked: `for` gives every entry.

    Nothing is requested before the first entry is asked for. Each iteration starts anew. It raises
    what the calls for its pages raise, and `PaginationError` when the pages do not join up.
    """

    def __init__(self, listing: Listing[T], io: Io) -> None:
        self._pager = AsyncPager(listing, io)

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page[T]]:
        """The pages one by one.

        Raises:
            PaginationError: The server's pages do not join up.
        """
        pages = self._pager.pages()
        while (page := blocking(anext(pages, None))) is not None:
            yield page

    def first(self) -> T | None:
        """The first entry, or None if there is none."""
        return blocking(self._pager.first())

    def all(self, limit: int | None = None) -> list[T]:
        """Every entry in a list.

        Args:
            limit: How many at most; None for all of them.
        """
        return blocking(self._pager.all(limit))
