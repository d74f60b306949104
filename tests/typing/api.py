"""Never run: mypy --strict and pyright read it. An ignore that is not needed is an error, so each proves a refusal."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import assert_type

from mycloud import Attachment, Item, MyCloud, Order, OrderItem, Page, Pager, Product


def items_take_exactly_one_identifier() -> None:
    Item(product_id=1, quantity=1, price=1)
    Item(product_sku="A", quantity=1, price="1.50")
    Item(shop_sku="A", quantity=1, price=Decimal("1.50"))
    Item(quantity=1, price=1)  # type: ignore[call-overload]
    Item(product_id=1, shop_sku="A", quantity=1, price=1)  # type: ignore[call-overload]
    Item(product_id="A", quantity=1, price=1)  # type: ignore[call-overload]


def results_have_their_types(client: MyCloud, product: Product) -> None:
    order = client.orders.create(
        delivery_mode_id=343,
        items=[Item.of(product, quantity=1)],
        name="name",
        attachments=[Attachment("LABEL", Path("label.pdf")), Attachment("RECEIPT", b"")],
    )
    assert_type(order, Order)
    assert_type(order.total_price, int | None)
    assert_type(order.order_items, list[OrderItem] | None)
    assert_type(client.orders.list(), Pager[Order])
    assert_type(client.orders.page(), Page[Order])
    assert_type(client.orders.list().first(), Order | None)
    assert_type(client.orders.items(order), list[OrderItem])
    for listed in client.orders.list(deleted=True):
        assert_type(listed, Order)


def calls_take_what_the_api_takes(client: MyCloud) -> None:
    client.orders.update(1, note="note", urgent=True, total_price="1.50")
    client.orders.update(1, colour="red")  # type: ignore[call-arg]
    client.orders.update(1, urgent="yes")  # type: ignore[arg-type]
    client.orders.create(items=[])  # type: ignore[call-arg]
    client.order_items.update(1, price=1)  # type: ignore[call-arg]
