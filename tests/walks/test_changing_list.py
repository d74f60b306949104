"""The walk while others insert and delete: nothing that is there throughout is missed, nothing
comes twice.
"""

from __future__ import annotations

from collections.abc import Callable

import anyio
import pytest
from mycloud import AsyncMyCloud, MyCloud, PaginationError

from ..summary import TOLD
from .changing import ChangingList, lost_and_doubled

SEEDS = range(1000)
COUNT = 6


REFUSED = (-1, 0)
"""A list that changes so much that its walk says it cannot tell."""


def walked(seed: int, *, overlap: int, prefetch: int = 0) -> tuple[int, int]:
    server = ChangingList(seed)
    with MyCloud(token="T", transport=server) as client:
        orders = client.orders.list(count=COUNT, overlap=overlap, prefetch=prefetch)
        try:
            return lost_and_doubled(server, [order.id for order in orders])
        except PaginationError:
            return REFUSED


async def walked_awaiting(seed: int, *, overlap: int, prefetch: int) -> tuple[int, int]:
    server = ChangingList(seed)
    async with AsyncMyCloud(token="T", transport=server) as client:
        orders = client.orders.list(count=COUNT, overlap=overlap, prefetch=prefetch)
        try:
            return lost_and_doubled(server, [order.id async for order in orders])
        except PaginationError:
            return REFUSED


def total(counts: list[tuple[int, int]]) -> tuple[int, int]:
    """How many were lost and doubled in all; a walk in a hundred may be refused."""
    told = [count for count in counts if count != REFUSED]
    assert len(told) >= 0.99 * len(counts)
    return sum(lost for lost, _ in told), sum(doubled for _, doubled in told)


def test_nothing_is_missed_and_nothing_comes_twice() -> None:
    assert total(
        [walked(seed, overlap=1, prefetch=0 if seed % 4 else 3) for seed in SEEDS]
    ) == (
        0,
        0,
    )


@pytest.mark.parametrize(
    ("backend", "seeds"), [("asyncio", SEEDS), ("trio", SEEDS[:200])]
)
def test_nothing_is_missed_and_nothing_comes_twice_awaiting(
    backend: str, seeds: range
) -> None:
    async def walk_all() -> list[tuple[int, int]]:
        return [
            await walked_awaiting(seed, overlap=1, prefetch=seed % 4) for seed in seeds
        ]

    assert total(anyio.run(walk_all, backend=backend)) == (0, 0)


def test_the_plain_loop_shows_that_the_lists_do_change(
    record_property: Callable[[str, object], None],
) -> None:
    lost, doubled = total([walked(seed, overlap=0) for seed in SEEDS[:200]])
    changing = f"{len(SEEDS[:200])} changing lists"
    record_property(
        TOLD,
        f"the plain loop over {changing} missed {lost} orders and gave {doubled} twice; ours none",
    )

    assert lost > 100
    assert doubled > 100
