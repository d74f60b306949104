"""Both clients, over a transport that must not be reached; and how the properties are asked."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NoReturn, TypeAlias

import httpx
import pytest
from hypothesis import HealthCheck, settings
from mycloud import AsyncMyCloud, InvalidRequestError, Item, MyCloud

Act: TypeAlias = Callable[[Any], Any]
"""A call of one of the two clients."""

QUICK = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""The same examples in every run, on every machine."""

FEW = settings(QUICK, max_examples=10)
"""For a property that is asked of every field or every operation."""

ITEM = Item(product_id=164162, quantity=1, price="199.00")


class Unreachable(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Nothing may be sent through it, not even a request for a token."""

    def __init__(self) -> None:
        self.reached: list[str] = []

    def handle_request(self, request: httpx.Request) -> NoReturn:
        self.reached.append(f"{request.method} {request.url.path}")
        raise AssertionError(
            f"{self.reached[-1]} was sent, which should have been refused"
        )

    async def handle_async_request(self, request: httpx.Request) -> NoReturn:
        self.handle_request(request)


def refused(act: Act) -> InvalidRequestError:
    """What both clients say to a call that they refuse. They say the same, and send nothing."""
    first, second = (refused_by(client, act) for client in (MyCloud, AsyncMyCloud))
    assert (
        str(first)
        == str(second)
        == f"{first.argument}: got {first.got}; takes {first.takes}"
    )
    assert all([first.argument, first.got, first.takes])
    return first


def refused_by(
    kind: type[MyCloud] | type[AsyncMyCloud], act: Act
) -> InvalidRequestError:
    transport: Any = Unreachable()
    with pytest.raises(InvalidRequestError) as caught:
        settled(act(kind("the-key", "the-secret", transport=transport)))
    assert transport.reached == []
    return caught.value


def settled(result: object) -> None:
    """Begin an awaited call. A refusal comes before it waits for anything, so no event
    loop is needed.
    """
    if inspect.iscoroutine(result):
        result.send(None)


def creating(**changes: Any) -> Act:
    """Placing an order that is right except for these changes."""
    return lambda client: client.orders.create(
        **{"delivery_mode_id": 343, "items": [ITEM], **changes}
    )


def updating(**fields: Any) -> Act:
    """Changing an order."""
    return lambda client: client.orders.update(342, **fields)


WRITING: dict[str, Callable[..., Act]] = {
    "orders.create": creating,
    "orders.update": updating,
}
