"""Asks a server as fast as it answers, over some connections that stay open.

Written on bare sockets: it takes some ten microseconds of a request, so that what is measured is
the server.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from types import TracebackType
from typing import Self

CONNECTIONS = 8

_LENGTH = b"content-length: "
_END_OF_HEAD = b"\r\n\r\n"


def request(
    method: str, path: str, headers: Mapping[str, str], body: bytes = b""
) -> bytes:
    """The bytes of a request."""
    lines = {"host": "127.0.0.1", **headers, "content-length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


class Load:
    """Connections to one server, and the requests that go through them in turn."""

    def __init__(self, port: int, requests: Sequence[bytes]) -> None:
        self._port = port
        self._requests = cycle(requests)
        self._connections: list[_Connection] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: object,
        _trace: TracebackType | None,
    ) -> None:
        self._close()

    def microseconds(self, requests: int) -> float:
        """What one of so many requests took, from the first to the last answer, when all
        connections are kept busy.
        """
        self._connect()
        waiting = 0
        began = time.perf_counter()
        with selectors.DefaultSelector() as selector:
            for connection in self._connections:
                selector.register(connection.socket, selectors.EVENT_READ, connection)
                connection.send(next(self._requests))
                waiting += 1
            for connection in _answered(selector, requests):
                if waiting < requests:
                    connection.send(next(self._requests))
                    waiting += 1
        return (time.perf_counter() - began) / requests * 1e6

    def _connect(self) -> None:
        """Anew for each sample: a server closes those that were idle while the other side had its
        turn.
        """
        self._close()
        self._connections = [_Connection(self._port) for _ in range(CONNECTIONS)]

    def _close(self) -> None:
        for connection in self._connections:
            connection.socket.close()


def _answered(selector: selectors.BaseSelector, count: int) -> Iterator[_Connection]:
    """The connections whose answer is complete, as they get there."""
    while count:
        for key, _ in selector.select():
            connection: _Connection = key.data
            if connection.has_answer():
                count -= 1
                yield connection


class _Connection:
    """One open connection, with one request at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = bytearray()

    def send(self, request: bytes) -> None:
        """Sends one request; the answer to the one before must be complete."""
        self._received.clear()
        self.socket.sendall(request)

    def has_answer(self) -> bool:
        """Takes what has come, and says whether the answer is complete."""
        received = self.socket.recv(1 << 18)
        if not received:
            raise ConnectionError(
                "the server closed a connection before its answer was complete"
            )
        self._received += received
        head, found, _ = bytes(self._received).partition(_END_OF_HEAD)
        if not found:
            return False
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(bytes(self._received).decode())
        length = int(head.lower().partition(_LENGTH)[2].partition(b"\r\n")[0])
        return len(self._received) == len(head) + len(_END_OF_HEAD) + length
