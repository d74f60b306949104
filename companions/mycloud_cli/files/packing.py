"""Items that stand together in a cell, and lines that are one item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mycloud import Item

from .mapping import Packed


def pieces_of(text: str, packed: Packed) -> list[str]:
    """The items that stand in a cell.

    A separator counts before a name and its value only: the name of a product may have it too.
    """
    if packed.between_items is None:
        return [text] if text else []
    begins = (
        ""
        if packed.pattern
        else rf"(?=\s*\w+{re.escape(packed.between_name_and_value)})"
    )
    pieces = re.split(re.escape(packed.between_items) + begins, text)
    return [piece for piece in pieces if piece.strip()]


def parts_of(piece: str, packed: Packed) -> dict[str, str]:
    """The parts of an item by their names."""
    if packed.pattern is not None:
        found = re.fullmatch(packed.pattern, piece.strip())
        return (
            {} if found is None else {k: v or "" for k, v in found.groupdict().items()}
        )
    between = re.escape(packed.between_parts)
    parts = re.split(rf"(?<!\\){between}", piece)
    pairs = (part.partition(packed.between_name_and_value) for part in parts)
    return {name.strip(): value.replace("\\", "") for name, _, value in pairs}


def merged(items: Sequence[Item | None]) -> list[Item | None]:
    """Items of one product at one price put together: some exports have a line for each piece."""
    found: dict[object, Item | None] = {}
    for place, item in enumerate(items):
        key = place if item is None else (_product_of(item), item.price)
        found[key] = _sum(found.get(key), item)
    return list(found.values())


def _sum(before: Item | None, item: Item | None) -> Item | None:
    if before is None or item is None:
        return item
    kind, reference = _product_of(item)
    made: dict[str, object] = {kind: reference}
    quantity = before.quantity + item.quantity
    return Item(**made, quantity=quantity, price=item.price)  # type: ignore[call-overload, no-any-return]


def _product_of(item: Item) -> tuple[str, str | int | None]:
    kinds = ("product_id", "product_sku", "shop_sku")
    kind = next(kind for kind in kinds if getattr(item, kind) is not None)
    return kind, getattr(item, kind)
