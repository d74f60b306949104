"""Servers that never leave the process, one for each client, and the clients that talk to them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from mycloud import AsyncMyCloud, MyCloud, RetryPolicy

from ..http_library import httpx
from ..in_process import InProcess

Handler = Callable[[httpx.Request], httpx.Response]


class Server(InProcess):
    """Answers /gettoken with T1, T2, ... and everything else by its handler; keeps what it was
    sent.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.requests: list[httpx.Request] = []
        self.tokens = 0
        self._lock = threading.Lock()

    def answer(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            self.requests.append(request)
            if request.url.path.endswith("/gettoken"):
                self.tokens += 1
                return httpx.Response(200, json={"token": f"T{self.tokens}"})
        return self.handler(request)

    def bearers(self) -> list[str | None]:
        """The token of each request."""
        return [request.headers.get("authorization") for request in self.requests]

    def creates(self) -> list[httpx.Request]:
        """The creates, repeated ones too."""
        return [
            request
            for request in self.requests
            if (request.method, request.url.path[-7:]) == ("POST", "/orders")
        ]


def order_answer(request: httpx.Request) -> httpx.Response:
    """The order that was asked for, or a new one."""
    last = request.url.path.rpartition("/")[2]
    return httpx.Response(
        200, json={"order": {"id": int(last) if last.isdecimal() else 342}}
    )


def in_turn(*handlers: Handler | int) -> Handler:
    """Answers by each handler in turn, then by the last for ever; a number is a bare status."""
    left = list(handlers)

    def handler(request: httpx.Request) -> httpx.Response:
        found = left.pop(0) if len(left) > 1 else left[0]
        return httpx.Response(found) if isinstance(found, int) else found(request)

    return handler


def failing(error: type[httpx.TransportError]) -> Handler:
    """Gives no answer."""

    def handler(request: httpx.Request) -> httpx.Response:
        raise error("no luck", request=request)

    return handler


def answering(status: int, **answer: Any) -> Handler:
    """Gives the same answer always."""
    return lambda request: httpx.Response(status, **answer)


DEFAULTS: dict[str, Any] = {
    "api_key": "the-key",
    "secret_key": "the-secret",
    "retry": RetryPolicy(backoff=0, max_wait=0),
}


def client(server: Server, **settings: Any) -> MyCloud:
    """A client of the server that tries again at once."""
    return MyCloud(**DEFAULTS | settings, transport=server)


def async_client(server: Server, **settings: Any) -> AsyncMyCloud:
    """The awaited client of the server, which tries again at once."""
    return AsyncMyCloud(**DEFAULTS | settings, transport=server)
