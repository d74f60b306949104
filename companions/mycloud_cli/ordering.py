"""What goes into an order, as it is written on the command line."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .errors import Misuse

if TYPE_CHECKING:
    from mycloud import Attachment, Item

T = TypeVar("T")

_ITEM_NAMES: Final = ("product_id", "product_sku", "shop_sku", "quantity", "price")
# A comma stands between two fields only before a name and its equals sign: a SKU may have commas of
# its own.
_BETWEEN: Final = re.compile(r",\s*(?=\w+\s*=)")


def items_of(texts: Sequence[str] | None) -> list[Item]:
    """The items of `--item product_id=164162,quantity=2,price=199.00`."""
    return [_told_where(f"--item {text!r}", _item, text) for text in texts or []]


def attachments_of(texts: Sequence[str] | None) -> list[Attachment]:
    """The attachments of `--attach LABEL=label.pdf`."""
    return [
        _told_where(f"--attach {text!r}", _attachment, text) for text in texts or []
    ]


def _item(text: str) -> Item:
    from mycloud import Item

    fields: dict[str, Any] = {}
    for part in _BETWEEN.split(text):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or name not in _ITEM_NAMES or name in fields:
            raise ValueError(
                f"takes NAME=VALUE with commas between, each once, of {', '.join(_ITEM_NAMES)}"
            )
        fields[name] = (
            _whole(name, value) if name in ("product_id", "quantity") else value
        )
    for name in ("quantity", "price"):
        if name not in fields:
            raise ValueError(f"{name} is missing")
    return Item(**fields)


def _attachment(text: str) -> Attachment:
    from mycloud import Attachment

    name, equals, path = text.partition("=")
    if not equals or not path:
        raise ValueError("takes NAME=FILE, such as LABEL=label.pdf")
    if not os.access(path, os.R_OK):
        raise ValueError(f"there is no file {path!r} that can be read")
    return Attachment(name, path)


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal()):
        raise ValueError(f"{name} takes a whole number")
    return int(value)


def _told_where(where: str, make: Callable[[str], T], text: str) -> T:
    """What is made of the text of an option; a fault in it names the option."""
    try:
        return make(text)
    except ValueError as error:  # InvalidRequestError is one
        raise Misuse(f"{where}: {error}") from None
