"""A walk over a list in which some entries cannot be read, also where two pages meet."""

from __future__ import annotations

from itertools import combinations

import attrs
import pytest
from mycloud._walk import Unwalkable, Walk

SIZE = 8


@attrs.frozen
class Entry:
    id: int


def walked(entries: list[Entry | None], count: int, overlap: int) -> list[int]:
    """What a walk gives of a list that stays as it is, in at most three requests for each entry."""
    walk: Walk[Entry] = Walk(offset=0, count=count, overlap=overlap)
    given: list[int] = []
    for _ in range(3 * SIZE):
        if walk.over:
            return given
        given += [
            entry.id
            for entry in walk.accept(entries[walk.offset : walk.offset + walk.count])
        ]
    raise AssertionError(f"no end in sight at offset {walk.offset}")


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("overlap", [0, 1, 2])
@pytest.mark.parametrize("unreadable", [0, 1, 2, 3, SIZE])
def test_entries_that_cannot_be_read_take_no_others_along(
    unreadable: int, overlap: int, count: int
) -> None:
    for gone in combinations(range(SIZE), unreadable):
        entries = [None if index in gone else Entry(index) for index in range(SIZE)]

        assert walked(entries, count, overlap) == [
            index for index in range(SIZE) if index not in gone
        ]


def test_a_server_that_repeats_what_cannot_be_read_is_given_up() -> None:
    walk: Walk[Entry] = Walk(offset=0, count=2, overlap=1)

    with pytest.raises(Unwalkable, match="nothing new"):
        repeat(walk, 2_000)


def repeat(walk: Walk[Entry], times: int) -> None:
    for _ in range(times):
        walk.accept([None, None])
