"""Sends a request with httpx or httpx2, and gives back its answer or a `TransportError`."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from .._deadline import Limits
from .._forks import reopen_after_fork
from .._http import answer_of, errors_of, request_options, transport_error
from .._messages import Answer, Request
from .._tasks import time_limit


class AsyncHttpTransport:
    """A pool of connections to one server.

    Args:
        library: httpx or httpx2.
        options: The arguments of its client.
    """

    def __init__(self, library: ModuleType, options: dict[str, Any]) -> None:
        self._library = library
        self._options = options
        self._base_url: str = options["base_url"]
        self._errors = errors_of(library)
        self.reopen()
        reopen_after_fork(self)

    def reopen(self) -> None:
        """Open a new pool. The old one is left to its process."""
        self._client = self._library.AsyncClient(**self._options)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def send(self, request: Request, token: str | None, limits: Limits) -> Answer:
        """Send a request and read its answer whole.

        Raises:
            TransportError: No answer came, or not all of it in time.
        """
        try:
            async with time_limit(limits.left) as check_time:
                return await self._exchange(request, token, limits, check_time)
        except self._errors as error:
            raise transport_error(self._library, error, request) from None

    async def _exchange(
        self,
        request: Request,
        token: str | None,
        limits: Limits,
        check_time: Callable[[], None],
    ) -> Answer:
        options = request_options(request, token, limits.timeout)
        # A whole URL: joining one takes long, and the path stays below the base URL.
        url = self._base_url + request.url
        built = self._client.build_request(request.method, url, **options)
        response = await self._client.send(built, stream=True)
        try:
            chunks = []
            async for chunk in response.aiter_bytes():
                chunks.append(chunk)
                check_time()
        finally:
            await response.aclose()
        return answer_of(response, b"".join(chunks), request, self._base_url)
