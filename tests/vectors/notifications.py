"""The notifications of openapi/vectors/notifications: what is posted, and what it means."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOTIFICATIONS = (
    Path(__file__).resolve().parents[2] / "openapi" / "vectors" / "notifications"
)


@dataclass(frozen=True)
class NotificationVector:
    """A body, and what it means; None for one that is no notification."""

    name: str
    content: bytes
    means: dict[str, Any] | None


def load_notifications() -> list[NotificationVector]:
    return [_vector(file) for file in sorted(NOTIFICATIONS.glob("*.json"))]


def _vector(file: Path) -> NotificationVector:
    found = json.loads(file.read_text(encoding="utf-8"))
    assert ("means" in found) != (found.get("invalid") is True), file.name
    return NotificationVector(file.stem, _content(found), found.get("means"))


def _content(found: dict[str, Any]) -> bytes:
    if "base64" in found:
        return base64.b64decode(found["base64"])
    text = found["text"] if "text" in found else json.dumps(found["json"])
    return str(text).encode().ljust(found.get("pad_to", 0))
