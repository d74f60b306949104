"""Where the parcels are: many orders at once."""

from __future__ import annotations

from collections.abc import Iterable

import anyio
from mycloud import AsyncMyCloud, NotFoundError

AT_ONCE = 8


async def tracking_numbers(
    client: AsyncMyCloud, orders: Iterable[int]
) -> dict[int, str | None]:
    """The tracking number of each order that is there; None for one that is not on its way yet."""
    numbers: dict[int, str | None] = {}
    places = anyio.CapacityLimiter(AT_ONCE)

    async def look_up(key: int) -> None:
        async with places:
            try:
                numbers[key] = (await client.orders.get(key)).tracking_number
            except NotFoundError:
                return

    async with anyio.create_task_group() as group:
        for key in orders:
            group.start_soon(look_up, key)
    return dict(sorted(numbers.items()))
