# Made by `make generate` from _async/pages.py; edit that file.
# Its SHA-256 was 1d1e899753af5f3db70e93d99ce751e0b0aa51b885e700db434c70e9df313ba2.
"""Lists: the pagers that walk from page to page, and the pages they ask for in advance.

Which page comes next, and what of it is new, is decided in `_walk`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
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
from .._threads import Thread, start
from .calls import CallRunner

T = TypeVar("T")


class Pager(Generic[T]):
    """A list that is read as it is walked.

    `for` gives every entry; `first` and `all` give some. Nothing is requested before the
    first entry is asked for, and each iteration starts anew. It raises what the calls for its pages
    raise, and `PaginationError` when the pages do not join up.
    """

    def __init__(self, calls: CallRunner, request: ListRequest[T]) -> None:
        self._calls = calls
        self._request = request

    def __iter__(self) -> Iterator[T]:
        return Entries(self.pages())

    def pages(self) -> Pages[T]:
        """The pages one by one.

        Raises:
            PaginationError: The server's pages do not join up.
        """
        return Pages(self._calls, self._request)

    def first(self) -> T | None:
        """The first entry, or None if there is none."""
        return next(iter(self.all(limit=1)), None)

    def all(self, limit: int | None = None) -> list[T]:
        """Every entry in a list.

        Args:
            limit: How many at most; None for all of them.
        """
        most = None if limit is None else whole("limit", limit, least=0)
        found: list[T] = []
        pages = Pages(self._calls, self._request, self._request.ahead_for(most))
        while (most is None or len(found) < most) and (
            page := pages.next()
        ) is not None:
            found += page.items
        return found[:most]


class Pages(Generic[T]):
    """The pages of one walk, and those that are in flight.

    Not a generator: one that is left before its end must be closed, which trio insists on.
    """

    def __init__(
        self,
        calls: CallRunner,
        request: ListRequest[T],
        ahead_in_all: int | None = None,
    ) -> None:
        self._calls = calls
        self._request = request
        # First, since `__del__` needs it even when the rest fails.
        self._in_flight: deque[Thread[Callable[[], list[T | None]]]] = deque()
        self._walk = request.walk(calls.ends)
        self._prefetcher = Prefetcher(self._walk, request.prefetch, ahead_in_all)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Page[T]:
        page = self.next()
        if page is None:
            raise StopIteration
        return page

    def __del__(self) -> None:
        with suppress(RuntimeError):  # the event loop has ended before
            self._drop()

    def next(self) -> Page[T] | None:
        """The next page with anything new; None at the end."""
        while not self._walk.over:
            items = accept_page(self._walk, self._entries_or_none())
            if self._prefetcher.is_astray():
                self._drop()
            self._prefetch()
            if items:
                return Page(items, self._walk.at, self._request.count)
        return None

    def _entries_or_none(self) -> list[T | None]:
        try:
            return self._entries()
        except ApiError as error:
            if not says_none(error, begun=self._walk.begun):
                raise
            return []

    def _entries(self) -> list[T | None]:
        if self._walk.is_wide:
            return self._wide_entries()
        if not self._in_flight:
            read = self._fetch(self._walk.offset)
            return read()
        read = self._next_in_flight()
        self._prefetcher.arrived()
        if self._walk.full:
            # Reading keeps the processor busy, so send the next request first.
            self._prefetch()
        return read()

    def _wide_entries(self) -> list[T | None]:
        """A page of more entries than the caller asked for, unless the server fails at it."""
        try:
            read = self._fetch(self._walk.offset)
            return read()
        except (ValidationError, RefusedError, ServerError, TimeoutError) as error:
            if isinstance(error, ApiError) and says_none(error, begun=True):
                raise
            self._walk.narrow()
            read = self._fetch(self._walk.offset)
            return read()

    def _next_in_flight(self) -> Callable[[], list[T | None]]:
        """The page that was asked for first. If it fails, the walk asks for it again."""
        try:
            return self._in_flight.popleft().result()
        except BaseException:
            self._drop()
            self._prefetcher.forget()
            raise

    def _prefetch(self) -> None:
        for offset in self._prefetcher.wanted():
            self._in_flight.append(start(self._fetch, offset))

    def _fetch(self, offset: int) -> Callable[[], list[T | None]]:
        arguments = self._request.arguments(offset, self._walk.count)
        request = request_of(arguments, self._calls.options)
        read = partial(result_later, self._request.read)
        return self._calls.run(Call(request, read, on_wait=self._slow_down))

    def _drop(self) -> None:
        while self._in_flight:
            self._in_flight.popleft().cancel()

    def _slow_down(self, wait: Wait) -> None:
        if isinstance(wait.error, RateLimitError):
            self._prefetcher.slow_down()


class Entries(Generic[T]):
    """The entries of pages."""

    def __init__(self, pages: Pages[T]) -> None:
        self._pages = pages
        self._items = iter(list[T]())

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        while True:
            for entry in self._items:
                return entry
            page = self._pages.__next__()
            self._items = iter(page.items)


def one_page(calls: CallRunner, request: ListRequest[T]) -> Page[T]:
    """The page of a list that its offset names."""
    arguments = request.arguments(request.offset, request.count)
    call = Call(request_of(arguments, calls.options), partial(result_of, request.read))
    try:
        entries = calls.run(call)
    except ApiError as error:
        if not says_none(error, begun=False):
            raise
        entries = []
    return Page(
        [entry for entry in entries if entry is not None], request.offset, request.count
    )
