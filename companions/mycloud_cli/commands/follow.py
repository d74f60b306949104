"""`mycloud orders follow`: reads orders by their ids until each has arrived or is gone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer

from .. import options
from ..errors import Misuse, NotThere
from ..output.columns import Column, View
from ..output.safe import for_terminal, print_json
from ..output.streams import say
from ..session import connected

if TYPE_CHECKING:
    from mycloud import MyCloud

GONE: Final = "DELETED"
"""The status shown of an order that was there before and is no longer."""
FINAL: Final = ("DELIVERED", "CANCELLED", GONE)
LONGEST: Final = 10
"""How many times its first length the wait may become."""
FOLLOWED: Final = View(
    "orders",
    "Order",
    (
        Column("id", "ID"),
        Column("order_number", "ORDER NUMBER"),
        Column("mc_number", "MC NUMBER", wide=True),
        Column("status", "STATUS"),
        Column("changed", "CHANGED"),
        Column("tracking_number", "TRACKING NUMBER"),
    ),
)


@dataclass
class Followed:
    """An order, as it was last read."""

    id: int
    fields: dict[str, Any] = field(default_factory=dict)
    changed: str = ""

    @property
    def status(self) -> str | None:
        return self.fields.get("status")

    def take(self, fields: dict[str, Any]) -> bool:
        """Keeps what was read; whether anything shown of it changed."""
        shown = {name: fields.get(name) for name in _SHOWN}
        is_news = shown != self.fields
        if self.fields and shown["status"] != self.status:
            self.changed = _now()
        self.fields = shown
        return is_news


Show: TypeAlias = Callable[[Sequence[Followed], Sequence[Followed]], None]
"""Shows all orders, and those of them that changed."""
_SHOWN: Final = ("id", "order_number", "mc_number", "status", "tracking_number")


def follow(
    ctx: typer.Context,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NUMBER]...",
            help="Order numbers or MC numbers.",
            show_default=False,
        ),
    ] = None,
    *,
    ids: Annotated[
        list[int] | None,
        typer.Option(
            "--id",
            metavar="N",
            help="Database key, which saves looking through the list; may be repeated.",
            show_default=False,
        ),
    ] = None,
    interval: Annotated[
        float,
        typer.Option(
            metavar="SECONDS",
            min=0.1,
            help=f"The first wait. It doubles while nothing changes, up to {LONGEST} "
            f"times as long.",
        ),
    ] = 30.0,
    newest: Annotated[
        int,
        typer.Option(
            metavar="N", help="How many of the newest orders to look through."
        ),
    ] = 500,
    as_json: options.AsJson = False,
) -> None:
    """Read orders until each is delivered, cancelled or deleted.

    For shops that get no notifications. On a terminal a table is kept up to date; elsewhere, each
    change is a line. Ctrl-C ends it.
    """
    if not numbers and not ids:
        raise Misuse("name an order: its number, or --id with its database key")
    with connected(ctx) as client:
        named = [_id_of(client, number, newest) for number in numbers or ()]
        orders = [Followed(id) for id in dict.fromkeys([*(ids or ()), *named])]
        with _screen(as_json) as show:
            _follow(client, orders, interval, show)


def _id_of(client: MyCloud, number: str, newest: int) -> int:
    """The id of the order with this number, the shop's own or MyCloud's.

    Raises:
        NotThere: It is not among the newest.
    """
    for name in ("order_number", "mc_number"):
        found = client.orders.find(**{name: number}, newest=newest)
        if found is not None and found.id is not None:
            return found.id
    raise NotThere(
        f"there is no order {number!r} among the newest {newest}; --newest looks "
        f"further back, and --id takes a database key"
    )


def _follow(
    client: MyCloud, orders: Sequence[Followed], interval: float, show: Show
) -> None:
    wait = interval
    while True:
        news = [_read(client, order) for order in _unfinished(orders)]
        show(orders, [one for one, is_new in news if is_new])
        if not _unfinished(orders):
            return
        wait = (
            interval if any(is_new for _, is_new in news) else _longer(wait, interval)
        )
        time.sleep(wait)


def _longer(wait: float, interval: float) -> float:
    return min(wait * 2, interval * LONGEST)


def _unfinished(orders: Sequence[Followed]) -> list[Followed]:
    return [order for order in orders if order.status not in FINAL]


def _read(client: MyCloud, order: Followed) -> tuple[Followed, bool]:
    """The order, and whether it changed. A server that is away is asked again later."""
    from mycloud import NotFoundError, RateLimitError, ServerError, TransportError

    try:
        return order, order.take(client.orders.get(order.id).to_dict())
    except NotFoundError:
        if not order.fields:
            raise
        return order, order.take(order.fields | {"status": GONE})
    except (RateLimitError, ServerError, TransportError) as error:
        why = for_terminal(str(error))
        say(f"mycloud: order {order.id} was not read, but will be again: {why}")
        return order, False


@contextmanager
def _screen(as_json: bool) -> Iterator[Show]:
    """What shows the orders after each round of reading."""
    if as_json:
        yield _show_json
    elif not sys.stdout.isatty():
        yield _show_lines
    else:
        from ..output.live import live_table

        with live_table(FOLLOWED) as update:
            yield lambda orders, _news: update([_row(order) for order in orders])


def _row(order: Followed) -> dict[str, Any]:
    return {**order.fields, "id": order.id, "changed": order.changed}


def _show_json(_orders: Sequence[Followed], news: Sequence[Followed]) -> None:
    for order in news:
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        print_json({"at": at, **order.fields})
    sys.stdout.flush()


def _show_lines(_orders: Sequence[Followed], news: Sequence[Followed]) -> None:
    for order in news:
        told = [_now(), *(str(order.fields.get(name) or "-") for name in _SHOWN)]
        sys.stdout.write("  ".join(map(for_terminal, told)) + "\n")
    sys.stdout.flush()


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")
