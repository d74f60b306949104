"""A server of Redis of our own, from Debian's package: on a free port of 127.0.0.1, with nothing
kept on disk, and gone afterwards.
"""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import redis

from .requirements import missing

_ENDS_WITH_US = ("setpriv", "--pdeathsig", "KILL")  # also when the tests are killed
_NOTHING_KEPT = ("--save", "", "--appendonly", "no", "--dir", "/tmp")


class RedisServer:
    """A server that can be stopped, paused and started again.

    Attributes:
        url: Its URL.
    """

    def __init__(self) -> None:
        if shutil.which("redis-server") is None:
            missing("Redis is not installed (Debian's package: redis-server)")
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self._port = listener.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it, and waits until it can be used."""
        ends = _ENDS_WITH_US if sys.platform == "linux" else ()
        options = ("--port", str(self._port), "--bind", "127.0.0.1", *_NOTHING_KEPT)
        self._process = subprocess.Popen(
            [*ends, "redis-server", *options], stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if b"Ready to accept connections" in line:
                return
        raise AssertionError("Redis did not start")

    def stop(self) -> None:
        """Ends it; nobody listens any more."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process = None

    def pause(self) -> None:
        """It takes connections and answers nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def client(self) -> redis.Redis:
        """A client to look into it."""
        return redis.Redis.from_url(self.url, decode_responses=True)


@contextmanager
def serving_redis() -> Iterator[RedisServer]:
    """A server of Redis that is empty."""
    server = RedisServer()
    try:
        server.start()
        yield server
    finally:
        server.stop()
