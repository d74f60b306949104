"""Where notifications go in a test: an ASGI application, a WSGI application, or a callable."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeAlias, cast

import httpx

from .transport import BlockingTransport, Loop

Receiver: TypeAlias = Callable[..., object]
"""An ASGI application takes three arguments, a WSGI application two, a callable the body alone."""
Arrival: TypeAlias = Literal["in order", "late", "twice", "out of order", "never"]
"""How notifications arrive; late ones do when time passes."""
Post: TypeAlias = Callable[[bytes], "int | None"]
"""Hands a body over; gives the status of the answer, None of a callable."""

_HOST = "http://service.invalid"
_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Delivery:
    """A notification that was handed over.

    Attributes:
        body: What was posted.
        status: The status of the answer; None from a callable.
    """

    body: bytes
    status: int | None


def post_to(receiver: Receiver, path: str, loop: Loop) -> Post:
    """What hands bodies to a receiver. Its errors reach the test.

    Raises:
        TypeError: It is of another kind.
    """
    takes = _arguments_of(receiver)
    if takes == 1:
        return partial(_call, receiver, loop)
    if takes == 2:
        transport: httpx.BaseTransport = httpx.WSGITransport(cast("Any", receiver))
    elif takes == 3:
        awaited = httpx.ASGITransport(cast("Any", receiver))
        transport = BlockingTransport(awaited, loop)
    else:
        raise TypeError(
            "notifications go to an ASGI application (three arguments), a WSGI "
            f"application (two) or a callable that takes the body; this takes {takes}"
        )
    return partial(_post, transport, path)


def arranged(bodies: Sequence[bytes], arrival: Arrival) -> list[bytes]:
    """The bodies as they arrive at once."""
    if arrival in ("late", "never"):
        return []
    if arrival == "twice":
        return [body for body in bodies for _ in range(2)]
    return [*reversed(bodies)] if arrival == "out of order" else [*bodies]


def _arguments_of(receiver: Receiver) -> int:
    """How many arguments it must be given."""
    positional = (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
    )
    return sum(
        one.kind in positional and one.default is one.empty
        for one in inspect.signature(receiver).parameters.values()
    )


def _call(receiver: Receiver, loop: Loop, body: bytes) -> None:
    called = receiver(body)
    if inspect.isawaitable(called):
        loop.portal.call(_awaited, called)


async def _awaited(called: Any) -> None:
    await called


def _post(transport: httpx.BaseTransport, path: str, body: bytes) -> int:
    with httpx.Client(transport=transport, base_url=_HOST) as client:
        return client.post(path, content=body, headers=_JSON).status_code
