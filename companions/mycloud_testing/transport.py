"""How a blocking client calls the sandbox without a socket. httpx has such a transport for awaited
clients only.
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal


class Loop:
    """An event loop in its own thread, so that callers in a loop can block too; started when
    first needed.
    """

    def __init__(self) -> None:
        self._closing = ExitStack()

    @cached_property
    def portal(self) -> BlockingPortal:
        """The way into the loop."""
        return self._closing.enter_context(start_blocking_portal())

    def close(self) -> None:
        """Ends the thread, if there is one."""
        self._closing.close()


class BlockingTransport(httpx.BaseTransport):
    """An awaited transport for a blocking client."""

    def __init__(self, awaited: httpx.AsyncBaseTransport, loop: Loop) -> None:
        self._awaited = awaited
        self._loop = loop

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        content, extensions = request.read(), dict(request.extensions)
        whole = httpx.Request(
            request.method,
            request.url,
            headers=request.headers,
            content=content,
            extensions=extensions,
        )
        return self._loop.portal.call(self._answer, whole)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        response = await self._awaited.handle_async_request(request)
        content = await response.aread()
        return httpx.Response(
            response.status_code, headers=response.headers, content=content
        )
