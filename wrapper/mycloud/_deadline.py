"""When a call must have ended."""

from __future__ import annotations

from typing import NamedTuple, Self

from ._clock import Clock


class Limits(NamedTuple):
    """Seconds that one attempt may take.

    Attributes:
        timeout: For a connection, or for one piece of the answer; None for no limit.
        left: In all; None for no limit.
    """

    timeout: float | None
    left: float | None


class Deadline:
    """The moment at which a call must have ended, or no such moment.

    Args:
        until: Seconds of the clock; None for no end.
        clock: The clock that tells the time.
    """

    def __init__(self, until: float | None, clock: Clock) -> None:
        self._until = until
        self._clock = clock

    @classmethod
    def after(cls, seconds: float | None, clock: Clock) -> Self:
        """The deadline that many seconds from now."""
        return cls(None if seconds is None else clock.monotonic() + seconds, clock)

    @property
    def left(self) -> float | None:
        """Seconds until then, negative after it; None for no end."""
        return None if self._until is None else self._until - self._clock.monotonic()

    def allows(self, wait: float) -> bool:
        """Whether it is still ahead after a wait of that many seconds."""
        left = self.left
        return left is None or wait < left

    def limits(self, timeout: float | None) -> Limits:
        """What an attempt with that timeout may take from now on."""
        left = self.left
        if left is None:
            return Limits(timeout, None)
        return Limits(left if timeout is None else min(timeout, left), left)
