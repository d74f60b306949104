"""The walk into the spool, taken up again where an earlier run was ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .rejoining import COUNT, ListFrom, rejoined
from .spool import Spool


def gather(spool: Spool, list_from: ListFrom, told: Callable[[int], object]) -> None:
    """Walk the list to its end, and keep each page before the next; `told` is how many there are then."""

    def knows(items: Sequence[Any]) -> bool:
        return spool.has_any([item.to_dict() for item in items])

    start = max(0, (spool["reached"] or 0) - COUNT)
    for page in rejoined(list_from, start, knows):
        spool.add([item.to_dict() for item in page.items], reached=page.offset + len(page.items))
        told(spool.count)
    spool.note(walked=1)
