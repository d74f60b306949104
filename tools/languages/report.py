"""docs/generators.md: the figures of docs/generators.json as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .vectors import ROOT

FIGURES = ROOT / "docs" / "generators.json"
PAGE = ROOT / "docs" / "generators.md"

_COLUMNS = (
    "language",
    "generator",
    "items sent",
    "items that arrived right",
    "what arrived as `order_items`",
    "what else arrives wrong",
    "reads the documented answer",
    "what to do",
)
_HEAD = f"""# What stock generators make of an order

Written by `make generators`: each client is generated from `openapi/mycloud.yaml` with the tool's own defaults,
compiled, and told to place two orders. The first has three items, named in the three ways. The second has, beside
them, a name in Thai, `urgent` as false, a `total_price` of 1234567.25, a `delivery_date` of 2026-04-03 and one file.
PHP's own parser tells what arrived.

| {" | ".join(_COLUMNS)} |
|{" --- |" * len(_COLUMNS)}
"""


def page(rows: Sequence[Mapping[str, Any]]) -> str:
    """The page that shows these figures."""
    return _HEAD + "".join(f"| {' | '.join(_cells(row))} |\n" for row in rows)


def _cells(row: Mapping[str, Any]) -> list[str]:
    whole = row["items_right"] == row["items_sent"]
    cells = [
        row["language"],
        row["generator"],
        str(row["items_sent"]),
        str(row["items_right"]),
        "as it should" if whole else _code(row["order_items"]),
        "; ".join(row["wrong_beside"]) or "nothing",
        "yes"
        if row["reads_the_answer"] == "yes"
        else f"no: {_code(row['reads_the_answer'])}",
        row["advice"],
    ]
    return [cell.replace("|", "\\|") for cell in cells]


def _code(text: str) -> str:
    return (
        text
        if text in ("no form field at all", "nothing is sent")
        else f"`{text.replace('`', chr(39))}`"
    )
