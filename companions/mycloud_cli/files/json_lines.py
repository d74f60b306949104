"""JSON with an order in each line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from mycloud import Attachment, InvalidRequestError, Item

from .file_orders import NO_DELIVERY_MODE, FileOrder, fingerprint
from .findings import Finding, Severity, Spoiled
from .mapping import ITEM, NUMBER, fields
from .readers import READERS


def json_order(
    row: int, spelled: str, folder: Path, constants: Mapping[str, Any]
) -> FileOrder:
    """The order in a line, and what was found in it."""
    try:
        given = dict(constants) | json.loads(spelled, parse_float=Decimal)
        items, files = list(given.pop("items")), dict(given.pop("attachments", {}))
    except (ValueError, KeyError, TypeError, AttributeError):
        finding = Finding("fault", "json", row, _NOT_JSON)
        return FileOrder(row, f"(line {row})", {"items": []}, "", [finding])
    return _JsonReading(row, folder).order(given, items, files)


_NOT_JSON: Final = (
    'is not an order in JSON: {"order_number": ..., "items": [{...}], ...}'
)


class _JsonReading:
    """An order that is a line of JSON."""

    def __init__(self, row: int, folder: Path) -> None:
        self._row, self._folder = row, folder
        self.findings: list[Finding] = []

    def order(
        self, given: dict[str, Any], items: list[Any], files: dict[str, str]
    ) -> FileOrder:
        """The order, and what was found in it."""
        arguments = {
            name: self._value(name, value)
            for name, value in given.items()
            if self._knows(name)
        }
        arguments["items"] = [self._item(item) for item in items]
        arguments["attachments"] = [
            Attachment(name, self._folder / path) for name, path in files.items()
        ]
        if "delivery_mode_id" not in arguments:
            self._found("no-delivery-mode", None, NO_DELIVERY_MODE)
        number = str(arguments.get(NUMBER) or "").strip()
        return FileOrder(
            self._row, number, arguments, fingerprint(arguments), self.findings
        )

    def _found(
        self, code: str, name: str | None, what: str, warns: bool = False
    ) -> None:
        severity: Severity = "warning" if warns else "fault"
        self.findings.append(Finding(severity, code, self._row, what, column=name))

    def _knows(self, name: str) -> bool:
        if name not in fields():
            self._found("unknown-column", name, f"there is no field {name!r}")
        return name in fields()

    def _value(self, name: str, value: Any) -> Any:
        """A value; text is read as it is in a table."""
        if not isinstance(value, str) or not value or name not in READERS:
            return value

        def note(code: str, what: str) -> None:
            self._found(code, name, what, warns=True)

        try:
            return READERS[name](value.strip(), note)
        except Spoiled as spoiled:
            self._found(spoiled.code, name, str(spoiled))
            return None

    def _item(self, given: Any) -> Item | None:
        if not isinstance(given, dict):
            self._found("item", None, "an item is not an object")
            return None
        if unknown := [name for name in given if name not in ITEM]:
            self._found(
                "item",
                unknown[0],
                f"an item has no {unknown[0]}; it has {', '.join(ITEM)}",
            )
            return None
        missing = [name for name in ("quantity", "price") if given.get(name) is None]
        if missing:
            self._found("item", None, f"{' and '.join(missing)} missing")
            return None
        read = {n: self._value(n, v) for n, v in given.items() if v is not None}
        return self._attempt(lambda: Item(**read))

    def _attempt(self, make: Callable[[], Item]) -> Item | None:
        try:
            return make()
        except InvalidRequestError as error:
            self._found("item", None, str(error))
            return None
