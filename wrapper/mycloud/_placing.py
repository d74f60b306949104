"""Whether an order that was placed, or found, is the one that was sent."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import attrs
from mycloud_api.values import flat

from . import _errors as errors
from ._calls import Call
from ._content import Content
from ._errors import (
    AlreadyPlacedError,
    ClaimedError,
    InvalidRequestError,
    MyCloudError,
    UnknownOutcomeError,
)
from ._harmless import harmless
from ._items import Item
from ._ledger_states import Entry, Move
from ._numbers import check_number, match
from ._options import Options, Wait

if TYPE_CHECKING:
    from mycloud_api.models import Order

LOOKED_THROUGH: Final = 500
"""How many of the newest orders to look through for one that may have been placed."""

_OF_THE_ORDER: Final = (
    errors.ValidationError,
    errors.RefusedError,
    errors.ConflictError,
    errors.NotFoundError,
)
"""Refusals of this very order. Other failures, such as a refused key, may pass on their own."""

_log = logging.getLogger("mycloud")


@attrs.frozen
class Wanted:
    """An order that is to be there once.

    Attributes:
        call: Places it.
        number: Its order number.
        content: What it holds.
        newest: How many of the newest orders to look through.
    """

    call: Call[Order]
    number: str
    content: Content
    newest: int = LOOKED_THROUGH


@attrs.frozen
class Look:
    """What the newest orders show of an order number.

    Attributes:
        order: The order that was wanted.
        taken: An order with exactly this number, and other content.
        similar: Orders whose number is like it.
    """

    order: Order | None = None
    taken: Order | None = None
    similar: tuple[Order, ...] = ()

    @property
    def candidates(self) -> tuple[Order, ...]:
        """Every order that may be the one."""
        return self.similar + ((self.taken,) if self.taken else ())


def judge(
    found: Sequence[Order], number: str, content: Content, others: Collection[int] = ()
) -> Look:
    """Which of the orders that match a number is the one that is wanted.

    Args:
        found: Orders with this number, exactly or loosely.
        number: The order number.
        content: What the order is to hold.
        others: Ids of orders that are known to be others.
    """
    found = [order for order in found if order.id not in others]
    exact = [order for order in found if order.order_number == number]
    mine = newest_of([order for order in exact if content.agrees(order)])
    if mine is not None:
        return Look(order=mine)
    return Look(
        taken=newest_of(exact),
        similar=tuple(order for order in found if order not in exact),
    )


def move_after(error: MyCloudError) -> Move:
    """What a failed create says of its number. Only an unknown outcome leaves it open."""
    if isinstance(error, UnknownOutcomeError):
        return "lose"
    return "refuse" if isinstance(error, _OF_THE_ORDER) else "release"


def already_placed(number: str, order: Order | None) -> AlreadyPlacedError:
    """The error for a number that another order has, or had."""
    where = (
        f"is order {order.id}, with other items or another recipient: compare the two, and "
        f"choose another number for a new order"
        if order is not None
        else "was placed before, and that order is no longer there: to place it anew, note it "
        "as not placed with client.ledger.settle(number, placed=False)"
    )
    error = AlreadyPlacedError(f"order number {number!r} {where}. Nothing was sent")
    error.order_number = number
    error.order = order
    return error


def claimed(entry: Entry) -> ClaimedError:
    """The error for a number that another process is placing."""
    error = ClaimedError(
        f"order number {entry.number!r} is being placed by {entry.holder}. Nothing was sent by "
        f"this call; ask again later ({entry.lease_left:.0f} s at most)"
    )
    error.order_number = entry.number
    error.lease_left = entry.lease_left
    return error


def not_settled(
    number: str, why: str, candidates: Sequence[Order] = ()
) -> UnknownOutcomeError:
    """The error for a number of which the list cannot tell whether its order was placed."""
    ids = ", ".join(str(order.id) for order in candidates)
    like = f" Orders like it: {ids}; compare them with yours." if ids else ""
    error = UnknownOutcomeError(
        f"it is not known whether order {number!r} was placed: {why}.{like} Nothing was sent by "
        f"this call"
    )
    error.order_number = number
    error.candidates = tuple(candidates)
    return error


def number_to_find(**numbers: str | None) -> tuple[str, str]:
    """The name and value of the one number that was given.

    Raises:
        InvalidRequestError: None or several, or a number that `create` would refuse.
    """
    given = [(name, number) for name, number in numbers.items() if number is not None]
    if len(given) != 1:
        got = " and ".join(name for name, _ in given) or "none"
        takes = f"exactly one of {', '.join(numbers)}"
        raise InvalidRequestError("find", got=got, takes=takes)
    name, number = given[0]
    return name, check_number(name, number)


def is_match(field: str, number: str, order: Order) -> bool:
    """Whether an order has this number, exactly or loosely."""
    return match(number, getattr(order, field)) != "none"


def best_match(field: str, number: str, orders: Sequence[Order]) -> Order | None:
    """Of orders that match, the newest whose number is exactly this one, otherwise the newest."""
    exact = [order for order in orders if getattr(order, field) == number]
    found = newest_of(exact or orders)
    if found is not None and not exact:
        _log_loose_match(field, number, getattr(found, field))
    return found


def is_order_of(number: str, order: Order) -> bool:
    """Whether an order that was read by its id may have this number."""
    found = order.order_number
    return found is None or match(number, found) != "none"


def newest_of(orders: Sequence[Order]) -> Order | None:
    """The order with the highest id; None if there are no orders."""
    return max(orders, key=_id, default=None)


def _id(order: Order) -> int:
    return order.id if isinstance(order.id, int) else 0


def check_placed(order: Order, items: Sequence[Item], call: Call[Order]) -> Order:
    """Checks that the created order matches what was sent.

    Raises:
        UnknownOutcomeError: It has another number, or other items than were sent.
    """
    fault = _fault(order, items, call)
    if fault is None:
        return order
    error = UnknownOutcomeError(
        f"{call.request.name} {fault}: look at it before you ship it"
    )
    error.request_id = call.request.id
    error.order_number = call.order_number
    error.order = order
    error.candidates = (order,)
    raise error


def the_placed(
    candidates: Sequence[Order],
    content: Content,
    call: Call[Order],
    unknown: UnknownOutcomeError,
) -> Order:
    """The one candidate, if it is the order that was sent.

    Raises:
        UnknownOutcomeError: There are several, or it has other items or another recipient.
    """
    found, *more = candidates
    fault = _fault(found, content.items, call)
    if more or fault is not None or not content.agrees(found):
        raise unknown
    return found


def settling_waits(
    options: Options, call: Call[Order], unknown: UnknownOutcomeError
) -> Iterator[Wait]:
    """The waits before each look for an order: a list may lag behind."""
    retry = options.retry
    for attempt in range(1, retry.max_attempts + 1):
        seconds = min(retry.max_wait, retry.backoff * 2 ** min(attempt - 1, 100))
        yield Wait(seconds, attempt, unknown, call.request)


def _fault(order: Order, items: Sequence[Item], call: Call[Order]) -> str | None:
    """The differences between the created order and what was sent, as far as it shows.

    A server may join lines of one product, so pieces are counted and not lines.
    """
    if fault := _number_fault(order, call):
        return fault
    lines: object = order.order_items  # kept unchanged if it was not a list
    if not isinstance(lines, list) or not _shows(order, "order_items"):
        return None
    sent = sum(item.quantity for item in items)
    placed = _pieces(lines)
    if placed in (None, sent):
        return None
    return (
        f"placed order {order.id} with {placed} pieces in {len(lines)} items, "
        f"where {sent} in {len(items)} were sent"
    )


def _number_fault(order: Order, call: Call[Order]) -> str | None:
    wanted, found = call.order_number, order.order_number
    if not wanted or found is None or found == wanted:
        return None
    if match(wanted, found) == "none":
        return f"was answered with order {order.id}, which has another order number"
    _log_loose_match("order_number", wanted, found)
    return None


def _shows(order: Order, name: str) -> bool:
    """Whether an answer told of a list: one that is missing reads empty, too."""
    return order.raw is None or flat(order.raw).get(name) not in (None, "")


def _pieces(lines: Sequence[object]) -> int | None:
    """How many pieces the lines hold; None if they do not say."""
    quantities = [getattr(line, "quantity", None) for line in lines]
    known = [quantity for quantity in quantities if type(quantity) is int]
    return sum(known) if len(known) == len(quantities) else None


def _log_loose_match(field: str, wanted: str, found: object) -> None:
    shown = harmless(repr(found))
    _log.warning("%s %r is %s at the server: compare the two", field, wanted, shown)
