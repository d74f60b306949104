"""Servers that never leave the process."""

from __future__ import annotations

from .http_library import httpx


class InProcess(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers both clients by one method, which may look at the whole request."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return self.answer(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return self.answer(request)

    def answer(self, request: httpx.Request) -> httpx.Response:
        raise NotImplementedError
