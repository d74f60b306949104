"""Orders as the sandbox answers them, in either of its two shapes."""

from __future__ import annotations

import asyncio
import functools

import httpx
from mycloud import AsyncMyCloud
from mycloud_sandbox import create_app
from mycloud_sandbox.app import default_keys
from mycloud_sandbox.contract import load_contract

ORDER_ID = 1984
"""The order of the documentation's example; the sandbox has it in every seed."""

COUNT = 100
"""Orders to a page."""


def one_order() -> bytes:
    """The answer that holds the example order, in the documented shape."""
    return asyncio.run(_order())


@functools.cache
def pages(dialect: str, number: int) -> list[bytes]:
    """Different pages of orders with their items and products; the same orders in both dialects.

    All have a customer: the stock generator's client dies of an order without.
    """
    return asyncio.run(_pages(dialect, number))


async def _order() -> bytes:
    async with _sandbox("documented", COUNT) as client:
        return (await client.request("GET", f"/orders/{ORDER_ID}")).content


async def _pages(dialect: str, number: int) -> list[bytes]:
    async with _sandbox(dialect, COUNT * number) as client:
        await _give_customers(client)
        queries = [{"offset": COUNT * page, "count": COUNT} for page in range(number)]
        return [
            (await client.request("GET", "/orders", params=query)).content
            for query in queries
        ]


async def _give_customers(client: AsyncMyCloud) -> None:
    customer = await client.customers.list().first()
    assert customer is not None
    assert customer.id is not None
    for order in await client.orders.list().all():
        if order.customer is None:
            await client.orders.update(order, customer_id=customer.id)


def _sandbox(dialect: str, orders: int) -> AsyncMyCloud:
    transport = httpx.ASGITransport(create_app(dialect=dialect, orders=orders))
    return AsyncMyCloud(
        *default_keys(load_contract()),
        base_url="http://127.0.0.1/api/v1",
        transport=transport,
    )
