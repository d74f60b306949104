"""Connections that know the attempt they carry: its deadline, and whether anything was sent.

httpcore takes a network backend; httpx does not pass one on, so `_http.watch` puts it in place.
"""

from __future__ import annotations

import ssl
from typing import Any

from .._progress import current
from .._tasks import finish

PIECE = 65_536
"""Bytes that are written at a time, so that a slow reader cannot outlast the deadline."""


class AsyncWatchedBackend:
    """Opens watched connections.

    Args:
        backend: The network backend of httpcore that opens them.
    """

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, **options: Any
    ) -> AsyncWatchedStream:
        """Connect to a host."""
        stream = await self._backend.connect_tcp(
            host, port, timeout=bounded(timeout), **options
        )
        return AsyncWatchedStream(stream)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, **options: Any
    ) -> AsyncWatchedStream:
        """Connect to a socket in the file system."""
        stream = await self._backend.connect_unix_socket(
            path, timeout=bounded(timeout), **options
        )
        return AsyncWatchedStream(stream)

    async def sleep(self, seconds: float) -> None:
        """Wait between two attempts to connect."""
        await self._backend.sleep(seconds)


class AsyncWatchedStream:
    """A connection.

    Args:
        stream: The stream of httpcore that carries the bytes.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        content: bytes = await self._stream.read(max_bytes, timeout=bounded(timeout))
        return content

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write a part of the request."""
        mark_sent()
        for start in range(0, len(buffer), PIECE):
            piece = buffer[start : start + PIECE]
            await self._stream.write(piece, timeout=bounded(timeout))

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> AsyncWatchedStream:
        """Encrypt the connection."""
        try:
            stream = await self._stream.start_tls(
                ssl_context, server_hostname, timeout=bounded(timeout)
            )
        except BaseException:  # The libraries leave it open when they are cancelled.
            await finish(self._stream.aclose)
            raise
        return AsyncWatchedStream(stream)

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
