# Made by `make generate` from _async/wire.py; edit that file.
# Its SHA-256 was ca36b69e8266ddd6b3044380bd53e521d76aea9e4f44e722c88bbcd6f652a52e.
"""Connections that know the attempt they carry: its deadline, and whether anything was sent.

httpcore takes a network backend; httpx does not pass one on, so `_http.watch` puts it in place.
"""

from __future__ import annotations

import ssl
from typing import Any

from .._progress import current
from .._threads import finish

PIECE = 65_536
"""Bytes that are written at a time, so that a slow reader cannot outlast the deadline."""


class WatchedBackend:
    """Opens watched connections.

    Args:
        backend: The network backend of httpcore that opens them.
    """

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, **options: Any
    ) -> WatchedStream:
        """Connect to a host."""
        stream = self._backend.connect_tcp(
            host, port, timeout=bounded(timeout), **options
        )
        return WatchedStream(stream)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, **options: Any
    ) -> WatchedStream:
        """Connect to a socket in the file system."""
        stream = self._backend.connect_unix_socket(
            path, timeout=bounded(timeout), **options
        )
        return WatchedStream(stream)

    def sleep(self, seconds: float) -> None:
        """Wait between two attempts to connect."""
        self._backend.sleep(seconds)


class WatchedStream:
    """A connection.

    Args:
        stream: The stream of httpcore that carries the bytes.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        content: bytes = self._stream.read(max_bytes, timeout=bounded(timeout))
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write a part of the request."""
        mark_sent()
        for start in range(0, len(buffer), PIECE):
            piece = buffer[start : start + PIECE]
            self._stream.write(piece, timeout=bounded(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> WatchedStream:
        """Encrypt the connection."""
        try:
            stream = self._stream.start_tls(
                ssl_context, server_hostname, timeout=bounded(timeout)
            )
        except BaseException:  # The libraries leave it open when they are cancelled.
            finish(self._stream.close)
            raise
        return WatchedStream(stream)

    def get_extra_info(self, info: str) -> Any:
        """What the stream knows about itself."""
        return self._stream.get_extra_info(info)


def bounded(timeout: float | None) -> float | None:
    """A timeout that does not pass the deadline of the attempt."""
    attempt = current.get()
    return timeout if attempt is None else attempt.bounded(timeout)


def mark_sent() -> None:
    """Note that the request may have left."""
    attempt = current.get()
    if attempt is not None:
        attempt.sent = True
