"""Tracking numbers, awaited."""

from __future__ import annotations

import pytest
from mycloud import AsyncMyCloud
from mycloud_testing import Sandbox
from order_desk.tracking import tracking_numbers

pytestmark = pytest.mark.anyio


async def test_every_parcel_on_its_way_has_a_number(
    mycloud_sandbox: Sandbox, mycloud_async_client: AsyncMyCloud
) -> None:
    sent = [
        mycloud_sandbox.order(status="SHIPPED", tracking_number=f"TH{place}")
        for place in range(20)
    ]
    waiting = mycloud_sandbox.order(status="APPROVED")
    keys = [order.id or 0 for order in [*sent, waiting]]

    numbers = await tracking_numbers(mycloud_async_client, [*keys, 999_999])

    assert numbers == {
        key: order.tracking_number
        for key, order in zip(keys, [*sent, waiting], strict=True)
    }
    assert numbers[keys[-1]] is None


async def test_a_hiccup_of_the_server_is_not_noticed(
    mycloud_sandbox: Sandbox, mycloud_async_client: AsyncMyCloud
) -> None:
    order = mycloud_sandbox.order(tracking_number="TH1")
    mycloud_sandbox.fail(503, on="GET /orders/*", times=2)

    assert await tracking_numbers(mycloud_async_client, [order.id or 0]) == {
        order.id: "TH1"
    }
    assert len(mycloud_sandbox.received) == 3
