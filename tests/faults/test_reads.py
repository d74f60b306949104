"""Reads while the server fails: they are repeated, for reading twice does no harm."""

from __future__ import annotations

import anyio
import pytest
from mycloud import MyCloud, MyCloudError, RetryPolicy

from .callers import async_client, client, in_tasks, in_threads
from .faults import ALL, GOOD, LATE_AFTER, PASSING, SLAMS, Plan, by_chance
from .faulty import FIRST_ID, LOOPBACK, FaultyServer, serving

pytestmark = LOOPBACK

Found = dict[int, str | Exception | None]
ORDERS = [f"ORD-{index}" for index in range(150)]
PATIENT = RetryPolicy(max_attempts=12, backoff=0, max_wait=1, deadline=30)
PASSES: Plan = {
    "connection": {SLAMS: 2, GOOD: 98},
    "token": {**dict.fromkeys(PASSING, 2.0), LATE_AFTER: 0.2, GOOD: 60},
    "read": {**dict.fromkeys(PASSING, 2.0), LATE_AFTER: 0.2, GOOD: 60},
}
ANYTHING: Plan = {
    "connection": {SLAMS: 2, GOOD: 98},
    "read": {**dict.fromkeys(ALL, 2.0), LATE_AFTER: 0.2, GOOD: 10},
}


@pytest.mark.parametrize("seed", [1, 2])
def test_reads_of_many_threads_get_over_all_that_passes(seed: int) -> None:
    found: Found = {}
    with (
        serving(by_chance(PASSES, seed)) as server,
        client(server.base_url, retry=PATIENT) as mycloud,
    ):
        server.books.placed += ORDERS
        in_threads(
            lambda index: found.update({index: read(mycloud, index)}), len(ORDERS)
        )

    assert [found[index] for index in range(len(ORDERS))] == ORDERS


@pytest.mark.parametrize("seed", [1, 2])
def test_reads_of_many_tasks_get_over_all_that_passes(seed: int) -> None:
    with serving(by_chance(PASSES, seed)) as server:
        server.books.placed += ORDERS
        found = anyio.run(read_by_tasks, server)

    assert [found[index] for index in range(len(ORDERS))] == ORDERS


async def read_by_tasks(server: FaultyServer) -> Found:
    found: Found = {}
    async with async_client(server.base_url, retry=PATIENT) as mycloud:

        async def read_one(index: int) -> None:
            found[index] = (await mycloud.orders.get(FIRST_ID + index)).order_number

        await in_tasks(read_one, len(ORDERS))
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_walk_over_the_orders_gives_each_of_them_once(seed: int) -> None:
    with (
        serving(by_chance(PASSES, seed)) as server,
        client(server.base_url, retry=PATIENT) as mycloud,
    ):
        server.books.placed += ORDERS
        found = [order.order_number for order in mycloud.orders.list(count=10)]

    assert found == ORDERS


@pytest.mark.parametrize("index", [100, 120, 149])
def test_an_order_is_found_among_the_newest_whatever_passes(index: int) -> None:
    with (
        serving(by_chance(PASSES, seed=4)) as server,
        client(server.base_url, retry=PATIENT) as mycloud,
    ):
        server.books.placed += ORDERS
        found = mycloud.orders.find(order_number=ORDERS[index], newest=50)

    assert found is not None
    assert (found.id, found.order_number) == (FIRST_ID + index, ORDERS[index])


@pytest.mark.parametrize("index", [0, 98, 99])
def test_an_order_that_is_older_than_the_newest_is_not_found(index: int) -> None:
    with (
        serving(by_chance(PASSES, seed=4)) as server,
        client(server.base_url, retry=PATIENT) as mycloud,
    ):
        server.books.placed += ORDERS

        assert mycloud.orders.find(order_number=ORDERS[index], newest=50) is None


def test_a_read_gives_the_right_order_or_an_error_of_this_client() -> None:
    found: Found = {}
    with (
        serving(by_chance(ANYTHING, seed=5)) as server,
        client(server.base_url) as mycloud,
    ):
        server.books.placed += ORDERS
        in_threads(
            lambda index: found.update({index: read(mycloud, index)}), len(ORDERS)
        )

    right = [index for index, order in found.items() if order == ORDERS[index]]
    failed = [
        index for index, order in found.items() if isinstance(order, MyCloudError)
    ]
    assert sorted(right + failed) == list(range(len(ORDERS)))
    assert min(len(right), len(failed)) > 10


def read(mycloud: MyCloud, index: int) -> str | Exception | None:
    """The number of the order, or the error instead."""
    try:
        return mycloud.orders.get(FIRST_ID + index).order_number
    except Exception as error:
        return error
