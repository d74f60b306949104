"""Large files on their way out, and answers that never seem to end on their way in."""

from __future__ import annotations

import socket
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from mycloud import AsyncMyCloud, Attachment, Item, MyCloud, RetryPolicy, TimeoutError

from ..http_library import httpx

SIZE = 64 * 1024 * 1024
ITEM = Item(product_id=164162, quantity=1, price=1)


class Counting(httpx.BaseTransport):
    """Takes a request piece by piece, as a socket does, and forgets it."""

    taken = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        self.taken = sum(len(piece) for piece in request.stream)
        return httpx.Response(200, json={"order": {"id": 342}})


def test_a_large_file_is_streamed_and_never_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    with path.open("wb") as file:
        file.truncate(SIZE)
    transport = Counting()

    with MyCloud(token="ready", transport=transport) as client:
        tracemalloc.start()
        client.orders.create(
            delivery_mode_id=343, items=[ITEM], attachments=[Attachment("LABEL", path)]
        )
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert transport.taken > SIZE
    assert peak < SIZE / 16


@contextmanager
def dribbling() -> Iterator[str]:
    """A server whose answer goes on for ever, a byte at a time."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over = threading.Event()
        thread = threading.Thread(target=dribble, args=(listener, over))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1"
        over.set()
        thread.join()


def dribble(listener: socket.socket, over: threading.Event) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
        )
        while not over.wait(0.01):
            try:
                connection.sendall(b" ")
            except OSError:
                return


IMPATIENT = RetryPolicy(deadline=0.2)


def too_late() -> AbstractContextManager[object]:
    return pytest.raises(TimeoutError, match="in time")


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_an_answer_that_dribbles_in_ends_with_the_deadline() -> None:
    with (
        dribbling() as url,
        MyCloud(token="ready", base_url=url, retry=IMPATIENT) as client,
        too_late(),
    ):
        client.orders.get(342)


@pytest.mark.anyio
@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
async def test_an_awaited_answer_that_dribbles_in_ends_with_the_deadline() -> None:
    with dribbling() as url:
        async with AsyncMyCloud(token="ready", base_url=url, retry=IMPATIENT) as client:
            with too_late():
                await client.orders.get(342)
