"""How far one attempt has come, as the connection sees it."""

from __future__ import annotations

import time
from contextvars import ContextVar

from ._deadline import Limits

LEAST_TIMEOUT = 0.001
"""Seconds. A socket with a timeout of 0 would not wait at all, which is another error."""


class Progress:
    """One attempt.

    Attributes:
        watched: Whether our own connections carry it, so that `sent` is known.
        sent: Whether a byte of the request may have left this machine.
    """

    def __init__(self, limits: Limits, *, watched: bool) -> None:
        self.watched = watched
        self.sent = False
        left = limits.left
        self._end = None if left is None else time.monotonic() + left

    def bounded(self, timeout: float | None) -> float | None:
        """The timeout of the next read or write, which must not pass the deadline."""
        if self._end is None:
            return timeout
        left = max(self._end - time.monotonic(), LEAST_TIMEOUT)
        return left if timeout is None else min(timeout, left)


current: ContextVar[Progress | None] = ContextVar("mycloud_progress", default=None)
"""The attempt that this thread or task makes."""
