"""Connections over real sockets: which are kept, how long they may take, and what is known of them."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from mycloud import (
    AsyncMyCloud,
    ConnectError,
    Item,
    MyCloud,
    MyCloudError,
    RetryPolicy,
    TimeoutError,
    UnknownOutcomeError,
)

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

ITEM = Item(product_id=164162, quantity=1, price=1)
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 22\r\n\r\n"
    b'{"order": {"id": 342}}'
)
IMPATIENT = RetryPolicy(max_attempts=1, deadline=0.3)
ONCE = RetryPolicy(max_attempts=1)
PATIENCE = 5
"""Seconds within which a call with a deadline of 0.3 s must have ended, on a busy machine."""

Behaviour = Callable[[socket.socket, threading.Event], None]


class Listener:
    """A server on loopback; a function says what each connection gets.

    Attributes:
        accepted: How many connections were made.
    """

    def __init__(self, behave: Behaviour) -> None:
        self.accepted = 0
        self._behave = behave
        self._over = threading.Event()

    @contextmanager
    def serving(self, scheme: str = "http") -> Iterator[str]:
        """Serves; gives the base URL."""
        with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
            threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
            try:
                yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/api/v1"
            finally:
                self._over.set()
                listener.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                self.accepted += 1
                threading.Thread(
                    target=self._serve, args=(connection,), daemon=True
                ).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            self._behave(connection, self._over)


def answers(connection: socket.socket, over: threading.Event) -> None:
    """Answers every request at once."""
    while received := connection.recv(65536):
        if b"\r\n\r\n" in received:
            connection.sendall(ANSWER)


def says_nothing(connection: socket.socket, over: threading.Event) -> None:
    """Takes everything and answers nothing."""
    over.wait(30)


def reads_nothing(connection: socket.socket, over: threading.Event) -> None:
    """Lets an upload pile up."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    over.wait(30)


def drips(start: bytes, drop: bytes) -> Behaviour:
    """Answers without end, a little at a time."""

    def behave(connection: socket.socket, over: threading.Event) -> None:
        connection.recv(65536)
        connection.sendall(start)
        while not over.wait(0.02):
            connection.sendall(drop)

    return behave


SLOW = {
    "silence": says_nothing,
    "headers": drips(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "1xx answers": drips(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "body": drips(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n", b" "),
    "packed body": drips(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 999999\r\n\r\n"
        b"\x1f\x8b\x08\x08\0\0\0\0\0\0",
        b"n",
    ),
}


def ended_in_time(call: Callable[[], object]) -> MyCloudError:
    began = time.monotonic()
    with pytest.raises(MyCloudError) as caught:
        call()
    assert time.monotonic() - began < PATIENCE
    return caught.value


def awaited(
    url: str, call: Callable[[AsyncMyCloud], Any], **settings: Any
) -> Callable[[], Any]:
    async def run() -> Any:
        async with AsyncMyCloud(token="ready", base_url=url, **settings) as client:
            return await call(client)

    return lambda: asyncio.run(run())


def blocking(
    url: str, call: Callable[[MyCloud], Any], **settings: Any
) -> Callable[[], Any]:
    def run() -> Any:
        with MyCloud(token="ready", base_url=url, **settings) as client:
            return call(client)

    return run


CLIENTS = pytest.mark.parametrize("run", [blocking, awaited])


@CLIENTS
@pytest.mark.parametrize("slow", SLOW)
def test_a_call_ends_with_its_deadline_however_slowly_the_answer_comes(
    slow: str, run: Any
) -> None:
    with Listener(SLOW[slow]).serving() as url:
        error = ended_in_time(
            run(url, lambda client: client.orders.get(342), retry=IMPATIENT)
        )

    assert isinstance(error, TimeoutError)


def create(client: Any, **fields: Any) -> Any:
    return client.orders.create(delivery_mode_id=343, items=[ITEM], **fields)


@CLIENTS
def test_an_upload_that_is_not_read_ends_with_the_deadline_and_is_unknown(
    run: Any,
) -> None:
    with Listener(reads_nothing).serving() as url:
        error = ended_in_time(
            run(url, lambda c: create(c, note="x" * 5_000_000), retry=IMPATIENT)
        )

    assert isinstance(error, UnknownOutcomeError)


@CLIENTS
def test_a_deadline_that_ends_before_anything_was_sent_says_so(run: Any) -> None:
    with Listener(says_nothing).serving("https") as url:  # TLS is never agreed upon
        error = ended_in_time(run(url, create, retry=IMPATIENT))

    assert isinstance(error, ConnectError)
    assert not isinstance(error, UnknownOutcomeError)


def test_reads_share_a_connection() -> None:
    listener = Listener(answers)
    with listener.serving() as url, MyCloud(token="ready", base_url=url) as client:
        for _ in range(5):
            client.orders.get(342)

    assert listener.accepted == 1


class Counted:
    """A behaviour that counts the connections that are open.

    Attributes:
        most: How many were open at once.
    """

    def __init__(self, behave: Behaviour) -> None:
        self._behave = behave
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self.most = 0

    def __call__(self, connection: socket.socket, over: threading.Event) -> None:
        with self._lock:
            self._open = [other for other in self._open if is_open(other)]
            self._open.append(connection)
            self.most = max(self.most, len(self._open))
        self._behave(connection, over)


def is_open(connection: socket.socket) -> bool:
    """Whether the other side has it open; this side may not have noticed its end yet."""
    try:
        return bool(connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
    except BlockingIOError:
        return True
    except OSError:
        return False


def answers_after_a_moment(connection: socket.socket, over: threading.Event) -> None:
    while read_whole(connection):
        over.wait(0.005)
        connection.sendall(ANSWER)


def read_whole(connection: socket.socket) -> bool:
    """Reads a request to its end; False if the connection ended."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65536)
        if not piece:
            return False
        received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head.lower())
    left = (int(length[1]) if length else 0) - len(body)
    while left > 0:
        left -= len(connection.recv(left))
    return True


def test_64_threads_open_no_more_connections_than_they_may() -> None:
    counted = Counted(answers_after_a_moment)
    with (
        Listener(counted).serving() as url,
        MyCloud(token="ready", base_url=url, max_connections=10, retry=ONCE) as client,
        ThreadPoolExecutor(64) as pool,
    ):
        calls = [pool.submit(client.orders.get, 342) for _ in range(256)]
        calls += [pool.submit(create, client) for _ in range(64)]
        assert {call.result().id for call in calls} == {342}

    assert 1 < counted.most <= 10


def test_64_tasks_open_no_more_connections_than_they_may() -> None:
    counted = Counted(answers_after_a_moment)

    async def main(url: str) -> None:
        async with AsyncMyCloud(
            token="ready", base_url=url, max_connections=10, retry=ONCE
        ) as client:
            reads = [client.orders.get(342) for _ in range(64)]
            creates = [create(client) for _ in range(64)]
            await asyncio.gather(*reads, *creates)

    with Listener(counted).serving() as url:
        asyncio.run(main(url))

    assert 1 < counted.most <= 10


@CLIENTS
@pytest.mark.parametrize("creates", [False, True])
def test_a_call_that_gets_no_connection_before_its_deadline_was_not_sent(
    run: Any, creates: bool
) -> None:
    held, over = threading.Event(), threading.Event()

    def holds(connection: socket.socket, ended: threading.Event) -> None:
        connection.recv(65536)
        held.set()
        over.wait(30)
        connection.sendall(ANSWER)

    def call(client: Any) -> Any:
        return create(client) if creates else client.orders.get(342)

    with Listener(holds).serving() as url:
        error = waits_behind(run, url, call, held, over)

    assert isinstance(error, ConnectError)
    assert "was not sent" in str(error)
    assert "max_connections=" in str(error)


def waits_behind(
    run: Any,
    url: str,
    call: Callable[[Any], Any],
    held: threading.Event,
    over: threading.Event,
) -> MyCloudError:
    """The error of a call that waits for the only connection, which another one has."""

    def both(client: MyCloud) -> Any:
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(call, client)
            held.wait(10)
            try:
                return call(client.with_options(retry=IMPATIENT))
            finally:
                over.set()
                first.result()

    async def both_awaited(client: AsyncMyCloud) -> Any:
        first = asyncio.create_task(call(client))
        await asyncio.to_thread(held.wait, 10)
        try:
            return await call(client.with_options(retry=IMPATIENT))
        finally:
            over.set()
            await first

    wanted = both if run is blocking else both_awaited
    return ended_in_time(run(url, wanted, max_connections=2))


def test_awaited_reads_share_a_connection() -> None:
    listener = Listener(answers)

    async def main(url: str) -> None:
        async with AsyncMyCloud(token="ready", base_url=url) as client:
            for _ in range(5):
                await client.orders.get(342)

    with listener.serving() as url:
        asyncio.run(main(url))

    assert listener.accepted == 1


def test_each_create_has_a_connection_of_its_own() -> None:
    listener = Listener(answers)
    with listener.serving() as url, MyCloud(token="ready", base_url=url) as client:
        client.orders.get(342)
        for _ in range(3):
            create(client)
        client.orders.get(342)

    assert listener.accepted == 4


def test_a_pool_heals_after_waves_of_cancelled_reads() -> None:
    fast = threading.Event()

    def waits_until_fast(connection: socket.socket, over: threading.Event) -> None:
        while connection.recv(65536):
            fast.wait(30)
            connection.sendall(ANSWER)

    async def main(url: str) -> int:
        async with AsyncMyCloud(
            token="ready", base_url=url, max_connections=10
        ) as client:
            for _ in range(5):
                await wave(client)
            fast.set()
            read = await asyncio.gather(*(client.orders.get(342) for _ in range(30)))
            return len(read)

    with Listener(waits_until_fast).serving() as url:
        assert asyncio.run(main(url)) == 30


async def wave(client: AsyncMyCloud) -> None:
    """Ten reads that are cancelled while the server is slow."""
    reads = [asyncio.create_task(client.orders.get(342)) for _ in range(10)]
    await asyncio.sleep(0.05)
    for read in reads:
        read.cancel()
    await asyncio.gather(*reads, return_exceptions=True)


def test_a_proxy_of_the_environment_is_not_used_on_loopback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proxy = Listener(answers)
    with proxy.serving() as elsewhere, Listener(answers).serving() as url:
        monkeypatch.setenv("HTTP_PROXY", elsewhere.removesuffix("/api/v1"))
        with MyCloud(token="ready", base_url=url) as client:
            client.orders.get(342)

    assert proxy.accepted == 0
