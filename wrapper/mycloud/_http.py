"""The only module that talks HTTP: it sends a `Request` with httpx and gives back an `Answer` or a
`TransportError`.
"""

from __future__ import annotations

import builtins
import contextvars
import functools
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, closing
from typing import Any, Generic, TypeVar

import anyio
import httpx
import sniffio
from mycloud_api.messages import Answer, Request

from . import __version__
from ._errors import ConnectError, TimeoutError, TransportError
from ._exchange import Flow, Limits, blocking

T = TypeVar("T")
_HEADERS = {"Accept": "application/json", "User-Agent": f"mycloud-client/{__version__}"}


class _Thread(Generic[T]):
    """A flow that goes on in a thread."""

    def __init__(self, flow: Flow[T]) -> None:
        self._flow = flow
        self._outcome: Future[T] = Future()
        run = contextvars.copy_context().run
        threading.Thread(
            target=run, args=(self._run,), name="mycloud-prefetch", daemon=True
        ).start()

    def _run(self) -> None:
        try:
            self._outcome.set_result(blocking(self._flow))
        except BaseException as error:
            self._outcome.set_exception(error)

    async def result(self) -> T:
        return self._outcome.result()

    def cancel(self) -> None:
        """A request under way cannot be called back. Nobody waits for it any more."""


class _Task(Generic[T]):
    """A flow that goes on in a task of its own, which outlives no cancelling."""

    def __init__(self, flow: Flow[T]) -> None:
        self._flow = flow
        self._outcome: Future[T] = Future()
        self._over = anyio.Event()
        self._scope = anyio.CancelScope()
        self._task = _spawned(self._run)  # asyncio itself does not hold on to it

    async def _run(self) -> None:
        try:
            with self._scope:
                self._outcome.set_result(await self._flow)
        except Exception as error:
            self._outcome.set_exception(error)
        finally:
            self._over.set()

    async def result(self) -> T:
        await self._over.wait()
        return self._outcome.result(timeout=0)

    def cancel(self) -> None:
        self._scope.cancel()


def _spawned(run: Callable[[], Flow[None]]) -> object:
    """A task beside that of the caller, which may stop walking at any time and wait for nobody."""
    if sniffio.current_async_library() == "trio":
        import trio

        return trio.lowlevel.spawn_system_task(run, context=contextvars.copy_context())
    import asyncio

    return asyncio.get_running_loop().create_task(run())


class BlockingIo:
    """A connection pool that has the answer when it returns. Its coroutines never wait: see
    `_exchange`.
    """

    def __init__(self, arguments: dict[str, Any]) -> None:
        self.http = httpx.Client(**arguments)
        self._base_url: str = arguments["base_url"]
        self._lock = threading.Lock()

    async def send(self, request: Request, token: str | None, limits: Limits) -> Answer:
        try:
            response = self.http.send(
                _built(self.http, self._base_url, request, token, limits), stream=True
            )
            with closing(response):
                content = b"".join(_in_time(response.iter_bytes(), limits.left))
                return _answer(self._base_url, response, content, request)
        except httpx.RequestError as error:
            raise _ours(error, request) from None

    async def start(self, flow: Flow[T]) -> _Thread[T]:
        return _Thread(flow)

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    @asynccontextmanager
    async def locked(self, patience: float | None) -> AsyncIterator[None]:
        if not self._lock.acquire(
            timeout=-1 if patience is None else min(patience, threading.TIMEOUT_MAX)
        ):
            raise TimeoutError("no token came in time")
        try:
            yield
        finally:
            self._lock.release()


class AwaitedIo:
    """The same, awaited, under asyncio or trio."""

    def __init__(self, arguments: dict[str, Any]) -> None:
        self.http = httpx.AsyncClient(**arguments)
        self._base_url: str = arguments["base_url"]
        self._lock = anyio.Lock()

    async def send(self, request: Request, token: str | None, limits: Limits) -> Answer:
        try:
            with anyio.fail_after(limits.left):
                response = await self.http.send(
                    _built(self.http, self._base_url, request, token, limits)
                )
            return _answer(self._base_url, response, response.content, request)
        except (httpx.RequestError, builtins.TimeoutError) as error:
            raise _ours(error, request) from None

    async def start(self, flow: Flow[T]) -> _Task[T]:
        task = _Task(flow)
        for _ in range(
            4
        ):  # turns of the event loop, until the request is on its way: httpx takes three
            await anyio.lowlevel.cancel_shielded_checkpoint()
        return task

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)

    @asynccontextmanager
    async def locked(self, patience: float | None) -> AsyncIterator[None]:
        try:
            with anyio.fail_after(patience):
                await self._lock.acquire()
        except builtins.TimeoutError:
            raise TimeoutError("no token came in time") from None
        try:
            yield
        finally:
            self._lock.release()


@functools.cache
def _tls(ca_bundle: str | None) -> ssl.SSLContext:
    """Loading certificates takes longer than a request, so it is done once."""
    return ssl.create_default_context(cafile=ca_bundle) if ca_bundle else httpx.create_ssl_context()


def httpx_arguments(
    base_url: str, transport: object, proxy: str | None, ca_bundle: str | ssl.SSLContext | None
) -> dict[str, Any]:
    """The arguments of an httpx client. By default it follows no redirects, which turn a POST into
    an empty GET.
    """
    common = {"base_url": base_url, "headers": _HEADERS}
    if transport is not None:  # It has certificates of its own, if it needs any.
        return {**common, "transport": transport}
    tls = ca_bundle if isinstance(ca_bundle, ssl.SSLContext) else _tls(ca_bundle)
    return {**common, "proxy": proxy, "verify": tls}


def _built(
    client: httpx.Client | httpx.AsyncClient,
    base_url: str,
    request: Request,
    token: str | None,
    limits: Limits,
) -> httpx.Request:
    """The request as httpx sends it. Files are read from their beginning."""
    headers = {**request.headers, **({} if token is None else {"Authorization": f"Bearer {token}"})}
    options: dict[str, Any] = {
        "params": request.params,
        "files": request.files,
        "timeout": limits.timeout,
    }
    # A whole URL: httpx takes long to join one, and the path stays below the base URL whatever it
    # is.
    return client.build_request(request.method, base_url + request.url, headers=headers, **options)


def _in_time(chunks: Iterator[bytes], left: float | None) -> Iterator[bytes]:
    """The pieces of an answer, unless they dribble in past the deadline."""
    end = None if left is None else time.monotonic() + left
    for chunk in chunks:
        yield chunk
        if end is not None and time.monotonic() > end:
            raise httpx.ReadTimeout("the deadline has passed")


def _answer(base_url: str, got: httpx.Response, content: bytes, request: Request) -> Answer:
    return Answer(
        status=got.status_code,
        headers=got.headers,
        content=content,
        request=request,
        base_url=base_url,
    )


def _ours(error: Exception, request: Request) -> TransportError:
    """Ours for theirs. Without a connection it is certain that nothing was sent."""
    if isinstance(
        error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
    ):
        made: TransportError = ConnectError(
            f"{request.name} was not sent, there was no connection: {error}"
        )
    elif isinstance(error, (httpx.TimeoutException, builtins.TimeoutError)):
        made = TimeoutError(f"{request.name} got no answer in time")
    else:
        made = TransportError(f"{request.name} got no answer: {type(error).__name__}")
    made.request_id = request.id
    return made
