"""A name that people type first is answered with the right one."""

from __future__ import annotations

import asyncio
import copy
import inspect
import pickle
from collections.abc import Callable
from typing import Any
from unittest.mock import create_autospec

import httpx
import pytest
from mycloud import AsyncMyCloud, ConnectError, Item, MyCloud, RetryPolicy

SYNC = MyCloud("key", "secret")
CLIENT: Any = SYNC
ANY_ITEM: Any = Item
ANY_CLIENT: Any = MyCloud


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        (lambda: CLIENT.orders.list(limit=3), "list().all(limit=10)"),
        (lambda: CLIENT.orders.list(page=2), "page(offset, count)"),
        (lambda: CLIENT.orders.list(status="SHIPPED"), "for each in list() if"),
        (lambda: CLIENT.customers.list(per_page=3), "count="),
        (lambda: CLIENT.products.list(limit=3), "list().all(limit=10)"),
        (lambda: CLIENT.orders.find("WEB-1"), "order_number="),
        (lambda: CLIENT.orders.find(number="WEB-1"), "order_number= or mc_number="),
        (lambda: CLIENT.orders.create(delivery_mode=343), "use delivery_mode_id="),
        (lambda: CLIENT.orders.create(order_items=[]), "use items="),
        (lambda: CLIENT.orders.update(1, phone="1"), "use phone_number="),
        (lambda: CLIENT.orders.update(1, nmae="x"), "did you mean name=?"),
        (lambda: CLIENT.customers.create(zip="1"), "use postcode="),
        (
            lambda: ANY_ITEM(sku="A", quantity=1, price=1),
            "product_sku= for MyCloud's SKU",
        ),
        (lambda: ANY_ITEM(product_sku="A", qty=1, price=1), "use quantity="),
        (lambda: ANY_CLIENT(max_retries=3), "retry=RetryPolicy(max_attempts=3)"),
        (lambda: ANY_CLIENT(url="http://x"), "use base_url="),
        (lambda: ANY_CLIENT(api_kee="x"), "did you mean api_key=?"),
    ],
)
def test_an_argument_of_another_name_is_refused_with_the_right_one(
    typed: Callable[[], object], right: str
) -> None:
    with pytest.raises(TypeError) as refused:
        typed()

    assert right in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "right"),
    [("cancel", "delete"), ("retrieve", "get"), ("search", "find"), ("edit", "update")],
)
def test_a_method_of_another_name_is_refused_with_the_right_one(
    typed: str, right: str
) -> None:
    with pytest.raises(AttributeError, match=rf"use {right}\(\)"):
        getattr(SYNC.orders, typed)

    assert not hasattr(SYNC.orders, typed)
    assert not hasattr(SYNC.orders, "nothing_of_the_kind")


def test_a_method_that_a_resource_lacks_is_not_named() -> None:
    with pytest.raises(AttributeError) as refused:
        _ = CLIENT.customers.cancel

    assert "use" not in str(refused.value)


def test_the_awaited_client_answers_likewise() -> None:
    client: Any = AsyncMyCloud("key", "secret")

    async def find() -> None:
        await client.orders.find("WEB-1")

    with pytest.raises(TypeError, match="order_number="):
        asyncio.run(find())
    with pytest.raises(TypeError, match="all"):
        client.orders.list(limit=1)
    with pytest.raises(TypeError, match="RetryPolicy"):
        client.__class__(max_retries=1)


def test_signatures_kinds_and_copies_are_as_before() -> None:
    item = Item(product_sku="A", quantity=1, price=2)

    assert "hinting" not in str(inspect.signature(MyCloud.orders.create))
    assert "delivery_mode_id" in inspect.signature(MyCloud.orders.create).parameters
    assert inspect.iscoroutinefunction(AsyncMyCloud.orders.create)
    assert not inspect.iscoroutinefunction(MyCloud.orders.create)
    assert pickle.loads(pickle.dumps(item)) == copy.deepcopy(item) == item
    assert copy.copy(SYNC.orders).list() is not None


def test_a_connection_that_fails_names_its_host() -> None:
    url = "http://127.0.0.1:9/api/v1"
    once = RetryPolicy(max_attempts=1)

    with (
        MyCloud(
            "key", "secret", base_url=url, retry=once, transport=_Refuses()
        ) as client,
        pytest.raises(ConnectError, match=r"no connection to 127\.0\.0\.1:9: "),
    ):
        client.orders.get(1)


class _Refuses(httpx.BaseTransport):
    """A transport that makes no connection."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("Connection refused", request=request)


@pytest.mark.parametrize("cls", [MyCloud, AsyncMyCloud])
def test_a_double_is_as_strict_as_the_client(cls: type[Any]) -> None:
    double: Any = create_autospec(cls, instance=True)

    with pytest.raises(TypeError):
        double.orders.list(limit=1)
    with pytest.raises(AttributeError):
        _ = double.orders.cancel
