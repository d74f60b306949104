"""A server that answers GET requests for orders, from its own process.

Its orders are those of the sandbox, read once. After that it only puts bytes together, so that it
is quick, costs the measured process nothing, and gives every side the same answers.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .orders import one_order, pages

TOKEN = ".".join(("e" * 36, "y" * 160, "J" * 43))  # as long as a JSON Web Token

_HEAD = (
    b"HTTP/1.1 200 OK\r\ndate: Mon, 09 Apr 2018 03:00:00 GMT\r\nserver: sandbox\r\n"
    b"content-length: %d\r\ncontent-type: application/json\r\n\r\n"
)
_END_OF_REQUEST = b"\r\n\r\n"
_QUERY = re.compile(rb"(offset|count)=([0-9]+)")


@contextmanager
def serving(
    *, orders: int = 0, bare: bool = False, latency: float = 0
) -> Iterator[str]:
    """The base URL of such a server, which is ended afterwards.

    Args:
        orders: How many orders its list has. Without any it answers every request with one order.
        bare: Whether the orders of the list are without items, customer and delivery mode.
        latency: The seconds that each answer is held back, without holding back any other.
    """
    options = [
        f"--orders={orders}",
        f"--latency={latency}",
        *(["--bare"] if bare else []),
    ]
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, "-m", "bench.server", *options],
        cwd=root,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/api/v1"
        finally:
            process.terminate()


class _Listed:
    """A page of a list that has the orders of the sandbox over and over, each time with other
    database keys.
    """

    def __init__(self, total: int, bare: bool) -> None:
        orders = json.loads(pages("documented", 1)[0])["orders"]
        self._total = total
        self._orders = [
            _without_id(_bare(order) if bare else order) for order in orders
        ]

    def __call__(self, request: bytes) -> bytes:
        asked = {name: int(number) for name, number in _QUERY.findall(request)}
        first, end = (
            asked[b"offset"],
            min(asked[b"offset"] + asked[b"count"], self._total),
        )
        orders, number = self._orders, len(self._orders)
        return b'{"orders":[%b]}' % b",".join(
            b'{"id":%d,%b' % (key, orders[key % number]) for key in range(first, end)
        )


def _bare(order: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in order.items()
        if not isinstance(value, (dict, list))
    }


def _without_id(order: dict[str, Any]) -> bytes:
    """As bytes, without the brace before it."""
    fields = {name: value for name, value in order.items() if name != "id"}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()[1:]


class _Answering(asyncio.Protocol):
    """Answers the requests of a connection. They have no body, and come whole: they are short."""

    def __init__(self, answer: Callable[[bytes], bytes], latency: float) -> None:
        self._answer = answer
        self._latency = latency

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        for request in data.split(_END_OF_REQUEST)[:-1]:
            body = self._answer(request)
            self._later(_HEAD % len(body) + body)

    def _later(self, answer: bytes) -> None:
        if self._latency:
            asyncio.get_running_loop().call_later(
                self._latency, self._transport.write, answer
            )
        else:
            self._transport.write(answer)


async def _serve(answer: Callable[[bytes], bytes], latency: float) -> None:
    server = await asyncio.get_running_loop().create_server(
        lambda: _Answering(answer, latency), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    """Serve until terminated; says its port first."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=0)
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--latency", type=float, default=0)
    given = parser.parse_args()
    order = b"" if given.orders else one_order()
    answer = (
        _Listed(given.orders, given.bare) if given.orders else lambda _request: order
    )
    asyncio.run(_serve(answer, given.latency))


if __name__ == "__main__":
    main()
