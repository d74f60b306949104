"""The walk into the spool, taken up again where an earlier run was ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from mycloud import PaginationError

from .rejoining import COUNT, ListFrom, PageAt, is_the_end, rejoined
from .spool import Spool

_MOST_PASSES: Final = 20


def gather(
    spool: Spool, list_from: ListFrom, page_at: PageAt, told: Callable[[int], object]
) -> None:
    """Walk the list to its end, and keep each page before the next; `told` is how many there are
    then.

    Raises:
        PaginationError: The end of the list is never where it was just now.
    """
    back = COUNT
    for _ in range(_MOST_PASSES):
        start = max(0, (spool["reached"] or 0) - back)
        try:
            began = _walked(spool, list_from, start, told)
        except PaginationError:
            if start == 0:
                raise
            back *= 4  # Much of what was there has gone.
            continue
        if began == 0 or is_the_end(page_at, spool["reached"] - 1, _known_to(spool)):
            return spool.note(walked=1)
    raise PaginationError(
        "the end of the list cannot be found again; --restart begins at its start"
    )


def _walked(
    spool: Spool, list_from: ListFrom, start: int, told: Callable[[int], object]
) -> int:
    """Where the walk began."""
    start, pages = rejoined(list_from, start, _known_to(spool))
    furthest = 0  # at its end, a walk may look at the front once more
    for page in pages:
        furthest = max(furthest, page.offset + len(page.items))
        spool.add([item.to_dict() for item in page.items], reached=furthest)
        told(spool.count)
    return start


def _known_to(spool: Spool) -> Callable[[Any], bool]:
    return lambda item: spool.has(item.to_dict())
