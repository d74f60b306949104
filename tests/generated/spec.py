"""What the spec says about its schemas, and an example of each that tells every text apart."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "generated" / "mycloud_api"
SPEC_FILE = REPOSITORY / "openapi" / "mycloud.yaml"
SCHEMAS: dict[str, Any] = yaml.safe_load(SPEC_FILE.read_text(encoding="utf-8"))["components"]["schemas"]


def named_by(reference: Mapping[str, str]) -> str:
    """The name of the schema that a `$ref` points at."""
    return reference["$ref"].rpartition("/")[2]


def properties(name: str) -> dict[str, Any]:
    """The properties of a schema, those that come by `allOf` first."""
    schema = SCHEMAS[name]
    found: dict[str, Any] = {}
    for part in schema.get("allOf", []):
        found |= properties(named_by(part)) if "$ref" in part else part.get("properties", {})
    found |= schema.get("properties", {})
    return found


def marker(schema: str, field: str) -> str:
    """A text that stands for the content of one field and no other."""
    return f"<{schema}.{field}>"


def example(name: str) -> dict[str, Any]:
    """An object of a schema with every field set, and each text its own marker."""
    return {field: value_of(schema, marker(name, field)) for field, schema in properties(name).items()}


def value_of(schema: dict[str, Any], text: str) -> Any:
    if "$ref" in schema:
        return value_of(SCHEMAS[named_by(schema)], text) if is_union(schema) else example(named_by(schema))
    for choice in ("allOf", "oneOf"):
        if choice in schema:
            return value_of(schema[choice][0], text)
    if schema["type"] == "array":
        return [value_of(schema["items"], text)]
    return SCALARS.get((schema["type"], schema.get("format")), SCALARS.get((schema["type"], None), text))


def is_union(reference: Mapping[str, str]) -> bool:
    return "oneOf" in SCHEMAS[named_by(reference)]


SCALARS: dict[tuple[str, str | None], Any] = {
    ("string", "date"): "2026-04-03",
    ("string", "binary"): b"%PDF",
    ("integer", None): 342,
    ("number", None): 199.5,
    ("boolean", None): True,
}


def is_confidential(schema: dict[str, Any]) -> bool:
    return bool(schema.get("x-personal")) or schema.get("format") == "password"


CONFIDENTIAL = {
    marker(name, field) for name in SCHEMAS for field, schema in properties(name).items() if is_confidential(schema)
}
"""The markers of all fields that hold something personal or secret."""

OBJECTS = [name for name, schema in SCHEMAS.items() if "oneOf" not in schema]
ANSWERS = [name for name in OBJECTS if all(field.get("nullable") for field in properties(name).values())]
"""The schemas of what the server sends: any of their fields may be null."""

FORMS = [name for name in SCHEMAS if name.endswith("Body")]
"""The schemas of what a client sends."""
