"""Waits, clocks and sockets as they are: nothing of the client is replaced here.

The other tests give policies without waits, and forbid `Clock.sleep` to wait.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from mycloud import AsyncMyCloud, Clock, MyCloud, RetryPolicy, ServerError, TimeoutError

LOOPBACK = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1$"])
SLEEP, ASLEEP = Clock.sleep, Clock.asleep
BUSY = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
GOOD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n"
    b'{"order":{"id":342}}'
)

pytestmark = LOOPBACK


@pytest.fixture(autouse=True)
def real_sleeps(nobody_waits: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "sleep", SLEEP)
    monkeypatch.setattr(Clock, "asleep", ASLEEP)


class Busy:
    """A server on a real socket that is busy for its first answer, and notes when it was asked."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/api/v1"
        self.asked: list[float] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(
                target=self._answer, args=[connection], daemon=True
            ).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            while connection.recv(65536):
                self.asked.append(time.monotonic())
                connection.sendall(BUSY if len(self.asked) == 1 else GOOD)

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)


@pytest.fixture
def server() -> Iterator[Busy]:
    busy = Busy()
    yield busy
    busy.close()


def test_a_thread_waits_as_long_as_the_server_asks(server: Busy) -> None:
    with MyCloud("key", "secret", token="ready", base_url=server.url) as mycloud:
        assert mycloud.orders.get(342).id == 342

    first, second = server.asked
    assert 1.0 <= second - first < 10


def test_a_task_waits_as_long_as_the_server_asks_and_others_run_meanwhile(
    server: Busy,
) -> None:
    ticks: list[float] = []

    async def tick() -> None:
        while True:
            ticks.append(time.monotonic())
            await asyncio.sleep(0.05)

    async def ask() -> int | None:
        ticking = asyncio.create_task(tick())
        async with AsyncMyCloud(
            "key", "secret", token="ready", base_url=server.url
        ) as one:
            order = await one.orders.get(342)
        ticking.cancel()
        return order.id

    assert asyncio.run(ask()) == 342
    first, second = server.asked
    assert 1.0 <= second - first < 10
    assert len([tick for tick in ticks if first < tick < second]) > 3


def test_a_wait_beyond_the_deadline_is_not_begun(server: Busy) -> None:
    began = time.monotonic()
    hurried = RetryPolicy(deadline=0.9)

    with (
        MyCloud(
            "key", "secret", token="ready", base_url=server.url, retry=hurried
        ) as mycloud,
        pytest.raises(Exception, match="429"),
    ):
        mycloud.orders.get(342)

    assert time.monotonic() - began < 0.9
    assert len(server.asked) == 1


def test_the_clock_of_the_machine_ends_a_call_that_gets_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/api/v1"
        began = time.monotonic()
        hurried = RetryPolicy(deadline=0.3)
        with (
            MyCloud(
                "key", "secret", token="ready", base_url=url, retry=hurried
            ) as mycloud,
            pytest.raises((TimeoutError, ServerError)),
        ):
            mycloud.orders.get(342)
        assert 0.3 <= time.monotonic() - began < 5
