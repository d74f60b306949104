"""Carts become orders. `mycloud_sandbox` and `mycloud_client` come with mycloud-client."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest
from mycloud import MyCloud
from mycloud_testing import Failure, Sandbox
from order_desk.carts import Cart, Line
from order_desk.placing import Placed, Postponed, Refused, place

CART = Cart(
    number="CART-1",
    recipient="คุณ พวริด",
    address="32/1 สุขุมวิท 62, กรุงเทพฯ",
    postcode="10260",
    lines=(
        Line("UPC_230458300", 2, Decimal("49.50")),
        Line("sku_12345", 1, Decimal(890)),
    ),
)


SHAPES = [
    pytest.param(shape, marks=pytest.mark.mycloud(dialect=shape))
    for shape in ("documented", "envelope")
]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_cart_becomes_an_order(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, shape: str
) -> None:
    outcome = place(mycloud_client, CART)

    (order,) = mycloud_sandbox.orders
    assert outcome == Placed(order)
    assert (order.order_number, order.name, order.total_price) == (
        "CART-1",
        "คุณ พวริด",
        989,
    )
    assert [(item.quantity, item.price) for item in order.order_items] == [
        (2, 49.5),
        (1, 890),
    ]


def test_a_cart_that_is_run_again_is_not_placed_again(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud
) -> None:
    order = mycloud_sandbox.order(order_number="CART-1", status="SHIPPED")

    assert place(mycloud_client, CART) == Placed(order)
    assert mycloud_sandbox.orders == [order]


def test_a_cart_with_an_unknown_product_is_refused(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud
) -> None:
    outcome = place(mycloud_client, replace(CART, lines=(Line("gone", 1, Decimal(1)),)))

    assert isinstance(outcome, Refused)
    assert "there is no product with shop_sku" in outcome.reason
    assert mycloud_sandbox.orders == []


def test_a_cart_without_lines_is_refused_before_anything_is_sent(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud
) -> None:
    outcome = place(mycloud_client, replace(CART, lines=()))

    assert isinstance(outcome, Refused)
    assert "POST" not in [call.method for call in mycloud_sandbox.received]


def test_a_busy_warehouse_is_asked_again_when_it_says(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud
) -> None:
    mycloud_sandbox.fail(429, on="POST /orders", retry_after=7, times=2)

    assert isinstance(place(mycloud_client, CART), Placed)
    assert mycloud_sandbox.waits == [7, 7]  # and the test took no time


@pytest.mark.parametrize("what", ["timeout", "reset", 502])
@pytest.mark.parametrize("when", ["before", "after"])
def test_an_order_whose_answer_is_lost_is_there_once_or_left_for_the_next_run(
    mycloud_sandbox: Sandbox,
    mycloud_client: MyCloud,
    what: int | Failure,
    when: Literal["before", "after"],
) -> None:
    mycloud_sandbox.fail(what, on="POST /orders", when=when)

    first = place(mycloud_client, CART)
    assert isinstance(first, Placed if when == "after" else Postponed)

    assert isinstance(place(mycloud_client, CART), Placed)
    assert [order.order_number for order in mycloud_sandbox.orders] == ["CART-1"]


def test_a_cart_waits_for_the_next_run_while_nothing_answers(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud
) -> None:
    mycloud_sandbox.fail("no-connection", times=100)

    assert isinstance(place(mycloud_client, CART), Postponed)
    assert mycloud_sandbox.orders == []


def test_a_cart_is_postponed_when_nobody_knows_and_found_in_the_next_run(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud
) -> None:
    mycloud_sandbox.fail("timeout", on="POST /orders", when="after")
    mycloud_sandbox.fail(
        500, on="GET /orders", after=2, times=2
    )  # the service looks twice before it places the order; a look tries smaller pages too

    outcome = place(mycloud_client, CART)

    assert isinstance(outcome, Postponed)
    assert "CART-1" in outcome.reason
    assert place(mycloud_client, CART) == Placed(mycloud_sandbox.orders[0])
