# Made by `make generate` from _async/transport.py; edit that file.
# Its SHA-256 was 447e19636e05ae089643e4f6f3c59f48097d928424ce963ec53a99da35462edd.
"""Sends a request with httpx or httpx2, and gives back its answer or an error of ours."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from .._deadline import Limits
from .._errors import ConfigurationError, DecodeError, MyCloudError
from .._forks import reopen_after_fork
from .._http import (
    Connections,
    answer_of,
    request_options,
    transport_error,
    watch,
)
from .._messages import Answer, Request
from .._progress import Progress, current
from .._threads import Slots, current_loop, finish, time_limit
from .wire import WatchedBackend

SPOILED = 20
"""After so many interrupted requests a pool is replaced even while it is in use."""


class HttpTransport:
    """The connections to one server.

    Reads share kept connections. A create gets its own connection: on an old one it could be
    lost, and nobody would know whether it arrived.

    Args:
        connections: How connections are made.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._refusal: str | None = None
        self._loop: object = None
        self._counting = threading.Lock()
        self._kept = self._open(kept=True)
        self._single: Pool | None = None
        self._single_slots = Slots(connections.max_single)
        self._retired: list[Pool] = []
        reopen_after_fork(self)

    def reopen(self) -> None:
        """Open new connections in a child after a fork. The old ones are left to the parent."""
        if self._connections.transport is not None:
            self._refusal = (
                "its transport was opened before a fork; open a client in each process"
            )
            return
        self._counting = threading.Lock()
        self._loop = None
        self._kept = self._open(kept=True)
        self._single = None
        self._single_slots = Slots(self._connections.max_single)
        self._retired = []

    def close(self) -> None:
        """Close the connections."""
        self._refusal = "it is closed"
        pools = [self._kept, self._single, *self._retired]
        for pool in pools:
            if pool is not None:
                pool.client.close()

    def discard(self) -> None:
        """Use no kept connection again: an answer on one of them was not for its request."""
        self._kept.interrupted = SPOILED

    def send(
        self, request: Request, token: str | None, limits: Limits, *, alone: bool
    ) -> Answer:
        """Send a request and read its answer whole.

        Args:
            request: What to send.
            token: The token to send with it.
            limits: How long it may take.
            alone: Whether to send it on its own connection.

        Raises:
            ConfigurationError: The client cannot be used here; nothing was sent.
            ConnectError: Nothing was sent.
            TransportError: No answer came, or not all of it in time.
            DecodeError: The answer is larger than the client takes.
        """
        self._refuse_misuse()
        progress = Progress(limits, watched=self._connections.transport is None)
        options = request_options(request, token, limits.timeout)
        pool = self._enter(alone)
        before = current.set(progress)
        try:
            with (
                time_limit(limits.left) as check_time,
                self._slot(alone, limits),
            ):
                return self._exchange(pool, request, options, progress, check_time)
        except MyCloudError:
            raise
        except Exception as error:
            pool.interrupted += isinstance(error, TimeoutError)
            library = self._connections.library
            failure = transport_error(
                library, error, request, self._connections.host, sent=progress.sent
            )
            if isinstance(error, self._connections.errors):
                raise failure from None
            failure.may_pass = False
            raise failure from error
        except BaseException:
            pool.interrupted += 1
            raise
        finally:
            current.reset(before)
            self._leave(pool)

    def _exchange(
        self,
        pool: Pool,
        request: Request,
        options: dict[str, Any],
        progress: Progress,
        check_time: Callable[[], None],
    ) -> Answer:
        # A whole URL: joining one takes long, and the path stays below the base URL.
        url = self._connections.base_url + request.url
        built = pool.client.build_request(request.method, url, **options)
        progress.sent = not progress.watched
        response = pool.client.send(built, stream=True)
        size, chunks = 0, []
        try:
            for chunk in response.iter_bytes():
                size += len(chunk)
                chunks.append(chunk)
                self._check_size(size, request)
                check_time()
        finally:
            response.close()
        return answer_of(
            response, b"".join(chunks), request, self._connections.base_url
        )

    def _slot(self, alone: bool, limits: Limits) -> AbstractContextManager[None]:
        """Holds a place for a connection that is closed afterwards. The library's pool may open the
        next one before it has closed the last.
        """
        if not alone or self._connections.transport is not None:
            return nullcontext()
        return self._single_slots.held(limits.timeout)

    def _check_size(self, size: int, request: Request) -> None:
        most = self._connections.max_answer_bytes
        if size > most:
            found = f"more than {most} bytes (max_answer_bytes)"
            raise DecodeError("the body", found=found, request=request.name)

    def _refuse_misuse(self) -> None:
        """Raises where the connections would belong to another event loop or process."""
        if self._refusal is not None:
            raise ConfigurationError(f"this client cannot be used: {self._refusal}")
        loop = current_loop()
        if self._loop is None:
            self._loop = loop
        if self._loop is not loop:
            raise ConfigurationError(
                "this client belongs to another event loop, which may have ended: open one in each"
            )

    def _open(self, *, kept: bool) -> Pool:
        options = self._connections.client_options(kept=kept)
        client = self._connections.library.Client(**options)
        if self._connections.transport is None:
            watch(client, WatchedBackend)
        return Pool(client)

    def _enter(self, alone: bool) -> Pool:
        """The pool for the next request, which is counted in."""
        spoiled = None
        with self._counting:
            if self._is_spoiled():
                spoiled = self._kept
                self._kept = self._open(kept=True)
                self._retired.append(spoiled)
            pool = self._pool(alone)
            pool.in_use += 1
        if spoiled is not None:
            self._close_if_unused(spoiled)
        return pool

    def _pool(self, alone: bool) -> Pool:
        if not alone or self._connections.transport is not None:
            return self._kept
        if self._single is None:
            self._single = self._open(kept=False)
        return self._single

    def _is_spoiled(self) -> bool:
        """Whether interrupted requests may have left connections that are taken for ever."""
        if self._connections.transport is not None or not self._kept.interrupted:
            return False
        return self._kept.in_use == 0 or self._kept.interrupted >= SPOILED

    def _leave(self, pool: Pool) -> None:
        with self._counting:
            pool.in_use -= 1
        self._close_if_unused(pool)

    def _close_if_unused(self, pool: Pool) -> None:
        with self._counting:
            over = pool in self._retired and pool.in_use == 0
            if over:
                self._retired.remove(pool)
        if over:
            finish(pool.client.close)


class Pool:
    """A client of the library, and who uses it.

    Attributes:
        client: The client.
        in_use: How many requests it carries now.
        interrupted: How many requests were cancelled or timed out on it.
    """

    def __init__(self, client: Any) -> None:
        self.client = client
        self.in_use = 0
        self.interrupted = 0
