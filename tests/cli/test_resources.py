"""Each command does to the sandbox what its name says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from mycloud_cli.output import columns as output_columns
from mycloud_cli.output.columns import View

from .running import Mycloud

ITEMS = [
    "--item=product_id=164162,quantity=2,price=199.00",
    "--item=product_sku=MAI002,quantity=1,price=50",
    "--item=shop_sku=UPC_230458300,quantity=1,price=49.50",
]
pytestmark = pytest.mark.usefixtures("sandbox")


def test_an_order_is_placed_shown_found_changed_and_deleted(mycloud: Mycloud) -> None:
    Path("label.pdf").write_bytes(b"%PDF-1.4")
    address = [
        "--name=คุณ พวริด",
        "--order-number=CLI-1",
        "--delivery-date=2018-04-12",
        "--urgent",
    ]
    arguments = ["--delivery-mode-id=343", *ITEMS, *address, "--attach=LABEL=label.pdf"]

    placed = mycloud("orders", "create", *arguments, "--json").object
    assert (placed["name"], placed["total_price"], placed["urgent"]) == (
        "คุณ พวริด",
        497.5,
        True,
    )
    assert [item["price"] for item in placed["order_items"]] == [199, 50, 49.5]
    assert [file["name"] for file in placed["attachments"]] == ["LABEL"]

    id = str(placed["id"])
    assert mycloud("orders", "find", "CLI-1", "--json").object["id"] == placed["id"]
    assert mycloud("orders", "get", id, "--json").object == placed
    assert (
        mycloud("orders", "update", id, "--note=ring", "--no-urgent", "--json").object[
            "urgent"
        ]
        is False
    )
    assert mycloud("orders", "update", id, "--note=", "--json").object["note"] is None
    assert len(mycloud("orders", "items", id, "--json").objects) == 3

    assert mycloud("orders", "delete", id, "--yes").code == 0
    assert mycloud("orders", "get", id).code == 4


def test_an_item_of_an_order_is_shown_changed_and_deleted(mycloud: Mycloud) -> None:
    placed = mycloud(
        "orders", "create", "--delivery-mode-id=343", *ITEMS[:2], "--json"
    ).object
    id = str(placed["order_items"][0]["id"])

    assert mycloud("order-items", "get", id, "--json").object["quantity"] == 2
    assert (
        mycloud(
            "order-items", "update", id, "--price=10.5", "--quantity=3", "--json"
        ).object["price"]
        == 10.5
    )
    assert mycloud("order-items", "delete", id, "--yes").code == 0
    assert len(mycloud("orders", "items", str(placed["id"]), "--json").objects) == 1


def test_a_customer_is_saved_and_changed(mycloud: Mycloud) -> None:
    made = mycloud(
        "customers", "create", "--name=กมล", "--postcode=10260", "--json"
    ).object
    changed = mycloud(
        "customers", "update", str(made["id"]), "--phone-number=0899969094", "--json"
    ).object

    assert (changed["name"], changed["postcode"], changed["phone_number"]) == (
        "กมล",
        "10260",
        "0899969094",
    )
    assert mycloud("customers", "get", str(made["id"]), "--json").object == changed


def test_a_product_is_added_changed_and_deleted(mycloud: Mycloud) -> None:
    what = [
        "--name=Cup",
        "--description=Blue",
        "--price=99.50",
        "--client-references=a",
        "--client-references=b",
    ]
    made = mycloud("products", "create", *what, "--shop-sku=CLI_CUP", "--json").object
    assert (made["price"], made["client_references"][:2]) == (99.5, ["a", "b"])

    assert mycloud("products", "get", "CLI_CUP", "--json").object["id"] == made["id"]
    assert (
        mycloud("products", "update", made["sku"], "--price=89", "--json").object[
            "price"
        ]
        == 89
    )
    assert mycloud("products", "delete", str(made["id"]), "--yes").code == 0
    assert mycloud("products", "get", "CLI_CUP").code == 4


def test_a_category_is_added_and_shown(mycloud: Mycloud) -> None:
    made = mycloud("product-categories", "create", "--name=T-Shirts", "--json").object

    assert (
        mycloud("product-categories", "get", str(made["id"]), "--json").object["name"]
        == "T-Shirts"
    )


@pytest.mark.parametrize(
    ("resource", "ref"),
    [
        ("delivery-modes", "343"),
        ("shops", "JO001"),
        ("shops", "1"),
        ("customers", "232"),
    ],
)
def test_an_entry_is_shown_by_what_it_is_known_by(
    mycloud: Mycloud, resource: str, ref: str
) -> None:
    shown = mycloud(resource, "get", ref)

    assert shown.code == 0, shown.err
    assert shown.out.startswith("id ")


@pytest.mark.parametrize(
    "resource",
    [
        "orders",
        "customers",
        "products",
        "product-categories",
        "delivery-modes",
        "shops",
    ],
)
def test_a_list_is_the_same_in_all_three_forms(mycloud: Mycloud, resource: str) -> None:
    most = "--limit=1000"
    as_json = mycloud(resource, "list", most, "--json").objects
    as_csv = list(
        csv.DictReader(io.StringIO(mycloud(resource, "list", most, "--csv").out))
    )
    table = mycloud(resource, "list", most).out.splitlines()

    ids = [str(entry["id"]) for entry in as_json]
    assert (
        ids == [row["id"] for row in as_csv] == [line.split()[0] for line in table[1:]]
    )
    assert ids
    assert list(as_csv[0]) == [*as_json[0], "additional_properties"]


def test_a_list_begins_and_ends_where_it_is_told(mycloud: Mycloud) -> None:
    whole = [
        order["id"] for order in mycloud("orders", "list", "--oldest", "--json").objects
    ]
    part = ["--offset=3", "--limit=7", "--count=2"]

    assert [
        order["id"] for order in mycloud("orders", "list", *part, "--json").objects
    ] == whole[3:10]


def test_a_list_is_the_same_with_pages_asked_for_ahead(mycloud: Mycloud) -> None:
    whole = mycloud("orders", "list", "--oldest", "--json").out

    assert mycloud("orders", "list", "--json", "--count=4", "--prefetch=3").out == whole
    assert mycloud("orders", "list", "--json", "--prefetch=3", "--limit=2").objects == [
        json.loads(line) for line in whole.splitlines()[:2]
    ]


def test_columns_are_chosen_by_name_also_within_an_entry(mycloud: Mycloud) -> None:
    columns = ["--columns=id,deliverymode.name,note", "--limit=1", "--oldest"]

    assert mycloud("orders", "list", *columns, "--csv").out.splitlines() == [
        "id,deliverymode.name,note",
        "1984,SCG Express,",
    ]
    assert (
        mycloud("orders", "list", *columns, "--json").object["deliverymode.name"]
        == "SCG Express"
    )
    assert mycloud("orders", "list", *columns).out.splitlines()[0].split() == [
        "ID",
        "DELIVERYMODE.NAME",
        "NOTE",
    ]


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
@pytest.mark.parametrize(
    ("columns", "nearest"),
    [
        ("id,order_no", "order_number"),
        ("ID", "id"),
        ("customer.nam", "customer.name"),
        ("order_items.price", "order_items"),
        ("name.first", "name"),
    ],
)
def test_a_column_that_is_no_field_is_refused_with_the_nearest_name(
    mycloud: Mycloud, columns: str, nearest: str, form: list[str]
) -> None:
    refused = mycloud("orders", "list", f"--columns={columns}", *form)

    assert (refused.code, refused.out) == (2, "")
    assert f"the nearest is {nearest}." in refused.err


def test_every_column_of_every_table_is_a_field() -> None:
    for view in vars(output_columns).values():
        # The rows of the ledger are made by their command, which takes no --columns.
        if isinstance(view, View) and view is not output_columns.LEDGER:
            names = ",".join(column.path for column in view.columns)
            assert view.chosen(names).columns[0].path == view.columns[0].path
            assert view.paths(names) == names.split(",")
