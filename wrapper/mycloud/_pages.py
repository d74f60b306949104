"""Pages of lists as data: what to ask for, and what came."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar

import attrs

from ._answers import Reader
from ._arguments import check_choice
from ._arguments import whole as check_whole
from ._errors import ApiError, NotFoundError, PaginationError, RefusedError
from ._newest import Newest
from ._walk import Shuffled, Unwalkable, Walk

T = TypeVar("T")
OnShuffle: TypeAlias = Literal["raise", "log"]
"""What to do with a list that does not keep its entries in one order."""

_log = logging.getLogger("mycloud")
_LISTED: Final = (
    r"(?:orders?|customers?|products?|modes?|records?|results?|entries|items?|data)"
)
_NOTHING: Final = re.compile(
    rf"(?:there (?:is|are) )?(?:nothing|none)\b[\w ]*"
    rf"|(?:there (?:is|are) )?no (?:more |matching |query )?{_LISTED}\b[^:]*"
    rf"|(?:any |the )?{_LISTED}(?: list)?(?: (?:was|were|is|are))? (?:not found|empty)"
    r"|(?:the )?list is empty|ไม่(?:พบ|มี)(?:ข้อมูล|รายการ|คำสั่งซื้อ|ออเดอร์|ลูกค้า|สินค้า).*",
    re.IGNORECASE,
)
"""Messages that say of a list that it holds nothing."""


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
        on_shuffle: Whether to raise or to log when the list is seen to change its order.
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
        on_shuffle: OnShuffle = "raise",
    ) -> None:
        check_choice("on_shuffle", on_shuffle, ("raise", "log"))
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
        self._on_shuffle = on_shuffle

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
            bears_shuffling=self._on_shuffle == "log",
        )

    def ahead_for(self, most: int | None) -> int | None:
        """How many pages to ask for in advance in all, for that many entries; None for any."""
        if most is None:
            return None
        step = max(self.count - self._overlap, 1)
        return max(most - self.count + step - 1, 0) // step


def accept_page(walk: Walk[T] | Newest[T], entries: list[T | None]) -> list[T]:
    """The new entries of a page.

    Raises:
        PaginationError: The page does not join up with those before.
    """
    known = walk.shuffled
    try:
        items = walk.accept(entries)
    except Shuffled as error:
        raise PaginationError(
            f"{error}: the list does not keep its order, so entries may be missed. Walk it again "
            f"when it changes less; on_shuffle='log' continues anyway"
        ) from None
    except Unwalkable as error:
        raise PaginationError(
            f"{error}, so the list cannot be walked. Ask for pages with page()"
        ) from None
    if walk.shuffled and not known:
        _log.warning("%s: entries of the list may be missed", walk.shuffled)
    return items


def says_none(error: ApiError, *, begun: bool) -> bool:
    """Whether an error is a server's way to say that a list, or a page of it, is empty.

    That is a 404 or a refusal whose message says so, such as "No orders found". Once a page has
    come, any 404 in JSON is one: the address is right. Everything else is an error.
    """
    if not isinstance(error, NotFoundError | RefusedError):
        return False
    if begun and isinstance(error, NotFoundError):
        return _is_json(error.body)
    return bool(_NOTHING.fullmatch((error.message or "").strip().rstrip(".!")))


def _is_json(body: str) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False
