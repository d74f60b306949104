"""SIGINT and SIGTERM: both raise `KeyboardInterrupt`, so that a command can tell its outcome."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Terminated(KeyboardInterrupt):
    """SIGTERM came."""


def raise_when_terminated() -> None:
    """Let SIGTERM raise, as SIGINT does."""
    if _may_handle() and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminate)


def ignore_interrupts() -> None:
    """From now on no signal changes the outcome."""
    if _may_handle():
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)


def default_termination() -> None:
    """Let SIGTERM end the process, or what runs in it, in the usual way."""
    if _may_handle():
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def restored_interrupts() -> Iterator[None]:
    """Gives the signals back to what handled them before."""
    if not _may_handle():
        yield
        return
    before = {each: signal.getsignal(each) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _terminate(_signal: int, _frame: Any) -> None:
    raise Terminated


def _may_handle() -> bool:
    return threading.current_thread() is threading.main_thread()
