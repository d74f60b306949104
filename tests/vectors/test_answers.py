"""Both readers, the generated client's and the wrapper over it, arrive at what the vectors say an
answer means.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from mycloud import (
    ApiError,
    Customer,
    DecodeError,
    Item,
    MyCloud,
    Order,
    Product,
    RefusedError,
    RetryPolicy,
    Shop,
)
from mycloud_api import reading

from .answers import AnswerVector, load_answers, plain

ANSWERS = load_answers()
ITEM = Item(product_id=164162, quantity=2, price="199.00")
every_answer = pytest.mark.parametrize("vector", ANSWERS, ids=[vector.name for vector in ANSWERS])

CALLS: dict[str, Callable[[MyCloud], object]] = {
    "create_order": lambda client: client.orders.create(delivery_mode_id=343, items=[ITEM]),
    "get_order": lambda client: client.orders.get(342),
    "list_orders": lambda client: client.orders.page().items,
    "get_customer": lambda client: client.customers.get(232),
    "list_customers": lambda client: client.customers.page().items,
    "get_product": lambda client: client.products.get(164162),
    "list_shops": lambda client: client.shops.list().all(),
    "get_token": lambda client: client.shops.list().all(),
}

READERS: dict[str, Callable[[Any], object]] = {
    "create_order": lambda payload: reading.read_one(Order, payload, "order"),
    "get_order": lambda payload: reading.read_one(Order, payload, "order"),
    "list_orders": lambda payload: reading.read_list(Order, payload, "orders"),
    "get_customer": lambda payload: reading.read_one(Customer, payload, "customer"),
    "list_customers": lambda payload: reading.read_list(Customer, payload, "customers"),
    "get_product": lambda payload: reading.read_one(Product, payload, "product"),
    "list_shops": lambda payload: reading.read_list(Shop, payload, "shop"),
    "get_token": lambda payload: {"token": reading.read_token(payload)},
}


def with_mycloud(vector: AnswerVector) -> object:
    """What a user gets of it, who asked for it with `mycloud`."""

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("Authorization"))
        asked = request.url.path.endswith("/gettoken") == (vector.operation == "get_token")
        if not asked:
            return httpx.Response(200, json={"token": "another.ready.token", "shop": []})
        return httpx.Response(vector.status, content=vector.content)

    seen: list[str | None] = []
    token = None if vector.operation == "get_token" else "a.ready.token"
    retry = RetryPolicy(max_attempts=1)
    with MyCloud(
        "key", "secret", transport=httpx.MockTransport(handle), retry=retry, token=token
    ) as client:
        read = CALLS[vector.operation](client)
    return (
        {"token": str(seen[-1]).removeprefix("Bearer ")}
        if vector.operation == "get_token"
        else read
    )


@every_answer
def test_a_user_gets_what_the_answer_means(vector: AnswerVector) -> None:
    if vector.outcome != "means":
        error = {"refused": ApiError, "unreadable": DecodeError}[vector.outcome]
        with pytest.raises(error) as raised:
            with_mycloud(vector)
        assert (
            vector.value in (None, True) or getattr(raised.value, "message", None) == vector.value
        )
        assert isinstance(raised.value, RefusedError) == (
            vector.outcome == "refused" and vector.status == 200
        )
        return

    assert plain(with_mycloud(vector)) == vector.value


@every_answer
def test_the_generated_reader_arrives_at_what_the_answer_means(vector: AnswerVector) -> None:
    if vector.outcome == "means":
        assert plain(READERS[vector.operation](reading.payload_of(vector.content))) == vector.value
    elif vector.outcome == "unreadable":
        with pytest.raises(reading.Unreadable):
            READERS[vector.operation](reading.payload_of(vector.content))
    elif vector.status == 200:
        payload = reading.payload_of(vector.content)
        assert (reading.says_no(payload), reading.message_of(payload)) == (True, vector.value)


def test_the_two_shapes_of_an_order_mean_the_same() -> None:
    by_name = {vector.name: vector for vector in ANSWERS}

    assert by_name["order-documented"].value == by_name["order-enveloped"].value
    assert by_name["order-documented"].content != by_name["order-enveloped"].content


def test_there_are_answers_of_every_outcome() -> None:
    assert {vector.outcome for vector in ANSWERS} == {"means", "refused", "unreadable"}
