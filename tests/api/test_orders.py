"""Orders, over recorded HTTP."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from mycloud import (
    ApiError,
    Attachment,
    Item,
    MyCloud,
    NotFoundError,
    Order,
    RefusedError,
    ValidationError,
)

pytestmark = pytest.mark.vcr

THREE_ITEMS = [
    Item(product_id=164162, quantity=2, price="199.00"),
    Item(product_sku="MAI002", quantity=1, price=50),
    Item(shop_sku="UPC_230458300", quantity=1, price=Decimal("49.50")),
]


def placed(client: MyCloud) -> Order:
    return client.orders.create(
        delivery_mode_id=343,
        items=THREE_ITEMS,
        customer_id=232,
        name="คุณ พวริด",
        address="32/1 สุขุมวิท 62, กรุงเทพฯ",
        postcode="10260",
        order_number="ORD-004564014",
        customer_reference="CREF-20180304-A001",
        payment_date=datetime.date(2017, 12, 31),
        payment_time="15:32",
        urgent=False,
        attachments=[Attachment("LABEL", b"a label", "label.txt")],
    )


def test_an_order_is_placed_with_items_named_in_all_three_ways(client: MyCloud) -> None:
    order = placed(client)

    items = order.order_items or []
    assert [(item.quantity, item.price) for item in items] == [
        (2, 199.0),
        (1, 50.0),
        (1, 49.5),
    ]
    named = [
        (item.product.id, item.product.sku, item.product.shop_sku)
        for item in items
        if item.product
    ]
    assert named[0][0] == 164162
    assert named[1][1] == "MAI002"
    assert named[2][2] == "UPC_230458300"


def test_a_placed_order_reads_the_same_in_both_shapes(client: MyCloud) -> None:
    order = placed(client)

    assert order.name == "คุณ พวริด"
    assert order.customer is not None
    assert order.customer.id == 232
    assert order.deliverymode is not None
    assert order.deliverymode.name == "Kerry Express"
    assert order.customer_ref == "CREF-20180304-A001"
    assert order.create_date == datetime.date(2018, 4, 9)
    assert order.delivery_date is None
    assert order.payment_date == datetime.date(2017, 12, 31)
    assert order.payment_time == "15:32"
    assert order.urgent is False
    assert order.status == "RESERVED"
    assert order.total_price == 497.5
    assert [attachment.name for attachment in order.attachments or []] == ["LABEL"]


def test_an_order_is_got_by_its_id(client: MyCloud) -> None:
    order = placed(client)

    again = client.orders.get(order)

    assert again == order


def test_an_update_changes_what_is_given_and_nothing_else(client: MyCloud) -> None:
    order = placed(client)

    changed = client.orders.update(
        order,
        note="This is a special order.",
        items=[Item(shop_sku="UPC_230458300", quantity=3, price="49.50")],
    )

    assert changed.note == "This is a special order."
    assert changed.name == order.name
    assert [item.quantity for item in changed.order_items or []] == [2, 1, 3]


def test_an_order_is_approved_by_its_status(client: MyCloud) -> None:
    assert client.orders.update(placed(client), status="APPROVED").status == "APPROVED"


def test_the_items_of_an_order_are_listed(client: MyCloud) -> None:
    assert [item.quantity for item in client.orders.items(placed(client))] == [2, 1, 1]


def test_a_deleted_order_is_listed_only_when_asked_for(client: MyCloud) -> None:
    first = client.orders.list().first()
    assert first is not None

    client.orders.delete(first)

    assert first.id not in [order.id for order in client.orders.list()]
    assert first.id in [order.id for order in client.orders.list(deleted=True)]


def test_the_walk_gives_every_order_once(client: MyCloud) -> None:
    ids = [order.id for order in client.orders.list(count=7)]

    assert len(ids) == len(set(ids)) == 25


def test_the_walk_starts_where_it_is_told(client: MyCloud) -> None:
    pages = list(client.orders.list(offset=20, count=3).pages())

    assert [(page.offset, len(page.items)) for page in pages] == [(20, 3), (23, 2)]


def test_one_page_is_had_by_itself(client: MyCloud) -> None:
    page = client.orders.page(offset=5, count=2)

    assert (len(page.items), page.offset, page.count) == (2, 5, 2)


def test_an_unknown_order_is_not_found(client: MyCloud) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.orders.get(999999)

    assert caught.value.status == 404
    assert caught.value.message == "There is no such order."


def test_a_refused_order_is_an_error_whatever_the_status(
    client: MyCloud, dialect: str
) -> None:
    expected: type[ApiError] = (
        ValidationError if dialect == "documented" else RefusedError
    )

    with pytest.raises(expected, match="delivery mode") as caught:
        client.orders.create(
            delivery_mode_id=99, items=THREE_ITEMS, order_number="ORD-004564014"
        )

    assert caught.value.request_id
    assert len(client.orders.list().all()) == 25
