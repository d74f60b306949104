"""Clients of a sandbox that never really wait: a wait moves their clock, and the sandbox's, and is
over at once.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime

import mycloud
from mycloud_sandbox.app import BANGKOK


@dataclass
class Clock:
    """The time of a test: that of the machine, moved on by every wait."""

    waits: list[float] = field(default_factory=list)
    _ahead: float = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self._ahead, BANGKOK)

    def monotonic(self) -> float:
        return time.monotonic() + self._ahead

    def pass_by(self, seconds: float) -> None:
        """Moves on."""
        self._ahead += seconds

    def wait(self, seconds: float) -> None:
        """Moves on, and remembers for how long somebody would have waited."""
        self.waits.append(seconds)
        self.pass_by(seconds)


class UnhurriedClock(mycloud.Clock):
    """A client's clock on which every wait is over at once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def sleep(self, seconds: float) -> None:
        self._clock.wait(seconds)

    async def asleep(self, seconds: float) -> None:
        self._clock.wait(seconds)
