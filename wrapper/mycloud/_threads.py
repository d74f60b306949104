"""What the blocking client does with threads; `_tasks` does the same with tasks.

The two modules have the same names: `_sync/` is made from `_async/` by replacing one by the other.
"""

from __future__ import annotations

import builtins
import contextvars
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from typing import Generic, TypeVar

from ._errors import TimeoutError

REDIS = "redis"
"""The module of the package redis whose client waits as this one does."""

A = TypeVar("A")
T = TypeVar("T")


class Lock:
    """A lock that threads wait for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def held(self, patience: float | None, complaint: str) -> Iterator[None]:
        """Hold the lock.

        Args:
            patience: Seconds to wait for it; None for no end.
            complaint: What to say when it does not become free in time.

        Raises:
            TimeoutError: It did not become free in time.
        """
        timeout = (
            -1 if patience is None else min(max(patience, 0), threading.TIMEOUT_MAX)
        )
        if not self._lock.acquire(timeout=timeout):
            raise TimeoutError(complaint)
        try:
            yield
        finally:
            self._lock.release()


class Slots:
    """Places of which each thread takes one.

    Args:
        count: How many there are.
    """

    def __init__(self, count: int) -> None:
        self._free = threading.Semaphore(count)

    @contextmanager
    def held(self, patience: float | None) -> Iterator[None]:
        """Hold a place.

        Args:
            patience: Seconds to wait for one; None for no end.

        Raises:
            TimeoutError: None became free in time (the built-in error).
        """
        if not self._free.acquire(timeout=patience):
            raise builtins.TimeoutError
        try:
            yield
        finally:
            self._free.release()


@contextmanager
def time_limit(seconds: float | None) -> Iterator[Callable[[], None]]:
    """Bound the body by that many seconds; None for no limit.

    A thread cannot be cancelled. Gives a function to call between the pieces of long work, which
    raises when the time is up; each piece has its own timeout.

    Raises:
        TimeoutError: The time was up (the built-in error).
    """
    end = None if seconds is None else time.monotonic() + seconds

    def check() -> None:
        if end is not None and time.monotonic() > end:
            raise builtins.TimeoutError

    yield check


def within(seconds: float, function: Callable[[], T]) -> T:
    """The result of a function, which is waited for that many seconds. It runs in a thread of its
    own, which goes on if it takes longer.

    Raises:
        TimeoutError: It took longer (the built-in error).
    """
    return Thread(function).result(seconds)


def finish(close: Callable[[], None]) -> None:
    """Close something."""
    close()


def in_thread(function: Callable[[], T]) -> T:
    """Run a function that blocks; this is a thread already."""
    return function()


def check_can_use_redis() -> None:
    """Threads always can."""


def current_loop() -> object:
    """Threads share connections, so there is nothing to tell apart."""
    return None


def start(function: Callable[[A], T], argument: A) -> Thread[T]:
    """Run a function in its own thread."""
    return Thread(partial(function, argument))


class Thread(Generic[T]):
    """A function that runs beside its caller, who may stop walking and wait for nothing more."""

    def __init__(self, function: Callable[[], T]) -> None:
        self._outcome: Future[T] = Future()
        run = contextvars.copy_context().run
        arguments = (self._run, function)
        threading.Thread(
            target=run, args=arguments, name="mycloud-prefetch", daemon=True
        ).start()

    def _run(self, function: Callable[[], T]) -> None:
        try:
            self._outcome.set_result(function())
        except BaseException as error:
            self._outcome.set_exception(error)

    def result(self, seconds: float | None = None) -> T:
        """Wait for its result, or raise its error."""
        return self._outcome.result(seconds)

    def cancel(self) -> None:
        """A request in flight cannot be called back; its answer is dropped."""
