"""Both clients, the low-level one and the wrapper over it, arrive at what the vectors say an
answer means.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest
from mycloud import (
    ApiError,
    DecodeError,
    Item,
    MyCloud,
    RefusedError,
    RetryPolicy,
)
from mycloud_api import AuthenticatedClient
from mycloud_api.answers import Refused
from mycloud_api.models import Error
from mycloud_api.values import Unreadable

from ..generated.driving import WAYS, client_of, operations
from .answers import AnswerVector, load_answers, plain

ANSWERS = load_answers()
ITEM = Item(product_id=164162, quantity=2, price="199.00")
every_answer = pytest.mark.parametrize(
    "vector", ANSWERS, ids=[vector.name for vector in ANSWERS]
)

CALLS: dict[str, Callable[[MyCloud], object]] = {
    "create_order": lambda client: client.orders.create(
        delivery_mode_id=343, items=[ITEM]
    ),
    "get_order": lambda client: client.orders.get(342),
    "list_orders": lambda client: client.orders.page().items,
    "get_customer": lambda client: client.customers.get(232),
    "list_customers": lambda client: client.customers.page().items,
    "get_product": lambda client: client.products.get(164162),
    "list_shops": lambda client: client.shops.list().all(),
    "get_token": lambda client: client.shops.list().all(),
}


def with_mycloud(vector: AnswerVector) -> object:
    """What a user gets of it, who asked for it with `mycloud`."""

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("Authorization"))
        asked = request.url.path.endswith("/gettoken") == (
            vector.operation == "get_token"
        )
        if not asked:
            return httpx.Response(
                200, json={"token": "another.ready.token", "shop": []}
            )
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
            vector.value in (None, True)
            or getattr(raised.value, "message", None) == vector.value
        )
        assert isinstance(raised.value, RefusedError) == (
            vector.outcome == "refused" and vector.status == 200
        )
        return

    assert plain(with_mycloud(vector)) == vector.value


@every_answer
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_low_level_functions_arrive_at_what_the_answer_means(
    vector: AnswerVector, way: Callable[[ModuleType, AuthenticatedClient], Any]
) -> None:
    answer = httpx.Response(vector.status, content=vector.content)
    operation, client = (
        operations()[vector.operation],
        client_of(lambda request: answer),
    )
    if vector.outcome == "unreadable" and vector.status == 200:
        with pytest.raises(Unreadable):
            way(operation, client)
        return
    if vector.outcome == "refused" and vector.status == 200:
        with pytest.raises(Refused) as refused:
            way(operation, client)
        assert refused.value.message == vector.value or vector.value is True
        return
    parsed = way(operation, client)
    if vector.outcome == "means":
        (held,) = parsed.to_dict()
        found = getattr(parsed, held)
        assert plain({"token": found} if held == "token" else found) == vector.value
    else:
        assert isinstance(parsed, Error)
        assert parsed.message == vector.value or vector.value in (None, True)


def test_the_two_shapes_of_an_order_mean_the_same() -> None:
    by_name = {vector.name: vector for vector in ANSWERS}

    assert by_name["order-documented"].value == by_name["order-enveloped"].value
    assert by_name["order-documented"].content != by_name["order-enveloped"].content


def test_there_are_answers_of_every_outcome() -> None:
    assert {vector.outcome for vector in ANSWERS} == {"means", "refused", "unreadable"}
