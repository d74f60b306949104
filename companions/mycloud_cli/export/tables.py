"""What a row of a table holds: columns made of the generated models, so that they are the spec's.
Pure.

A nested object is laid beside the fields around it, under its name: `customer_email`. A list of
objects is its own table. What no column takes, a field that the spec does not know or a value
that is not of its column's kind, is kept in the last column, `other`: nothing is lost, and a column
is of one kind in every export.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, Final, TypeAlias, get_args, get_origin, get_type_hints

import attrs
from mycloud_api import models

Cell: TypeAlias = int | float | Decimal | bool | datetime.date | str | list[str] | None
Source: TypeAlias = Mapping[str, Any]
"""An entry as JSON has it: what `to_dict` of its model gives."""

MONEY: Final = frozenset({"cost", "payment_amount", "price", "total_price"})
"""The fields that are amounts in THB (a test holds them against the spec)."""
OTHER: Final = "other"
_LARGEST: Final = 2**63
_MOST_MONEY: Final = 10**16  # 18 digits, two of them behind the point


class Kind(Enum):
    """What a column holds."""

    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "amount in THB"
    TRUTH = "true or false"
    DATE = "date"
    TEXT = "text"
    TEXTS = "texts"


@attrs.frozen
class Column:
    """A column, and where in an entry its value stands: the first place that has one counts.

    Attributes:
        places: Numbers of parts (0 for the entry itself, others for what is nested in it) and the
            names in them.
        fit: Gives a value as the column takes it; None if it does not fit.
    """

    name: str
    kind: Kind
    places: tuple[tuple[int, str], ...]
    fit: Callable[[Any], Cell]

    def cell(self, parts: Sequence[Source], misfits: dict[str, Any]) -> Cell:
        """The value in an entry. One that is not of the column's kind goes to the misfits."""
        for part, name in self.places:
            if (value := parts[part].get(name)) is not None:
                fitting: Cell = self.fit(value)
                if fitting is None:
                    misfits[self.name] = value
                return fitting
        return None


@attrs.frozen
class Table:
    """The rows that entries of one kind make.

    Attributes:
        parts: The names under which the nested objects stand, for each part but the entry itself.
        known: Of each part the names that the spec knows.
        lists: The tables of what is listed in an entry.
    """

    name: str
    columns: tuple[Column, ...]
    parts: tuple[str, ...]
    known: tuple[frozenset[str], ...]
    lists: tuple[Table, ...]

    @property
    def header(self) -> list[str]:
        """The names of the columns, without those of the lists."""
        return [*(column.name for column in self.columns), OTHER]

    def row(self, entry: Source) -> list[Cell]:
        """The cells of an entry."""
        other: dict[str, Any] = {}
        parts: list[Source] = [
            entry,
            *(_object(entry, name, other) for name in self.parts),
        ]
        cells = [column.cell(parts, other) for column in self.columns]
        for prefix, part, known in zip(
            ("", *self.parts), parts, self.known, strict=True
        ):
            for name in part.keys() - known:
                other[f"{prefix}.{name}" if prefix else name] = part[name]
        return [*cells, json.dumps(other, ensure_ascii=False) if other else None]

    def listed(self, entry: Source) -> list[Source]:
        """The entries of this table in the entry that lists them."""
        found = entry.get(self.name)
        return (
            [line for line in found if isinstance(line, dict)]
            if isinstance(found, list)
            else []
        )


_OF_THE_ORDER: Final = {
    "id": "order_id",
    "order_number": "order_number",
    "mc_number": "mc_number",
    "create_date": "create_date",
    "status": "status",
}
"""What a row of an item says about its order, and under which name."""


def lines(table: Table, child: Table, entry: Source) -> Iterator[list[Cell]]:
    """A row for each line of an entry, which begins with the columns of the entry."""
    cells = dict(zip(table.header, table.row(entry), strict=True))
    beginning = [cells[name] for name in _OF_THE_ORDER]
    for line in child.listed(entry):
        yield beginning + child.row(line)


def lines_columns(table: Table, child: Table) -> list[tuple[str, Kind]]:
    """The columns of such rows."""
    kinds = {column.name: column.kind for column in table.columns}
    return [(new, kinds[name]) for name, new in _OF_THE_ORDER.items()] + columns_of(
        child
    )


def columns_of(table: Table) -> list[tuple[str, Kind]]:
    """The names and kinds of the columns."""
    return [
        *((column.name, column.kind) for column in table.columns),
        (OTHER, Kind.TEXT),
    ]


@cache
def table_of(name: str, model: type) -> Table:
    """The table that entries of a generated model make."""
    fields = _fields(model)
    nested = [field for field, (kind, _) in fields.items() if kind == "object"]
    places: dict[str, list[tuple[int, str]]] = {}
    kinds: dict[str, Kind] = {}
    for column, kind, place in _placed(fields, nested):
        places.setdefault(column, []).append(place)
        kinds.setdefault(column, kind)
    known = [
        frozenset(fields),
        *(frozenset(_fields(fields[field][1])) for field in nested),
    ]
    return Table(
        name,
        tuple(
            Column(column, kinds[column], tuple(sorted(found)), _FITTING[kinds[column]])
            for column, found in places.items()
        ),
        tuple(nested),
        tuple(known),
        tuple(
            table_of(field, of)
            for field, (kind, of) in fields.items()
            if kind == "list"
        ),
    )


def _placed(
    fields: dict[str, tuple[str, Any]], nested: list[str]
) -> Iterator[tuple[str, Kind, tuple[int, str]]]:
    """Each column with one place of its values."""
    for field, (kind, of) in fields.items():
        if kind == "object":
            prefix = _prefix(field, fields)
            for name, (inner, scalar) in _fields(of).items():
                if inner == "scalar":
                    yield f"{prefix}_{name}", scalar, (nested.index(field) + 1, name)
        elif kind == "scalar":
            yield field, of, (0, field)


def _prefix(field: str, fields: Iterable[str]) -> str:
    """The name of a nested object: the one by which the object around it calls its key,
    `delivery_mode_id` of `deliverymode`.
    """
    bare = field.replace("_", "")
    keys = (name.removesuffix("_id") for name in fields if name.endswith("_id"))
    return next((name for name in keys if name.replace("_", "") == bare), field)


@cache
def _fields(model: Any) -> dict[str, tuple[str, Any]]:
    """Of each field of a model whether it is a scalar, an object or a list, and of what."""
    namespace = {name: getattr(models, name) for name in _MODELS}
    hints = get_type_hints(model, localns=namespace)
    names = [field.name for field in attrs.fields(model)]
    names.remove("additional_properties")
    return {name: _field(name, hints[name]) for name in names}


_MODELS: Final = ("Customer", "DeliveryMode", "OrderAttachment", "OrderItem", "Product")
_KINDS: Final = {
    int: Kind.INTEGER,
    float: Kind.NUMBER,
    bool: Kind.TRUTH,
    datetime.date: Kind.DATE,
    str: Kind.TEXT,
    list[str]: Kind.TEXTS,
}


def _field(name: str, hint: object) -> tuple[str, Any]:
    kinds = [hint] if get_origin(hint) is list else get_args(hint)
    (of,) = (one for one in kinds if one is not NoneType)
    if name in MONEY:
        return "scalar", Kind.MONEY
    if of in _KINDS:
        return "scalar", _KINDS[of]
    return ("list", *get_args(of)) if get_origin(of) is list else ("object", of)


def _object(entry: Source, name: str, other: dict[str, Any]) -> Source:
    found = entry.get(name)
    if isinstance(found, dict):
        return found
    if found is not None:
        other[name] = found
    return {}


def _integer(value: object) -> int | None:
    fits = (
        isinstance(value, int)
        and not isinstance(value, bool)
        and -_LARGEST <= value < _LARGEST
    )
    return value if fits and isinstance(value, int) else None


def _number(value: object) -> float | None:
    fits = (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and abs(value) < 2**53
    )
    return float(value) if fits and isinstance(value, (int, float)) else None


def _money(value: object) -> Decimal | None:
    """By way of text: the float 49.1 is the price 49.10, not its binary neighbour."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    amount = Decimal(str(value))
    if not amount.is_finite() or abs(amount) >= _MOST_MONEY:
        return None
    rounded = amount.quantize(Decimal("0.01"))
    return rounded if rounded == amount else None


def _date(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _texts(value: object) -> list[str] | None:
    return (
        value
        if isinstance(value, list) and all(isinstance(text, str) for text in value)
        else None
    )


_FITTING: Final[Mapping[Kind, Callable[[Any], Cell]]] = {
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.TRUTH: lambda value: value if isinstance(value, bool) else None,
    Kind.DATE: _date,
    Kind.TEXT: lambda value: value if isinstance(value, str) else None,
    Kind.TEXTS: _texts,
}
