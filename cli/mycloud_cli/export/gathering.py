"""The walk into the spool, taken up again where an earlier run was ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, TypeAlias

from mycloud import Page, Pager

from .spool import Entry, Spool

ListFrom: TypeAlias = Callable[[int], Pager[Any]]
"""Gives the list from an offset on."""

COUNT = 100
"""Entries to a page."""


def gather(spool: Spool, list_from: ListFrom, told: Callable[[int], object]) -> None:
    """Walk the list to its end, and keep each page before the next; `told` is how many there are then."""
    for page, entries in _pages(spool, list_from):
        spool.add(entries, reached=page.offset + len(page.items))
        told(spool.count)
    spool.note(walked=1)


def _pages(spool: Spool, list_from: ListFrom) -> Iterator[tuple[Page[Any], list[Entry]]]:
    """The pages from a place on before which nothing is missing.

    Entries may have come and gone since the last run, so the offset that it reached says little. What counts is the
    rule of the walk itself: where an entry stands that is here already, none before it is missing, as long as entries
    keep their order among each other. If there is none, the walk begins further back.
    """
    start, step = max(0, (spool["reached"] or 0) - COUNT), COUNT
    while True:
        pages = ((page, [item.to_dict() for item in page.items]) for page in list_from(start).pages())
        first = next(pages, None)
        if start == 0 or (first is not None and spool.has_any(first[1])):
            return chain([first] if first else [], pages)
        start, step = max(0, start - step), step * 2
