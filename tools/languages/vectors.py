"""The wire vectors of openapi/vectors/requests: a body as plain data, and the exact parts of its
form.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from .multipart import Part

ROOT = Path(__file__).resolve().parents[2]
REQUESTS = ROOT / "openapi" / "vectors" / "requests"
NOTIFICATIONS = REQUESTS.parent / "notifications"

Data: TypeAlias = Any
"""JSON, as plain Python."""


@dataclass(frozen=True)
class Vector:
    """A body, and what it must become. The order of the parts does not matter: their names are
    unique.
    """

    name: str
    operation: str
    path: dict[str, Any]
    body: dict[str, Data]
    parts: tuple[Part, ...]
    outside_schema: str | None = None
    """Why the schema of the request does not allow the body."""


def load_vectors(folder: Path = REQUESTS) -> list[Vector]:
    """All of them, by name."""
    return [_vector(file) for file in sorted(folder.glob("*.json"))]


def is_file(value: Data) -> bool:
    """Whether a value of a body is a file."""
    return isinstance(value, dict) and "base64" in value


def content_of(file: Data) -> bytes:
    """The bytes of a file."""
    return base64.b64decode(file["base64"], validate=True)


def _vector(file: Path) -> Vector:
    found = json.loads(file.read_text(encoding="utf-8"))
    parts = tuple(_part(part) for part in found["parts"])
    return Vector(
        file.stem,
        found["operation"],
        found.get("path", {}),
        found["body"],
        parts,
        found.get("outside_schema"),
    )


def _part(part: Data) -> Part:
    if is_file(part):
        return Part(
            part["name"], content_of(part), part["filename"], part["content_type"]
        )
    return Part(part["name"], part["value"].encode())
