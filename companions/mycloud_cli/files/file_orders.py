"""An order of a file, and what tells it from another under the same number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from .findings import Finding

NO_DELIVERY_MODE: Final = (
    "delivery_mode_id is missing: give --delivery-mode-id, or a column for it. "
    "`mycloud delivery-modes list` shows what there is"
)


@attrs.frozen
class FileOrder:
    """An order of a file.

    Attributes:
        line: Where it begins; the first line of the file is 1.
        number: Its order number.
        arguments: What `orders.ensure` and `orders.create` are called with.
        fingerprint: Tells whether the same number has other content than before.
        findings: Its faults and doubts.
    """

    line: int
    number: str
    arguments: dict[str, Any] = attrs.field(repr=False)
    fingerprint: str = ""
    findings: list[Finding] = attrs.field(factory=list)

    @property
    def is_faulty(self) -> bool:
        """Whether anything keeps it from being sent."""
        return any(finding.severity == "fault" for finding in self.findings)

    @property
    def total(self) -> Decimal:
        """The sum of its items in THB."""
        items = self.arguments.get("items", ())
        return sum(
            (item.quantity * Decimal(str(item.price)) for item in items if item),
            Decimal(),
        )


def fingerprint(arguments: Mapping[str, Any]) -> str:
    """A text that differs when the order does."""
    content = {
        name: [repr(each) for each in value] if name == "attachments" else value
        for name, value in arguments.items()
        if value is not None
    }
    spelled = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(spelled.encode("utf-8", "replace")).hexdigest()
