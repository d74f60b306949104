"""The road between a client and the sandbox. Failures that the sandbox cannot make are made here: a
connection that is not made, and an answer that comes too late, for which nobody waits.
"""

from __future__ import annotations

from contextvars import ContextVar

import httpx
from starlette.types import ASGIApp

from .clients import Clock
from .failures import Aim, operation_at

_slept: ContextVar[list[float]] = ContextVar("mycloud_slept")


async def sleep(seconds: float) -> None:
    """What the sandbox does to be slow."""
    _slept.get().append(seconds)


class Wire(httpx.AsyncBaseTransport):
    """Leads to the sandbox, as long as there is a connection."""

    def __init__(self, app: ASGIApp, root: str, clock: Clock) -> None:
        self.outages: list[Aim] = []
        self._inner = httpx.ASGITransport(app)
        self._root = root
        self._clock = clock

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._connect(request)
        slept: list[float] = []
        before = _slept.set(slept)
        try:
            response = await self._inner.handle_async_request(request)
        finally:
            _slept.reset(before)
        self._wait(sum(slept), request.extensions.get("timeout", {}).get("read"))
        return response

    def _connect(self, request: httpx.Request) -> None:
        path = request.url.path.removeprefix(self._root)
        operation = operation_at(request.method, path)
        # All of them count the call.
        if operation and any([outage.hits(operation, path) for outage in self.outages]):
            raise httpx.ConnectError("the test wanted no connection")

    def _wait(self, seconds: float, patience: float | None) -> None:
        if seconds > (float("1e9") if patience is None else patience):
            self._clock.pass_by(patience or 0)
            raise httpx.ReadTimeout("the test wanted no answer in time")
        self._clock.pass_by(seconds)
