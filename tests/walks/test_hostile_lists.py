"""Lists that are hard to walk: each walk ends with everything given once, or with an error.

MYCLOUD_WALK_SEEDS=5000 walks more of them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator

import anyio
import pytest
from mycloud import AsyncMyCloud, MyCloud, PaginationError

from ..summary import TOLD
from .hostile import CUTS, HostileList, hostile, lost_and_doubled
from .listed_by_habit import HABITS, by_habit

SEEDS = int(os.environ.get("MYCLOUD_WALK_SEEDS", "300"))
REFUSED = "refused"
WHOLE = "whole"


def outcome(server: HostileList, given: list[int | None]) -> str:
    lost, doubled = lost_and_doubled(server, given)
    return WHOLE if (lost, doubled) == (0, 0) else f"{lost} lost, {doubled} doubled"


def walked(
    server: HostileList, count: int, prefetch: int, resource: str = "orders"
) -> str:
    with MyCloud(token="T", transport=server) as client:
        listed = getattr(client, resource).list(count=count, prefetch=prefetch)
        try:
            return outcome(server, [entry.id for entry in listed])
        except PaginationError:
            return REFUSED


async def walked_awaiting(
    server: HostileList, count: int, prefetch: int, resource: str = "orders"
) -> str:
    async with AsyncMyCloud(token="T", transport=server) as client:
        listed = getattr(client, resource).list(count=count, prefetch=prefetch)
        try:
            return outcome(server, [entry.id async for entry in listed])
        except PaginationError:
            return REFUSED


def wrong(outcomes: Iterator[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """The seeds that ended neither with everything nor with an error."""
    return [found for found in outcomes if found[2] not in (WHOLE, REFUSED)]


def blocking() -> Iterator[tuple[int, str, str]]:
    for seed in range(SEEDS):
        name, server, count = hostile(seed)
        resource = "customers" if seed % 3 == 0 else "orders"
        yield seed, name, walked(server, count, seed % 9, resource)


def test_a_hostile_list_is_given_whole_or_refused(
    record_property: Callable[[str, object], None],
) -> None:
    outcomes = list(blocking())
    told = Counter(how for _, _, how in outcomes)
    record_property(
        TOLD, f"hostile lists: {told[WHOLE]} whole, {told[REFUSED]} refused"
    )

    assert wrong(iter(outcomes)) == []
    assert told[WHOLE] > told[REFUSED] > 0


def test_a_hostile_list_is_given_whole_or_refused_awaiting() -> None:
    async def walk_all() -> list[tuple[int, str, str]]:
        found = []
        for seed in range(SEEDS):
            name, server, count = hostile(seed)
            how = await walked_awaiting(server, count, (seed + 4) % 9)
            found.append((seed, name, how))
        return found

    assert wrong(iter(anyio.run(walk_all))) == []


@pytest.mark.parametrize("habit", HABITS)
def test_a_list_of_each_habit_is_given_whole_or_refused(habit: str) -> None:
    seeds = range(max(SEEDS // len(HABITS), 10))

    def outcomes() -> Iterator[tuple[int, str, str]]:
        for seed in seeds:
            server, resource, count = by_habit(habit, seed)
            yield seed, habit, walked(server, count, seed % 9, resource)

    assert wrong(outcomes()) == []


@pytest.mark.parametrize("habit", HABITS)
def test_a_list_of_each_habit_is_given_whole_or_refused_awaiting(habit: str) -> None:
    async def walk_all() -> list[tuple[int, str, str]]:
        found = []
        for seed in range(max(SEEDS // len(HABITS), 10)):
            server, resource, count = by_habit(habit, seed)
            how = await walked_awaiting(server, count, (seed + 4) % 9, resource)
            found.append((seed, habit, how))
        return found

    assert wrong(iter(anyio.run(walk_all))) == []


@pytest.mark.parametrize(
    "habit",
    [
        "newest-first",
        "caps-pages=20",
        "counts-offset-from-one",
        "filters-after-limit",
        "repeats-entries",
        "lists-deleted-entries",
        "customers-without-pages",
        "products-without-pages",
        "empty-list-as-404",
        "empty-list-as-refusal",
    ],
)
def test_a_quiet_list_that_keeps_its_order_is_given_whole(habit: str) -> None:
    for seed in range(20):
        server, resource, count = by_habit(habit, seed, quiet=True)
        assert walked(server, count, seed % 5, resource) == WHOLE, seed


@pytest.mark.parametrize(
    "name",
    [
        "offset_ignored",
        "offset_clamped",
        "last_entries_for_ever",
        "counted_from_one",
        "page_number",
        "page_number_from_zero",
        "offset_at_most_fifty",
        "growing",
    ],
)
@pytest.mark.parametrize("prefetch", [0, 8])
def test_a_server_that_misreads_the_offset_is_found_out_within_tens_of_requests(
    name: str, prefetch: int
) -> None:
    server = HostileList(1, CUTS[name], size=2_000)

    how = walked(server, 100, prefetch)

    plain = HostileList(1, CUTS["plain"], size=2_000)
    assert walked(plain, 100, prefetch) == WHOLE
    assert how == REFUSED or len(server.asked) <= len(plain.asked) + 10
    assert how in (WHOLE, REFUSED)
    assert len(server.asked) < 60
