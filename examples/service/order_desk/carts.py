"""Carts as the shop hands them over: paid, one to a line of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """So many pieces of one product, at a price each (THB)."""

    sku: str
    quantity: int
    price: Decimal


@dataclass(frozen=True)
class Cart:
    """What one buyer has paid for. Its number is the order's, and unique to it."""

    number: str
    recipient: str
    address: str
    postcode: str
    lines: tuple[Line, ...]


def read_carts(text: Iterable[str]) -> Iterator[Cart]:
    """The carts in lines of JSON."""
    for line in text:
        if line.strip():
            # Prices stay what was written: a float would not.
            yield _cart(json.loads(line, parse_float=Decimal, parse_int=int))


def _cart(fields: dict[str, object]) -> Cart:
    lines = fields.pop("lines")
    if not isinstance(lines, list):
        raise ValueError(f"cart {fields.get('number')}: lines must be a list")
    return Cart(**fields, lines=tuple(Line(**line) for line in lines))  # type: ignore[arg-type]
