"""The awaited client over recorded HTTP, under asyncio and under trio."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from mycloud import AsyncMyCloud, Attachment, Item, NotFoundError

from ..serving import KEYS

pytestmark = [pytest.mark.vcr, pytest.mark.anyio]


@pytest.fixture
async def client(
    server: str, vcr: object, anyio_backend: object
) -> AsyncIterator[AsyncMyCloud]:
    async with AsyncMyCloud(
        KEYS["api_key"], KEYS["secret_key"], base_url=server
    ) as client:
        yield client


async def test_an_order_is_placed_changed_and_deleted(client: AsyncMyCloud) -> None:
    order = await client.orders.create(
        delivery_mode_id=343,
        items=[
            Item(product_id=164162, quantity=2, price="199.00"),
            Item(product_sku="MAI002", quantity=1, price=50),
        ],
        name="คุณ พวริด",
        attachments=[Attachment("LABEL", b"a label", "label.txt")],
    )
    assert [item.quantity for item in order.order_items or []] == [2, 1]

    changed = await client.orders.update(order, note="This is a special order.")
    assert (changed.id, changed.note, changed.name) == (
        order.id,
        "This is a special order.",
        "คุณ พวริด",
    )

    await client.orders.delete(order)
    assert order.id not in [other.id async for other in client.orders.list()]


async def test_the_walk_gives_every_order_once(client: AsyncMyCloud) -> None:
    ids = [order.id async for order in client.orders.list(count=7)]

    assert len(ids) == len(set(ids)) == 25


async def test_pages_first_and_all_are_awaited(client: AsyncMyCloud) -> None:
    walked = client.orders.list(offset=20, count=3)
    pages = [page async for page in walked.pages()]
    first, two = await walked.first(), await walked.all(limit=2)

    assert [(page.offset, len(page.items)) for page in pages] == [(20, 3), (23, 2)]
    assert [first, *two] == [pages[0].items[0], *pages[0].items[:2]]


async def test_an_unknown_order_is_not_found(client: AsyncMyCloud) -> None:
    with pytest.raises(NotFoundError, match="no such order"):
        await client.orders.get(999999)
