"""A server that answers every GET with one stored order, from a process of its own.

The order is one of the sandbox, read once. After that the server only writes the same bytes again, so that it is quick,
costs the measured process nothing, and gives both sides the same answer.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from mycloud import AsyncMyCloud
from mycloud_sandbox import create_app
from mycloud_sandbox.app import default_keys
from mycloud_sandbox.contract import load_contract

ORDER_ID = 1984
"""The order of the documentation's example; the sandbox has it in every seed."""

_HEAD = (
    "HTTP/1.1 200 OK\r\ndate: Mon, 09 Apr 2018 03:00:00 GMT\r\nserver: sandbox\r\n"
    "content-length: {length}\r\ncontent-type: application/json\r\n\r\n"
)
_END_OF_REQUEST = b"\r\n\r\n"


@contextmanager
def serving_order() -> Iterator[str]:
    """The base URL of such a server, which is ended afterwards."""
    command = [sys.executable, "-m", "bench.server"]
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/api/v1"
        finally:
            process.terminate()


class _Same(asyncio.Protocol):
    """Answers every request of a connection with the same bytes."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Requests have no body, and come whole: they are short."""
        self._transport.write(self._answer * data.count(_END_OF_REQUEST))


async def _stored_order() -> bytes:
    """The order as the sandbox gives it in the documented shape."""
    transport = httpx.ASGITransport(create_app())
    keys = default_keys(load_contract())
    async with AsyncMyCloud(*keys, base_url="http://127.0.0.1/api/v1", transport=transport) as client:
        with client.answers() as answers:
            await client.orders.get(ORDER_ID)
    return answers[-1].content


async def _serve() -> None:
    order = await _stored_order()
    answer = _HEAD.format(length=len(order)).encode() + order
    server = await asyncio.get_running_loop().create_server(lambda: _Same(answer), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
