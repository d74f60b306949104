"""A server that misbehaves on purpose, on a real socket: it places orders, and loses, cuts, delays
or garbles answers.

It keeps books of what really happened, to hold against what a client reports. One thread and one
event loop do all of it, so that orders are placed one after the other.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import struct
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest

from .faults import Choose, Ending, Fault, Kind

LOOPBACK = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1$"])
HOST: Final = "127.0.0.1"
FIRST_ID: Final = 1001
LARGEST_PAGE: Final = 100
LATE: Final = 2.0
"""Seconds after which a late answer comes, unless the client hangs up before; beyond any timeout
used here.
"""
TOKEN: Final = (
    "eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjE1MjMyNDI4MDAsImV4cCI6MTUyMzI3MTYwMH0.c2lnbmF0dXJl"
)
"""Says that it lives from `iat` for 8 hours."""


@dataclass(frozen=True)
class Request:
    """What the server heard of a request."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path.removeprefix("/api/v1")

    @property
    def kind(self) -> Kind:
        if self.path == "/gettoken":
            return "token"
        kinds: dict[str, Kind] = {
            "POST": "create",
            "PATCH": "update",
            "DELETE": "delete",
        }
        return kinds.get(self.method, "read")

    @property
    def order_number(self) -> str:
        return self.field("order_number")

    @property
    def index(self) -> int:
        """Which order a path means, by its place in the books."""
        return int(self.path.removeprefix("/orders/")) - FIRST_ID

    def field(self, name: str) -> str:
        """A field of the form."""
        head = rb'name="%b"(?:\r\n[^\r]+)*\r\n\r\n([^\r]*)' % name.encode()
        found = re.search(head, self.body)
        return found[1].decode() if found else ""

    def number(self, name: str, otherwise: int) -> int:
        """A number of the query."""
        return int(parse_qs(urlsplit(self.target).query).get(name, [str(otherwise)])[0])


class Books:
    """What really happened.

    Attributes:
        placed: The order numbers of the orders placed, in order of arrival.
        fields: Other fields of an order, by its place among those placed.
        deleted: The places of the orders that were deleted.
        by_request: How many orders were placed under each request id.
        treated: How each create that was heard was treated, by order number.
        request_ids: The request ids heard for each order number; empty text stands for none.
        faults: How often each fault was dealt.
    """

    def __init__(self) -> None:
        self.placed: list[str] = []
        self.fields: dict[int, dict[str, str]] = defaultdict(dict)
        self.deleted: set[int] = set()
        self.by_request: Counter[str] = Counter()
        self.treated: dict[str, list[Fault]] = defaultdict(list)
        self.request_ids: dict[str, set[str]] = defaultdict(set)
        self.faults: Counter[str] = Counter()

    def create(self, request: Request, fault: Fault) -> dict[str, Any]:
        number, request_id = (
            request.order_number,
            request.headers.get("mycloud-request-id", ""),
        )
        self.treated[number].append(fault)
        self.request_ids[number].add(request_id)
        if fault.places:
            self.by_request[request_id] += 1
            self.fields[len(self.placed)]["name"] = request.field("name")
            self.placed.append(number)
        return {"order": self.order(len(self.placed) - 1) if fault.places else None}

    def read(self, request: Request) -> dict[str, Any]:
        if request.path == "/orders":
            return {
                "orders": self._page(
                    request.number("offset", 0), request.number("count", LARGEST_PAGE)
                )
            }
        return {"order": self.order(request.index)}

    def change(self, request: Request, fault: Fault) -> dict[str, Any]:
        """Sets the note of an order, or deletes it."""
        before = self.order(request.index)
        if fault.places and request.kind == "update":
            self.fields[request.index]["note"] = request.field("note")
        elif fault.places:
            self.deleted.add(request.index)
        return {
            "order": before if request.kind == "delete" else self.order(request.index)
        }

    def order(self, index: int) -> dict[str, Any]:
        return {
            "id": FIRST_ID + index,
            "order_number": self.placed[index],
            "delivery_mode_id": 343,
            **self.fields.get(index, {}),
        }

    def _page(self, offset: int, count: int) -> list[dict[str, Any]]:
        there = [n for n in range(len(self.placed)) if n not in self.deleted]
        page = there[offset : offset + min(count, LARGEST_PAGE)]
        return [self.order(index) for index in page]


def documented(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer as the documentation shows it."""
    return answer


def enveloped(answer: dict[str, Any]) -> dict[str, Any]:
    """The same in the observed envelope."""
    if "token" in answer:
        return answer
    (data,) = answer.values()
    entries = (
        [{"attributes": order} for order in data] if isinstance(data, list) else []
    )
    return {
        "success": True,
        "data": entries if isinstance(data, list) else {"attributes": data},
    }


Spell = Callable[[dict[str, Any]], dict[str, Any]]


class FaultyServer:
    """Serves on a free port of 127.0.0.1 until it is stopped."""

    def __init__(self, choose: Choose, spell: Spell = documented) -> None:
        self.books = Books()
        self._spell = spell
        self.base_url = ""
        self._choose = choose
        self._started = threading.Event()
        self._stopping = asyncio.Event()
        self._conversations: set[asyncio.Task[None]] = set()
        self._mistakes: list[BaseException] = []
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def start(self) -> None:
        self._thread.start()
        assert self._started.wait(5), "the server did not start"

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        assert self._mistakes == [], "the server itself failed"

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._welcome, HOST, 0, backlog=512)
        self.base_url = f"http://{HOST}:{server.sockets[0].getsockname()[1]}/api/v1"
        self._started.set()
        await self._stopping.wait()
        server.close()
        going_on = list(self._conversations)
        for conversation in going_on:
            conversation.cancel()
        await asyncio.gather(*going_on, return_exceptions=True)

    def _welcome(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        conversation = self._loop.create_task(self._converse(reader, writer))
        self._conversations.add(conversation)
        conversation.add_done_callback(self._part)

    def _part(self, conversation: asyncio.Task[None]) -> None:
        self._conversations.discard(conversation)
        mistake = None if conversation.cancelled() else conversation.exception()
        self._mistakes += [] if mistake is None else [mistake]

    async def _converse(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one request after the other until the connection ends, by either side."""
        ends = self._deal("connection").ends
        with contextlib.suppress(
            asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError
        ):
            while ends is Ending.KEEP:
                ends = await self._treat(reader, writer)
        if ends is Ending.RESET:
            reset(writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async def _treat(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> Ending:
        request, length = await read_head(reader)
        fault = self._deal(request.kind)
        body = await reader.readexactly(length if fault.hears else length // 2)
        if fault.hears:
            result = await self._result(
                Request(request.method, request.target, request.headers, body), fault
            )
            if fault.late:
                await self._hold_back(reader)
            writer.write(fault.answer(json.dumps(self._spell(result)).encode()))
            await writer.drain()
        return fault.ends

    def _deal(self, kind: Kind) -> Fault:
        fault = self._choose(kind)
        self.books.faults[f"{kind}: {fault}"] += 1
        return fault

    async def _result(self, request: Request, fault: Fault) -> dict[str, Any]:
        if request.kind == "token":
            return {"token": TOKEN}
        if request.kind == "create":
            return self.books.create(request, fault)
        if request.kind in ("update", "delete"):
            return self.books.change(request, fault)
        await settled()
        return self.books.read(request)

    async def _hold_back(self, reader: asyncio.StreamReader) -> None:
        """Until the client hangs up or the server is stopped."""
        over = [
            asyncio.create_task(reader.read()),
            asyncio.create_task(self._stopping.wait()),
        ]
        await asyncio.wait(over, timeout=LATE, return_when=asyncio.FIRST_COMPLETED)
        for task in over:
            task.cancel()
        await asyncio.gather(*over, return_exceptions=True)


async def settled() -> None:
    """Let the loop take in all that has arrived, so that a read sees every create that was sent
    before it.

    On a busy machine a client may run into its timeout and look for its order before the server was
    given time to read the create. A server that places what it had not even read after it said that
    it is not there cannot be dealt with by any client, and is not what is tried here.
    """
    for _ in range(10):
        await asyncio.sleep(0)


async def read_head(reader: asyncio.StreamReader) -> tuple[Request, int]:
    """The head of a request, and the length of the body to come."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {
        name.lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    return Request(method, target, headers), int(headers.get("content-length", "0"))


def reset(writer: asyncio.StreamWriter) -> None:
    """End the connection with RST, as a server does that dies: closing with a linger time of 0
    sends it.
    """
    writer.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
    )
    writer.transport.abort()


@contextlib.contextmanager
def serving(choose: Choose, spell: Spell = documented) -> Iterator[FaultyServer]:
    """A running server, stopped afterwards, whatever it is doing."""
    server = FaultyServer(choose, spell)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def closed_port() -> Iterator[str]:
    """The base URL of a port at which connections are refused: it is taken, but nobody listens."""
    # Bound, so that nobody else gets it.
    with socket.socket() as held:
        held.bind((HOST, 0))
        yield f"http://{HOST}:{held.getsockname()[1]}/api/v1"
