"""Never run: mypy --strict and pyright read it. An ignore that is not needed is an error, so each
proves a refusal.
"""

from __future__ import annotations

import asyncio
from decimal import Decimal
from pathlib import Path
from typing import assert_type

from mycloud import (
    Answer,
    AsyncMyCloud,
    AsyncPager,
    Attachment,
    Item,
    MyCloud,
    Order,
    OrderItem,
    Page,
    Pager,
    Product,
    RetryPolicy,
    TokenFile,
)


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
        attachments=[
            Attachment("LABEL", Path("label.pdf")),
            Attachment("RECEIPT", b""),
        ],
    )
    assert_type(order, Order)
    assert_type(order.total_price, float | None)
    assert_type(order.order_items, list[OrderItem])
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


def misspelled_fields_are_struck(order: Order, product: Product) -> None:
    order.items  # type: ignore[attr-defined]  # noqa: B018
    order.trakcing_number  # type: ignore[attr-defined]  # noqa: B018
    product.stock  # type: ignore[attr-defined]  # noqa: B018


async def awaited_results_have_the_same_types(client: AsyncMyCloud) -> None:
    assert_type(await client.orders.get(1), Order)
    assert_type(
        await client.orders.create(
            delivery_mode_id=343, items=[], on_unknown="reconcile"
        ),
        Order,
    )
    assert_type(await client.orders.find(order_number="A"), Order | None)
    assert_type(client.orders.list(), AsyncPager[Order])
    assert_type(await client.orders.list().all(), list[Order])
    assert_type(await client.request("GET", "/orders"), Answer)
    async for listed in client.with_options(timeout=5).orders.list():
        assert_type(listed, Order)
    tasks = [asyncio.create_task(client.orders.get(id)) for id in (1, 2)]
    assert_type(await asyncio.gather(*tasks), list[Order])
    await client.orders.update(1, colour="red")  # type: ignore[call-arg]
    await client.orders.create(delivery_mode_id=343, items=[], on_unknown="ignore")  # type: ignore[arg-type]
    for _ in client.orders.list():  # type: ignore[attr-defined]
        pass


def clients_take_their_settings() -> None:
    with MyCloud(
        "key",
        "secret",
        timeout=None,
        retry=RetryPolicy(max_attempts=1),
        token_store=TokenFile("token"),
    ) as client:
        assert_type(client, MyCloud)
        assert_type(client.with_options(retry=RetryPolicy(), on_retry=print), MyCloud)
        client.with_options(colour="red")  # type: ignore[call-arg]
    MyCloud("key", "secret", colour="red")  # type: ignore[call-arg]
