"""One exchange on its own connection, watched byte by byte: what no HTTP library shows."""

from __future__ import annotations

import contextlib
import re
import select
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import SplitResult

from ..network import port_of
from .observations import Timing

_END: Final = b"\r\n\r\n"
_LENGTH: Final = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
_CLOSES: Final = re.compile(rb"\r\nconnection:\s*close", re.IGNORECASE)
_LONGEST: Final = 4 * 1024 * 1024


class Wire:
    """A server as a raw connection sees it.

    Args:
        url: The base URL.
        tls: The certificates that are trusted.
        timeout: Seconds to wait for a connection and for each piece of an answer.
    """

    def __init__(self, url: SplitResult, tls: ssl.SSLContext, timeout: float) -> None:
        self._url, self._tls, self._timeout = url, tls, timeout

    def timing(self, token: str | None) -> Timing:
        """Ask once, and measure when what comes."""
        with self._connection() as (connection, connected):
            return self._exchange(connection, connected, token)[0]

    def idle_seconds(self, token: str | None, watch: float) -> float | None:
        """Ask once, and see after how many idle seconds the server closes the connection.

        None means that it stays open for as long as it is watched, or that the answer said that it
        would be closed.
        """
        with self._connection() as (connection, connected):
            _, head = self._exchange(connection, connected, token)
            if _CLOSES.search(head):
                return None
            began = time.monotonic()
            readable, _, _ = select.select([connection], [], [], watch)
            return (
                time.monotonic() - began if readable and _is_over(connection) else None
            )

    @contextmanager
    def _connection(self) -> Iterator[tuple[socket.socket, float]]:
        began, host = time.monotonic(), self._url.hostname or ""
        plain = socket.create_connection((host, port_of(self._url)), self._timeout)
        connected = time.monotonic() - began
        with contextlib.closing(plain):
            if self._url.scheme == "http":
                yield plain, connected
            else:
                with self._tls.wrap_socket(plain, server_hostname=host) as secure:
                    yield secure, connected

    def _exchange(
        self, connection: socket.socket, connected: float, token: str | None
    ) -> tuple[Timing, bytes]:
        began = time.monotonic()
        connection.sendall(_request(self._url, token))
        received = connection.recv(65536)
        first = time.monotonic()
        hints, head, body = _head(connection, received)
        done = time.monotonic()
        _read_body(connection, head, body)
        return Timing(connected, first - began, done - first, hints), head


def _request(url: SplitResult, token: str | None) -> bytes:
    lines = [
        f"GET {url.path}/orders?offset=0&count=1 HTTP/1.1",
        f"Host: {url.netloc.rpartition('@')[2]}",
        "Accept: application/json",
        *([f"Authorization: Bearer {token}"] if token else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def _head(connection: socket.socket, received: bytes) -> tuple[int, bytes, bytes]:
    """How many informational answers came, the head of the true one, and what follows it."""
    hints = 0
    while True:
        while _END not in received:
            received += _more(connection)
        head, _, received = received.partition(_END)
        if head[9:10] != b"1":
            return hints, head, received
        hints += 1


def _read_body(connection: socket.socket, head: bytes, body: bytes) -> None:
    found = _LENGTH.search(head)
    while len(body) < _LONGEST:
        is_done = len(body) >= int(found[1]) if found else body.endswith(b"0" + _END)
        if is_done or not (more := connection.recv(65536)):
            return
        body += more


def _more(connection: socket.socket) -> bytes:
    more = connection.recv(65536)
    if not more:
        raise ConnectionError("the connection ended within the head of an answer")
    return more


def _is_over(connection: socket.socket) -> bool:
    connection.settimeout(0.1)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False  # only something of TLS came
    except OSError:
        return True
