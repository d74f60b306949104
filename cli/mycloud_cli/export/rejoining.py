"""Taking up a walk where an earlier one ended, in a list that has changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeAlias

from mycloud import Page, Pager

ListFrom: TypeAlias = Callable[[int], Pager[Any]]
"""Gives the list from an offset on."""

COUNT = 100
"""Entries to a page."""


def rejoined(list_from: ListFrom, start: int, knows: Callable[[Sequence[Any]], bool]) -> Iterator[Page[Any]]:
    """The pages from an offset on, or from as far before it as something stands that is known.

    Entries may have come and gone since the earlier walk, so the offset that it reached says little. What counts is the
    rule of the walk itself: where an entry stands that it has given, none before is missing, as long as entries keep
    their order among each other. If there is none, the walk begins further back.
    """
    step = COUNT
    while True:
        pages = iter(list_from(start).pages())
        first = next(pages, None)
        if start == 0 or (first is not None and knows(first.items)):
            return chain([first] if first else [], pages)
        start, step = max(0, start - step), step * 2
