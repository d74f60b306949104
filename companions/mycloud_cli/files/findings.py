"""Faults and doubts in a file: each finding with its sheet, row, column and value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

import attrs

Severity: TypeAlias = Literal["fault", "warning"]

ACCEPTABLE: Final = {
    "currency": "an amount that is not in THB",
    "identical-lines": "two lines of an order that are the same",
    "masked": "a recipient that the marketplace has masked",
    "odd-postcode": "a postcode that is not five digits",
    "rounded-number": "a long number whose last digits are zeros",
}
"""Faults that a person who has looked may accept by name; every other one must be mended."""


@attrs.frozen
class Finding:
    """What was found in a file.

    Attributes:
        severity: A `"fault"` keeps the order from being sent; a `"warning"` does not.
        code: The kind of finding, such as `"lost-zero"`.
        row: The row as a spreadsheet counts it; the first is 1.
        column: Its letter and name, such as `"F (Shipping Zip)"`; None where it is the whole row.
        value: The value that is in the cell.
        what: The fault, and what to do.
        sheet: The name of the sheet, where the file has sheets.
    """

    severity: Severity
    code: str
    row: int
    what: str
    column: str | None = None
    value: str | None = attrs.field(default=None, repr=False)  # may be personal
    sheet: str | None = None

    def __str__(self) -> str:
        sheet = "" if self.sheet is None else f"sheet {self.sheet!r}, "
        column = "" if self.column is None else f", column {self.column}"
        value = "" if self.value is None else f" {_short(self.value)!r}:"
        return f"{sheet}line {self.row}{column}:{value} {self.what}"


class BadSource(ValueError):
    """A file from which no order can be placed yet; says everything that is wrong with it.

    Attributes:
        faults: The faults, in the order of the rows.
    """

    def __init__(self, faults: Iterable[Finding]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.row)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Spoiled(ValueError):
    """A value that cannot be sent as it is.

    Attributes:
        code: The kind of fault.
        kept: The value to send if the fault is accepted.
    """

    def __init__(self, code: str, what: str, kept: str | None = None) -> None:
        super().__init__(what)
        self.code, self.kept = code, kept


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:57]}..."
