"""What an export holds, and when it is refused."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from mycloud import Item, MyCloud, ServerError
from mycloud_cli.durable import NORMAL, opened
from mycloud_cli.export import ExportError, Options, export, partial_of
from mycloud_cli.export.formats import parquet
from mycloud_testing import Sandbox


@pytest.fixture
def shop(mycloud_sandbox: Sandbox) -> Sandbox:
    for number in range(3):
        items = [
            Item(product_id=164162, quantity=2, price="199.50"),
            Item(product_sku="MAI002", quantity=1, price=50),
        ]
        mycloud_sandbox.order(
            order_number=f"ORD-{number}", items=items, customer_id=232, note="=1+1"
        )
    return mycloud_sandbox


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(path: Path, query: str) -> list[Any]:
    connection = sqlite3.connect(path)
    found = connection.execute(query).fetchall()
    connection.close()
    return found


@pytest.mark.usefixtures("shop")
def test_a_line_of_jsonl_is_an_order_as_the_api_names_it(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    exported = export(mycloud_client, "orders", tmp_path / "orders.jsonl")

    text = (tmp_path / "orders.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line) for line in text.splitlines()] == [
        o.to_dict() for o in mycloud_client.orders.list()
    ]
    assert exported.count == 3
    assert "คุณ" in text


@pytest.mark.usefixtures("shop")
def test_csv_has_a_row_for_each_order_or_for_each_item(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    export(mycloud_client, "orders", tmp_path / "orders.csv")
    export(mycloud_client, "orders", tmp_path / "items.csv", Options(items=True))

    orders, items = lines(tmp_path / "orders.csv"), lines(tmp_path / "items.csv")
    assert [order["order_number"] for order in orders] == ["ORD-0", "ORD-1", "ORD-2"]
    assert [item["price"] for item in json.loads(orders[0]["order_items"])] == [
        "199.50",
        "50.00",
    ]
    assert [
        (item["order_number"], item["product_id"], item["price"]) for item in items
    ][:2] == [
        ("ORD-0", "164162", "199.50"),
        ("ORD-0", items[1]["product_id"], "50.00"),
    ]
    assert len(items) == 6


@pytest.mark.usefixtures("shop")
def test_no_text_in_csv_is_a_formula_unless_it_is_wanted_raw(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    export(mycloud_client, "orders", tmp_path / "safe.csv")
    export(mycloud_client, "orders", tmp_path / "raw.csv", Options(raw=True, bom=True))

    assert lines(tmp_path / "safe.csv")[0]["note"] == "'=1+1"
    assert not (tmp_path / "safe.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert lines(tmp_path / "raw.csv")[0]["note"] == "=1+1"
    assert (tmp_path / "raw.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.usefixtures("shop")
def test_sqlite_has_a_table_for_orders_and_one_for_their_items(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    export(mycloud_client, "orders", tmp_path / "orders.sqlite")

    query = (
        "SELECT order_number, sum(quantity * price), date(create_date) FROM orders "
        "JOIN order_items ON order_id = orders.id GROUP BY 1"
    )
    found = read(tmp_path / "orders.sqlite", query)
    assert [(number, amount) for number, amount, _ in found] == [
        (f"ORD-{number}", 449.0) for number in range(3)
    ]
    assert all(day for *_, day in found)


def test_customers_and_products_are_exported_likewise(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    export(mycloud_client, "customers", tmp_path / "customers.csv")
    export(mycloud_client, "products", tmp_path / "products.sqlite")

    customers = {row["id"] for row in lines(tmp_path / "customers.csv")}
    assert customers == {
        str(customer.id) for customer in mycloud_client.customers.list()
    }
    assert len(read(tmp_path / "products.sqlite", "SELECT id FROM products")) == len(
        mycloud_client.products.list().all()
    )


def test_an_empty_shop_makes_an_empty_export(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    for suffix in ("jsonl", "csv", "sqlite"):
        assert (
            export(mycloud_client, "orders", tmp_path / f"orders.{suffix}").count == 0
        )

    assert (tmp_path / "orders.jsonl").read_bytes() == b""
    assert lines(tmp_path / "orders.csv") == []


def test_a_finished_export_is_not_replaced_unasked(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.jsonl"
    export(mycloud_client, "orders", target)
    shop.order(order_number="ORD-3")

    with pytest.raises(ExportError, match="is there already, and whole"):
        export(mycloud_client, "orders", target)

    assert export(mycloud_client, "orders", target, Options(overwrite=True)).count == 4


def interrupted(
    shop: Sandbox,
    client: MyCloud,
    target: Path,
    options: Options = Options(),  # noqa: B008  # frozen
) -> None:
    """An export that ends before its first page."""
    shop.fail(500, on="list_orders")
    with pytest.raises(ServerError):
        export(client, "orders", target, options)


def test_an_interrupted_export_of_something_else_is_not_gone_on_with(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.jsonl"
    interrupted(shop, mycloud_client, target)

    with pytest.raises(
        ExportError, match=r"deleted orders 0 \(now 1\)\. Give --restart"
    ):
        export(mycloud_client, "orders", target, Options(deleted=True))
    with pytest.raises(ExportError, match=r"resource orders \(now products\)"):
        export(mycloud_client, "products", target)

    assert export(mycloud_client, "products", target, Options(restart=True)).found == 0


def test_what_came_to_the_place_of_the_target_meanwhile_is_kept(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.jsonl"
    interrupted(shop, mycloud_client, target)
    target.write_text("somebody's")

    with pytest.raises(ExportError, match="has come into being"):
        export(mycloud_client, "orders", target)

    assert target.read_text() == "somebody's"


def test_two_exports_to_one_file_at_once_are_refused(
    mycloud_client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.jsonl"
    other = opened(partial_of(target), "SELECT 1", NORMAL)

    with pytest.raises(ExportError, match="by another process"):
        export(mycloud_client, "orders", target)

    other.close()
    assert export(mycloud_client, "orders", target).count == 0


@pytest.fixture
def without_arrow(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> object:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr(parquet, "import_module", missing)


@pytest.mark.parametrize(
    ("name", "items", "said"),
    [
        ("orders.ods", False, "end it in .jsonl, .csv, .parquet, .sqlite or .xlsx"),
        ("orders.sqlite", True, "for orders in csv or parquet"),
        ("orders.parquet", False, "mycloud-client\\[parquet\\]"),
    ],
)
@pytest.mark.usefixtures("without_arrow")
def test_what_cannot_be_written_is_refused_before_the_walk(
    mycloud_client: MyCloud, tmp_path: Path, name: str, items: bool, said: str
) -> None:
    with pytest.raises(ExportError, match=said):
        export(mycloud_client, "orders", tmp_path / name, Options(items=items))

    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_server_leaves_what_was_there(
    shop: Sandbox, mycloud_client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.jsonl"
    shop.fail(500, on="list_orders", after=1, times=2)
    with pytest.raises(ServerError):
        export(mycloud_client, "orders", target, Options(prefetch=0))

    exported = export(mycloud_client, "orders", target)
    assert (exported.count, exported.found) == (3, 3)
