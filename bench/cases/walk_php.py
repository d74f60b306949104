"""Walking 2,000 orders of real PHP that calls `session_start()`, with 8 pages ahead, against one
page after the other.

PHP lets the requests of one session wait for each other. A client that kept its cookie would be no
faster with pages ahead. PHP's own server has eight workers and takes 40 ms for a page; waiting is
what is measured, so it goes by the clock. Without PHP the case is left out.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mycloud import MyCloud

from ..measuring import Case, Sides

ORDERS = 2_000
LATENCY_MS = 40
PREFETCH = 8
SCRIPT = Path(__file__).with_name("sessions.php")


@contextmanager
def _serving() -> Iterator[str]:
    """The base URL of PHP's own server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    settings = {
        "PHP_CLI_SERVER_WORKERS": "8",
        "ORDERS": str(ORDERS),
        "LATENCY_MS": str(LATENCY_MS),
    }
    with tempfile.TemporaryDirectory() as sessions:
        server = subprocess.Popen(
            ["php", "-d", f"session.save_path={sessions}", "-S", address, SCRIPT],
            env=os.environ | settings,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait_for(address)
            yield f"http://{address}/api/v1"
        finally:
            os.killpg(server.pid, signal.SIGTERM)  # its workers too
            server.wait()


def _wait_for(address: str) -> None:
    host, _, port = address.partition(":")
    for _ in range(200):
        try:
            socket.create_connection((host, int(port))).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PHP did not start")


@contextmanager
def _sides() -> Iterator[Sides]:
    with _serving() as url, MyCloud("key", "secret", base_url=url) as client:

        def took(prefetch: int) -> float:
            began = time.perf_counter()
            walked = [order.id for order in client.orders.list(prefetch=prefetch)]
            if walked != [*range(1, ORDERS + 1)]:
                raise RuntimeError(f"walked {len(walked)} orders of {ORDERS}")
            return time.perf_counter() - began

        yield {
            f"prefetch={PREFETCH}": lambda: took(PREFETCH),
            "prefetch=0": lambda: took(0),
        }


CASES = [
    Case(
        "walk PHP sessions",
        "s",
        _sides,
        rounds=5,
        bars={"prefetch=0": 1.0},
        times_faster=True,
    )
]
if shutil.which("php") is None:
    CASES = []
