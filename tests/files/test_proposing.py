"""A mapping is proposed for a file not seen before: by names, by contents, by asking."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from mycloud_cli.files import (
    PRESETS,
    OrderFile,
    checked_orders,
    parse_mapping,
    propose_mapping,
)
from openpyxl import Workbook

from ..cli.conftest import home, mycloud, nobody_waits
from ..cli.running import Mycloud

__all__ = ["home", "mycloud", "nobody_waits"]

EXAMPLES = Path(__file__).parents[2] / "examples/files"
THAI: list[list[str | int | float]] = [
    ["ลำดับ", "เลขที่ออเดอร์", "ชื่อลูกค้า", "ที่อยู่", "จังหวัด", "รหัสไปรษณีย์", "ผู้ติดต่อ", "สินค้า", "จำนวน", "ราคา", "ขนส่ง"],
    [1, "B-1", "สมหญิง ตัวอย่าง", "1/2 ถนนตัวอย่าง", "กรุงเทพมหานคร", 10260, 812345678, "เสื้อยืด", 2, 1290.0, "Kerry"],
    [2, "B-2", "สมชาย สมมติ", "99 หมู่ 4", "เชียงใหม่", 50200, 898765432, "หมวก", 1, 250.0, "Flash"],
]  # fmt: skip
ANSWERS = {
    "Delivery mode of 'Kerry'?": "343",
    "Delivery mode of 'Flash'?": "345",
    "SKU of 'เสื้อยืด'?": "SHOP-164162",
    "SKU of 'หมวก'?": "UPC_230458300",
}


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A hand-made workbook with Thai headers below a title."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["รายการส่งของ ธันวาคม 2568"])
    page.append([])
    for row in THAI:
        page.append(row)
    book.save(tmp_path / "sheet.xlsx")
    return tmp_path / "sheet.xlsx"


def test_a_hand_made_sheet_is_mapped_by_names_contents_and_answers(sheet: Path) -> None:
    asked: list[str] = []

    def ask(question: str, _choices: Sequence[str]) -> str:
        asked.append(question)
        return ANSWERS[question]

    proposal = propose_mapping(sheet, ask=ask)

    mapping = parse_mapping(proposal.to_toml())
    assert (proposal.todo, sorted(asked)) == ([], sorted(ANSWERS))
    first, second = checked_orders(OrderFile(sheet, mapping))
    assert not first.is_faulty
    assert not second.is_faulty
    assert first.arguments["address"] == "1/2 ถนนตัวอย่าง กรุงเทพมหานคร"
    assert first.arguments["phone_number"] == "0812345678"
    assert first.arguments["items"][0].shop_sku == "SHOP-164162"
    assert [each.arguments["delivery_mode_id"] for each in (first, second)] == [
        343,
        345,
    ]


def test_what_cannot_be_asked_is_left_to_do(sheet: Path) -> None:
    proposal = propose_mapping(sheet)

    text = proposal.to_toml()
    assert "# TODO Delivery mode of each of the values of 'ขนส่ง'" in text
    assert '# TODO "เสื้อยืด" = ""' in text
    assert parse_mapping(text).fields["order_number"] == ("เลขที่ออเดอร์",)


def test_a_column_that_is_not_recognized_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("doc,sku,qty,price\nA-1,SHOP-164162,1,199\n")
    answers = {"Which column is the order number?": "doc"}

    proposal = propose_mapping(path, ask=lambda question, _: answers.get(question, ""))

    assert '# TODO order_number = ""' in propose_mapping(path).to_toml()
    assert proposal.mapping.fields["order_number"] == ("doc",)


def test_statuses_are_listed_to_be_chosen_from(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    lines = "A-1,SHOP-1,1,199,รอส่ง\nA-2,SHOP-1,1,199,ยกเลิก\n"
    path.write_text("เลขที่,รหัสสินค้า,จำนวน,ราคา,สถานะ\n" + lines)

    text = propose_mapping(path).to_toml()

    assert 'skip = [] # TODO which of "รอส่ง", "ยกเลิก"' in text
    assert "status" not in parse_mapping(text).fields
    assert parse_mapping(text).rows[0].column == "สถานะ"


@pytest.mark.parametrize("preset", PRESETS)
def test_the_export_of_a_marketplace_is_recognized(preset: str) -> None:
    (path,) = EXAMPLES.glob(f"{preset}.*")

    assert propose_mapping(path).preset == preset


def test_the_command_writes_the_mapping_and_says_what_is_left(
    mycloud: Mycloud, sheet: Path
) -> None:
    shown = mycloud("orders", "map", str(sheet), "--to", "sheet.toml")
    again = mycloud("orders", "map", str(sheet), "--to", "sheet.toml")

    assert shown.code == 0
    assert "sheet.toml is written; 2 things are left to do in it" in shown.err
    assert "--map sheet.toml --dry-run" in shown.out
    assert (again.code, "is there already" in again.err) == (2, True)


def test_the_command_names_the_preset_that_fits(mycloud: Mycloud) -> None:
    shown = mycloud("orders", "map", str(EXAMPLES / "lazada.csv"))

    assert "This is an export of lazada" in shown.err
    assert "--map lazada --dry-run" in shown.out
