"""Walking 10,000 orders of a server that takes 50 ms to answer, with 8 pages ahead, against one page after the other.

The plain loop is the documented one, without overlap. Both sides read whole orders, by the standard library's json. This
is a matter of waiting, so it is told in seconds by the clock, and how many times as fast the walk ahead is.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

from mycloud import AsyncMyCloud, MyCloud

from ..measuring import Case, Sides
from ..readers import without_extra
from ..server import TOKEN, serving

ORDERS = 10_000
LATENCY = 0.05
AHEAD = {"prefetch": 8}
PLAIN = {"overlap": 0}


@contextmanager
def _blocking() -> Iterator[Sides]:
    with serving(orders=ORDERS, latency=LATENCY) as url, MyCloud(token=TOKEN, base_url=url) as client, without_extra():

        def took(how: dict[str, int]) -> float:
            began = time.perf_counter()
            _all(sum(1 for _ in client.orders.list(**how)))
            return time.perf_counter() - began

        yield {"prefetch=8": lambda: took(AHEAD), "plain loop": lambda: took(PLAIN)}


@contextmanager
def _awaited() -> Iterator[Sides]:
    with serving(orders=ORDERS, latency=LATENCY) as url, without_extra(), asyncio.Runner() as runner:
        client = AsyncMyCloud(token=TOKEN, base_url=url)

        async def took(how: dict[str, int]) -> float:
            began = time.perf_counter()
            _all(len([None async for _ in client.orders.list(**how)]))
            return time.perf_counter() - began

        yield {"prefetch=8": lambda: runner.run(took(AHEAD)), "plain loop": lambda: runner.run(took(PLAIN))}
        runner.run(client.aclose())


def _all(walked: int) -> None:
    if walked != ORDERS:
        raise RuntimeError(f"walked {walked} orders of {ORDERS}")


_BARS = {"plain loop": 6.0}
CASES = [
    Case("walk prefetch", "s", _blocking, rounds=5, bars=_BARS, times_faster=True),
    Case("await walk prefetch", "s", _awaited, rounds=5, bars=_BARS, times_faster=True),
]
