"""What an order is to hold, and whether an order that is there may be the one. Pure."""

from __future__ import annotations

import hmac
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import chain, combinations
from typing import TYPE_CHECKING, Final

import attrs

from ._items import Item
from ._numbers import match, normal

if TYPE_CHECKING:
    from mycloud_api.models import Order

RECIPIENT: Final = ("name", "address", "postcode", "phone_number", "email")
"""The fields of the recipient that are compared."""

_PRODUCT_FIELDS: Final = {
    "product_id": "id",
    "product_sku": "sku",
    "shop_sku": "shop_sku",
}
"""How an item names its product, and the field of the product that has it."""

_SATANG: Final = Decimal("0.01")


@attrs.frozen
class Content:
    """What was asked for: the items, and the recipient as far as given. No repr shows it."""

    items: tuple[Item, ...] = attrs.field(repr=False)
    recipient: Mapping[str, str] = attrs.field(repr=False)

    @classmethod
    def of(cls, items: Sequence[Item], fields: Mapping[str, object]) -> Content:
        """The content of a create."""
        given = {name: fields.get(name) for name in RECIPIENT}
        return cls(
            tuple(items),
            {name: str(value) for name, value in given.items() if value},
        )

    def note(self, key: str) -> str:
        """The content for a ledger: items in clear, the recipient as a digest under a key."""
        items = sorted(
            [*_named(item), item.quantity, str(item.price)] for item in self.items
        )
        return json.dumps({"items": items, "recipient": self.digest(key)})

    def digest(self, key: str) -> str:
        """The recipient as a digest under a key, however the server spells it."""
        spelled = {name: normal(value) for name, value in self.recipient.items()}
        text = json.dumps(spelled, sort_keys=True)
        return hmac.digest(key.encode(), text.encode(), "sha256").hex()[:32]

    def agrees(self, order: Order) -> bool:
        """Whether an order may be this one: nothing that it shows speaks against it.

        White space, case and HTML entities do not count, nor does what either side leaves out.
        """
        return items_agree(self.items, order) and all(
            _texts_agree(sent, getattr(order, name, None))
            for name, sent in self.recipient.items()
        )


NO_CONTENT: Final = Content((), {})
"""The content of an order that is noted by its number only."""


def noted_items(note: str) -> tuple[Item, ...]:
    """The items of a note in a ledger."""
    lines = json.loads(note)["items"]
    return tuple(
        Item(**{name: product, "quantity": quantity, "price": price})
        for name, product, quantity, price in lines
    )


def recipient_is_noted(note: str, key: str, order: Order) -> bool:
    """Whether an order shows the recipient of whom a note has the digest.

    The note does not say which fields were given, so all choices of those that show are tried.
    """
    noted = json.loads(note)["recipient"]
    values = ((name, getattr(order, name, None)) for name in RECIPIENT)
    shown = [(name, str(value)) for name, value in values if value]
    choices = [combinations(shown, count) for count in range(len(shown) + 1)]
    return any(
        Content((), dict(choice)).digest(key) == noted for choice in chain(*choices)
    )


def items_agree(items: Sequence[Item], order: Order) -> bool:
    """Whether the lines of an order may be these items: product, quantity and price.

    A server may join or split lines of one product, so pieces are counted.
    """
    lines: object = order.order_items  # kept unchanged if it was not a list
    if not isinstance(lines, list) or not lines:
        return True
    sent = Counter[int]()
    for item in items:
        place = _line_of(item, lines)
        if place is None:
            return False
        sent[place] += item.quantity
    return _pieces_agree(sent, lines)


def _line_of(item: Item, lines: Sequence[object]) -> int | None:
    """The line that may hold this item; of several the one with the nearest price."""
    fitting = [i for i, line in enumerate(lines) if _product_agrees(item, line)]
    gaps = {i: _price_gap(item.price, lines[i]) for i in fitting}
    return min((i for i in fitting if gaps[i] < 1), key=lambda i: gaps[i], default=None)


def _product_agrees(item: Item, line: object) -> bool:
    name, wanted = _named(item)
    product = getattr(line, "product", None)
    found = getattr(product, _PRODUCT_FIELDS[name], None)
    return found is None or normal(str(wanted)) == normal(str(found))


def _pieces_agree(sent: Counter[int], lines: Sequence[object]) -> bool:
    """Whether lines of one product and price have as many pieces as were sent."""
    quantities = [getattr(line, "quantity", None) for line in lines]
    if any(type(quantity) is not int for quantity in quantities):
        return True
    shown, asked = Counter[object](), Counter[object]()
    for line, quantity in zip(lines, quantities, strict=True):
        shown[_identity(line)] += quantity or 0
    for place, pieces in sent.items():
        asked[_identity(lines[place])] += pieces
    return shown == asked


def _identity(line: object) -> object:
    """Tells the lines of one product and price from others, as far as they show it."""
    product = getattr(line, "product", None)
    shown = [getattr(product, name, None) for name in _PRODUCT_FIELDS.values()]
    return *map(str, shown), str(getattr(line, "price", None))


def _named(item: Item) -> tuple[str, str | int]:
    """How an item names its product, and the name."""
    for name in _PRODUCT_FIELDS:
        value = getattr(item, name)
        if value is not None:
            return name, value
    raise AssertionError("an item names its product")  # its constructor sees to it


def _price_gap(sent: Decimal, line: object) -> Decimal:
    """How far the price of a line is from one that was sent; 1 or more is another price.

    A price that is shown whole may have been cut: the documentation calls it an integer.
    """
    found = getattr(line, "price", None)
    try:
        shown = Decimal(str(found))
    except InvalidOperation:
        return Decimal(0)  # it shows none
    gap = abs(shown - sent)
    is_whole = shown == shown.to_integral_value()
    return gap if is_whole or gap < _SATANG else gap + 1


def _texts_agree(sent: str, found: object) -> bool:
    return found in (None, "") or match(sent, found) != "none"
