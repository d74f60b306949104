"""200 reads in each of 64 threads: how many connections the server saw open at once."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from mycloud import MyCloud

from ..measuring import Case, Sides

THREADS, CALLS = 64, 200
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 22\r\n\r\n"
    b'{"order": {"id": 342}}'
)


class _Server:
    """Answers every request at once, and counts its connections."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = self.most = 0

    def serve(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=self._answer, args=(connection,)).start()

    def _answer(self, connection: socket.socket) -> None:
        self._count(1)
        with connection, suppress(OSError):
            while connection.recv(65536):
                connection.sendall(ANSWER)
        self._count(-1)

    def _count(self, more: int) -> None:
        with self._lock:
            self._open += more
            self.most = max(self.most, self._open)


def _most_connections() -> float:
    server = _Server()
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        threading.Thread(target=server.serve, args=(listener,), daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1"
        with (
            MyCloud(token="ready", base_url=url) as client,
            ThreadPoolExecutor(THREADS) as pool,
        ):
            ids = pool.map(lambda _: client.orders.get(342).id, range(THREADS * CALLS))
            if set(ids) != {342}:
                raise RuntimeError("an answer was lost")
        listener.shutdown(socket.SHUT_RDWR)
    return server.most


@contextmanager
def _sides() -> Iterator[Sides]:
    yield {"MyCloud": _most_connections}


CASES = [
    Case(
        "64 threads",
        "connections",
        _sides,
        rounds=3,
        bars={"MyCloud": 100.0},
        warm_up=False,
    )
]
