"""Taking up a walk where an earlier one ended, in a list that has changed meanwhile.

What counts is the rule of the walk itself: where an entry stands that was given before, none before
it is missing, as long as entries keep their order among each other. Offsets alone say little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, takewhile
from typing import Any, TypeAlias

from mycloud import Page, Pager, PaginationError

ListFrom: TypeAlias = Callable[[int], Pager[Any]]
"""Gives the list from an offset on."""
PageAt: TypeAlias = Callable[[int], Sequence[Any]]
"""Gives the entries of one page, as they stand there."""

COUNT = 100
"""Entries to a page."""


def rejoined(
    list_from: ListFrom, start: int, knows: Callable[[Any], bool]
) -> tuple[int, Iterator[Page[Any]]]:
    """The pages from an offset on, or from as far before it as an entry stands that is known; and
    where they begin.

    They end early where they no longer join up. Anyone who wants the rest begins anew.
    """
    step = COUNT
    while True:
        pages = iter(list_from(start).pages())
        first = _first_of(pages, start)
        if start == 0 or (first is not None and any(map(knows, first.items))):
            return start, chain(
                [first] if first else [], _as_long_as_joined(pages, start)
            )
        start, step = max(0, start - step), step * 2


def _first_of(pages: Iterator[Page[Any]], start: int) -> Page[Any] | None:
    """None as well where the list ends before the offset by now."""
    try:
        return next(pages, None)
    except PaginationError:
        if start == 0:
            raise
        return None


def _as_long_as_joined(pages: Iterator[Page[Any]], start: int) -> Iterator[Page[Any]]:
    """A walk that finds nothing it has given goes back, but not past its start, where it takes what
    there is.
    """
    return takewhile(lambda page: start == 0 or page.offset > start, pages)


def is_the_end(page_at: PageAt, offset: int, knows: Callable[[Any], bool]) -> bool:
    """Whether the list ends with an entry that is known, at about that offset, so that none is
    missing.

    A walk that went back to its start, and finds nothing there, is over as well.
    """
    before: list[Any] = []
    while True:
        entries = list(page_at(offset))
        if not entries or not all(map(knows, entries)):
            return False
        if (
            len(entries) == 1 or entries == before
        ):  # the same again from a server that has no pages
            return True
        offset, before = offset + len(entries) - 1, entries
