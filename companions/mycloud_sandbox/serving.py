"""Serves an application over HTTP: by this process, or by several at one address."""

import asyncio
import errno
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

import uvicorn
from starlette.types import ASGIApp

from .protocol import BreakableProtocol

_GRACE = 2  # seconds that requests have to end, once the server is to
Factory = Callable[[], ASGIApp]

_IS_LINUX = sys.platform == "linux"
if sys.platform == "linux":
    _PROCESSES = multiprocessing.get_context(
        "fork"
    )  # has all modules and the spec loaded
else:
    _PROCESSES = multiprocessing.get_context("spawn")


def listen(host: str, port: int) -> socket.socket:
    """A socket at an address that is free, on which uvicorn answers without delay; port 0 picks
    one.
    """
    listener = _socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise _cannot_bind(error, host, port) from None
    return listener


def _cannot_bind(error: OSError, host: str, port: int) -> OSError:
    """The error of the system, with what it does not say."""
    if error.errno == errno.EADDRINUSE:
        hint = f"port {port} of {host} is in use: choose another by --port, or 0 for a free one"
    else:
        hint = f"port {port} of {host} cannot be served: {error.strerror or error}"
    return OSError(hint)


def serve(app: ASGIApp, listener: socket.socket, started: Callable[[], None]) -> int:
    """Serves until it is interrupted, and tells by `started` as soon as it answers."""
    config = uvicorn.Config(
        app,
        http=BreakableProtocol,
        loop="asyncio",  # habits of the connection know its transports
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_GRACE,
    )
    logging.getLogger("uvicorn.error").addFilter(_is_no_cancellation)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how one stops it
        _Server(config, started).run(sockets=[listener])
    return 0


def _is_no_cancellation(record: logging.LogRecord) -> bool:
    """A request that the end of the server cancels is no failure; a traceback of each would fill
    the pipe of who started it.
    """
    return not (
        record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError)
    )


def serve_with_workers(
    factory: Factory, listener: socket.socket, started: Callable[[], None], count: int
) -> int:
    """The same by several processes, each with its own application.

    One that is killed is replaced. One that fails on its own ends them all, for the next one would
    fail as well.
    """
    for number in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # the former too: what a shell starts in the background ignores it
        signal.signal(number, _interrupt)
    _share(listener)
    workers = _Workers(factory, listener, count)
    with suppress(KeyboardInterrupt), workers:
        if workers.wait_until_all_answer():
            started()
            workers.replace_the_killed()
        return 1
    return 0


class _Workers:
    """Processes that serve at one address."""

    def __init__(self, factory: Factory, listener: socket.socket, count: int) -> None:
        self._answering, tell = _PROCESSES.Pipe(duplex=False)
        self._work = (factory, listener, tell)
        self._processes = [self._start() for _ in range(count)]

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_raised: object) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()

    def wait_until_all_answer(self) -> bool:
        """Whether they do; not so when one ended before."""
        for _ in self._processes:
            wait([self._answering, *self._sentinels()])
            if not self._answering.poll():
                return False
            self._answering.recv()
        return True

    def replace_the_killed(self) -> None:
        """Goes on until one fails on its own."""
        while not any((process.exitcode or 0) > 0 for process in self._processes):
            self._processes = [
                process if process.exitcode is None else self._start()
                for process in self._processes
            ]
            wait(self._sentinels())

    def _start(self) -> BaseProcess:
        process = _PROCESSES.Process(target=_work, args=self._work)
        process.start()
        return process

    def _sentinels(self) -> list[int]:
        return [process.sentinel for process in self._processes]


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()


def _work(factory: Factory, listener: socket.socket, ready: Connection) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    serve(factory(), _listen_too(listener), partial(_tell, ready))


def _tell(ready: Connection) -> None:
    with suppress(
        BrokenPipeError
    ):  # the parent is gone, and this process is about to follow it
        ready.send(None)


def _end_with_parent() -> None:
    """Keeps the port from being held by processes that nobody knows of, however the parent
    ended.
    """
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _socket(family: int) -> socket.socket:
    # asyncio sends without delay only where the protocol is named; otherwise every answer takes 40
    # ms.
    new = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    new.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return new


def _listen_too(listener: socket.socket) -> socket.socket:
    """A socket of one's own at the same address: Linux deals out connections to such evenly.

    Elsewhere all accept from the same socket, where one that is quick may take them all.
    """
    if not _IS_LINUX:
        return listener
    own = _socket(listener.family)
    _share(own)
    own.bind(listener.getsockname())
    return own


def _share(listener: socket.socket) -> None:
    """Lets other sockets of this user have the same address."""
    if _IS_LINUX:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
