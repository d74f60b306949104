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

Written by `make generators`: each client is generated from `mycloud.yaml` of dist/openapi with the tool's own defaults,
compiled, and told to place two orders. The first has three items, named in the three ways. The second has, beside
them, a name in Thai, `urgent` as 0, a `total_price` of 1234567.25, a `delivery_date` of 2026-04-03 and one file.
PHP's own parser tells what arrived.

| {" | ".join(_COLUMNS)} |
|{" --- |" * len(_COLUMNS)}
"""


COMPILED = ROOT / "docs" / "compiled.json"
_SPECS = (
    "mycloud",
    "mycloud.enveloped",
    "mycloud.json-bodies",
    "mycloud.enveloped.json-bodies",
)
_COMPILED = f"""
## Whether clients compile

Each tool generates a client of each of the four specs with its own defaults. The column *looked at by* names the compiler.
A client that compiles may still spell a form wrong: only Java, Go, PHP, TypeScript and Rust were made to place orders, with the
helpers (`make spec-check` in the repository).

No compiler of C# or Swift was to be had: Debian has neither .NET nor Swift, and Mono's compiler lacks the packages that the client
needs. Their files were read with the grammars of tree-sitter instead. All of C# is sound. So is all of Swift, but for one file
that does not depend on the spec (`URLSessionImplementations.swift`), which the grammar may not know enough Swift for.

| language | generator | looked at by | {" | ".join(f"`{name}`" for name in _SPECS)} |
|{" --- |" * (3 + len(_SPECS))}
"""
_BESIDE = """
## Servers and collections made of the specs

| tool | tried | seen |
| --- | --- | --- |
| Prism 5.16.0 | a right form to `mycloud.yaml` | 422, `delivery_mode_id is required.`: it does not read such a form. Use the sandbox |
| Prism 5.16.0 | JSON to `mycloud.enveloped.json-bodies.yaml` | 200, with the example of the spec |
| Prism 5.16.0 | a page of orders | 200, with the example of the spec |
| openapi-to-postmanv2 6.3.3 | the form of an order | `order_items` is `[object Object]`. Use `mycloud.postman_collection.json` |
"""


def page(
    rows: Sequence[Mapping[str, Any]], compiled: Sequence[Mapping[str, Any]]
) -> str:
    """The page that shows these figures."""
    stock = "".join(f"| {' | '.join(_cells(row))} |\n" for row in rows)
    built = "".join(f"| {' | '.join(_built(row))} |\n" for row in compiled)
    return _HEAD + stock + _COMPILED + built + _BESIDE


def _built(row: Mapping[str, Any]) -> list[str]:
    specs = [row["specs"][name] for name in _SPECS]
    told = [found if found == "yes" else f"no: {_code(found)}" for found in specs]
    return [
        row["language"],
        row["generator"],
        row["how"],
        *(text.replace("|", "\\|") for text in told),
    ]


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
