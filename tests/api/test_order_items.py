"""Order items, over recorded HTTP."""

from __future__ import annotations

import pytest
from mycloud import MyCloud, OrderItem

pytestmark = pytest.mark.vcr


def some_item(client: MyCloud) -> OrderItem:
    order = client.orders.list(count=1).first()
    assert order is not None
    return client.orders.items(order)[0]


def test_an_order_item_is_got_by_its_own_id(client: MyCloud) -> None:
    item = some_item(client)

    assert client.order_items.get(item).id == item.id


def test_an_update_sets_price_and_quantity(client: MyCloud) -> None:
    item = client.order_items.update(some_item(client), price="299.00", quantity=5)

    assert (item.price, item.quantity) == (299.0, 5)


def test_a_deleted_item_leaves_its_order(client: MyCloud) -> None:
    order = client.orders.list(count=1).first()
    assert order is not None
    before = client.orders.items(order)

    client.order_items.delete(before[0])

    assert [item.id for item in client.orders.items(order)] == [
        item.id for item in before[1:]
    ]
