"""What was observed, and what is personal, is in the spec, the models, the reprs and the sandbox.

`observed.csv` was typed by hand from what is known of the API, never read from the spec, so the two
can disagree. `most` is how many entries an array may have, `raw` a value as the server sends it.
"""

from __future__ import annotations

import copy
import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mycloud_api import models

from ..sandbox.visiting import Visitor
from .spec_reading import Node, Spec

STATUSES = (
    "RESERVED",
    "WAITPAY",
    "RECVPAY",
    "APPROVED",
    "PICKING",
    "PROCESSING",
    "PACKED",
    "INPROGRESS",
    "SHIPPED",
    "DELIVERED",
    "UNKNOWN",
)
OPERATIONS = {
    "POST /gettoken": "documented-elsewhere",
    "GET /orders": "documented",
    "POST /orders": "documented",
    "GET /orders/{id}": "documented",
    "PATCH /orders/{id}": "documented",
    "DELETE /orders/{id}": "documented",
    "GET /orders/{id}/orderitems": "documented",
    "GET /orderitems/{id}": "documented-elsewhere",
    "PATCH /orderitems/{id}": "documented-elsewhere",
    "DELETE /orderitems/{id}": "documented-elsewhere",
    "GET /customers": "documented",
    "POST /customers": "observed",
    "GET /customers/{id}": "documented",
    "PATCH /customers/{id}": "observed",
    "GET /products": "documented-elsewhere",
    "POST /products": "documented-elsewhere",
    "GET /products/{product_id}": "documented-elsewhere",
    "PATCH /products/{product_id}": "documented-elsewhere",
    "DELETE /products/{product_id}": "documented-elsewhere",
    "GET /productcategories": "documented-elsewhere",
    "POST /productcategories": "documented-elsewhere",
    "GET /productcategories/{category_id}": "documented-elsewhere",
    "GET /deliverymodes": "documented-elsewhere",
    "GET /deliverymodes/{id}": "documented-elsewhere",
    "GET /shops": "documented-elsewhere",
    "GET /shops/{id}": "documented-elsewhere",
}
TYPES = {
    "date": ("string", "date"),
    "file": ("string", "binary"),
    "secret": ("string", "password"),
}
KINDS: dict[str, type] = {
    "integer": int,
    "number": float,
    "string": str,
    "boolean": bool,
    "date": date,
}
SENT = {
    "string": "WEB-1",
    "integer": "232",
    "number": "49.5",
    "date": "2017-12-31",
    "boolean": "1",
}
SHOWN = {"customer_reference": "customer_ref"}
"""The observed name of a field, and the documented one under which it is read."""
PARAMETERS = {
    *((f"GET /{one}", "offset", "observed") for one in ("customers", "products")),
    *((f"GET /{one}", "count", "observed") for one in ("customers", "products")),
    ("GET /deliverymodes", "offset", "observed"),
    ("GET /deliverymodes", "count", "observed"),
    ("GET /orders", "offset", "documented"),
    ("GET /orders", "count", "documented"),
    ("GET /orders", "deleted", "documented"),
    ("POST /gettoken", "MyCloud-Request-Id", "observed"),
    ("POST /orders", "MyCloud-Request-Id", "observed"),
    ("POST /customers", "MyCloud-Request-Id", "observed"),
    ("POST /products", "MyCloud-Request-Id", "observed"),
    ("POST /productcategories", "MyCloud-Request-Id", "observed"),
}
"""What the operations take beside their path and body."""
MUTATED = 60


@dataclass(frozen=True)
class Row:
    """One fact: a field of an object, its type, and whether it tells something about a person."""

    schema: str
    name: str
    type: str
    personal: str
    most: str
    source: str
    raw: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


def rows() -> list[Row]:
    table = Path(__file__).with_name("observed.csv")
    with table.open(encoding="utf-8", newline="") as file:
        return [Row(**cells) for cells in csv.DictReader(file)]


ROWS = rows()
READ = [row for row in ROWS if row.raw]
ORDERED = [row for row in ROWS if row.schema == "CreateOrderBody" and row.type in SENT]


def faults(document: Node, row: Row) -> list[str]:
    """How the spec differs from a row, in words."""
    schema = document["components"]["schemas"].get(row.schema, {})
    found = schema.get("properties", {}).get(row.name)
    if found is None:
        return [f"{row} is not in the spec"]
    kind, form = TYPES.get(row.type, (row.type, None))
    told = {
        "type": found.get("type") == kind,
        "format": form in (None, found.get("format"))
        and not (row.type == "string" and "format" in found),
        "personal": found.get("x-personal", False) is (row.personal == "yes"),
        "most": str(found.get("maxItems", "")) == row.most,
        "source": found.get("x-provenance") == row.source,
        "statuses": row.name != "status"
        or tuple(found.get("x-extensible-enum", ())) == STATUSES,
    }
    return [f"{row}: {name}" for name, same in told.items() if not same]


def operation_faults(document: Node) -> list[str]:
    """How the operations of the spec differ from those that are known."""
    found = {
        f"{method.upper()} {path}": operation.get("x-provenance")
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if isinstance(operation, dict) and "responses" in operation
    }
    return [
        name
        for name in {*found, *OPERATIONS}
        if found.get(name) != OPERATIONS.get(name)
    ]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_spec_says_what_is_known_of_a_field(spec: Spec, row: Row) -> None:
    assert faults(spec.document, row) == []


def test_the_spec_has_the_operations_that_are_known(spec: Spec) -> None:
    assert operation_faults(spec.document) == []


def test_the_spec_has_the_parameters_that_are_known(spec: Spec) -> None:
    found = {
        (name, parameter["name"], parameter["x-provenance"])
        for name, operation in spec.operations().items()
        for parameter in operation.parameters
        if parameter["in"] != "path"
    }

    assert found == PARAMETERS


def test_the_spec_has_no_field_that_is_not_known(spec: Spec) -> None:
    known = {(row.schema, row.name) for row in ROWS}
    schemas = spec.document["components"]["schemas"]

    assert known == {
        (name, field)
        for name, schema in schemas.items()
        for field in schema.get("properties", {})
    }


def test_notifications_carry_the_statuses_that_were_seen(spec: Spec) -> None:
    hook = spec.document["x-webhooks"]["order_moved"]["post"]["requestBody"]
    body = hook["content"]["application/json"]["schema"]

    assert {"mc_number", "order_number", "status"} <= set(body["properties"])
    assert set(body["properties"]["status"]["x-extensible-enum"]) <= set(STATUSES)
    assert {"PACKED", "INPROGRESS", "SHIPPED", "DELIVERED"} <= set(
        body["properties"]["status"]["x-extensible-enum"]
    )


@pytest.mark.parametrize("row", READ, ids=str)
def test_a_model_reads_a_field_as_its_type(row: Row) -> None:
    value = getattr(_read(row), SHOWN.get(row.name, row.name))

    assert type(value) is KINDS[row.type]
    assert str(value) in (
        row.raw,
        str(float(row.raw)) if row.type == "number" else "True",
    )


@pytest.mark.parametrize("row", READ, ids=str)
def test_a_repr_shows_no_person(row: Row) -> None:
    shown = repr(_read(row))

    if row.personal == "yes":
        assert row.raw not in shown
        assert f"{row.name}=" not in shown


@pytest.mark.parametrize("row", ORDERED, ids=str)
def test_the_sandbox_takes_a_field_of_an_order(row: Row) -> None:
    sent = {"status": "APPROVED", "payment_time": "15:32", "delivery_mode_id": "343"}
    value = sent.get(row.name, SENT[row.type])

    order = Visitor().log_in().order(**{row.name: value})

    shown = SHOWN.get(row.name, row.name)
    assert str(order[shown]).replace("True", "1") in (value, f"{value}.0", "RESERVED")


@pytest.mark.parametrize("status", STATUSES[3:])
def test_the_sandbox_knows_each_status(status: str) -> None:
    visitor = Visitor().log_in()
    order = visitor.order()

    changed = visitor.patch(f"/orders/{order['id']}", form={"status": status})

    assert changed.json()["order"]["status"] == status


def test_any_changed_fact_of_the_spec_is_noticed(spec: Spec) -> None:
    """Each of them by the table alone, which was not read from the spec."""
    changes = list(_changes(spec.document))
    drawn = random.Random(22).sample(changes, MUTATED)

    unnoticed = [
        name
        for name, document in map(_applied(spec.document), drawn)
        if not operation_faults(document)
        and not any(faults(document, row) for row in ROWS)
    ]

    assert unnoticed == []


def _read(row: Row) -> Any:
    raw: Any = row.raw
    if row.type in ("integer", "boolean"):
        raw = int(raw)
    elif row.type == "number":
        raw = float(raw)
    return getattr(models, row.schema).from_dict({row.name: raw})


Change = tuple[str, str, str]


def _changes(document: Node) -> Iterator[Change]:
    """Every fact of a field, and every operation, with what becomes of it."""
    for name, schema in document["components"]["schemas"].items():
        for field, found in schema.get("properties", {}).items():
            kinds = ["gone", "type", "x-personal", "x-provenance", "new"]
            known = ("maxItems", "x-extensible-enum", "format")
            for kind in [*kinds, *(one for one in known if one in found)]:
                if (kind, found.get("format")) not in _NOT_FACTS:
                    yield name, field, kind
    for path in document["paths"]:
        yield "paths", path, "gone"


# Ours: they tell a static language what to hold a number in.
_NOT_FACTS = [("format", form) for form in ("int32", "int64", "float", "double")]


def _applied(document: Node) -> Any:
    def change(one: Change) -> tuple[str, Node]:
        name, field, kind = one
        changed = copy.deepcopy(document)
        if name == "paths":
            del changed["paths"][field]
        else:
            _change(changed["components"]["schemas"][name]["properties"], field, kind)
        return f"{name}.{field}: {kind}", changed

    return change


def _change(fields: Node, field: str, kind: str) -> None:
    found = fields.pop(field)
    if kind != "gone":
        name = f"{field}s" if kind == "new" else field
        fields[name] = {**found, kind: _other(found, kind)}


def _other(found: Node, kind: str) -> Any:
    """Another value for a fact."""
    documented = found["x-provenance"] == "documented"
    others = {
        "type": "integer" if found.get("type") == "string" else "string",
        "x-personal": not found.get("x-personal", False),
        "x-provenance": "observed" if documented else "documented",
        "maxItems": found.get("maxItems", 0) + 1,
        "x-extensible-enum": [
            one for one in found.get("x-extensible-enum", ()) if one != "PACKED"
        ],
    }
    return others.get(kind)
