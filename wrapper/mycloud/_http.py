"""The only module that talks HTTP: sends a `Request` with httpx and gives back an `Answer` or a `TransportError`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import httpx

from . import __version__
from ._errors import ConnectError, TimeoutError, TransportError
from ._messages import Answer, Request

_HEADERS = {"Accept": "application/json", "User-Agent": f"mycloud-client/{__version__}"}


class Http:
    """One connection pool. Safe to share between threads; a forked child opens a pool of its own."""

    def __init__(self, base_url: str, timeout: float | None, transport: httpx.BaseTransport | None) -> None:
        self._options: dict[str, Any] = {
            "base_url": base_url,
            "timeout": timeout,
            "transport": transport,
            "headers": _HEADERS,
        }
        self._open()

    def _open(self) -> None:
        self._pid = os.getpid()
        self._client = httpx.Client(**self._options)

    def send(self, request: Request, token: str | None) -> Answer:
        """Send one request, once.

        Raises:
            TransportError: No answer came.
        """
        if self._pid != os.getpid():
            self._open()
        try:
            response = self._client.request(**sendable(request, token))
        except httpx.TransportError as error:
            raise transport_error(error, request) from error
        return answer_of(response, request, token)

    def close(self) -> None:
        self._client.close()


def sendable(request: Request, token: str | None) -> Mapping[str, Any]:
    """The arguments of `httpx.Client.request`. Redirects are not followed: they turn a POST into an empty GET."""
    authorization = {} if token is None else {"Authorization": f"Bearer {token}"}
    return {
        "method": request.method.upper(),
        "url": request.url,
        "params": request.params,
        "headers": {**request.headers, **authorization},
        "files": request.files,
        "follow_redirects": False,
    }


def answer_of(response: httpx.Response, request: Request, token: str | None) -> Answer:
    return Answer(
        status=response.status_code,
        headers=response.headers,
        content=response.content,
        request=request,
        url=str(response.request.url.copy_with(query=None)),
        token=token,
    )


def transport_error(error: httpx.TransportError, request: Request) -> TransportError:
    """Ours for theirs. A refused connection or a wait for one is certain: nothing was sent."""
    name = f"{request.method.upper()} {request.url}"
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)):
        made: TransportError = ConnectError(f"{name} was not sent, there was no connection: {error}")
    elif isinstance(error, httpx.TimeoutException):
        made = TimeoutError(f"{name} was sent, but no answer came in time")
    else:
        made = TransportError(f"{name} got no answer: {str(error) or type(error).__name__}")
    made.request_id = request.id
    return made
