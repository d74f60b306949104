"""Files of orders for tests, and how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mycloud_cli.files import FileOrder, Finding, OrderFile, Report, check_file

HEADER = ("order_number", "delivery_mode_id", "name", "address", "postcode", "phone_number",
          "note", "delivery_date", "payment_time", "product_sku", "quantity", "price")  # fmt: skip
USUAL: dict[str, Any] = {
    "order_number": "A-1",
    "delivery_mode_id": "343",
    "name": "สมหญิง ทดสอบ",
    "address": "1/2 ถนนตัวอย่าง แขวงตัวอย่าง กรุงเทพมหานคร",
    "postcode": "10260",
    "phone_number": "0812345678",
    "product_sku": "MAI002",
    "quantity": "1",
    "price": "199",
}


def csv_of(rows: Sequence[dict[str, str]], header: Sequence[str] = HEADER) -> str:
    """Lines of CSV, quoted throughout."""
    lines = [header, *([row.get(name, "") for name in header] for row in rows)]
    return "".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) + "\n"
        for line in lines
    )


def checked(path: Path, map: str | None = None, **options: Any) -> Report:
    """What a check of a file finds."""
    return check_file(OrderFile(path, map, **options))


def with_cell(folder: Path, **cells: str) -> tuple[list[Finding], dict[str, Any]]:
    """What is found in an order with these cells, and what would be sent of it."""
    path = folder / "orders.csv"
    path.write_text(csv_of([USUAL | cells]), encoding="utf-8")
    report = checked(path)
    sent = report.first[0].arguments if report.first else {}
    return report.findings, sent


def orders_of(path: Path, map: str | None = None, **options: Any) -> list[FileOrder]:
    """The orders of a file."""
    return list(OrderFile(path, map, **options))
