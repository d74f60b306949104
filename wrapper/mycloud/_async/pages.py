"""Lists: the pagers that walk from page to page, and the pages they ask for in advance.

Which page comes next, and what of it is new, is decided in `_walk`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from functools import partial
from typing import Generic, Self, TypeVar

from .._answers import result_later, result_of
from .._arguments import whole
from .._calls import Call, request_of
from .._errors import (
    ApiError,
    RateLimitError,
    RefusedError,
    ServerError,
    TimeoutError,
    ValidationError,
)
from .._options import Wait
from .._pages import ListRequest, Page, accept_page, says_none
from .._prefetching import Prefetcher
from .._tasks import Task, start
from .calls import AsyncCallRunner

T = TypeVar("T")


class AsyncPager(Generic[T]):
    """A list that is read as it is walked.

    `async for` gives every entry; `first` and `all` give some. Nothing is requested before the
    first entry is asked for, and each iteration starts anew. It raises what the calls for its pages
    raise, and `PaginationError` when the pages do not join up.
    """

    def __init__(self, calls: AsyncCallRunner, request: ListRequest[T]) -> None:
        self._calls = calls
        self._request = request

    def __aiter__(self) -> AsyncIterator[T]:
        return AsyncEntries(self.pages())

    def pages(self) -> AsyncPages[T]:
        """The pages one by one.

        Raises:
            PaginationError: The server's pages do not join up.
        """
        return AsyncPages(self._calls, self._request)

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
        pages = AsyncPages(self._calls, self._request, self._request.ahead_for(most))
        while (most is None or len(found) < most) and (
            page := await pages.next()
        ) is not None:
            found += page.items
        return found[:most]


class AsyncPages(Generic[T]):
    """The pages of one walk, and those that are in flight.

    Not a generator: one that is left before its end must be closed, which trio insists on.
    """

    def __init__(
        self,
        calls: AsyncCallRunner,
        request: ListRequest[T],
        ahead_in_all: int | None = None,
    ) -> None:
        self._calls = calls
        self._request = request
        # First, since `__del__` needs it even when the rest fails.
        self._in_flight: deque[Task[Callable[[], list[T | None]]]] = deque()
        self._walk = request.walk(calls.ends)
        self._prefetcher = Prefetcher(self._walk, request.prefetch, ahead_in_all)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[T]:
        page = await self.next()
        if page is None:
            raise StopAsyncIteration
        return page

    def __del__(self) -> None:
        with suppress(RuntimeError):  # the event loop has ended before
            self._drop()

    async def next(self) -> Page[T] | None:
        """The next page with anything new; None at the end."""
        while not self._walk.over:
            items = accept_page(self._walk, await self._entries_or_none())
            if self._prefetcher.is_astray():
                self._drop()
            await self._prefetch()
            if items:
                return Page(items, self._walk.at, self._request.count)
        return None

    async def _entries_or_none(self) -> list[T | None]:
        try:
            return await self._entries()
        except ApiError as error:
            if not says_none(error, begun=self._walk.begun):
                raise
            return []

    async def _entries(self) -> list[T | None]:
        if self._walk.is_wide:
            return await self._wide_entries()
        if not self._in_flight:
            read = await self._fetch(self._walk.offset)
            return read()
        read = await self._next_in_flight()
        self._prefetcher.arrived()
        if self._walk.full:
            # Reading keeps the processor busy, so send the next request first.
            await self._prefetch()
        return read()

    async def _wide_entries(self) -> list[T | None]:
        """A page of more entries than the caller asked for, unless the server fails at it."""
        try:
            read = await self._fetch(self._walk.offset)
            return read()
        except (ValidationError, RefusedError, ServerError, TimeoutError) as error:
            if isinstance(error, ApiError) and says_none(error, begun=True):
                raise
            self._walk.narrow()
            read = await self._fetch(self._walk.offset)
            return read()

    async def _next_in_flight(self) -> Callable[[], list[T | None]]:
        """The page that was asked for first. If it fails, the walk asks for it again."""
        try:
            return await self._in_flight.popleft().result()
        except BaseException:
            self._drop()
            self._prefetcher.forget()
            raise

    async def _prefetch(self) -> None:
        for offset in self._prefetcher.wanted():
            self._in_flight.append(await start(self._fetch, offset))

    async def _fetch(self, offset: int) -> Callable[[], list[T | None]]:
        arguments = self._request.arguments(offset, self._walk.count)
        request = request_of(arguments, self._calls.options)
        read = partial(result_later, self._request.read)
        return await self._calls.run(Call(request, read, on_wait=self._slow_down))

    def _drop(self) -> None:
        while self._in_flight:
            self._in_flight.popleft().cancel()

    def _slow_down(self, wait: Wait) -> None:
        if isinstance(wait.error, RateLimitError):
            self._prefetcher.slow_down()


class AsyncEntries(Generic[T]):
    """The entries of pages."""

    def __init__(self, pages: AsyncPages[T]) -> None:
        self._pages = pages
        self._items = iter(list[T]())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        while True:
            for entry in self._items:
                return entry
            page = await self._pages.__anext__()
            self._items = iter(page.items)


async def one_page(calls: AsyncCallRunner, request: ListRequest[T]) -> Page[T]:
    """The page of a list that its offset names."""
    arguments = request.arguments(request.offset, request.count)
    call = Call(request_of(arguments, calls.options), partial(result_of, request.read))
    try:
        entries = await calls.run(call)
    except ApiError as error:
        if not says_none(error, begun=False):
            raise
        entries = []
    return Page(
        [entry for entry in entries if entry is not None], request.offset, request.count
    )
