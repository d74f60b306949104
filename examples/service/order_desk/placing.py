"""One cart becomes one order.

A cart that is run again is looked for first. An order that the list does not show is placed: where it may
lag for long, leave a postponed cart to a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from mycloud import (
    InvalidRequestError,
    Item,
    MyCloud,
    MyCloudError,
    Order,
    RefusedError,
    UnknownOutcomeError,
    ValidationError,
)

from .carts import Cart

KERRY = 343
"""The delivery mode that everything is shipped with."""


@dataclass(frozen=True)
class Placed:
    """There is an order for the cart, now or since an earlier run."""

    order: Order


@dataclass(frozen=True)
class Refused:
    """There will be no order until somebody changes the cart."""

    reason: str


@dataclass(frozen=True)
class Postponed:
    """There is no order that we know of; run the cart again."""

    reason: str


Outcome: TypeAlias = Placed | Refused | Postponed


def place(client: MyCloud, cart: Cart) -> Outcome:
    """Places the order of a cart, unless the list shows it already."""
    try:
        order = client.orders.find(order_number=cart.number)
        return Placed(order or _create(client, cart))
    except (InvalidRequestError, RefusedError, ValidationError) as refused:
        return Refused(str(refused))
    except UnknownOutcomeError as unknown:
        return Postponed(f"nobody knows whether it was placed: {unknown}")
    except MyCloudError as error:
        return Postponed(str(error))


def _create(client: MyCloud, cart: Cart) -> Order:
    return client.orders.create(
        delivery_mode_id=KERRY,
        items=[
            Item(shop_sku=line.sku, quantity=line.quantity, price=line.price)
            for line in cart.lines
        ],
        name=cart.recipient,
        address=cart.address,
        postcode=cart.postcode,
        order_number=cart.number,
        on_unknown="reconcile",
    )
