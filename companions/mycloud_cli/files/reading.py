"""Orders of a file, one after the other. Nothing is sent, and only one of them is in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import attrs

from .columns import Places, header_fit
from .file_orders import FileOrder
from .findings import ACCEPTABLE, BadSource, Finding, Severity
from .json_lines import json_order
from .mapping import NUMBER, FileMapping, load_mapping, own_mapping
from .order_lines import OrderLines
from .selecting import orders_of
from .tables import Options, normalized, open_table

_JSON: Final = (".jsonl", ".ndjson")


class OrderFile:
    """A file of orders. Each iteration reads it anew.

    Args:
        path: A CSV file, a workbook, or JSON with an order in each line.
        map: A preset, a TOML file or a mapping; None for our own format.
        options: What overrules a guess.
        constants: Fields that are the same in each order, such as `delivery_mode_id`.
        sku: Which SKU a mapping's SKUs are: `"shop_sku"` or `"product_sku"`.
        accept: Codes of faults that are taken for warnings.
        strict: Whether warnings are taken for faults.

    Attributes:
        described: What was detected, in one line.
        findings: Faults and doubts about the file as a whole.
        skipped: How many rows the last iteration left out, by why.

    Raises:
        BadSource: The file cannot be read at all.
        MappingError: The mapping cannot be used.
        OSError: The file cannot be read, for a reason of the system.
    """

    def __init__(
        self,
        path: Path,
        map: str | Path | FileMapping | None = None,
        *,
        options: Options | None = None,
        constants: Mapping[str, Any] | None = None,
        sku: str | None = None,
        accept: Iterable[str] = (),
        strict: bool = False,
    ) -> None:
        self.path, self._options = path, options or Options()
        self._mapping = None if map is None else load_mapping(map)
        if self._mapping is not None and sku is not None:
            self._mapping = self._mapping.with_sku(sku)
        self._constants = dict(constants or {})
        self._accept, self._strict = _accepted(accept), strict
        self.skipped: Counter[str] = Counter()
        self.is_json = path.suffix.lower() in _JSON
        if self.is_json:
            self.described, self.findings = "JSON Lines", list[Finding]()
        else:
            places = self._open()
            self.described = places.table.described
            self.findings = [self._weighed(each) for each in places.findings()]

    def __iter__(self) -> Iterator[FileOrder]:
        self.skipped.clear()
        seen: dict[str, int] = {}
        source = self._json_orders() if self.is_json else self._table_orders()
        for order in source:
            _look_for_repetition(order, seen)
            findings = [self._weighed(finding) for finding in order.findings]
            yield attrs.evolve(order, findings=findings)

    def _open(self) -> Places:
        table = open_table(self.path, self._options, partial(header_fit, self._mapping))
        mapping = self._mapping or own_mapping(table.header)
        return Places(
            table, mapping.with_constants(self._constants), is_own=self._mapping is None
        )

    def _table_orders(self) -> Iterator[FileOrder]:
        for places, first, lines in orders_of(self._open, self.skipped):
            yield OrderLines(places, first, lines).order()

    def _json_orders(self) -> Iterator[FileOrder]:
        if self._mapping is not None:
            what = (
                "a mapping is for tables; a line of JSON has the fields by their names"
            )
            raise BadSource([Finding("fault", "json", 1, what)])
        with self.path.open(encoding="utf-8-sig") as file:
            for row, spelled in enumerate(file, 1):
                if spelled.strip():
                    yield json_order(row, spelled, self.path.parent, self._constants)

    def _weighed(self, finding: Finding) -> Finding:
        """The finding as a fault or a warning, as the user wants it."""
        severity: Severity = finding.severity
        if self._strict:
            severity = "fault"
        if finding.code in self._accept:
            severity = "warning"
        return attrs.evolve(finding, severity=severity)


def _accepted(codes: Iterable[str]) -> frozenset[str]:
    for code in codes:
        if code not in ACCEPTABLE:
            known = ", ".join(ACCEPTABLE)
            raise ValueError(f"accept takes one of {known}, not {code!r}")
    return frozenset(codes)


def _look_for_repetition(order: FileOrder, seen: dict[str, int]) -> None:
    number = order.number
    if not number:
        what = f"{NUMBER} is missing: by it an order is known again"
        order.findings.append(Finding("fault", "no-number", order.line, what))
        return
    first = seen.setdefault(number, order.line)
    if first != order.line:
        what = (
            f"{NUMBER} {number} is that of line {first} already. If the lines are of one order, "
            f"sort the file by it"
        )
        order.findings.append(Finding("fault", "repeated-number", order.line, what))
    similar = seen.setdefault("\0" + normalized(number), order.line)
    if similar not in (order.line, first):
        what = (
            f"{NUMBER} {number} differs from that of line {similar} in case or blanks only; "
            f"the server may take the two for one"
        )
        order.findings.append(Finding("warning", "similar-number", order.line, what))
