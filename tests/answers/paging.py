"""Lists of many entries, and a server that gives them page by page."""

from __future__ import annotations

import copy
from typing import Any

import attrs

from ..http_library import httpx
from .mutations import written
from .stored import STORED

KEYS = {
    "orders.page": "orders",
    "customers.page": "customers",
    "products.page": "products",
}


@attrs.frozen
class Shape:
    """How a list is answered in one of the dialects."""

    key: str
    dialect: str
    example: Any = attrs.field(repr=False)

    def entries(self, count: int) -> list[Any]:
        """So many entries that differ by their database keys."""
        entries = [copy.deepcopy(self.example) for _ in range(count)]
        for index, entry in enumerate(entries):
            (entry["attributes"] if self.dialect == "enveloped" else entry)["id"] = (
                1000 + index
            )
        return entries

    def body(self, entries: list[Any]) -> bytes:
        """The answer that holds these entries."""
        if self.dialect == "enveloped":
            return written(
                {"success": True, "message": "Success.", "data": entries}
            ).encode()
        return written({self.key: entries}).encode()


def pages_of(dialect: str) -> list[tuple[str, Shape]]:
    """The operations that give pages, each with how its answer looks."""
    plain = [
        stored
        for stored in STORED
        if stored.name == dialect and stored.operation in KEYS
    ]
    return [
        (stored.operation, _shape(KEYS[stored.operation], dialect, stored.payload()))
        for stored in plain
    ]


def _shape(key: str, dialect: str, payload: Any) -> Shape:
    return Shape(key, dialect, payload["data" if dialect == "enveloped" else key][0])


class Paging(httpx.BaseTransport):
    """Gives the entries that stand at an offset, as many as are asked for."""

    def __init__(self, shape: Shape, entries: list[Any]) -> None:
        self._shape = shape
        self._entries = entries
        self.asked = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        offset, count = (int(request.url.params[name]) for name in ("offset", "count"))
        return httpx.Response(
            200, content=self._shape.body(self._entries[offset : offset + count])
        )
