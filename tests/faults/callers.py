"""What the trials do with the client, in the same words for both of its kinds."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import anyio
from mycloud import AsyncMyCloud, Item, MyCloud, RetryPolicy

from .verdict import Outcome

OnUnknown = Literal["raise", "reconcile"]
AT_ONCE = 16
PATIENCE = 120
"""Seconds after which a trial is given up; it takes a few."""
TIMEOUT = 0.25
RETRY = RetryPolicy(max_attempts=3, backoff=0, max_wait=1, deadline=30)
KEYS = ("the-key", "the-secret")
DEFAULTS: dict[str, Any] = {"timeout": TIMEOUT, "retry": RETRY}


def client(base_url: str, **settings: Any) -> MyCloud:
    return MyCloud(*KEYS, base_url=base_url, **DEFAULTS | settings)


def async_client(base_url: str, **settings: Any) -> AsyncMyCloud:
    return AsyncMyCloud(*KEYS, base_url=base_url, **DEFAULTS | settings)


def created(
    mycloud: MyCloud, number: str, on_unknown: OnUnknown = "raise", **fields: Any
) -> Outcome:
    try:
        return Outcome(
            number, mycloud.orders.create(**an_order(number, on_unknown), **fields)
        )
    except Exception as error:
        return Outcome(number, error=error)


async def created_async(
    mycloud: AsyncMyCloud, number: str, on_unknown: OnUnknown = "raise", **fields: Any
) -> Outcome:
    try:
        return Outcome(
            number,
            await mycloud.orders.create(**an_order(number, on_unknown), **fields),
        )
    except Exception as error:
        return Outcome(number, error=error)


def an_order(number: str, on_unknown: OnUnknown) -> dict[str, Any]:
    items = [Item(product_id=164162, quantity=1, price=1)]
    return {
        "delivery_mode_id": 343,
        "items": items,
        "order_number": number,
        "on_unknown": on_unknown,
    }


def in_threads(work: Callable[[int], None], times: int) -> None:
    """Do it so many times, a few at once, in daemons: a client that never ends must not hold up the
    rest.
    """
    indexes = iter(range(times))

    def keep_working() -> None:
        for index in indexes:
            work(index)

    threads = [
        threading.Thread(target=keep_working, daemon=True) for _ in range(AT_ONCE)
    ]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, started + PATIENCE - time.monotonic()))
    assert not any(thread.is_alive() for thread in threads), (
        "the client does not come to an end"
    )


async def in_tasks(work: Callable[[int], Awaitable[None]], times: int) -> None:
    """The same in tasks."""
    indexes = iter(range(times))

    async def keep_working() -> None:
        for index in indexes:
            await work(index)

    with anyio.fail_after(PATIENCE):
        async with anyio.create_task_group() as tasks:
            for _ in range(AT_ONCE):
                tasks.start_soon(keep_working)
