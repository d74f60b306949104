"""Which HTTP library sends, how it is set up, and its errors as ours."""

from __future__ import annotations

import builtins
import functools
import importlib
import ssl
from types import ModuleType
from typing import Any, Literal, Protocol, TypeAlias

from ._errors import ConfigurationError, ConnectError, TimeoutError, TransportError
from ._messages import Answer, Request

HttpLibrary: TypeAlias = Literal["httpx", "httpx2"]
"""The name of the HTTP library that sends."""


class Transport(Protocol):
    """A transport for `MyCloud`: any `BaseTransport` of httpx or httpx2."""

    def handle_request(self, request: Any, /) -> Any:
        """Answer a request of the library."""


class AsyncTransport(Protocol):
    """A transport for `AsyncMyCloud`: any `AsyncBaseTransport` of httpx or httpx2."""

    async def handle_async_request(self, request: Any, /) -> Any:
        """Answer a request of the library."""


def library_for(http: str, transport: object) -> ModuleType:
    """The library to send with: the one that a transport belongs to, otherwise the one named.

    Raises:
        ConfigurationError: Another name, or a library that is not installed.
    """
    homes = {cls.__module__.partition(".")[0] for cls in type(transport).__mro__}
    name = next((name for name in ("httpx2", "httpx") if name in homes), http)
    if name not in ("httpx", "httpx2"):
        raise ConfigurationError(
            f"http={http!r} is unknown; it takes 'httpx' or 'httpx2'"
        )
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ConfigurationError(
            f"http={name!r} is not installed: pip install 'mycloud-client[{name}]'"
        ) from None


def client_options(
    library: ModuleType,
    base_url: str,
    transport: object,
    proxy: str | None,
    ca_bundle: str | ssl.SSLContext | None,
) -> dict[str, Any]:
    """The arguments of the library's client. It follows no redirects by default: they turn a POST
    into an empty GET.
    """
    from . import __version__

    headers = {
        "Accept": "application/json",
        "User-Agent": f"mycloud-client/{__version__}",
    }
    common = {"base_url": base_url, "headers": headers}
    if transport is not None:  # It has certificates of its own, if it needs any.
        return {**common, "transport": transport}
    tls = (
        ca_bundle
        if isinstance(ca_bundle, ssl.SSLContext)
        else _tls(library.__name__, ca_bundle)
    )
    return {**common, "proxy": proxy, "verify": tls}


@functools.cache
def _tls(library: str, ca_bundle: str | None) -> ssl.SSLContext:
    """Loading certificates takes longer than a request, so each set is loaded once."""
    if ca_bundle:
        return ssl.create_default_context(cafile=ca_bundle)
    made: ssl.SSLContext = importlib.import_module(library).create_ssl_context()
    return made


def request_options(
    request: Request, token: str | None, timeout: float | None
) -> dict[str, Any]:
    """A request as the library builds one. It reads files from their beginning."""
    authorization = {} if token is None else {"Authorization": f"Bearer {token}"}
    return {
        "headers": {**request.headers, **authorization},
        "params": request.params,
        "files": request.files,
        "timeout": timeout,
    }


def answer_of(response: Any, content: bytes, request: Request, base_url: str) -> Answer:
    """What came back, without the library that brought it."""
    return Answer(
        status=response.status_code,
        headers=response.headers,
        content=content,
        request=request,
        base_url=base_url,
    )


def errors_of(library: ModuleType) -> tuple[type[Exception], ...]:
    """What the library raises when no answer came."""
    return (library.RequestError, builtins.TimeoutError)


def transport_error(
    library: ModuleType, error: Exception, request: Request
) -> TransportError:
    """The library's error as ours. Without a connection it is certain that nothing was sent."""
    unsent = (
        library.ConnectError,
        library.ConnectTimeout,
        library.PoolTimeout,
        library.ProxyError,
    )
    if isinstance(error, unsent):
        found: TransportError = ConnectError(
            f"{request.name} was not sent, there was no connection: {error}"
        )
    elif isinstance(error, (library.TimeoutException, builtins.TimeoutError)):
        found = TimeoutError(f"{request.name} got no answer in time")
    else:
        found = TransportError(f"{request.name} got no answer: {type(error).__name__}")
    found.request_id = request.id
    return found
