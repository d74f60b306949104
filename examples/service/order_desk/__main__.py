"""`python -m order_desk place carts.jsonl`, `python -m order_desk track ID...`; the keys are in the
environment.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import anyio
from mycloud import AsyncMyCloud, MyCloud

from .carts import Cart, read_carts
from .placing import Placed, Refused, place
from .tracking import tracking_numbers


def main(arguments: Sequence[str] | None = None) -> int:
    """1 when a cart has no order, or an order no tracking number."""
    options = _parser().parse_args(arguments)
    if options.command == "track":
        return anyio.run(_track, options.orders)
    with MyCloud() as client, Path(options.carts).open(encoding="utf-8") as carts:
        return place_all(client, read_carts(carts))


def place_all(client: MyCloud, carts: Iterable[Cart]) -> int:
    """Places carts and prints how each went, a line each; 1 when any has no order."""
    missing = 0
    for cart in carts:
        outcome = place(client, cart)
        match outcome:
            case Placed(order):
                print(f"{cart.number}  placed     {order.mc_number}")
            case Refused(reason):
                print(f"{cart.number}  refused    {reason}")
            case _:
                print(f"{cart.number}  postponed  {outcome.reason}")
        missing += not isinstance(outcome, Placed)
    return min(missing, 1)


async def _track(orders: Sequence[int]) -> int:
    async with AsyncMyCloud() as client:
        numbers = await tracking_numbers(client, orders)
    for key in orders:
        print(f"{key}  {numbers.get(key) or 'not on its way'}")
    return 0 if all(numbers.get(key) for key in orders) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "order_desk", description="Takes paid carts and has MyCloud ship them."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("place", help="place an order for each cart").add_argument(
        "carts", metavar="CARTS.JSONL"
    )
    tracked = commands.add_parser("track", help="look up tracking numbers")
    tracked.add_argument("orders", metavar="ID", type=int, nargs="+")
    return parser


if __name__ == "__main__":
    sys.exit(main())
