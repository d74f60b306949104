"""Walking 10,000 orders of a server that takes 50 ms to answer, with 8 pages ahead, against one
page after the other.

The plain loop is the documented one, without overlap. Waiting is what is measured, so it goes by
the clock; the figure is how many times as fast the prefetching walk is. The orders of the cases
`[whole]` are as the sandbox answers them, of 2 kB each; the others are without items, customer and
delivery mode. All is read by the standard library's json, but where a case says `fast`. No walk is
faster than its orders are read: whole ones, by the standard library, take about as long as the bar
allows, and a busy processor spoils the figure.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial

from mycloud import AsyncMyCloud, MyCloud

from ..measuring import Case, Sides
from ..readers import without_msgspec
from ..server import TOKEN, serving

ORDERS = 10_000
LATENCY = 0.05
PREFETCH = 8
BARS = {"plain loop": 6.0}


@contextmanager
def _blocking(*, bare: bool, plain: bool) -> Iterator[Sides]:
    with (
        serving(orders=ORDERS, bare=bare, latency=LATENCY) as url,
        MyCloud(token=TOKEN, base_url=url) as client,
    ):

        def took(*, prefetch: int, overlap: int) -> float:
            began = time.perf_counter()
            _all(sum(1 for _ in client.orders.list(prefetch=prefetch, overlap=overlap)))
            return time.perf_counter() - began

        with without_msgspec() if plain else nullcontext():
            yield {
                f"prefetch={PREFETCH}": lambda: took(prefetch=PREFETCH, overlap=1),
                "plain loop": lambda: took(prefetch=0, overlap=0),
            }


@contextmanager
def _awaited(*, bare: bool, plain: bool) -> Iterator[Sides]:
    reading = without_msgspec() if plain else nullcontext()
    with (
        serving(orders=ORDERS, bare=bare, latency=LATENCY) as url,
        asyncio.Runner() as runner,
        reading,
    ):
        client = AsyncMyCloud(token=TOKEN, base_url=url)

        async def took(*, prefetch: int, overlap: int) -> float:
            began = time.perf_counter()
            _all(
                len(
                    [
                        None
                        async for _ in client.orders.list(
                            prefetch=prefetch, overlap=overlap
                        )
                    ]
                )
            )
            return time.perf_counter() - began

        yield {
            f"prefetch={PREFETCH}": lambda: runner.run(
                took(prefetch=PREFETCH, overlap=1)
            ),
            "plain loop": lambda: runner.run(took(prefetch=0, overlap=0)),
        }
        runner.run(client.aclose())


def _all(walked: int) -> None:
    if walked != ORDERS:
        raise RuntimeError(f"walked {walked} orders of {ORDERS}")


CASES = [
    Case(
        f"{name}{suffix}",
        "s",
        partial(sides, bare=bare, plain=plain),
        rounds=5,
        bars=BARS,
        times_faster=True,
    )
    for suffix, bare, plain in (
        ("", True, False),
        (" [whole]", False, False),
        (" [whole, plain]", False, True),
    )
    for name, sides in (("walk prefetch", _blocking), ("await walk prefetch", _awaited))
]
