"""Pages asked for ahead: how many are in flight, in which order they come, and how that ends."""

from __future__ import annotations

import gc
import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice

import anyio
import pytest
from mycloud import AsyncMyCloud, MyCloud, RetryPolicy, ServerError
from mycloud._prefetching import Prefetcher
from mycloud._walk import Walk
from mycloud_api.values import _log_once

from ..http_library import httpx

PAGES = 30
COUNT = 5
SIZE = PAGES * (COUNT - 1)


def page_of(request: httpx.Request) -> httpx.Response:
    offset, count = int(request.url.params["offset"]), int(request.url.params["count"])
    return httpx.Response(
        200,
        content=json.dumps(
            {"orders": [{"id": key} for key in range(SIZE)[offset:][:count]]}
        ),
    )


class Gate(httpx.BaseTransport):
    """Lets requests through once `width` of them have come together; the last pages need not wait."""

    def __init__(self, width: int) -> None:
        self._all_here = threading.Barrier(width, timeout=20)
        self._lock = threading.Lock()
        self.under_way = self.most = self.asked = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            self.asked += 1
            self.under_way += 1
            self.most = max(self.most, self.under_way)
        if (
            0 < int(request.url.params["offset"]) <= 2 * 4 * (COUNT - 1)
        ):  # the first page comes alone
            self._all_here.wait()
        with self._lock:
            self.under_way -= 1
        return page_of(request)


class Counter(httpx.AsyncBaseTransport):
    """Counts what is in flight, and answers in the order that `delay` (of the offset) says."""

    def __init__(
        self, answer: Callable[[httpx.Request], httpx.Response] = page_of
    ) -> None:
        self._answer = answer
        self.under_way = self.most = 0
        self.offsets: list[int] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        offset = int(request.url.params["offset"])
        self.offsets.append(offset)
        self.under_way += 1
        if (
            offset < SIZE - COUNT
        ):  # At the end some are called back, and may not have noticed yet.
            self.most = max(self.most, self.under_way)
        try:
            for _ in range(
                200 if offset % 3 else 50
            ):  # the third of the pages overtakes the others
                await anyio.lowlevel.checkpoint()
        finally:
            self.under_way -= 1
        return self._answer(request)


def test_as_many_pages_are_under_way_as_asked_for_and_no_more() -> None:
    gate = Gate(4)
    with MyCloud(token="T", transport=gate) as client:
        assert [
            order.id for order in client.orders.list(count=COUNT, prefetch=4)
        ] == list(range(SIZE))

    assert gate.most == 4


@pytest.mark.anyio
async def test_pages_that_overtake_each_other_come_in_order() -> None:
    server = Counter()
    async with AsyncMyCloud(token="T", transport=server) as client:
        assert [
            order.id async for order in client.orders.list(count=COUNT, prefetch=7)
        ] == list(range(SIZE))

    assert server.most == 7


@pytest.mark.anyio
async def test_the_next_page_is_on_its_way_before_the_one_that_came_is_read() -> None:
    """Otherwise reading, which takes the processor, would hold up the network, and pages come in
    bursts.
    """
    asked: list[int] = []
    asked_when_read: list[list[int]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(int(request.url.params["offset"]))
        orders: list[dict[str, object]] = [
            {"id": key} for key in range(SIZE)[asked[-1] :][:COUNT]
        ]
        if asked[-1] == 2 * (COUNT - 1):
            orders[1]["weight"] = "heavy enough to be told of"
        return httpx.Response(200, content=json.dumps({"orders": orders}))

    class Seen(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            asked_when_read.append([*asked])

    _log_once.cache_clear()
    with handling(Seen()):
        async with AsyncMyCloud(
            token="T", transport=httpx.MockTransport(answer)
        ) as client:
            await client.orders.list(count=COUNT, prefetch=1).all()

    assert asked_when_read == [[0, COUNT - 1, 2 * (COUNT - 1), 3 * (COUNT - 1)]]


@contextmanager
def handling(handler: logging.Handler) -> Iterator[None]:
    logger = logging.getLogger("mycloud.drift")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


@pytest.mark.anyio
@pytest.mark.parametrize("size", [0, 1, 4])
async def test_a_short_list_is_not_asked_for_pages_it_cannot_have(size: int) -> None:
    server = Counter(lambda request: _short(request, size))
    async with AsyncMyCloud(token="T", transport=server) as client:
        assert len(await client.orders.list(count=COUNT, prefetch=9).all()) == size

    assert len(server.offsets) <= 2


def _short(request: httpx.Request, size: int) -> httpx.Response:
    offset = int(request.url.params["offset"])
    return httpx.Response(
        200,
        content=json.dumps({"orders": [{"id": key} for key in range(size)[offset:]]}),
    )


@pytest.mark.anyio
async def test_a_walk_that_is_left_asks_for_nothing_more_and_leaves_nothing_under_way() -> (
    None
):
    server = Counter()
    async with AsyncMyCloud(token="T", transport=server) as client:
        async for order in client.orders.list(count=COUNT, prefetch=5):
            if order.id == 9:
                break
        gc.collect()  # where the interpreter does not end a forgotten generator at once
        for _ in range(200):
            await anyio.lowlevel.checkpoint()
        asked = len(server.offsets)

        assert server.under_way == 0
        for _ in range(200):
            await anyio.lowlevel.checkpoint()
        assert len(server.offsets) == asked


def test_a_blocking_walk_that_is_left_asks_for_nothing_more() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return page_of(request)

    with MyCloud(token="T", transport=httpx.MockTransport(answer)) as client:
        for order in client.orders.list(count=COUNT, prefetch=4):
            if order.id == 7:
                break
        for thread in _prefetching():
            thread.join(timeout=20)

        assert not list(_prefetching())
        assert len(asked) <= 1 + 2 + 4


def _prefetching() -> Iterator[threading.Thread]:
    return (
        thread for thread in threading.enumerate() if thread.name == "mycloud-prefetch"
    )


class Limited:
    """Answers 429 to one request while others are in flight, and notes how many are from then on."""

    def __init__(self) -> None:
        self.said_so = False
        self.most_after = 0
        self.server: Counter

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.params["offset"] == str(6 * (COUNT - 1)) and not self.said_so:
            self.said_so = True
            self.server.most = 0
            return httpx.Response(429, headers={"Retry-After": "0"})
        return page_of(request)


@pytest.mark.anyio
async def test_fewer_pages_are_asked_for_ahead_after_the_server_said_that_it_is_too_much() -> (
    None
):
    limited = Limited()
    server = limited.server = Counter(limited)
    most: list[int] = []
    async with AsyncMyCloud(token="T", transport=server) as client:
        async for page in client.orders.list(count=COUNT, prefetch=8).pages():
            if limited.said_so:
                most.append(server.under_way)
            assert page.items

    assert limited.said_so
    assert min(most[:-3]) <= 4  # at the end fewer are asked for anyway
    assert max(most[-8:-3]) > min(most[:-3])


@pytest.mark.anyio
async def test_an_error_comes_after_the_pages_before_it() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return (
            httpx.Response(500)
            if request.url.params["offset"] == str(3 * (COUNT - 1))
            else page_of(request)
        )

    async with AsyncMyCloud(
        token="T", transport=Counter(answer), retry=RetryPolicy(max_attempts=1)
    ) as client:
        orders = aiter(client.orders.list(count=COUNT, prefetch=5))
        given = [(await anext(orders)).id for _ in range(3 * (COUNT - 1) + 1)]
        with pytest.raises(ServerError):
            await anext(orders)

    assert given == list(range(len(given)))


def test_the_walk_is_resumed_from_where_a_page_stood() -> None:
    with MyCloud(token="T", transport=httpx.MockTransport(page_of)) as client:
        *_, page = islice(client.orders.list(count=COUNT, prefetch=2).pages(), 3)
        reached = page.offset + len(page.items)
        rest = [order.id for order in client.orders.list(count=COUNT, offset=reached)]

    assert rest == list(range(reached, SIZE))


def test_the_answers_of_pages_asked_for_ahead_are_kept_too() -> None:
    with (
        MyCloud(token="T", transport=httpx.MockTransport(page_of)) as client,
        client.answers() as answers,
    ):
        client.orders.list(count=COUNT, prefetch=3).all()

    assert len(answers) >= PAGES


@contextmanager
def closed_after(client: MyCloud) -> Iterator[MyCloud]:
    yield client
    client.close()


def test_a_client_can_be_closed_while_pages_are_under_way() -> None:
    for _ in range(5):
        with closed_after(
            MyCloud(token="T", transport=httpx.MockTransport(page_of))
        ) as client:
            assert client.orders.list(count=COUNT, prefetch=6).first() is not None
    for thread in _prefetching():
        thread.join(timeout=20)


def a_walk() -> Walk[int]:
    """One that has had its first page, 0 to 4, and is to go on at 4."""
    walk = Walk[int](offset=0, count=COUNT, overlap=1)
    walk.accept(range(COUNT))
    return walk


def test_pages_ahead_start_where_the_walk_will_be_if_nothing_shifts() -> None:
    walk = a_walk()
    ahead = Prefetcher(walk, 3)

    assert not ahead.is_astray()
    assert list(ahead.wanted()) == [4, 8, 12]
    ahead.arrived()
    assert list(ahead.wanted()) == [16]


def test_pages_ahead_are_dropped_when_the_walk_goes_elsewhere() -> None:
    walk = a_walk()
    ahead = Prefetcher(walk, 2)
    ahead.is_astray()
    list(ahead.wanted())
    ahead.arrived()
    walk.accept(
        [20, 21, 22, 23, 24]
    )  # nothing of what was before: the list has shifted

    assert ahead.is_astray()
    assert walk.offset == 0
    assert list(ahead.wanted()) == [0, 4]


def test_after_it_was_too_much_the_pages_ahead_become_more_one_by_one() -> None:
    walk = a_walk()
    ahead = Prefetcher(walk, 3)
    ahead.is_astray()
    ahead.slow_down()

    counts = []
    for _ in range(4):
        counts.append(len(list(ahead.wanted())))
        ahead.arrived()
    assert counts == [1, 2, 2, 1]
