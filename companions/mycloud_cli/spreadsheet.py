"""What a spreadsheet makes of text."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def harmless(cell: T) -> T | str:
    """Text that a spreadsheet would take for a formula, and carry out, with an apostrophe before
    it.

    Others write the text: a note `=HYPERLINK(...)` comes from whoever placed the order. Numbers are
    left alone.
    """
    risky = isinstance(cell, str) and cell.startswith(
        ("=", "+", "-", "@", "\t", "\r", "\n")
    )
    return f"'{cell}" if risky else cell
