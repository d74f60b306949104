"""A Redis of our own, from Debian's package: on a free port, keeping nothing, gone afterwards."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ..requirements import missing


@contextmanager
def serving_redis() -> Iterator[str]:
    """The URL of an empty Redis."""
    program = shutil.which("redis-server")
    if program is None:
        missing("Redis is not installed (Debian's package: redis-server)")
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        command = f"{program} --port {port} --bind 127.0.0.1 --save '' --dir {folder}"
        with subprocess.Popen(
            ["sh", "-c", f"exec {command}"], stdout=subprocess.DEVNULL
        ) as server:
            try:
                _wait_for(port)
                yield f"redis://127.0.0.1:{port}/0"
            finally:
                server.terminate()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return
