"""What a check of a file found, for people: on the screen, and in a file that opens in Excel."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from mycloud import Item

from ..files import FileOrder, Finding, Report
from ..spreadsheet import harmless

_HEADER: Final = ("line", "column", "value", "severity", "code", "what", "sheet")
_SHOWN: Final = 30
_SECRET: Final = ("order_number", "delivery_mode_id", "items", "attachments")


def faults_file_of(source: Path) -> Path:
    """Where the findings of a file are written."""
    return source.with_name(f"{source.stem}.faults.csv")


def write_faults(findings: Iterable[Finding], path: Path) -> None:
    """Write the findings as CSV that Excel opens: a line for each."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for each in findings:
            cells = (each.row, each.column, each.value, each.severity, each.code)
            writer.writerow(map(harmless, (*cells, each.what, each.sheet)))


def lines_of(report: Report) -> Iterator[str]:
    """What is in the file, as the orders are understood."""
    yield f"{report.orders:,} orders of {report.items:,} items, {report.total:,.2f} THB"
    for why, count in report.skipped.items():
        yield f"left out: {count:,} {'line' if count == 1 else 'lines'}, {why}"
    for order in report.first:
        yield ""
        yield from _order_lines(order)


def _order_lines(order: FileOrder) -> Iterator[str]:
    mode = order.arguments.get("delivery_mode_id")
    yield f"{order.number}  (line {order.line}, delivery mode {mode})"
    for name, value in order.arguments.items():
        if name not in _SECRET and value is not None:
            yield f"  {name:<16} {value}"
    for item in order.arguments["items"]:
        yield f"  {_item(item)}"
    for attachment in order.arguments["attachments"]:
        yield f"  {'attachment':<16} {attachment.name}"


def _item(item: Item) -> str:
    product = item.product_id or item.product_sku or item.shop_sku
    return f"{'item':<16} {item.quantity:,} x {product} at {item.price:,.2f}"


def finding_lines(findings: Sequence[Finding], path: Path) -> Iterator[str]:
    """The findings, faults first; of many the first ones."""
    faults = [each for each in findings if each.severity == "fault"]
    warnings = [each for each in findings if each.severity == "warning"]
    for each in [*faults, *warnings][:_SHOWN]:
        yield f"{each.severity}: {path}: {each}"
    if len(findings) > _SHOWN:
        yield f"and {len(findings) - _SHOWN:,} more"


def counts_of(findings: Sequence[Finding]) -> str:
    """How many faults and warnings there are."""
    faults = sum(each.severity == "fault" for each in findings)
    warnings = len(findings) - faults
    return f"{faults:,} {'fault' if faults == 1 else 'faults'}, {warnings:,} " + (
        "warning" if warnings == 1 else "warnings"
    )
