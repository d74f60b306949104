"""The columns are the spec's, each value is of its column's kind, and nothing is lost."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from mycloud import Customer, Order, Product
from mycloud_cli.export.tables import MONEY, OTHER, Kind, Table, columns_of, table_of

SPEC = yaml.safe_load(
    (Path(__file__).parents[2] / "openapi" / "mycloud.yaml").read_text(encoding="utf-8")
)
SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]
ORDERS = table_of("orders", Order)


def row(table: Table, entry: dict[str, Any]) -> dict[str, Any]:
    return dict(zip(table.header, table.row(entry), strict=True))


def test_the_amounts_are_the_fields_that_the_spec_counts_in_baht() -> None:
    amounts = {
        name
        for schema in SCHEMAS.values()
        for name, field in schema.get("properties", {}).items()
        if "in THB" in field.get("description", "")
    }

    assert amounts == MONEY


@pytest.mark.parametrize("model", [Order, Customer, Product])
def test_every_field_of_the_spec_has_its_place(model: type) -> None:
    table = table_of("table", model)
    columns = dict(columns_of(table))

    for name, field in SCHEMAS[model.__name__]["properties"].items():
        if field["type"] == "array" and "$ref" in field["items"]:
            assert name in {child.name for child in table.lists}
        elif field["type"] != "object":
            assert field.get("x-same-as", name) in columns


def test_a_nested_object_lies_beside_the_fields_around_it_under_the_name_of_its_key() -> (
    None
):
    cells = row(
        ORDERS,
        {
            "customer": {"id": 232, "email": "customer@domain.com"},
            "deliverymode": {"id": 343},
        },
    )

    assert (
        cells["customer_id"],
        cells["customer_email"],
        cells["delivery_mode_id"],
    ) == (
        232,
        "customer@domain.com",
        343,
    )
    assert "deliverymode_id" not in cells


def test_either_name_of_a_field_leads_to_its_one_column() -> None:
    for name in ("customer_ref", "customer_reference"):
        entry = Order.from_dict({"id": 1, name: "CREF-1"}).to_dict()
        assert row(ORDERS, entry)["customer_ref"] == "CREF-1"
    assert "customer_reference" not in ORDERS.header


def test_amounts_are_exact_and_dates_are_dates() -> None:
    cells = row(
        ORDERS,
        {"total_price": 49.1, "payment_amount": 899, "create_date": "2017-12-31"},
    )

    assert cells["total_price"] == Decimal("49.10")
    assert str(cells["payment_amount"]) == "899.00"
    assert cells["create_date"] == datetime.date(2017, 12, 31)


def test_what_no_column_takes_is_kept_beside_them() -> None:
    entry = {
        "total_price": 1.999,
        "create_date": "31/12/2017",
        "urgent": "maybe",
        "colour": ["red"],
        "customer": {"shoe_size": 43},
        "deliverymode": "by ship",
    }

    cells = row(ORDERS, entry)

    assert json.loads(cells[OTHER]) == {
        "total_price": 1.999,
        "create_date": "31/12/2017",
        "urgent": "maybe",
        "colour": ["red"],
        "customer.shoe_size": 43,
        "deliverymode": "by ship",
    }
    assert {cells[name] for name in ("total_price", "create_date", "urgent")} == {None}


def test_no_two_columns_have_one_name() -> None:
    for table in (ORDERS, *ORDERS.lists, table_of("products", Product)):
        assert len(set(table.header)) == len(table.header)
        assert {kind for _, kind in columns_of(table)} <= set(Kind)
