"""Workbooks: a cell is read as it is shown, whatever wrote it."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from mycloud_cli.files import BadSource, Options
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from .making import HEADER, USUAL, checked, orders_of


def written(folder: Path, rows: Sequence[dict[str, Any]], **formats: str) -> Path:
    """A workbook with the orders on its first sheet."""
    book = Workbook()
    sheet = first_sheet(book)
    sheet.append(HEADER)
    for row in rows:
        sheet.append([row.get(name) for name in HEADER])
        for name, number_format in formats.items():
            cell = sheet.cell(sheet.max_row, HEADER.index(name) + 1)
            cell.number_format = number_format
    book.save(folder / "orders.xlsx")
    return folder / "orders.xlsx"


def first_sheet(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "คำสั่งซื้อ"
    return sheet


NUMBERS: list[tuple[str, object, str, object]] = [
    ("phone_number", 812345678, "0000000000", "0812345678"),
    ("phone_number", 812345678.0, "000-000-0000", "081-234-5678"),
    ("phone_number", 812345678, "[<=99999999]0-####-####;[>99999999]0##-###-####", "081-234-5678"),
    ("postcode", 10260.0, "General", "10260"),
    ("order_number", 42, "00000", "00042"),
    ("delivery_date", datetime.datetime(2025, 12, 31), "[$-41E]d/m/bbbb", datetime.date(2025, 12, 31)),
    ("delivery_date", datetime.datetime(2025, 12, 31, 15, 32), "d/m/yyyy h:mm", datetime.date(2025, 12, 31)),
    ("payment_time", datetime.time(15, 32), "h:mm:ss", "15:32"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value", "number_format", "sent"), NUMBERS)
def test_a_cell_is_read_as_it_is_shown(
    column: str, value: object, number_format: str, sent: object, tmp_path: Path
) -> None:
    path = written(tmp_path, [USUAL | {column: value}], **{column: number_format})

    report = checked(path)

    assert report.findings == []
    assert report.first[0].arguments[column] == sent


def test_what_was_detected_and_where_a_fault_is_are_said(tmp_path: Path) -> None:
    path = written(tmp_path, [USUAL, USUAL | {"order_number": 5.8e17}])

    report = checked(path)

    assert report.described == "xlsx, sheet 'คำสั่งซื้อ'"
    assert str(report.faults[0]).startswith(
        "sheet 'คำสั่งซื้อ', line 3, column A (order_number): '5.8E+17': "
    )


def test_an_error_of_a_formula_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    sheet = first_sheet(book)
    sheet.append(HEADER)
    sheet.append([USUAL.get(name) for name in HEADER])
    error = sheet.cell(2, 4, "#N/A")
    error.data_type = "e"
    book.save(tmp_path / "orders.xlsx")

    (fault,) = checked(tmp_path / "orders.xlsx").faults

    assert (fault.code, fault.column) == ("error-word", "D (address)")


def test_a_formula_that_nobody_calculated_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, [USUAL | {"name": '="a"&"b"'}])

    (fault,) = checked(path).faults

    assert (fault.code, fault.column) == ("formula", "C (name)")


def test_titles_above_the_header_and_empty_sheets_are_passed_over(
    tmp_path: Path,
) -> None:
    book = Workbook()
    first_sheet(book)
    sheet = book.create_sheet("ข้อมูล")
    for row in (["รายงาน"], [], HEADER, [USUAL.get(name) for name in HEADER]):
        sheet.append(row)
    book.create_sheet("อื่น").append(["x"])
    book.save(tmp_path / "orders.xlsx")

    report = checked(tmp_path / "orders.xlsx")

    assert report.described == (
        "xlsx, sheet 'ข้อมูล' of 3 (--sheet takes another), header in line 3"
    )
    assert (report.findings, report.first[0].line) == ([], 4)
    with pytest.raises(BadSource, match="has no sheet 'x'"):
        checked(tmp_path / "orders.xlsx", options=Options(sheet="x"))


def test_rows_that_are_written_in_pieces_are_read_whole(tmp_path: Path) -> None:
    path = written(tmp_path, [USUAL, USUAL | {"order_number": "A-2"}])
    split = tmp_path / "split.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(split, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode("utf-8", "surrogateescape")
            if name.endswith("sheet1.xml"):
                content = re.sub(
                    r'(<row r="(\d+)"[^>]*>)(.*?)</row>', _in_pieces, content
                )
            target.writestr(name, content.encode("utf-8", "surrogateescape"))

    assert [order.arguments for order in orders_of(split)] == [
        order.arguments for order in orders_of(path)
    ]
    assert checked(split).orders == 2


def _in_pieces(row: re.Match[str]) -> str:
    cells = re.findall(r"<c .*?</c>|<c [^>]*/>", row[3])
    return "".join(f'<row r="{row[2]}">{cell}</row>' for cell in cells)


def test_a_wrong_size_in_the_file_hides_no_order(tmp_path: Path) -> None:
    path = written(tmp_path, [USUAL, USUAL | {"order_number": "A-2"}])
    wrong = tmp_path / "wrong.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(wrong, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(
                name,
                re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content),
            )

    assert checked(wrong).orders == 2


@pytest.mark.parametrize("name", ["orders.xlsx", "orders.xls", "orders.ods"])
def test_a_file_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"not a workbook")

    with pytest.raises(BadSource, match="cannot be read"):
        checked(tmp_path / name)


def test_merged_cells_continue_an_order_where_the_mapping_says_so(
    tmp_path: Path,
) -> None:
    blank = dict.fromkeys(HEADER)
    items = [{"product_sku": "UPC_230458300", "quantity": 2, "price": 49.5}]
    path = written(tmp_path, [USUAL, *(blank | item for item in items)])
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        """
        [fields]
        order_number = "order_number"
        name = "name"
        delivery_mode_id = "delivery_mode_id"
        [item]
        product_sku = "product_sku"
        quantity = "quantity"
        price = "price"
        [ignore]
        columns = ["*"]
        [orders]
        continues = true
        """
    )

    report = checked(path, str(mapping))

    assert (report.faults, report.orders, report.items) == ([], 1, 2)
    assert [fault.code for fault in checked(path).faults] == [
        "no-delivery-mode",
        "no-number",
    ]
