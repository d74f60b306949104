"""Breaks the connection to a client: what a fault needs, and what an ASGI application cannot do by
itself.
"""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import anyio
from starlette.types import Receive, Scope

TRANSPORT = "mycloud_sandbox.transport"
"""Where in the state of a request `BreakableProtocol` puts the connection it came by."""

_ABORTIVE = struct.pack(
    "ii", 1, 0
)  # SO_LINGER: closing at once sends RST, as a server does that dies

_PIECES = 20  # in which headers drip


async def reset(scope: Scope, receive: Receive) -> None:
    """Ends the connection with RST, without another byte.

    In-process there is no connection to end; raises the error that httpx raises for a reset one.
    """
    transport = _transport(scope)
    if transport is None:
        raise _lost("ReadError", "the sandbox reset the connection, as it was asked to")
    cast(socket.socket, transport.get_extra_info("socket")).setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, _ABORTIVE
    )
    transport.abort()
    await _until_it_is_gone(receive)


async def hang_up(scope: Scope, receive: Receive) -> None:
    """Ends the connection once all is sent, in the middle of an answer or not."""
    transport = _transport(scope)
    if transport is None:
        raise _lost(
            "RemoteProtocolError",
            "the sandbox ended the answer half way, as it was asked to",
        )
    transport.close()
    await _until_it_is_gone(receive)


def write_raw(scope: Scope, data: bytes) -> None:
    """Writes bytes of our own to the connection."""
    transport = _transport(scope)
    if transport is not None and not transport.is_closing():
        transport.write(data)


def hang_up_when_sent(scope: Scope) -> None:
    """Ends the connection once all is sent, after an answer that did not say so."""
    transport = _transport(scope)
    if transport is not None:
        transport.close()


def keep_alive_for(scope: Scope, seconds: float) -> None:
    """How long the connection may be idle after this answer."""
    transport = _transport(scope)
    if transport is not None:
        transport.get_protocol().timeout_keep_alive = seconds  # type: ignore[attr-defined]


@asynccontextmanager
async def drip(scope: Scope, seconds: float) -> AsyncIterator[None]:
    """Sends the headers of what is answered inside piece by piece, over so many seconds."""
    transport = _transport(scope)
    if transport is None:
        yield
        return
    held = _Held(transport)
    try:
        yield
    finally:
        held.release()
    await held.send(seconds)


class _Held:
    """What is written to a connection, before it is sent."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._written = bytearray()
        self._is_closed = False
        # asyncio's transports are plain objects; `serving` asks uvicorn for asyncio's.
        transport.__dict__["write"] = self._written.extend
        transport.__dict__["close"] = self._close

    def _close(self) -> None:
        self._is_closed = True

    def release(self) -> None:
        """Lets everything through from now on."""
        del self._transport.__dict__["write"], self._transport.__dict__["close"]

    async def send(self, seconds: float) -> None:
        """Sends it: the headers in pieces, and what follows at once."""
        head, end, body = bytes(self._written).partition(b"\r\n\r\n")
        size = max(1, len(head) // _PIECES)
        for start in range(0, len(head), size):
            self._write(head[start : start + size])
            await anyio.sleep(seconds * size / len(head))
        self._write(end + body)
        if self._is_closed:
            self._transport.close()

    def _write(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)


def _transport(scope: Scope) -> asyncio.Transport | None:
    found: asyncio.Transport | None = scope.get("state", {}).get(TRANSPORT)
    return found


def _lost(name: str, message: str) -> Exception:
    import httpx

    error: Exception = getattr(httpx, name)(message)
    return error


async def _until_it_is_gone(receive: Receive) -> None:
    """uvicorn must not find the application ended with an answer owed."""
    while (await receive())["type"] != "http.disconnect":
        pass
