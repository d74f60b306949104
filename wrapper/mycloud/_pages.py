"""Pages of lists as data: what to ask for, and what came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import attrs

from ._answers import Reader
from ._arguments import whole as check_whole
from ._errors import PaginationError
from ._walk import Newest, Unwalkable, Walk

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


class ListRequest(Generic[T]):
    """A list, and how to walk it.

    Args:
        build: Builds the request for a page, as a generated operation does.
        read: Reads the entries of a page; None stands for one that cannot be read.
        offset: How many entries to skip.
        count: How many entries to ask for at a time.
        documented_paging: Whether the documentation promises `offset` and `count` for this list.
        whole: Whether one answer holds the whole list, so that no page is asked for.
        overlap: How many entries to ask for once more in the next page.
        prefetch: How many pages to ask for in advance.
        newest: Walk that many of the newest entries, and not all.
    """

    def __init__(
        self,
        build: Callable[..., dict[str, Any]],
        read: Reader[list[T | None]],
        *,
        offset: int = 0,
        count: int = 100,
        documented_paging: bool = False,
        whole: bool = False,
        overlap: int = 1,
        prefetch: int = 0,
        newest: int | None = None,
    ) -> None:
        check_whole("count", count)
        check_whole("offset", offset, least=0)
        check_whole("overlap", overlap, least=0)
        check_whole("prefetch", prefetch, least=0)
        self._build = build
        self.read = read
        self.offset = offset
        self.count = count
        self.prefetch = prefetch
        self._documented_paging = documented_paging
        self._whole = whole
        self._overlap = overlap
        self._newest = newest

    def arguments(self, offset: int, count: int) -> dict[str, Any]:
        """The request for the page at an offset."""
        return self._build() if self._whole else self._build(offset=offset, count=count)

    def walk(self) -> Walk[T] | Newest[T]:
        """A walk from its beginning."""
        if self._newest is not None:
            return Newest(self._newest)
        return Walk(
            offset=self.offset,
            count=self.count,
            overlap=self._overlap,
            in_one=self._whole,
            promised=self._documented_paging,
        )


def accept_page(walk: Walk[T] | Newest[T], entries: list[T | None]) -> list[T]:
    """What is new in a page.

    Raises:
        PaginationError: The page does not join up with those before.
    """
    try:
        return walk.accept(entries)
    except Unwalkable as error:
        raise PaginationError(
            f"{error}, so the list cannot be walked. Ask for pages with page()"
        ) from None
