"""Every row of the two documented pages is in the spec, as documented.

`documented.csv` was written down from the documentation, not from the spec, so the two can
disagree. A field inside an array is spelled `orders[].id`; the documented
`order_items[index][price]` is `order_items[].price` here. Cells are empty where the documentation
says nothing.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from .spec_reading import REPOSITORY, Node, Operation, Place, Spec

DOCUMENTED_ROWS = 240

SPEC_TYPES: dict[str, tuple[str, str | None]] = {
    "integer": ("integer", None),
    "string": ("string", None),
    "Date": ("string", "date"),
    "Time": ("string", None),
    "float": ("number", "float"),
    "double": ("number", "double"),
    "boolean": ("boolean", None),
    "file": ("string", "binary"),
    "Object": ("object", None),
    "array": ("array", None),
    "order[]": ("array", None),
    "customer[]": ("array", None),
    "orderitem[]": ("array", None),
}
INTEGER_FORMATS = (
    "int32",
    "int64",
)  # ours: they tell a static language what to hold it in
PRODUCT_IDENTIFIERS = ("product_id", "product_sku", "shop_sku")


@dataclass(frozen=True)
class Row:
    """One row of the documentation."""

    page: str
    operation: str
    where: str
    name: str
    type: str
    required: str
    example: str

    def __str__(self) -> str:
        return f"{self.operation} {self.where} {self.name}"

    @property
    def is_model(self) -> bool:
        """The customer page prints its model once more, outside any operation."""
        return self.operation.startswith("MODEL ")


@dataclass(frozen=True)
class Deviation:
    """A cell the spec decides otherwise: in rows whose text ends so, `documented` reads `in_spec`.

    `listed` is the place it has in docs/deviations.md, where the decision is given at length.
    """

    rows: str
    column: str
    documented: str
    in_spec: str
    reason: str
    listed: str

    def __str__(self) -> str:
        return f"{self.column} {self.documented} is {self.in_spec}"

    def concerns(self, row: Row) -> bool:
        return (
            str(row).endswith(self.rows)
            and getattr(row, self.column) == self.documented
        )


AMOUNTS = "`order.total_price`, `order.payment_amount` in answers"
CODE, ITEM_PRICE = "`deliverymode.code`", "`orderitem.price`"
AMOUNTS = "`order.total_price`, `order.payment_amount` in answers"
ITEM_PRODUCT, ORDER_ID = (
    "`order_items[index][product_id]`",
    "the id of an order in a path",
)
DEVIATIONS = (
    Deviation(
        "deliverymode.code",
        "type",
        "integer",
        "string",
        "the documented example is MA002: text",
        CODE,
    ),
    Deviation(
        "total_price", "type", "integer", "double", "items may cost 49.50", AMOUNTS
    ),
    Deviation(
        "payment_amount", "type", "integer", "double", "items may cost 49.50", AMOUNTS
    ),
    Deviation(
        "orderitems[].price",
        "type",
        "integer",
        "double",
        "requests document a double",
        ITEM_PRICE,
    ),
    Deviation(
        "total_price", "type", "integer", "double", "items may cost 49.50", AMOUNTS
    ),
    Deviation(
        "payment_amount", "type", "integer", "double", "items may cost 49.50", AMOUNTS
    ),
    Deviation(
        "order_items[].product_id",
        "type",
        "mixed",
        "integer",
        "one item shape per identifier",
        ITEM_PRODUCT,
    ),
    Deviation(
        "order_items[].product_id",
        "required",
        "no",
        "yes",
        "an item has to name its product",
        ITEM_PRODUCT,
    ),
    Deviation(
        "",
        "operation",
        "PATCH /orders/{order_id}",
        "PATCH /orders/{id}",
        "one path with GET",
        ORDER_ID,
    ),
    Deviation(
        "",
        "operation",
        "DELETE /orders/{order_id}",
        "DELETE /orders/{id}",
        "one path with GET",
        ORDER_ID,
    ),
    Deviation("order_id", "name", "order_id", "id", "named as in the path", ORDER_ID),
)
LISTED = (REPOSITORY / "docs" / "deviations.md").read_text(encoding="utf-8")


def documented_rows() -> list[Row]:
    with (
        Path(__file__)
        .with_name("documented.csv")
        .open(encoding="utf-8", newline="") as file
    ):
        return [Row(**cells) for cells in csv.DictReader(file)]


ROWS = documented_rows()


def as_decided(row: Row) -> Row:
    """The row with the cells the spec decides otherwise replaced."""
    deviations = [deviation for deviation in DEVIATIONS if deviation.concerns(row)]
    return replace(
        row, **{deviation.column: deviation.in_spec for deviation in deviations}
    )


DOCUMENTED_OPERATIONS = sorted(
    {as_decided(row).operation for row in ROWS if not row.is_model}
)


def places(spec: Spec, row: Row) -> list[Place]:
    """Where the spec holds the row; more than one place where a value may take several shapes."""
    if row.is_model:
        return spec.places(model_schema(row.operation.removeprefix("MODEL ")), row.name)
    operation = spec.operations().get(row.operation)
    if operation is None:
        return []
    if row.where in ("path", "query"):
        return [parameter_place(spec, operation, row)]
    return [
        place
        for schema in root_schemas(spec, operation, row)
        for place in spec.places(schema, row.name)
    ]


def model_schema(name: str) -> Node:
    """A model as the documentation prints it: an object that is itself named in a first row."""
    reference = {"$ref": f"#/components/schemas/{name.capitalize()}"}
    properties = {
        name: {"allOf": [reference], "nullable": True, "x-provenance": "documented"}
    }
    return {"properties": properties, "required": [name]}


def root_schemas(spec: Spec, operation: Operation, row: Row) -> list[Node]:
    """The schema of the answer, or of every media type of the request body."""
    if row.where == "response":
        return [spec.answer_schema(operation)]
    return [media["schema"] for media in spec.body_media(operation).values()]


def parameter_place(spec: Spec, operation: Operation, row: Row) -> Place:
    known = {
        (parameter["in"], parameter["name"]): parameter
        for parameter in operation.parameters
    }
    found = known.get((row.where, row.name), {})
    schema = {**spec.merged(found.get("schema", {})), **found}
    return Place(schema, exists=bool(found), required=found.get("required", False))


def is_there(spec: Spec, row: Row) -> bool:
    """A product identifier belongs to one shape of an order item, any other field to all shapes."""
    found = places(spec, row)
    if row.name.endswith(
        tuple(f"order_items[].{name}" for name in PRODUCT_IDENTIFIERS)
    ):
        return sum(place.exists for place in found) == 1
    return bool(found) and all(place.exists for place in found)


def faults(spec: Spec, row: Row) -> list[str]:
    """How the spec differs from the row, in words; nothing where it does not."""
    if not is_there(spec, row):
        return [f"{row} is not in the spec"]
    found = [place for place in places(spec, row) if place.exists]
    checks = (type_fault, presence_fault, example_fault, provenance_fault)
    return [
        fault for place in found for check in checks if (fault := check(row, place))
    ]


def type_fault(row: Row, place: Place) -> str:
    kind, form = place.schema.get("type"), place.schema.get("format")
    found = (kind, None if form in INTEGER_FORMATS else form)
    if row.type and found != SPEC_TYPES.get(row.type):
        return f"type is {found}, documented as {row.type}"
    return ""


def presence_fault(row: Row, place: Place) -> str:
    """A field of an answer is always there and may be null; one of a request is required as
    documented.
    """
    if row.where == "response":
        return "" if row.name.endswith("[]") else answer_fault(place)
    differs = row.required and place.required != (row.required == "yes")
    return (
        f"required is {place.required}, documented as {row.required}" if differs else ""
    )


def answer_fault(place: Place) -> str:
    if not place.required:
        return "may be absent from the answer"
    return "" if place.schema.get("nullable") is True else "may not be null"


def example_fault(row: Row, place: Place) -> str:
    if not row.example:
        return ""
    found, expected = (
        place.schema.get("example"),
        example_value(row, place.schema["type"]),
    )
    same = found == expected and isinstance(found, bool) == isinstance(expected, bool)
    return "" if same else f"example is {found!r}, documented as {expected!r}"


def example_value(row: Row, spec_type: str) -> Any:
    """The documented text as a value of the spec's type."""
    if spec_type == "boolean":
        return {"true": True, "false": False}[row.example]
    readers: dict[str, type] = {"integer": int, "number": float}
    return readers.get(spec_type, str)(row.example)


def provenance_fault(row: Row, place: Place) -> str:
    if row.name.endswith("[]") or place.schema.get("x-provenance") == "documented":
        return ""
    return f"provenance is {place.schema.get('x-provenance')}, not documented"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_spec_holds_the_documented_row(spec: Spec, row: Row) -> None:
    assert faults(spec, as_decided(row)) == []


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=str)
def test_a_deviation_concerns_a_documented_row_and_gives_its_reason(
    deviation: Deviation,
) -> None:
    assert [row for row in ROWS if deviation.concerns(row)]
    assert deviation.reason


def test_every_departure_from_the_documentation_is_listed_with_its_reason(
    spec: Spec,
) -> None:
    departures = [row for row in ROWS if faults(spec, row)]
    places = {
        str(row): {one.listed for one in DEVIATIONS if one.concerns(row)}
        for row in departures
    }
    assert departures
    assert [row for row, listed in places.items() if not listed] == []
    assert [
        place
        for listed in places.values()
        for place in listed
        if f"\n| {place} |" not in LISTED
    ] == []


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=str)
def test_a_deviation_is_dropped_when_the_spec_no_longer_departs(
    spec: Spec, deviation: Deviation
) -> None:
    assert [row for row in ROWS if deviation.concerns(row) and faults(spec, row)]


@pytest.mark.parametrize("name", ["POST /orders", "PATCH /orders/{id}"])
def test_each_shape_of_an_item_requires_one_identifier_of_its_own(
    spec: Spec, name: str
) -> None:
    body = spec.body_media(spec.operations()[name])["multipart/form-data"]["schema"]
    (items,) = spec.places(body, "order_items[]")
    shapes = spec.shapes(items.schema)
    known = [
        sorted(set(PRODUCT_IDENTIFIERS) & set(shape["properties"])) for shape in shapes
    ]
    needed = [
        sorted(set(PRODUCT_IDENTIFIERS) & set(shape["required"])) for shape in shapes
    ]
    assert sorted(known) == [[identifier] for identifier in PRODUCT_IDENTIFIERS]
    assert needed == known


@pytest.mark.parametrize("name", DOCUMENTED_OPERATIONS)
def test_an_operation_of_the_two_pages_says_that_it_is_documented(
    spec: Spec, name: str
) -> None:
    assert spec.operations()[name].node["x-provenance"] == "documented"


def test_no_row_is_written_down_twice() -> None:
    assert len(set(map(str, ROWS))) == len(ROWS)


def test_all_documented_rows_are_in_the_spec(spec: Spec) -> None:
    held = [row for row in ROWS if is_there(spec, as_decided(row))]
    assert (
        f"{len(held)} of {len(ROWS)} rows"
        == f"{DOCUMENTED_ROWS} of {DOCUMENTED_ROWS} rows"
    )
