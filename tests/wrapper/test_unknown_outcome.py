"""Looking for an order whose outcome is unknown, and counting its pieces."""

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
    """A list of orders, and a create that loses its answer a given number of times, before or after
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


@pytest.mark.parametrize("falling", [False, True])
def test_the_newest_orders_are_listed_whichever_way_the_list_goes(
    falling: bool,
) -> None:
    shop = Shop(350, falling=falling)

    listed = shop.client().orders.list(newest=3).all()

    assert sorted(order.id or 0 for order in listed)[-3:] == [348, 349, 350]
    assert len(shop.server.requests) < 30


@pytest.mark.parametrize("beside", [{"offset": 1}, {"prefetch": 1}, {"newest": 0}])
def test_the_newest_orders_have_no_offset(beside: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"newest": 1, **beside}

    with pytest.raises(InvalidRequestError, match="newest"):
        Shop(3).client().orders.list(**asked)


def test_a_reconciled_order_that_the_list_shows_is_given() -> None:
    shop = Shop(250, lost="after")

    order = create(shop)

    assert shop.numbers.count("WANTED") == 1
    assert (order.order_number, order.id) == ("WANTED", 251)


def test_a_reconciled_order_that_the_list_does_not_show_is_unknown_and_sent_once() -> (
    None
):
    shop = Shop(250, lost="before")

    with pytest.raises(UnknownOutcomeError) as caught:
        create(shop)

    assert len(shop.server.creates()) == 1
    assert caught.value.candidates == ()


def test_an_order_of_this_number_that_was_there_before_is_not_taken_for_it() -> None:
    shop = Shop(250, lost="before")
    shop.numbers[17] = "WANTED"

    with pytest.raises(UnknownOutcomeError) as caught:
        create(shop)

    assert caught.value.candidates == ()
    assert len(shop.server.creates()) == 1


def test_a_list_that_shows_the_order_late_is_asked_again() -> None:
    shop = Shop(lost="after")
    page, looks = shop.page, iter([False, False, False])
    shop.page = lambda request: (  # type: ignore[method-assign]
        page(request) if next(looks, True) else httpx.Response(200, json={"orders": []})
    )

    assert create(shop).order_number == "WANTED"
    assert len(shop.server.creates()) == 1


@pytest.mark.parametrize(
    "number", [" A-1", "A-1 ", "A-1\n", "A\t1", "A\u200b1", "\ufeffA-1", "A\x001", ""]
)
def test_a_number_that_a_server_would_change_is_refused_before_anything_is_sent(
    number: str,
) -> None:
    shop = Shop()
    if number:
        with pytest.raises(InvalidRequestError, match="order_number"):
            create(shop, order_number=number)
    with pytest.raises(InvalidRequestError, match="order_number"):
        shop.client().orders.find(order_number=number)

    assert shop.server.requests == []


@pytest.mark.parametrize("numbers", [{}, {"order_number": None}, {"mc_number": None}])
def test_no_number_is_never_looked_for(numbers: Any) -> None:
    shop = Shop(3)

    with pytest.raises(
        InvalidRequestError, match="exactly one of order_number, mc_number"
    ):
        shop.client().orders.find(**numbers)

    assert shop.server.requests == []


@pytest.mark.parametrize(
    "found",
    [
        "web-00017",
        "WEB-00017 ",
        "\u200bWEB-00017",
        "WEB 00017".replace(" ", "-"),
        "00WEB-00017",
    ],
)
def test_a_number_that_the_server_wrote_anew_is_found(found: str) -> None:
    shop = Shop(3)
    shop.numbers[1] = found

    order = shop.client().orders.find(order_number="WEB-00017")

    assert order is not None
    assert order.id == 2


def test_a_loose_match_is_logged_and_an_exact_one_is_preferred(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shop = Shop(3)
    shop.numbers = ["WEB-00017", "web-00017", "other"]
    exact = shop.client().orders.find(order_number="WEB-00017")
    assert caplog.records == []
    loose = shop.client().orders.find(order_number="Web-00017")

    assert exact is not None
    assert loose is not None
    assert (exact.id, loose.id) == (1, 2)
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.parametrize(
    "found", ["WEB-00018", "WEB-0001", "17", "WEB-000170", "", None]
)
def test_another_number_is_no_match(found: str | None) -> None:
    shop = Shop(3)
    shop.numbers[1] = found  # type: ignore[assignment]

    assert shop.client().orders.find(order_number="WEB-00017") is None


def test_an_unknown_way_to_treat_an_unknown_outcome_is_refused() -> None:
    shop = Shop()

    with pytest.raises(
        InvalidRequestError, match=r"'reconsile'.*'raise' or 'reconcile'"
    ):
        create(shop, on_unknown="reconsile")

    assert shop.server.requests == []


def test_reconciling_ends_with_the_deadline_of_the_call() -> None:
    shop = Shop(lost="before")

    with pytest.raises(UnknownOutcomeError):
        create(shop)

    assert len(shop.server.creates()) == 1


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
