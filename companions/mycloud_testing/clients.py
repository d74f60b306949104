"""Clients of a sandbox that never really wait: a wait moves their clock, and the sandbox's, and is
over at once.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import attrs
from mycloud import AsyncMyCloud, MyCloud
from mycloud._http import AwaitedIo, BlockingIo
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


class _UnhurriedIo(BlockingIo):
    def __init__(self, arguments: dict[str, Any], clock: Clock) -> None:
        super().__init__(arguments)
        self._clock = clock

    async def sleep(self, seconds: float) -> None:
        self._clock.wait(seconds)


class _UnhurriedAwaitedIo(AwaitedIo):
    def __init__(self, arguments: dict[str, Any], clock: Clock) -> None:
        super().__init__(arguments)
        self._clock = clock

    async def sleep(self, seconds: float) -> None:
        self._clock.wait(seconds)


def unhurried(client: MyCloud, clock: Clock) -> MyCloud:
    """The client, with waits that only the clock notices."""
    client._io = client._blocking_io = _UnhurriedIo(client._reach, clock)
    client._options = attrs.evolve(client._options, clock=clock.monotonic)
    return client


def unhurried_awaited(client: AsyncMyCloud, clock: Clock) -> AsyncMyCloud:
    """The same for the awaited client."""
    client._io = client._awaited_io = _UnhurriedAwaitedIo(client._reach, clock)
    client._options = attrs.evolve(client._options, clock=clock.monotonic)
    return client
