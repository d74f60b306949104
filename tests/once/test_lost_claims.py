"""What is sent, waited for and said where a claim was lost, or a list is slow to show an order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mycloud import (
    Change,
    ClaimedError,
    Clock,
    Item,
    RetryPolicy,
    SqliteLedger,
    UnknownOutcomeError,
)

from ..http_library import httpx
from .conftest import Ask
from .shop import WANTED, Shop


class TakenOver(SqliteLedger):
    """Gives the number to another process just before it is sent."""

    def change(self, shop: str, number: str, *, claim: str, change: Change) -> bool:
        if change.state == "sending":
            return False
        return super().change(shop, number, claim=claim, change=change)


class Passing(Clock):
    """A clock that goes on only when somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


def test_a_number_whose_claim_was_lost_is_not_sent(ask: Ask, tmp_path: Path) -> None:
    shop = Shop()

    with pytest.raises(ClaimedError):
        ask(shop, TakenOver(tmp_path / "ledger.db"))

    assert shop.numbers == []
    assert shop.server.creates() == []


@pytest.mark.parametrize("awaited", [False, True], ids=["blocking", "awaited"])
@pytest.mark.parametrize(
    ("deadline", "waits"), [(None, [1, 2, 4, 8]), (7.5, [1, 2, 4]), (7.0, [1, 2])]
)
def test_an_order_is_looked_for_after_each_wait_that_ends_before_the_deadline(
    deadline: float | None, waits: list[float], awaited: bool
) -> None:
    shop, clock = Shop(lost="before"), Passing()
    policy = RetryPolicy(max_attempts=4, backoff=1, max_wait=60, deadline=deadline)

    with pytest.raises(UnknownOutcomeError):
        create(shop, awaited, retry=policy, clock=clock)

    assert clock.waits == waits
    assert len(shop.server.creates()) == 1


@pytest.mark.parametrize("awaited", [False, True], ids=["blocking", "awaited"])
def test_orders_that_may_be_the_one_are_named(awaited: bool) -> None:
    shop = Shop(lost="after")
    shop.on_create = lambda: None if shop.orders else add(shop)

    with pytest.raises(UnknownOutcomeError) as caught:
        create(shop, awaited)

    assert [order.id for order in caught.value.candidates] == [1, 2]
    assert len(shop.server.creates()) == 1


@pytest.mark.parametrize("awaited", [False, True], ids=["blocking", "awaited"])
def test_without_a_first_look_no_order_is_taken_for_the_one(awaited: bool) -> None:
    shop = Shop(lost="after")
    page, looks = shop.page, iter([httpx.Response(500), httpx.Response(500)])
    shop.page = lambda request: next(looks, None) or page(request)  # type: ignore[method-assign]

    with pytest.raises(UnknownOutcomeError) as caught:
        create(shop, awaited)

    assert [order.id for order in caught.value.candidates] == [1]
    assert len(shop.server.creates()) == 1


def test_an_order_with_another_number_is_not_looked_for(ask: Ask) -> None:
    """It is at hand already: the answer held it."""
    shop = Shop()
    shop.rewrite = lambda number: "OTHER-9"

    with pytest.raises(UnknownOutcomeError) as caught:
        ask(shop, on_unknown="reconcile")

    assert caught.value.order is not None
    assert shop.server.requests[-1].method == "POST"


def test_an_order_of_other_items_that_has_the_number_is_a_candidate(ask: Ask) -> None:
    shop = Shop(lost="before")
    shop.on_create = lambda: add(shop, order_items=[])
    cap = Item(product_sku="CAP-1", quantity=1, price=10)

    order = ask(shop, items=[cap])

    assert order.id == 1  # an order that shows no items may be the one


def add(shop: Shop, **fields: Any) -> None:
    shop.add(**fields)


def create(shop: Shop, awaited: bool, **settings: Any) -> Any:
    arguments = {"order_number": "WEB-1", "on_unknown": "reconcile", **WANTED}
    if not awaited:
        with shop.client(**settings) as client:
            return client.orders.create(**arguments)

    async def run() -> Any:
        async with shop.awaited_client(**settings) as client:
            return await client.orders.create(**arguments)

    import anyio

    return anyio.run(run)
