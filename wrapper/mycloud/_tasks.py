"""What the awaited client does with tasks; `_threads` does the same with threads.

The two modules have the same names: `_sync/` is made from `_async/` by replacing one by the other.
"""

from __future__ import annotations

import builtins
import contextvars
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import Future
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

import anyio
import anyio.to_thread
import sniffio

from ._errors import TimeoutError

REDIS = "redis.asyncio"
"""The module of the package redis whose client waits as this one does."""

A = TypeVar("A")
T = TypeVar("T")


class Lock:
    """A lock that tasks wait for."""

    def __init__(self) -> None:
        self._lock = anyio.Lock()

    @asynccontextmanager
    async def held(self, patience: float | None, complaint: str) -> AsyncIterator[None]:
        """Hold the lock.

        Args:
            patience: Seconds to wait for it; None for no end.
            complaint: What to say when it does not become free in time.

        Raises:
            TimeoutError: It did not become free in time.
        """
        try:
            with anyio.fail_after(patience):
                await self._lock.acquire()
        except builtins.TimeoutError:
            raise TimeoutError(complaint) from None
        try:
            yield
        finally:
            self._lock.release()


class Slots:
    """Places of which each task takes one.

    Args:
        count: How many there are.
    """

    def __init__(self, count: int) -> None:
        self._free = anyio.Semaphore(count)

    @asynccontextmanager
    async def held(self, patience: float | None) -> AsyncIterator[None]:
        """Hold a place.

        Args:
            patience: Seconds to wait for one; None for no end.

        Raises:
            TimeoutError: None became free in time (the built-in error).
        """
        with anyio.fail_after(patience):
            await self._free.acquire()
        try:
            yield
        finally:
            self._free.release()


@asynccontextmanager
async def time_limit(seconds: float | None) -> AsyncIterator[Callable[[], None]]:
    """Cancel the body after that many seconds; None for no limit.

    Gives a function to call between the pieces of long work. It does nothing: the body is cancelled
    wherever it waits.

    Raises:
        TimeoutError: The time was up (the built-in error).
    """
    with anyio.fail_after(seconds):
        yield _nothing


def _nothing() -> None:
    """Between two pieces there is nothing to check."""


async def within(seconds: float, function: Callable[[], Awaitable[T]]) -> T:
    """The result of a function that is awaited for that many seconds, then cancelled.

    Raises:
        TimeoutError: It took longer (the built-in error).
    """
    with anyio.fail_after(seconds):
        return await function()


async def finish(close: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Close something even in a task that was cancelled; a second at most."""
    with anyio.move_on_after(1, shield=True):
        await close()


async def in_thread(function: Callable[[], T]) -> T:
    """Run a function that blocks in a thread, to its end even in a task that was cancelled."""
    results: list[T] = []
    with anyio.CancelScope(shield=True):
        results.append(await anyio.to_thread.run_sync(function))
    return results[0]


def check_can_use_redis() -> None:
    """Checks that the event loop is one that `redis.asyncio` knows.

    Raises:
        RuntimeError: It is trio's.
    """
    if sniffio.current_async_library() != "asyncio":
        raise RuntimeError("redis.asyncio needs asyncio")


def current_loop() -> object:
    """The event loop that runs: connections belong to it."""
    if sniffio.current_async_library() == "trio":
        import trio

        return trio.lowlevel.current_trio_token()
    import asyncio

    return asyncio.get_running_loop()


async def start(
    function: Callable[[A], Coroutine[Any, Any, T]], argument: A
) -> Task[T]:
    """Run a function in its own task, and give it time to send its request."""
    task = Task(function(argument))
    for _ in range(4):  # httpx takes three turns of the event loop
        await anyio.lowlevel.cancel_shielded_checkpoint()
    return task


class Task(Generic[T]):
    """A coroutine that runs beside its caller, who may stop walking and await nothing more."""

    def __init__(self, coroutine: Coroutine[Any, Any, T]) -> None:
        self._coroutine = coroutine
        self._outcome: Future[T] = Future()
        self._over = anyio.Event()
        self._scope = anyio.CancelScope()
        self._task = _spawn(self._run)  # asyncio itself keeps only a weak reference

    async def _run(self) -> None:
        try:
            with self._scope:
                self._outcome.set_result(await self._coroutine)
        except Exception as error:
            self._outcome.set_exception(error)
        finally:
            self._over.set()

    async def result(self) -> T:
        """Wait for its result, or raise its error."""
        await self._over.wait()
        return self._outcome.result(timeout=0)

    def cancel(self) -> None:
        """Cancel the request that is in flight."""
        self._scope.cancel()


def _spawn(run: Callable[[], Coroutine[Any, Any, None]]) -> object:
    if sniffio.current_async_library() == "trio":
        import trio

        return trio.lowlevel.spawn_system_task(run, context=contextvars.copy_context())
    import asyncio

    return asyncio.get_running_loop().create_task(run())
