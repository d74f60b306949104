"""A sandbox that counts what a fleet asks of it, and processes that are forked at one moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import anyio
from mycloud import Clock

from ..serving import KEYS, serving_app

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class RealClock(Clock):
    """Waits for real, where a test looks at processes or at time itself."""

    _sleep = Clock.sleep
    _asleep = Clock.asleep

    def sleep(self, seconds: float) -> None:
        type(self)._sleep(self, seconds)

    async def asleep(self, seconds: float) -> None:
        await type(self)._asleep(self, seconds)


class Counting:
    """An application that counts the requests for a token.

    Attributes:
        tokens: How many came.
        on_token: Called before one is answered.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.tokens = 0
        self.on_token: Callable[[], object] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith("/gettoken"):
            self.tokens += 1
            await anyio.sleep(0.02)  # a token takes a moment, in which others ask too
            if self.on_token is not None:
                self.on_token()
        await self._app(scope, receive, send)


@contextmanager
def counting_sandbox(**settings: Any) -> Iterator[tuple[Counting, str]]:
    """A sandbox that counts, and its base URL."""
    from mycloud_sandbox import create_app

    counting = Counting(create_app(**settings))
    with serving_app(counting) as url:
        yield counting, url


_FORKED = """
import json, os, sys
from mycloud import MyCloud, MyCloudError, RedisTokenStore
import redis
count, keys, url, store, lock_seconds = json.loads(sys.argv[1])
MyCloud(**keys, base_url=url).close()  # loads what all of them need
start, go = os.pipe()
for _ in range(count):
    if os.fork() == 0:
        os.close(go)
        client = MyCloud(**keys, base_url=url, token_store=RedisTokenStore(store, lock_seconds=lock_seconds))
        os.read(start, 1)
        try:
            client.shops.list().first()
        except MyCloudError as error:
            print(repr(error), flush=True)
            os._exit(1)
        os._exit(0)
os.close(go)
codes = [os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(count)]
print(json.dumps(codes))
"""


class Fleet:
    """Processes of one shop, all of which make their first call at one moment."""

    def __init__(
        self, count: int, url: str, redis_url: str, lock_seconds: float = 10
    ) -> None:
        given = json.dumps([count, KEYS, url, redis_url, lock_seconds])
        self._process = subprocess.Popen(
            [sys.executable, "-c", _FORKED, given],
            stdout=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )

    def kill(self) -> None:
        """As `kill -9` does to each process."""
        os.killpg(self._process.pid, signal.SIGKILL)

    def outcome(self) -> str:
        """What they printed: the list of their exit codes last."""
        said, _ = self._process.communicate(timeout=60)
        return said.strip()
