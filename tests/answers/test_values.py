"""Every plausible value in every field, in both dialects, by either reader: judged by a table that was
written by hand. Nothing is wrong in silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from mycloud_api.api.orders import get_order
from mycloud_api.values import Reading, Unreadable, raise_mismatch, spelled

from .asking import lane
from .value_table import KEPT, KINDS, ROWS

SPEC = Path(__file__).parents[2] / "openapi" / "mycloud.yaml"
_SCHEMAS: dict[str, Any] = yaml.safe_load(SPEC.read_text(encoding="utf-8"))[
    "components"
]["schemas"]


def kind_in_spec(field: dict[str, Any]) -> str | None:
    """The kind of a field as the spec has it; None of a list or an object."""
    if field.get("format") == "date":
        return "date"
    kind = field.get("type")
    return "text" if kind == "string" else kind if kind in KINDS else None


def fields_of(schema: str) -> dict[str, str]:
    """The plain fields of an object and their kinds, without other names of a field."""
    properties = _SCHEMAS[schema]["properties"].items()
    kinds = {
        name: kind_in_spec(field)
        for name, field in properties
        if "x-same-as" not in field
    }
    return {name: kind for name, kind in kinds.items() if kind is not None}


PLACES = {
    "Order": "order",
    "Customer": "order.customer",
    "DeliveryMode": "order.deliverymode",
}
FIELDS = [
    (schema, name, kind)
    for schema in PLACES
    for name, kind in fields_of(schema).items()
    if (schema, name) != ("Order", "id")
]


def documented(literal: str) -> str:
    """An order with the same value in every plain field of it and of what is in it."""
    customer, mode = _spelled("Customer", literal), _spelled("DeliveryMode", literal)
    return (
        f'{{"order": {{"id": 7, {_spelled("Order", literal)}, '
        f'"customer": {{{customer}}}, "deliverymode": {{{mode}}}}}}}'
    )


def enveloped(literal: str) -> str:
    """The same in the envelope."""
    customer, mode = _spelled("Customer", literal), _spelled("DeliveryMode", literal)
    return (
        f'{{"success": true, "data": {{"attributes": {{"id": 7, {_spelled("Order", literal)}}}, '
        f'"customer": {{"attributes": {{{customer}}}}}, '
        f'"delivery_mode": {{"attributes": {{{mode}}}}}}}}}'
    )


def _spelled(schema: str, literal: str) -> str:
    names = [name for of, name, _ in FIELDS if of == schema]
    return ", ".join(f'"{name}": {literal}' for name in names)


DIALECTS = {"documented": documented, "enveloped": enveloped}


@pytest.fixture(params=[True, False], ids=["msgspec", "plain"], autouse=True)
def reader(request: pytest.FixtureRequest) -> Iterator[None]:
    with lane(request.param):
        yield


def read(body: str) -> tuple[Any, list[str]]:
    """An order, and the places of what was logged."""
    logged: list[str] = []
    reading = Reading(lambda path, value: logged.append(spelled(path)))
    return get_order.read(body.encode(), reading), logged


def as_it_came(literal: str) -> object:
    """The value of a literal; one that no number can hold as the text that it is."""
    return json.loads(literal, parse_constant=str, parse_float=_finite)


def _finite(text: str) -> float | str:
    return float(text) if abs(float(text)) < float("inf") else text


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_a_value_is_read_as_the_table_says_in_every_field(
    row: tuple[object, ...], dialect: str
) -> None:
    literal, expected = str(row[0]), dict(zip(KINDS, row[1:], strict=True))
    order, logged = read(DIALECTS[dialect](literal))

    wrong = []
    for schema, name, kind in FIELDS:
        place = place_of(schema, name, dialect)
        kept = expected[kind] == KEPT
        meant = as_it_came(literal) if kept else expected[kind]
        found = getattr(holder(order, schema), name)
        if (found, type(found), place in logged) != (meant, type(meant), kept):
            wrong.append((place, found, meant))
    assert wrong == []


def holder(order: Any, schema: str) -> Any:
    """The object of an order with the fields of a schema."""
    return {
        "Order": order,
        "Customer": order.customer,
        "DeliveryMode": order.deliverymode,
    }[schema]


def place_of(schema: str, name: str, dialect: str) -> str:
    """A field as the log names it: as the answer does."""
    place = PLACES[schema]
    if dialect == "enveloped":
        place = place.replace("deliverymode", "delivery_mode")
    return f"{place}.{name}"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "literal", [str(row[0]) for row in ROWS if KEPT in row], ids=str
)
def test_strict_reading_raises_what_is_otherwise_kept(
    literal: str, dialect: str
) -> None:
    with pytest.raises(Unreadable):
        get_order.read(DIALECTS[dialect](literal).encode(), Reading(raise_mismatch))


def test_the_table_holds_thousands_of_pairs() -> None:
    assert len(FIELDS) * len(ROWS) * len(DIALECTS) > 2 * 2000
    assert {kind for _, _, kind in FIELDS} == set(KINDS)
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("name", ["order_items", "attachments"])
@pytest.mark.parametrize(
    ("literal", "meant"),
    [
        ("null", []),
        ('""', []),
        ("[]", []),
        ("{}", []),
        ("[null]", []),
        ('"none"', KEPT),
        ("7", KEPT),
        ("0", KEPT),
        ("true", KEPT),
        ("false", KEPT),
        ('{"a": 1}', KEPT),
    ],
)
def test_a_list_reads_as_a_list(name: str, literal: str, meant: object) -> None:
    order, logged = read(f'{{"order": {{"id": 7, "{name}": {literal}}}}}')

    found = getattr(order, name)
    assert found == (json.loads(literal) if meant == KEPT else meant)
    assert bool(logged) == (meant == KEPT)
