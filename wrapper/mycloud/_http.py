"""Which HTTP library sends, how it is set up, and its errors as ours."""

from __future__ import annotations

import builtins
import functools
import importlib
import ssl
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias
from urllib.parse import urlsplit

from ._errors import ConfigurationError, ConnectError, TimeoutError, TransportError
from ._harmless import harmless
from ._messages import Answer, Request
from ._settings import LOOPBACK

if TYPE_CHECKING:
    from http.cookiejar import CookieJar

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


DEFAULT_CONNECTIONS: Final = 100


def library_for(http: str, transport: object) -> ModuleType:
    """The library to send with: the one that a transport belongs to, otherwise the one named.

    Raises:
        ConfigurationError: Another name, or a library that is not installed.
    """
    if http not in ("httpx", "httpx2"):
        raise ConfigurationError(
            f"http={http!r} is unknown; it takes 'httpx' or 'httpx2'"
        )
    homes = {cls.__module__.partition(".")[0] for cls in type(transport).__mro__}
    name = next((name for name in ("httpx2", "httpx") if name in homes), http)
    try:
        return importlib.import_module(name)
    except ImportError:
        wanted = "mycloud-client[httpx2]" if name == "httpx2" else "httpx"
        raise ConfigurationError(
            f"http={name!r} is not installed: pip install '{wanted}'"
        ) from None


class Connections:
    """How the connections of a client are made.

    Args:
        library: httpx or httpx2.
        base_url: Where the API is.
        transport: A transport of the caller's own.
        proxy: URL of a proxy.
        ca_bundle: Certificates to trust in place of the usual ones.
        max_connections: How many may be open at once.
        max_answer_bytes: How large an answer may be, decompressed.
    """

    def __init__(
        self,
        library: ModuleType,
        base_url: str,
        *,
        transport: object = None,
        proxy: str | None = None,
        ca_bundle: str | ssl.SSLContext | None = None,
        max_connections: int = 100,
        max_answer_bytes: int = 64 * 1024 * 1024,
    ) -> None:
        self.library = library
        self.base_url = base_url
        self.transport = transport
        # Together they keep to the limit.
        self.max_single = max_connections // 2
        self.max_kept = max_connections - self.max_single
        self.max_answer_bytes = max_answer_bytes
        self.errors = (library.RequestError, builtins.TimeoutError)
        self._proxy = proxy
        self._ca_bundle = ca_bundle

    @property
    def host(self) -> str:
        """Host and port of the server, without the user that a URL may name."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]

    def client_options(self, *, kept: bool) -> dict[str, Any]:
        """The arguments of the library's client. It follows no redirects by default: they turn a
        POST into an empty GET.

        Args:
            kept: Whether a connection is kept for the next request.
        """
        from . import __version__

        headers = {
            "Accept": "application/json",
            "User-Agent": f"mycloud-client/{__version__}",
        }
        common = {"headers": headers, "cookies": _no_cookies()}
        if self.transport is not None:  # It has its own certificates, if it needs any.
            return {**common, "transport": self.transport}
        most = self.max_kept if kept else self.max_single
        limits = self.library.Limits(
            max_connections=most,
            max_keepalive_connections=most if kept else 0,
            # A read on a connection that the server has closed is simply sent again.
            keepalive_expiry=30,
        )
        return {
            **common,
            "limits": limits,
            "proxy": self._proxy,
            "verify": self._certificates(),
            # A proxy of the environment must not see what stays on this machine.
            "trust_env": not is_loopback(self.base_url),
        }

    def _certificates(self) -> ssl.SSLContext:
        if isinstance(self._ca_bundle, ssl.SSLContext):
            return self._ca_bundle
        return _tls(self.library.__name__, self._ca_bundle)


def _no_cookies() -> CookieJar:
    """A jar that keeps nothing: a session would make all threads wait for each other."""
    from http.cookiejar import CookieJar, DefaultCookiePolicy  # it takes long to load

    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this machine."""
    return urlsplit(url).hostname in LOOPBACK


def watch(client: Any, backend: Callable[[Any], Any]) -> None:
    """Put a network backend around that of each pool of a client.

    httpcore takes a network backend; httpx does not pass one on.
    """
    for transport in [client._transport, *client._mounts.values()]:
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            pool._network_backend = backend(pool._network_backend)


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


def transport_error(
    library: ModuleType,
    error: BaseException,
    request: Request,
    host: str,
    *,
    sent: bool,
) -> TransportError:
    """The library's error as ours.

    Args:
        host: Where it was to go.
        sent: Whether a byte of the request may have left.
    """
    unsent = (
        library.ConnectError,
        library.ConnectTimeout,
        library.PoolTimeout,
        library.ProxyError,
    )
    if isinstance(error, unsent) or not sent:
        found: TransportError = ConnectError(
            f"{request.name} was not sent, there was no connection to {host}: "
            f"{_no_connection(library, error, unsent)}"
        )
    elif isinstance(error, (library.TimeoutException, builtins.TimeoutError)):
        found = TimeoutError(f"{request.name} got no answer in time")
    else:
        found = TransportError(f"{request.name} got no answer: {_cause(error)}")
    found.request_id = request.id
    return found


def _no_connection(library: ModuleType, error: BaseException, unsent: Any) -> str:
    """Why there was none."""
    if isinstance(error, library.PoolTimeout):
        return "all of max_connections= were in use"
    if isinstance(error, builtins.TimeoutError):
        return "none in time; all of max_connections= may have been in use"
    known = isinstance(error, unsent)
    return harmless(str(error)) if known else type(error).__name__


def _cause(error: BaseException) -> str:
    """What went wrong. Only a text of our own is shown: others may hold a path or a password."""
    from ._attachments import FileChangedError

    return str(error) if isinstance(error, FileChangedError) else type(error).__name__
