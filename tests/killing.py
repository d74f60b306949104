"""A command in its own process, ended with SIGKILL while it works."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from .serving import KEYS, serving_app

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass
class Ended:
    """How a process ended: its exit code (-9 for SIGKILL), what it said, and the most memory it
    had.
    """

    code: int
    said: str
    peak: int
    """In bytes, as far as it was looked at."""


class Command:
    """`mycloud ...`, on its way."""

    def __init__(self, arguments: Sequence[str | Path], url: str, log: Path) -> None:
        keys = {f"MYCLOUD_{name.upper()}": value for name, value in KEYS.items()}
        environment: Mapping[str, str] = {
            **os.environ,
            **keys,
            "MYCLOUD_BASE_URL": url,
            "HOME": str(log.parent),
        }
        self._log = log
        command = [sys.executable, "-m", "mycloud_cli", *map(str, arguments)]
        self._peak = 0
        with log.open("w") as said:
            self._process = subprocess.Popen(
                command, env=environment, stdout=said, stderr=said
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Whatever a test does, nothing of it is left."""
        if self._process.returncode is None:
            self.kill()
            self.ended()

    def kill(self) -> None:
        """As `kill -9` does: it can do nothing about it."""
        if self._process.returncode is None:
            os.kill(self._process.pid, signal.SIGKILL)

    def interrupt(self) -> None:
        """As Ctrl-C does."""
        os.kill(self._process.pid, signal.SIGINT)

    def runs(self, seconds: float) -> bool:
        """Whether it still runs after so many seconds."""
        try:
            # Not reaped, or its memory would never be known.
            for _ in range(max(1, round(seconds / 0.005))):
                if (
                    os.waitid(
                        os.P_PID,
                        self._process.pid,
                        os.WEXITED | os.WNOHANG | os.WNOWAIT,
                    )
                    is not None
                ):
                    return False
                self._peak = max(self._peak, self._high_water())
                signal.sigtimedwait([], 0.005)
        except ChildProcessError:
            return False
        return True

    def _high_water(self) -> int:
        """The most memory it has had, in bytes. What `wait4` tells is no less than what its parent
        has.
        """
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) * 1024 if found else 0

    def ended(self) -> Ended:
        """Wait for its end."""
        while self.runs(0.05):
            pass
        _, status = os.waitpid(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return Ended(self._process.returncode, self._log.read_text(), self._peak)


@contextmanager
def deadly_sandbox(orders: int) -> Iterator[tuple[Deadly, str]]:
    """A sandbox of so many orders that can kill commands, and its base URL."""
    from mycloud_sandbox import create_app

    deadly = Deadly(create_app(orders=orders))
    with serving_app(deadly) as url:
        yield deadly, url


class Deadly:
    """An application that kills a command when a certain request of it has come, or is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._victim: Command | None = None
        self._left = 0
        self._what = ("GET", "/orders")

    def kill(self, victim: Command, at: int, method: str = "GET") -> None:
        """Kill it at that one of its requests, counted from 1: before an odd one is carried out,
        after an even one.
        """
        self._left, self._after, self._what = at, at % 2 == 0, (method, "/orders")
        self._victim = victim

    def spare(self) -> None:
        """Kill no more."""
        self._victim = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        deadly = self._counts(scope)
        if deadly and not self._after:
            self._strike()
        await self._app(scope, receive, send)
        if deadly and self._after:
            self._strike()

    def _counts(self, scope: Scope) -> bool:
        if self._victim is None or scope["type"] != "http":
            return False
        if scope["method"] != self._what[0] or not scope["path"].endswith(
            self._what[1]
        ):
            return False
        self._left -= 1
        return self._left == 0

    def _strike(self) -> None:
        if self._victim is not None:
            self._victim.kill()
