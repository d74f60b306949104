"""What spreadsheets and exports do to values: read rightly, warned of, or refused with the cell."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from mycloud_cli.files import BadSource, Options
from mycloud_cli.spreadsheet import harmless

from .making import HEADER, USUAL, checked, csv_of, with_cell

REFUSED = [
    ("name", "#N/A", "error-word"),
    ("address", "#REF!", "error-word"),
    ("address", "12 #VALUE! กรุงเทพ", "error-word"),
    ("note", "#NAME?", "error-word"),
    ("postcode", "#####", "error-word"),
    ("note", "=A1&B1", "formula"),
    ("order_number", "5.8E+17", "scientific"),
    ("order_number", "5,8E+17", "scientific"),
    ("phone_number", "6.6812E+10", "scientific"),
    ("product_sku", "8.85E+12", "scientific"),
    ("quantity", "1E+3", "scientific"),
    ("order_number", "576461413038785000", "rounded-number"),
    ("order_number", "2025-12-31", "date-in-text"),
    ("product_sku", "1-Mar", "date-in-text"),
    ("product_sku", "2025-03-01 00:00:00", "date-in-text"),
    ("postcode", "1026", "odd-postcode"),
    ("postcode", "01026", "odd-postcode"),
    ("postcode", "1026O", "odd-postcode"),
    ("name", "ส***ง", "masked"),
    ("name", "S****** T.", "masked"),
    ("phone_number", "******78", "masked"),
    ("phone_number", "(+66)81****678", "masked"),
    ("phone_number", "081-xxx-xx78", "masked"),
    ("address", "*** กรุงเทพมหานคร", "masked"),
    ("name", "à¸ªà¸¡à¸«à¸à¸´à¸", "garbled"),
    ("name", "เธชเธกเธซเธเธดเธ", "garbled"),
    ("name", "?????? ????", "garbled"),
    ("delivery_date", "46022", "serial-date"),
    ("delivery_date", "46022.5", "serial-date"),
    ("delivery_date", "12/31/2025", "date"),
    ("delivery_date", "31/12/25", "date"),
    ("delivery_date", "31/02/2025", "date"),
    ("delivery_date", "1925-01-01", "date"),
    ("payment_time", "25:00", "time"),
    ("quantity", "1.5", "number"),
    ("quantity", "two", "number"),
    ("price", "1.290,00", "amount"),
    ("price", "1,29", "amount"),
    ("price", "$19.00", "amount"),
    ("price", "free", "amount"),
    ("price", "-199", "item"),
]
RESTORED: list[tuple[str, str, object, str]] = [
    ("phone_number", "812345678", "0812345678", "lost-zero"),
    ("phone_number", "21234567", "021234567", "lost-zero"),
    ("phone_number", "66812345678.0", "66812345678", "decimal-tail"),
    ("phone_number", "12345", "12345", "odd-phone"),
    ("postcode", "10260.0", "10260", "decimal-tail"),
    ("order_number", "100001.0", "100001", "decimal-tail"),
    ("delivery_date", "31/12/2568", datetime.date(2025, 12, 31), "buddhist-year"),
    ("delivery_date", "2568-12-31", datetime.date(2025, 12, 31), "buddhist-year"),
    ("delivery_date", "31 ธ.ค. 2568", datetime.date(2025, 12, 31), "buddhist-year"),
    ("note", "nan", None, "placeholder"),
    ("postcode", "99999", "99999", "postcode-province"),
    ("postcode", "50200", "50200", "postcode-province"),
    ("name", "", None, "no-recipient"),
    ("order_number", "12345678901234500", "12345678901234500", "rounded-number"),
]
READ: list[tuple[str, str, object]] = [
    ("phone_number", "'+66812345678", "+66812345678"),
    ("phone_number", "'0812345678", "0812345678"),
    ("phone_number", '="0812345678"', "0812345678"),
    ("phone_number", "๐๘๑๒๓๔๕๖๗๘", "0812345678"),
    ("phone_number", "081-234-5678", "081-234-5678"),
    ("phone_number", "02 123 4567", "02 123 4567"),
    ("postcode", "'10260", "10260"),
    ("postcode", "10260\t", "10260"),
    ("order_number", "576461413038785752\t", "576461413038785752"),
    ("order_number", "\u200bA-1\ufeff", "A-1"),
    ("note", "'=HYPERLINK(1)", "=HYPERLINK(1)"),
    ("note", "'-- ฝากป้อมยาม", "-- ฝากป้อมยาม"),
    ("note", "'90s style", "'90s style"),
    ("note", "it's", "it's"),
    ("delivery_date", "31/12/2025", datetime.date(2025, 12, 31)),
    ("delivery_date", "2025-12-31 00:00:00", datetime.date(2025, 12, 31)),
    ("delivery_date", "2025-12-31T08:00", datetime.date(2025, 12, 31)),
    ("delivery_date", "1-Dec-2025", datetime.date(2025, 12, 1)),
    ("payment_time", "15:32:00", "15:32"),
    ("payment_time", "3:32 PM", "15:32"),
    ("payment_time", "12:05 am", "00:05"),
]
ITEMS: list[tuple[str, str, object]] = [
    ("price", "฿1,290.00", Decimal("1290.00")),
    ("price", "1,290", Decimal("1290")),
    ("price", "THB 199", Decimal("199")),
    ("price", "199 บาท", Decimal("199")),
    ("price", "฿199", Decimal("199")),
    ("price", "1.0", Decimal("1.0")),
    ("price", "199.-", Decimal("199")),
    ("price", "'-0", Decimal("0")),
    ("quantity", "1.0", 1),
    ("quantity", "2 ชิ้น", 2),
    ("quantity", "x3", 3),
    ("quantity", "1,000", 1000),
    ("product_sku", "'=SKU", "=SKU"),
]


@pytest.mark.parametrize(("column", "value", "code"), REFUSED)
def test_a_value_that_is_lost_is_refused_with_its_cell(
    column: str, value: str, code: str, tmp_path: Path
) -> None:
    findings, _sent = with_cell(tmp_path, **{column: value})

    (fault,) = [finding for finding in findings if finding.severity == "fault"]
    assert (fault.code, fault.row, fault.value) == (code, 2, value)
    letter = "ABCDEFGHIJKL"[HEADER.index(column)]
    assert fault.column == f"{letter} ({column})"


@pytest.mark.parametrize(("column", "value", "sent", "code"), RESTORED)
def test_a_value_that_is_read_as_another_is_warned_of(
    column: str, value: str, sent: object, code: str, tmp_path: Path
) -> None:
    findings, arguments = with_cell(tmp_path, **{column: value})

    assert [(each.severity, each.code, each.row) for each in findings] == [
        ("warning", code, 2)
    ]
    assert arguments.get(column) == sent


@pytest.mark.parametrize(("column", "value", "sent"), READ)
def test_a_value_is_read_as_it_was_meant(
    column: str, value: str, sent: object, tmp_path: Path
) -> None:
    findings, arguments = with_cell(tmp_path, **{column: value})

    assert (findings, arguments[column]) == ([], sent)


@pytest.mark.parametrize(("column", "value", "sent"), ITEMS)
def test_what_is_counted_is_read_as_it_was_meant(
    column: str, value: str, sent: object, tmp_path: Path
) -> None:
    findings, arguments = with_cell(tmp_path, **{column: value})

    assert findings == []
    assert getattr(arguments["items"][0], column) == sent


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+66812345678",
        "-5",
        "@x",
        "'=1",
        "''=1",
        "'it",
        "plain",
        "'90s",
        "1,290",
    ],
)
def test_what_an_export_guarded_comes_back_as_it_was(text: str, tmp_path: Path) -> None:
    findings, arguments = with_cell(tmp_path, note=harmless(text))

    assert (findings, arguments["note"]) == ([], text)


def test_data_below_an_empty_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(csv_of([USUAL]).replace('"address"', '""'))

    (fault,) = checked(path).faults

    assert (fault.code, fault.row, fault.column) == ("no-header", 2, "D")
    assert fault.value == USUAL["address"]


def test_identical_lines_are_refused_unless_they_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(csv_of([USUAL, USUAL]))

    (fault,) = checked(path).faults
    accepted = checked(path, accept=["identical-lines"])

    assert (fault.code, fault.row) == ("identical-lines", 3)
    assert (accepted.faults, accepted.orders, accepted.items) == ([], 1, 2)


def test_numbers_that_have_become_one_are_seen_by_their_recipients(
    tmp_path: Path,
) -> None:
    path = tmp_path / "orders.csv"
    other = {"name": "สมชาย ทดสอบ", "phone_number": "0898765432"}
    path.write_text(csv_of([USUAL, USUAL | other]))

    faults = checked(path).faults

    assert [(fault.code, fault.row, fault.value) for fault in faults] == [
        ("differs", 3, "สมชาย ทดสอบ"),
        ("differs", 3, "0898765432"),
    ]
    assert "Two orders may have become one number" in faults[0].what


def test_numbers_that_differ_in_case_only_are_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(csv_of([USUAL, USUAL | {"order_number": "a-1"}]))

    (warning,) = checked(path).warnings

    assert (warning.code, warning.row) == ("similar-number", 3)


def test_a_masked_recipient_that_is_accepted_is_sent_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(csv_of([USUAL | {"name": "ส***ง"}]))

    report = checked(path, accept=["masked"])

    assert (report.faults, report.first[0].arguments["name"]) == ([], "ส***ง")


def test_strict_takes_warnings_for_faults(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(csv_of([USUAL | {"phone_number": "812345678"}]))

    assert [fault.code for fault in checked(path, strict=True).faults] == ["lost-zero"]


def test_a_code_that_is_not_there_cannot_be_accepted(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(csv_of([USUAL]))

    with pytest.raises(ValueError, match="accept takes one of currency, "):
        checked(path, accept=["everything"])


def test_a_misspelled_column_is_offered_its_name(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(csv_of([USUAL]).replace("phone_number", "phone_numer"))

    (fault,) = checked(path).faults

    assert "Is it 'phone_number'" in fault.what


THAI = "ก,ข\nคุณ สมหญิง,กรุงเทพมหานคร\n"
TEXT = csv_of([USUAL | {"note": "ฝากป้อมยาม, ขอบคุณ"}])


@pytest.mark.parametrize(
    ("content", "described"),
    [
        (TEXT.encode(), "CSV, UTF-8, commas"),
        (TEXT.encode("utf-8-sig"), "CSV, UTF-8 with a byte order mark, commas"),
        (TEXT.replace('","', '"\t"').encode("utf-16"), "CSV, UTF-16, tabs"),
        (TEXT.encode("cp874"), "CSV, Thai Windows (cp874), commas"),
        (TEXT.replace('","', '";"').encode("cp874"), "CSV, Thai Windows (cp874), semicolons"),
        (b"sep=;\r\n" + TEXT.replace('","', '";"').encode(), "CSV, UTF-8, semicolons"),
        (("รายงานคำสั่งซื้อ\nพิมพ์ 31/12/2568\n\n" + TEXT).encode(), "CSV, UTF-8, commas, header in line 4"),
    ],
)  # fmt: skip
def test_a_csv_file_is_read_in_the_forms_that_there_are(
    content: bytes, described: str, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(content)

    report = checked(path)

    assert (report.described.removesuffix(", header in line 2"), report.findings) == (described, [])  # fmt: skip
    assert report.first[0].arguments["note"] == "ฝากป้อมยาม, ขอบคุณ"
    assert report.first[0].arguments["name"] == USUAL["name"]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode()[:-40] + b"\xff\xfe" + TEXT.encode()[-40:],
        TEXT.replace("สมหญิง ทดสอบ", "José Núñez Peña").encode("utf-8").replace(
            "แขวงตัวอย่าง กรุงเทพมหานคร".encode(), b""
        ).replace("ถนนตัวอย่าง".encode(), b"").replace("ฝากป้อมยาม, ขอบคุณ".encode(), b"").decode().encode("latin-1"),
    ],
)  # fmt: skip
def test_a_file_in_an_encoding_that_cannot_be_told_is_refused(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(content)

    with pytest.raises(BadSource, match=r"line 2: (has bytes that|is in an encoding)"):
        checked(path)


def test_every_guess_can_be_overruled(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    latin = csv_of([USUAL | {"name": "José", "address": "Peña", "note": "x"}])
    path.write_bytes(("a;b\n" + latin).encode("latin-1"))
    options: dict[str, Any] = {"encoding": "latin-1", "delimiter": ",", "header_row": 2}

    report = checked(path, options=Options(**options))

    assert report.first[0].arguments["name"] == "José"


def test_memory_of_the_order_before_is_not_needed(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(csv_of([USUAL | {"order_number": f"A-{n}"} for n in range(50)]))

    report = checked(path)

    assert (report.orders, len(report.first)) == (50, 3)
