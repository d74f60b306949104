"""The command's part that talks to MyCloud."""

from __future__ import annotations

import json

import pytest
from mycloud import MyCloud
from mycloud_testing import Sandbox
from order_desk.__main__ import place_all
from order_desk.carts import read_carts

PAID = {"recipient": "Malee Srisuk", "address": "1 Silom", "postcode": "10500"}


def line_of_json(number: str, sku: str) -> str:
    return json.dumps(
        {
            "number": number,
            **PAID,
            "lines": [{"sku": sku, "quantity": 1, "price": 49.5}],
        }
    )


def test_each_cart_has_its_line(
    mycloud_sandbox: Sandbox,
    mycloud_client: MyCloud,
    capsys: pytest.CaptureFixture[str],
) -> None:
    carts = read_carts(
        [line_of_json("CART-1", "UPC_230458300"), "\n", line_of_json("CART-2", "gone")]
    )

    assert place_all(mycloud_client, carts) == 1

    (order,) = mycloud_sandbox.orders
    placed, refused = capsys.readouterr().out.splitlines()
    assert placed == f"CART-1  placed     {order.mc_number}"
    assert refused.startswith("CART-2  refused")


def test_the_price_of_a_cart_is_the_price_that_is_sent(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud
) -> None:
    place_all(mycloud_client, read_carts([line_of_json("CART-1", "UPC_230458300")]))

    create = mycloud_sandbox.received[-1]
    assert create.operation == "create_order"
    assert create.form["order_items"] == {
        0: {"shop_sku": "UPC_230458300", "quantity": "1", "price": "49.5"}
    }
