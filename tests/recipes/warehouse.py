"""A sandbox that lives, a road on which its notifications suffer, and the recipe that takes them."""

from __future__ import annotations

import heapq
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "notifications"
SECRET = "a-secret-of-this-test-alone"
PATIENCE = 180.0


def until(condition: Callable[[], bool], what: str) -> None:
    """Waits for something; fails if it does not come."""
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while not condition():
        assert time.monotonic() < deadline, f"not in {PATIENCE} s: {what}"
        pause.wait(0.1)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def process(
    command: Sequence[str], log: Path, environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A process, ended afterwards; what it prints is in the log."""
    with log.open("ab") as output:
        running = subprocess.Popen(
            [sys.executable, "-W", "ignore", *command],
            cwd=EXAMPLES,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield running
    finally:
        running.terminate()
        running.wait(30)


class Road:
    """Takes what the sandbox posts, and hands it on late, twice, shuffled, or never.

    Strangers post too: what never happened, numbers of two orders, orders that are not there, and
    bodies that are no notification.
    """

    def __init__(self, url: str, seed: int) -> None:
        self.url = url
        self.taken = self.lost = self.doubled = self.forged = 0
        self.answers: list[tuple[str, int]] = []
        self._random = random.Random(seed)
        self._waiting: list[tuple[float, int, str, bytes]] = []
        self._changed = threading.Condition()
        self._closed = False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._threads = [
            threading.Thread(target=self._server.serve_forever, args=(0.05,)),
            threading.Thread(target=self._drive),
        ]

    @property
    def entrance(self) -> str:
        """The URL for the sandbox."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    @property
    def is_empty(self) -> bool:
        with self._changed:
            return not self._waiting

    def __enter__(self) -> Road:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join()

    def take(self, body: bytes) -> None:
        """A notification of the sandbox's."""
        with self._changed:
            self.taken += 1
            if self._random.random() < 0.1:
                self.lost += 1
                return
            self._send("true", body)
            if self._random.random() < 0.3:
                self.doubled += 1
                self._send("true", body)

    def forge(self, kind: str, body: bytes) -> None:
        """A stranger's post."""
        with self._changed:
            self.forged += 1
            self._send(kind, body)

    def _send(self, kind: str, body: bytes) -> None:
        due = time.monotonic() + self._random.random() * 2
        heapq.heappush(self._waiting, (due, len(self.answers) + self.taken, kind, body))
        self._changed.notify()

    def _drive(self) -> None:
        with httpx.Client(trust_env=False, timeout=30) as client:
            while (post := self._next()) is not None:
                kind, body = post
                url = (
                    self.url.replace(SECRET, "a-guess") if kind == "guess" else self.url
                )
                self.answers.append((kind, client.post(url, content=body).status_code))

    def _next(self) -> tuple[str, bytes] | None:
        with self._changed:
            while not self._closed:
                wait = self._waiting[0][0] - time.monotonic() if self._waiting else None
                if wait is not None and wait <= 0:
                    _, _, kind, body = heapq.heappop(self._waiting)
                    return kind, body
                self._changed.wait(wait)
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        road = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                road.take(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


def notification(mc_number: Any, order_number: Any, status: str) -> bytes:
    return json.dumps(
        {"mc_number": mc_number, "order_number": order_number, "status": status}
    ).encode()
