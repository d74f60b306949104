"""Walk the orders of a server and print by how many MB the peak of memory grew after the first
10,000. Needs Linux.

    python -m bench.walker URL ORDERS [--awaited]

It imports next to nothing beside the client: what an import leaves free would hide growth.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from mycloud import AsyncMyCloud, MyCloud

TOKEN = "token"


class Watch:
    """Counts orders, and notes the peak of memory once the walk is in flight."""

    UNDER_WAY = 10_000

    def __init__(self) -> None:
        self.seen = 0
        self.peak = 0.0

    def see(self) -> None:
        self.seen += 1
        if self.seen == self.UNDER_WAY:
            self.peak = peak()


def peak() -> float:
    """The most memory that this process has had, in MB.

    Not `ru_maxrss`, which goes on from what the parent had.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def walk(url: str, watch: Watch) -> None:
    with MyCloud(token=TOKEN, base_url=url) as client:
        for _ in client.orders.list():
            watch.see()


async def walk_awaited(url: str, watch: Watch) -> None:
    async with AsyncMyCloud(token=TOKEN, base_url=url) as client:
        async for _ in client.orders.list():
            watch.see()


def main(url: str, orders: str, *options: str) -> None:
    """Walk, and make sure that it was all of them."""
    watch = Watch()
    if "--awaited" in options:
        asyncio.run(walk_awaited(url, watch))
    else:
        walk(url, watch)
    if watch.seen != int(orders):
        raise SystemExit(f"walked {watch.seen} orders of {orders}")
    print(peak() - watch.peak)


if __name__ == "__main__":
    main(*sys.argv[1:])
