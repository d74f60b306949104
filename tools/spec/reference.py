"""The HTML reference: a file that opens from disk, asks no host for anything, and says how well
each fact is known.
"""

from __future__ import annotations

import copy
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import documents
from .documents import Node, SpecError
from .node import redocly

_TEMPLATE = Path(__file__).with_name("template.hbs")
# The one thing Redoc fetches from its makers' servers as it opens: a logo.
_LOGO = re.compile(r"https://cdn\.redoc\.ly/redoc/logo-mini(-full)?\.svg")

BADGES = {
    "documented": "Documented",
    "documented-elsewhere": "Documented elsewhere",
    "observed": "Observed",
}
LEGEND = """
**How well each fact is known** is said beside every operation, parameter and field:

| | |
| --- | --- |
| *Documented* | the vendor's Customer and Order pages say so |
| *Documented elsewhere* | another page of the vendor's documentation says so |
| *Observed* | seen in clients that talk to the live server; nobody promised it |
"""


def html(document: Node) -> str:
    """The reference of one spec.

    Raises:
        SpecError: Redocly failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        spec, page = Path(folder) / "spec.json", Path(folder) / "reference.html"
        spec.write_text(documents.as_json(for_readers(document)), encoding="utf-8")
        done = redocly(
            "build-docs",
            spec,
            "--inlineBundle",
            f"--template={_TEMPLATE}",
            f"--output={page}",
        )
        if done.returncode or not page.is_file():
            raise SpecError(f"redocly build-docs failed:\n{done.stdout}{done.stderr}")
        return _LOGO.sub("data:,", page.read_text(encoding="utf-8"))


def for_readers(document: Node) -> Node:
    """The spec with badges, a legend, and every form example spelled as the parts that go over the
    wire.
    """
    result = copy.deepcopy(document)
    result["info"]["description"] += LEGEND
    for node in _nodes(result):
        if node.get("x-provenance") in BADGES:
            node["x-badges"] = [{"name": BADGES[node["x-provenance"]]}]
        if node.get("x-form-encoding") == "php-indexed" and "example" in node:
            node["example"] = dict(form_parts(node["example"]))
    return result


def form_parts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The parts of a form, `order_items[0][price]` and so on, each with its text."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from form_parts(inner, f"{name}[{key}]" if name else key)
    elif isinstance(value, list):
        yield from form_parts(
            {str(index): inner for index, inner in enumerate(value)}, name
        )
    else:
        yield name, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _nodes(node: Any) -> Iterator[Node]:
    """Every mapping of the document but those inside examples."""
    if isinstance(node, dict):
        yield node
        node = [child for key, child in list(node.items()) if key != "example"]
    if isinstance(node, list):
        for child in node:
            yield from _nodes(child)
