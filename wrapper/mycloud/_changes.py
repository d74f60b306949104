"""Whether the answer to an update shows the changes that were sent."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from ._calls import Call
from ._errors import DecodeError
from ._items import Item

if TYPE_CHECKING:
    from mycloud_api.models import Order

_SHOWN_AS: Final = {"customer_reference": "customer_ref"}
"""Fields that an answer has under the documented name."""

_log = logging.getLogger("mycloud")


def check_changed(
    order: Order,
    fields: Mapping[str, object],
    items: Sequence[Item],
    call: Call[Order],
    *,
    strict: bool,
) -> Order:
    """The order, once its fields were compared with those that were sent.

    A server may drop a form that it cannot read, and answer as if nothing had been sent. Text is
    compared loosely, since servers trim and cut it. A difference is logged, by the names of fields.

    Raises:
        DecodeError: With `strict`, the answer does not show what was sent.
    """
    differing = list(_differing(order, fields, items))
    if not differing:
        return order
    names = ", ".join(differing)
    if strict:
        found = f"another {names} than was sent"
        raise DecodeError("order", found=found, request=call.request.name)
    _log.warning(
        "%s was answered without the new %s: read the order before you rely on it",
        call.request.name,
        names,
    )
    return order


def _differing(
    order: Order, fields: Mapping[str, object], items: Sequence[Item]
) -> Iterator[str]:
    """The names of what was sent and is not shown. A field that is absent tells nothing, unless all
    are.
    """
    sent = {name: value for name, value in fields.items() if value is not None}
    shown = {name: getattr(order, _SHOWN_AS.get(name, name), None) for name in sent}
    tells = [name for name, value in shown.items() if value is not None]
    for name in tells or [name for name, value in sent.items() if value != ""]:
        if not _is_shown(sent[name], shown[name]):
            yield name
    lines: Any = order.order_items  # empty where the answer has none
    if (
        isinstance(lines, list)
        and lines
        and not all(_has(lines, item) for item in items)
    ):
        yield "items"


def _has(lines: Sequence[Any], item: Item) -> bool:
    return any(
        _is_shown(item.quantity, getattr(line, "quantity", None))
        and _is_shown(item.price, getattr(line, "price", None))
        for line in lines
    )


def _is_shown(sent: object, shown: object) -> bool:
    if isinstance(sent, bool) or isinstance(shown, bool):
        return bool(sent) == bool(shown)
    try:
        return Decimal(str(sent)) == Decimal(str(shown))
    except InvalidOperation:
        one, other = _letters(sent), _letters(shown)
    cut = bool(one and other) and (one.startswith(other) or other.startswith(one))
    return one == other or cut


def _letters(value: object) -> str:
    """A text without what servers change: case, white space, punctuation."""
    text = "" if value is None else str(value)
    return "".join(filter(str.isalnum, text.casefold()))
