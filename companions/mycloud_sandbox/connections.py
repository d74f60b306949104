"""Breaks the connection to a client: what a fault needs, and what an ASGI application cannot do by
itself.
"""

import asyncio
import socket
import struct
from typing import cast

from starlette.types import Receive, Scope

TRANSPORT = "mycloud_sandbox.transport"
"""Where in the state of a request `BreakableProtocol` puts the connection it came by."""

_ABORTIVE = struct.pack(
    "ii", 1, 0
)  # SO_LINGER: closing at once sends RST, as a server does that dies


async def reset(scope: Scope, receive: Receive) -> None:
    """Ends the connection with RST, without another byte.

    In-process there is none to end; what is raised then is what httpx raises when one is reset.
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
