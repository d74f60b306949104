"""`orders.get` against the same request by bare httpx: what the client adds, in CPU time of this
process alone.

Both sides keep their connection open, send a token, and read the same answer: ours into a model,
the bare one into the dictionaries of `json.loads`, which is the least that anybody would do with
it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import httpx
from mycloud import AsyncMyCloud, MyCloud

from ..measuring import Case, Sides
from ..orders import ORDER_ID
from ..server import TOKEN, serving

CALLS = 25
"""Calls to a sample. A clock that counts CPU time would see little of a single one."""

HEADERS = {"Authorization": f"Bearer {TOKEN}"}


@contextmanager
def _blocking() -> Iterator[Sides]:
    with (
        serving() as url,
        MyCloud(token=TOKEN, base_url=url) as client,
        httpx.Client() as bare,
    ):

        def get() -> object:
            return json.loads(
                bare.get(f"{url}/orders/{ORDER_ID}", headers=HEADERS).content
            )

        yield {
            "MyCloud": lambda: _took(lambda: client.orders.get(ORDER_ID)),
            "httpx.Client": lambda: _took(get),
        }


@contextmanager
def _awaited() -> Iterator[Sides]:
    with serving() as url, asyncio.Runner() as runner:
        client, bare = AsyncMyCloud(token=TOKEN, base_url=url), httpx.AsyncClient()

        async def get() -> object:
            return json.loads(
                (await bare.get(f"{url}/orders/{ORDER_ID}", headers=HEADERS)).content
            )

        yield {
            "AsyncMyCloud": lambda: runner.run(
                _took_awaited(lambda: client.orders.get(ORDER_ID))
            ),
            "httpx.AsyncClient": lambda: runner.run(_took_awaited(get)),
        }
        runner.run(client.aclose())
        runner.run(bare.aclose())


def _took(call: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(CALLS):
        call()
    return (time.process_time() - began) / CALLS * 1e6


async def _took_awaited(call: Callable[[], Awaitable[object]]) -> float:
    began = time.process_time()
    for _ in range(CALLS):
        await call()
    return (time.process_time() - began) / CALLS * 1e6


CASES = [
    Case("orders.get", "µs CPU", _blocking, rounds=151, bars={"httpx.Client": 1.25}),
    Case(
        "await orders.get",
        "µs CPU",
        _awaited,
        rounds=151,
        bars={"httpx.AsyncClient": 1.25},
    ),
]
