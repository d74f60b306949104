"""The measured failures of stock generators: what counts as right, and that the page shows the
figures.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tools.languages.compiled import COLUMNS, TOOLS
from tools.languages.generators import ITEMS, LABEL, items_right, wrong_beside
from tools.languages.referee import Received, Upload
from tools.languages.report import COMPILED, FIGURES, PAGE, page
from tools.languages.stock_clients import STOCK

RIGHT = [{name: str(value) for name, value in item.items()} for item in ITEMS]
FILE = Upload("label.pdf", "application/pdf", LABEL)
REST = {
    "name": "คุณ พวริด",
    "urgent": "0",
    "total_price": "1234567.25",
    "delivery_date": "2026-04-03",
    "attach_name": ["LABEL"],
}


def arrived(order_items: Any) -> Received:
    return Received({"delivery_mode_id": "343", "order_items": order_items}, [])


def test_the_page_shows_the_figures() -> None:
    figures, compiled = (
        json.loads(file.read_text("utf-8")) for file in (FIGURES, COMPILED)
    )
    assert PAGE.read_text(encoding="utf-8") == page(figures, compiled)


def test_the_compiled_clients_are_of_the_tools_that_are_measured() -> None:
    compiled = json.loads(COMPILED.read_text(encoding="utf-8"))
    assert [(row["generator"], row["how"]) for row in compiled] == [
        (t.name, t.how) for t in TOOLS
    ]
    assert {tuple(row["specs"]) for row in compiled} == {COLUMNS}


def test_the_figures_are_of_the_clients_that_are_measured() -> None:
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))

    assert [(row["language"], row["generator"]) for row in figures] == [
        (s.language, s.generator) for s in STOCK
    ]
    assert len({row["language"] for row in figures}) >= 4


@pytest.mark.parametrize(
    ("order_items", "right"),
    [
        (RIGHT, 3),
        ({"1": RIGHT[1], "0": RIGHT[0], "2": RIGHT[2]}, 3),
        (RIGHT[:2], 2),
        (RIGHT[1:], 0),
        ([RIGHT[0] | {"price": "1.99e+02"}, *RIGHT[1:]], 2),
        ([RIGHT[0] | {"quantity": "20"}, *RIGHT[1:]], 2),
        ([{"product_id": "164162"}, *RIGHT[1:]], 2),
        ('{"shop_sku": "UPC_230458300", "quantity": 1, "price": 49.5}', 0),
        (["openapi.OrderItemInput value"] * 3, 0),
        (None, 0),
    ],
)
def test_an_item_is_right_when_all_of_it_arrived_in_its_place(
    order_items: Any, right: int
) -> None:
    assert items_right(arrived(order_items)) == right


def test_an_order_that_was_not_sent_has_no_right_items() -> None:
    assert items_right(None) == 0


def test_the_rest_of_an_order_is_right_when_all_of_it_arrived() -> None:
    assert wrong_beside(Received(REST, {"attach_file": [FILE]})) == []


@pytest.mark.parametrize(
    ("fields", "files", "wrong"),
    [
        ({"urgent": "false"}, [FILE], "`urgent` arrives as `false`"),
        (
            {"total_price": "1.2345672e+06"},
            [FILE],
            "`total_price` arrives as `1.2345672e+06`",
        ),
        (
            {"delivery_date": "2026-04-03T00:00:00Z"},
            [FILE],
            "`delivery_date` arrives as `2026-04-03T00:00:00Z`",
        ),
        (
            {"attach_name": "LABEL"},
            FILE,
            "the file arrives outside a list, its name arrives as `LABEL`",
        ),
        ({"name": None}, [FILE], "`name` is not there"),
    ],
)
def test_what_is_wrong_beside_the_items_is_told(
    fields: dict[str, Any], files: Any, wrong: str
) -> None:
    assert wrong_beside(Received(REST | fields, {"attach_file": files})) == [wrong]
