"""What became of each order, in a file for people beside the source: CSV, and xlsx beside xlsx."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..durable import put_in_place
from ..files.tables import is_workbook
from ..spreadsheet import harmless
from .outcomes import WAITING, Outcome, Result

_HEADER: Final = (
    "line", "order_number", "outcome", "mc_number", "tracking_link", "id", "reason",
)  # fmt: skip
_WAITS: Final = {"waiting", "held"}


def results_of(source: Path) -> Path:
    """Where people read what became of the orders of a file."""
    return source.with_name(f"{source.stem}.results.csv")


class Results:
    """The results so far.

    Args:
        orders: The line and number of each order, as they follow each other in the file.
        source: The file.
    """

    def __init__(self, orders: Sequence[tuple[int, str]], source: Path) -> None:
        self.orders, self._source = orders, source
        self._by_number: dict[str, Result] = {}

    def __setitem__(self, number: str, result: Result) -> None:
        self._by_number[number] = result

    def __getitem__(self, number: str) -> Result:
        return self._by_number.get(number, WAITING)

    @property
    def done(self) -> int:
        """How many orders are done with."""
        return sum(each.outcome not in _WAITS for each in self._by_number.values())

    def outcomes(self) -> Iterator[Outcome]:
        """The outcome of each order."""
        return (self[number].outcome for _line, number in self.orders)

    def of(self, *outcomes: Outcome) -> list[tuple[str, Result]]:
        """The orders with one of these outcomes."""
        return [
            (number, self[number])
            for _line, number in self.orders
            if self[number].outcome in outcomes
        ]

    def write(self) -> OSError | None:
        """Write them down; the ledger decides, so an error changes no outcome."""
        try:
            self._write_csv(results_of(self._source))
            if is_workbook(self._source):
                self._write_xlsx(results_of(self._source).with_suffix(".xlsx"))
        except OSError as error:
            return error
        return None

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for line, number in self.orders:
            each = self[number]
            known = (each.outcome, each.mc_number, each.link, each.id, each.reason)
            yield (line, number, *known)

    def _write_csv(self, path: Path) -> None:
        made = path.with_name(f"{path.name}.tmp")
        with made.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_HEADER)
            for row in self._rows():
                writer.writerow(map(harmless, row))
        put_in_place(made, path)

    def _write_xlsx(self, path: Path) -> None:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet("results")
        sheet.append(_HEADER)
        for row in self._rows():
            sheet.append(tuple(map(harmless, row)))
        made = path.with_name(f"{path.stem}.tmp.xlsx")
        book.save(made)
        put_in_place(made, path)
