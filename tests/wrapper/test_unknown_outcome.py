"""Looking for an order whose outcome is unknown, placing it again only when it is not there, and
counting its items.
"""

from __future__ import annotations

from typing import Any

import pytest
from mycloud import (
    InvalidRequestError,
    Item,
    MyCloud,
    MyCloudError,
    Order,
    RetryPolicy,
    UnknownOutcomeError,
)

from ..http_library import httpx
from .serving import Server, client

AT_ONCE = RetryPolicy(backoff=0)
ITEMS = [
    Item(product_id=164162, quantity=2, price=1),
    Item(shop_sku="UPC_230458300", quantity=1, price=1),
]


class Shop:
    """A list of orders, and a create that loses its answer as often as it is told, before or after
    placing.
    """

    def __init__(
        self, orders: int = 0, *, lost: str = "", falling: bool = False
    ) -> None:
        self.numbers = [f"N-{number}" for number in range(orders)]
        self.lost = list(lost.split())
        self.falling = falling
        self.server = Server(self.handle)

    def handle(self, request: httpx.Request) -> httpx.Response:
        return self.place(request) if request.method == "POST" else self.page(request)

    def place(self, request: httpx.Request) -> httpx.Response:
        fault = self.lost.pop(0) if self.lost else "none"
        if fault != "before":
            self.numbers.append("WANTED")
        if fault != "none":
            raise httpx.ReadTimeout("no luck", request=request)
        return httpx.Response(
            200, json={"order": {"id": len(self.numbers), "order_number": "WANTED"}}
        )

    def page(self, request: httpx.Request) -> httpx.Response:
        offset, count = (
            int(request.url.params["offset"]),
            int(request.url.params["count"]),
        )
        ids = (
            range(len(self.numbers), 0, -1)
            if self.falling
            else range(1, len(self.numbers) + 1)
        )
        orders = [
            {"id": id, "order_number": self.numbers[id - 1]}
            for id in ids[offset : offset + count]
        ]
        return httpx.Response(200, json={"orders": orders})

    def client(self, **settings: Any) -> MyCloud:
        return client(self.server, **{"retry": AT_ONCE, **settings})


def create(shop: Shop, **fields: Any) -> Order:
    given = {"order_number": "WANTED", "on_unknown": "reconcile", **fields}
    return shop.client().orders.create(delivery_mode_id=343, items=ITEMS, **given)


@pytest.mark.parametrize("falling", [False, True])
@pytest.mark.parametrize("size", [1, 2, 99, 100, 101, 350, 1234])
def test_the_newest_order_of_a_number_is_found_whatever_the_length_of_the_list(
    size: int, falling: bool
) -> None:
    shop = Shop(size, falling=falling)

    found = shop.client().orders.find(order_number=f"N-{size - 1}")

    assert found is not None
    assert found.id == size


def test_the_newest_of_several_orders_of_one_number_is_found() -> None:
    shop = Shop(300)
    shop.numbers[200] = shop.numbers[250] = "TWICE"

    found = shop.client().orders.find(order_number="TWICE")

    assert found is not None
    assert found.id == 251


def test_an_order_that_is_not_among_the_newest_is_not_found() -> None:
    assert Shop(1000).client().orders.find(order_number="N-0", newest=200) is None
    assert Shop(0).client().orders.find(order_number="N-0") is None


def test_a_long_list_is_not_read_from_its_beginning() -> None:
    shop = Shop(100_000)

    shop.client().orders.find(order_number="N-99999", newest=100)

    assert len(shop.server.requests) < 40


@pytest.mark.parametrize("lost", ["after", "before", "before before", "before after"])
def test_a_reconciled_order_is_placed_exactly_once(lost: str) -> None:
    shop = Shop(250, lost=lost)

    order = create(shop)

    assert shop.numbers.count("WANTED") == 1
    assert (order.order_number, order.id) == ("WANTED", 251)


def test_all_sendings_of_a_reconciled_order_bear_one_request_id() -> None:
    shop = Shop(lost="before before")

    create(shop)

    assert len(shop.server.creates()) == 3
    assert (
        len(
            {request.headers["mycloud-request-id"] for request in shop.server.creates()}
        )
        == 1
    )


def test_reconciling_ends() -> None:
    shop = Shop(lost="before before before before")

    with pytest.raises(UnknownOutcomeError):
        create(shop)

    assert len(shop.server.creates()) == 3


def test_when_the_order_cannot_be_looked_for_its_outcome_stays_unknown() -> None:
    shop = Shop(lost="after")
    shop.page = lambda request: httpx.Response(500)  # type: ignore[method-assign]

    with pytest.raises(UnknownOutcomeError) as caught:
        create(shop)

    assert isinstance(caught.value.__cause__, MyCloudError)
    assert shop.numbers.count("WANTED") == 1


def test_without_a_number_there_is_nothing_to_reconcile_by() -> None:
    shop = Shop()

    with pytest.raises(InvalidRequestError, match="order_number"):
        create(shop, order_number=None)

    assert shop.server.requests == []


def answer_with(*lines: dict[str, int]) -> Server:
    return Server(
        lambda request: httpx.Response(
            200, json={"order": {"id": 7, "order_items": list(lines)}}
        )
    )


@pytest.mark.parametrize("on_unknown", ["raise", "reconcile"])
@pytest.mark.parametrize(
    "lines",
    [[], [{"quantity": 2}], [{"quantity": 1}, {"quantity": 1}, {"quantity": 2}]],
)
def test_an_order_that_came_back_with_other_items_is_an_error_that_holds_it(
    lines: Any, on_unknown: Any
) -> None:
    server = answer_with(*lines)

    with pytest.raises(UnknownOutcomeError, match="2 were sent") as caught:
        client(server).orders.create(
            delivery_mode_id=343, items=ITEMS, order_number="A-1", on_unknown=on_unknown
        )

    assert caught.value.order is not None
    assert caught.value.order.id == 7
    assert len(server.creates()) == 1


@pytest.mark.parametrize(
    "lines", [[{"quantity": 2}, {"quantity": 1}], [{"quantity": 3}]]
)
def test_a_server_may_join_lines_of_one_product(lines: Any) -> None:
    assert (
        client(answer_with(*lines)).orders.create(delivery_mode_id=343, items=ITEMS).id
        == 7
    )
