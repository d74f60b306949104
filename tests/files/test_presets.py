"""The presets, on a file of each marketplace: every order arrives as a table says that was written
by hand, or is named as a fault; none is sent otherwise.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from mycloud import MyCloud, Order, SqliteLedger
from mycloud_cli.files import PRESETS, OrderFile, checked_orders
from mycloud_cli.placing import place_from
from mycloud_testing import Sandbox

EXAMPLES = Path(__file__).parents[2] / "examples/files"
TABLES = Path(__file__).parent / "arrivals"
FIELDS = ("name", "address", "postcode", "phone_number", "note")


def example(preset: str) -> OrderFile:
    (path,) = EXAMPLES.glob(f"{preset}.*")
    return OrderFile(path, preset, constants={"delivery_mode_id": 343})


def expected(preset: str) -> list[dict[str, str]]:
    with (TABLES / f"{preset}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def client(mycloud_sandbox: Sandbox, tmp_path: Path) -> Iterator[MyCloud]:
    with mycloud_sandbox.client(ledger=SqliteLedger(tmp_path / "ledger")) as client:
        yield client


@pytest.mark.parametrize("preset", PRESETS)
def test_every_order_arrives_as_the_table_says(
    preset: str, mycloud_sandbox: Sandbox, client: MyCloud, tmp_path: Path
) -> None:
    file = example(preset)
    file.path = _copied(file.path, tmp_path)  # the results are written next to it

    placed = place_from(client, file, skip_faulty=True)

    wanted = [row for row in expected(preset) if row["outcome"] == "placed"]
    assert placed.outcomes == {"placed": len(wanted)}
    assert len(expected(preset)) >= 30
    arrived = {order.order_number: _arrived(order) for order in mycloud_sandbox.orders}
    assert arrived == {row["order_number"]: _wanted(row) for row in wanted}


def _copied(path: Path, folder: Path) -> Path:
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    return copy


def _arrived(order: Order) -> dict[str, str]:
    items = [
        f"{item.quantity} x {item.product.shop_sku if item.product else None} at {item.price:.2f}"
        for item in order.order_items
    ]
    fields = {name: str(getattr(order, name) or "") for name in FIELDS}
    return fields | {"items": "; ".join(items)}


def _wanted(row: dict[str, str]) -> dict[str, str]:
    return {name: row[name] for name in (*FIELDS, "items")}


@pytest.mark.parametrize("preset", PRESETS)
def test_every_order_that_does_not_arrive_is_left_out_or_named_as_a_fault(
    preset: str,
) -> None:
    found: dict[str, set[str]] = {}
    for order in checked_orders(example(preset)):
        faults = {each.code for each in order.findings if each.severity == "fault"}
        found[order.number] = faults

    for row in expected(preset):
        if row["outcome"] == "skipped":
            assert row["order_number"] not in found
        elif row["outcome"] != "placed":
            assert row["outcome"] in found.pop(row["order_number"])
        else:
            assert found.pop(row["order_number"]) == set()
    assert found == {}


@pytest.mark.parametrize("preset", PRESETS)
def test_no_column_of_a_marketplace_is_left_over(preset: str) -> None:
    assert example(preset).findings == []


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_says_where_its_columns_come_from_and_when(preset: str) -> None:
    presets = resources.files("mycloud_cli.files").joinpath("presets")

    head = presets.joinpath(f"{preset}.toml").read_text("utf-8")[:600]

    assert "# Columns" in head
    assert "2026-11-28" in head


def test_shopee_is_read_in_english_too(tmp_path: Path) -> None:
    header = (
        "Order ID,Order Status,Receiver Name,Phone Number,Delivery Address,Province,"
        "Zip Code,SKU Reference No.,Parent SKU Reference No.,Quantity,Deal Price"
    )
    line = "2511A,To ship,สมหญิง ตัวอย่าง,0800000100,1 ถนนตัวอย่าง,กรุงเทพมหานคร,10260,SHOP-164162,,2,199"
    path = tmp_path / "orders.csv"
    path.write_text(f"{header}\n{line}\n", encoding="utf-8")

    (order,) = OrderFile(path, "shopee", constants={"delivery_mode_id": 343})

    assert (order.is_faulty, order.arguments["postcode"]) == (False, "10260")
    assert order.arguments["address"] == "1 ถนนตัวอย่าง กรุงเทพมหานคร"


def test_a_seller_sku_may_be_that_of_mycloud(tmp_path: Path) -> None:
    (path,) = EXAMPLES.glob("tiktok.csv")

    file = OrderFile(
        path, "tiktok", sku="product_sku", constants={"delivery_mode_id": 1}
    )

    first = next(iter(file))
    assert first.arguments["items"][0].product_sku == "SHOP-164162"


def test_a_file_of_another_marketplace_names_what_is_missing() -> None:
    (path,) = EXAMPLES.glob("shopify.csv")

    file = OrderFile(path, "tiktok")

    missing = [each.column for each in file.findings if each.code == "missing-column"]
    assert "Order ID" in missing
