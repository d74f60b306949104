"""What a spreadsheet makes of text."""

from __future__ import annotations

import re
from typing import Final, TypeVar

T = TypeVar("T")

_RISKY: Final = re.compile(r"'*[=+\-@\t\r\n]")
"""A formula, or text that would be taken for a guarded one when it is read back."""


def harmless(cell: T) -> T | str:
    """Text that a spreadsheet would take for a formula, and carry out, with an apostrophe before
    it.

    Others write the text: a note `=HYPERLINK(...)` comes from the customer. Numbers are
    left alone.
    """
    return f"'{cell}" if isinstance(cell, str) and _RISKY.match(cell) else cell


def unguarded(cell: str) -> str:
    """The text that `harmless` made harmless."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell
