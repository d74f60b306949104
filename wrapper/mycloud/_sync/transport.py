# Made by `make generate` from _async/transport.py; edit that file.
# Its SHA-256 was a6d813de575f714a95565bca2ad0721637449d692e60d61afe579a1f9ab97cd4.
"""Sends a request with httpx or httpx2, and gives back its answer or a `TransportError`."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from .._deadline import Limits
from .._forks import reopen_after_fork
from .._http import answer_of, errors_of, request_options, transport_error
from .._messages import Answer, Request
from .._threads import time_limit


class HttpTransport:
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
        self._client = self._library.Client(**self._options)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def send(self, request: Request, token: str | None, limits: Limits) -> Answer:
        """Send a request and read its answer whole.

        Raises:
            TransportError: No answer came, or not all of it in time.
        """
        try:
            with time_limit(limits.left) as check_time:
                return self._exchange(request, token, limits, check_time)
        except self._errors as error:
            raise transport_error(self._library, error, request) from None

    def _exchange(
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
        response = self._client.send(built, stream=True)
        try:
            chunks = []
            for chunk in response.iter_bytes():
                chunks.append(chunk)
                check_time()
        finally:
            response.close()
        return answer_of(response, b"".join(chunks), request, self._base_url)
