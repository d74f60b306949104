"""A file of orders: how it is read, and each fault of it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from mycloud import Item
from mycloud_api.models.create_order_body import CreateOrderFields
from mycloud_cli.files import BadSource, FileOrder, read_orders, template
from mycloud_cli.files.mapping import fields


def written(folder: Path, text: str, name: str = "orders.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def read(folder: Path, text: str, name: str = "orders.csv") -> list[FileOrder]:
    return list(read_orders(written(folder, text, name)))


def faults_of(folder: Path, text: str, name: str = "orders.csv") -> list[str]:
    with pytest.raises(BadSource) as bad:
        read(folder, text, name)
    return str(bad.value).splitlines()


HEADER = "order_number,delivery_mode_id,name,product_id,product_sku,shop_sku,quantity,price\n"


def test_lines_of_one_number_are_one_order(tmp_path: Path) -> None:
    first, second = read(
        tmp_path,
        HEADER
        + "A,343,คุณ พวริด,164162,,,2,199.00\nA,,,,MAI002,,1,50\nB,344,,,,UPC_1,1,49.5\n",
    )

    assert (first.number, first.line, second.number, second.line) == ("A", 2, "B", 4)
    assert first.arguments["items"] == [
        Item(product_id=164162, quantity=2, price=Decimal("199.00")),
        Item(product_sku="MAI002", quantity=1, price=50),
    ]
    assert first.arguments["name"] == "คุณ พวริด"
    assert second.arguments["delivery_mode_id"] == 344


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADER + "A,343,,1,,,1,1\n",
        HEADER.replace(",", ";") + "A;343;;1;;;1;1\r\n",
        HEADER.replace(",", "\t") + "A\t343\t\t1\t\t\t1\t1",
        HEADER + '\n\n"A", 343,"",1,,,1,1\n,,,,,,,\n',
    ],
)
def test_csv_is_read_as_excel_writes_it(text: str, tmp_path: Path) -> None:
    (row,) = read(tmp_path, text)

    assert (row.number, row.arguments["delivery_mode_id"]) == ("A", 343)


def test_a_line_of_json_is_an_order(tmp_path: Path) -> None:
    order = {
        "order_number": "A",
        "delivery_mode_id": 343,
        "urgent": True,
        "items": [{"product_sku": "MAI002", "quantity": 1, "price": 49.5}],
    }

    (row,) = read(tmp_path, json.dumps(order) + "\n\n", "orders.jsonl")

    assert row.arguments["urgent"] is True
    assert row.arguments["items"] == [
        Item(product_sku="MAI002", quantity=1, price=Decimal("49.5"))
    ]


def test_an_attachment_is_a_file_beside_the_source(tmp_path: Path) -> None:
    (tmp_path / "label.pdf").write_bytes(b"%PDF-1.4")
    header = (
        "order_number,delivery_mode_id,product_id,quantity,price,attachment:LABEL\n"
    )

    (row,) = read(tmp_path, header + "A,343,1,1,1,label.pdf\n")

    assert [(file.name, file.content) for file in row.arguments["attachments"]] == [
        ("LABEL", tmp_path / "label.pdf")
    ]
    assert "cannot be read" in faults_of(tmp_path, header + "A,343,1,1,1,none.pdf\n")[0]


def test_all_faults_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    faults = faults_of(
        tmp_path,
        HEADER
        + "A,343,,1,,,two,5\n"
        + "A,344,,1,,,1,5.555\n"
        + "B,,,1,MAI002,,2,5\n"
        + ",343,,1,,,1,1\n"
        + "A,343,,1,,,1,1\n"
        + "C,343,,1,,,0,1\n"
        + "D,343,,1,,,1,1,surplus\n"
        + "E,x,,1,,,1,\n",
    )

    assert [re.split("[:,]", fault)[0] for fault in faults] == [
        "line 2",
        "line 3",
        "line 3",
        "line 4",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
        "line 8",
        "line 9",
        "line 9",
    ]
    told = "\n".join(faults)
    for what in (
        "takes a whole number",
        "differs from line 2, the first of the same order, in delivery_mode_id",
        "column H (price): '5.555'",
        "takes an amount no finer than 0.01 THB",
        "exactly one of product_id",
        "delivery_mode_id is missing",
        "order_number is missing",
        "order_number A is that of line 2 already",
        "quantity: got 0",
        "column I: 'surplus': stands below an empty header (the line has 9 cells)",
        "price missing",
    ):
        assert what in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("quantity,price\n", "the column order_number is missing"),
        (HEADER, "there are no orders"),
        ("order_number,colour\n", "there is no field 'colour'"),
        (
            HEADER.replace("name", "price") + "A,343,1,1,,,1,1\n",
            "'price' is there more than once",
        ),
        (HEADER + '"A,343\n', "is not CSV"),
    ],
)
def test_a_file_that_is_none_is_refused(text: str, said: str, tmp_path: Path) -> None:
    assert any(said in fault for fault in faults_of(tmp_path, text))


@pytest.mark.parametrize(
    "order", ["[]", "{", '{"order_number": "A"}', '{"order_number": "A", "items": [1], "delivery_mode_id": 1}',
              '{"order_number": "A", "items": [], "delivery_mode_id": 1}', '{"order_number": "A", "items": [], "x": 1}']
)  # fmt: skip
def test_json_that_is_no_order_is_refused(order: str, tmp_path: Path) -> None:
    assert faults_of(tmp_path, order, "orders.jsonl")[0].startswith("line 1")


def test_the_template_has_every_field_and_can_be_placed_as_it_stands(
    tmp_path: Path,
) -> None:
    text = template()

    (row,) = read(tmp_path, text)
    assert len(row.arguments["items"]) == 2
    assert set(fields()) == {*get_type_hints(CreateOrderFields), "delivery_mode_id"}
    assert set(fields()) < set(text.splitlines()[0].split(","))


def test_an_order_that_was_changed_is_known_by_its_fingerprint(tmp_path: Path) -> None:
    def fingerprint(line: str) -> Any:
        return read(tmp_path, HEADER + line)[0].fingerprint

    assert fingerprint("A,343,,1,,,1,1\n") == fingerprint("A,343,,1,,,1,1\n")
    assert fingerprint("A,343,,1,,,1,1\n") != fingerprint("A,343,,1,,,2,1\n")
