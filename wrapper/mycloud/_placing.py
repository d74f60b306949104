"""Whether an order that was placed, or found, is the one that was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ._calls import Call
from ._errors import UnknownOutcomeError
from ._items import Item

if TYPE_CHECKING:
    from mycloud_api.models import Order


def newest_of(orders: Sequence[Order]) -> Order | None:
    """The order with the highest id; None of none."""
    return max(
        orders,
        key=lambda order: order.id if isinstance(order.id, int) else 0,
        default=None,
    )


def check_placed(order: Order, items: Sequence[Item], call: Call[Order]) -> Order:
    """Checks that the created order matches what was sent.

    Raises:
        UnknownOutcomeError: It has no id, or other items than were sent.
    """
    fault = _fault(order, items)
    if fault is None:
        return order
    error = UnknownOutcomeError(
        f"{call.request.name} {fault}: look at it before you ship it"
    )
    error.request_id = call.request.id
    error.order_number = call.order_number
    error.order = order if order.id else None
    raise error


def _fault(order: Order, items: Sequence[Item]) -> str | None:
    """What is wrong with an order that was placed. A server may join lines of one product."""
    if order.id is None:
        return "was answered with an order without an id"
    lines: object = order.order_items  # kept unchanged if it was not a list
    if not isinstance(lines, list) or len(lines) == len(items):
        return None
    if _pieces(lines) == sum(item.quantity for item in items):
        return None
    return f"placed order {order.mc_number} with {len(lines)} items, where {len(items)} were sent"


def _pieces(lines: Sequence[object]) -> int:
    quantities = [getattr(line, "quantity", None) for line in lines]
    return sum(quantity for quantity in quantities if isinstance(quantity, int))
