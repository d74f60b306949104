"""Connections, seen through a socket."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

import pytest

from .showing import shows

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
EARLY = 3.0  # seconds; uvicorn by itself closes an idle connection after five
REQUEST = b"GET /api/v1/shops HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"  # answered with 401


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    connection = socket.create_connection(
        (str(parts.hostname), parts.port or 0), timeout=30
    )
    connection.sendall(REQUEST)
    return connection


def _answer(connection: socket.socket) -> tuple[bytes, bytes]:
    """The head and the body of one answer, what came before it included."""
    received = b""
    while b"HTTP/1.1 401" not in received or not received.endswith(b"}"):
        piece = connection.recv(65536)
        assert piece, received
        received += piece
    head, _, body = received.rpartition(b"\r\n\r\n")
    return head, body


@shows("closes-idle-connections=0.05", by="served")
def test_an_idle_connection_is_closed(served: str) -> None:
    with _connected(served) as connection:
        _answer(connection)
        connection.settimeout(EARLY)
        assert connection.recv(1) == b""


@shows("closes-idle-connections", by="served")
def test_a_connection_may_be_idle_for_five_seconds_otherwise(served: str) -> None:
    with _connected(served) as connection:
        _answer(connection)
        connection.settimeout(0.2)
        with pytest.raises(TimeoutError):
            connection.recv(1)


@shows("closes-after-answers", by="served")
def test_a_connection_ends_after_an_answer_that_does_not_say_so(served: str) -> None:
    with _connected(served) as connection:
        head, _ = _answer(connection)
        connection.settimeout(EARLY)
        assert connection.recv(1) == b""
    assert b"connection: close" not in head.lower()


@shows("informational-answers=3", by="served")
def test_answers_103_come_before_the_true_one(served: str) -> None:
    with _connected(served) as connection:
        head, _ = _answer(connection)

    assert head.count(b"HTTP/1.1 103 Early Hints") == 3
    assert head.count(b"HTTP/1.1 401") == 1


@shows("informational-answers", by="served")
def test_there_is_one_of_them_otherwise(served: str) -> None:
    with _connected(served) as connection:
        assert _answer(connection)[0].count(b"HTTP/1.1 103") == 1


@shows("slow-headers=0.2", by="served")
def test_headers_come_piece_by_piece(served: str) -> None:
    with _connected(served) as connection:
        started = time.monotonic()
        first = connection.recv(65536)
        connection_head, body = _answer_after(connection, first)
        took = time.monotonic() - started

    assert len(first) < 40
    assert took >= 0.15
    assert connection_head.startswith(b"HTTP/1.1 401")
    assert body.endswith(b"}")


def _answer_after(connection: socket.socket, received: bytes) -> tuple[bytes, bytes]:
    while not received.endswith(b"}"):
        received += connection.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    return head, body


@shows("slow-headers=0.05", by="served")
def test_the_connection_goes_on_after_slow_headers(served: str) -> None:
    with _connected(served) as connection:
        for _ in range(2):
            assert _answer(connection)[1].endswith(b"}")
            connection.sendall(REQUEST)


@shows("slow-headers=0.05", by="served")
def test_a_client_that_asks_to_close_gets_all_of_the_answer(served: str) -> None:
    with _connected(served) as connection:
        _answer(connection)
        connection.sendall(
            REQUEST.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        )
        assert _answer(connection)[1].endswith(b"}")
        assert connection.recv(1) == b""
