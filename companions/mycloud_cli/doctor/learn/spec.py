"""What the spec says of the fields of answers: their kinds, provenance and values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple


class SpecField(NamedTuple):
    """A field of an answer in the spec.

    Attributes:
        kind: What it holds: `integer`, `number`, `boolean`, `string`, `date`, `array`, `object`.
        provenance: Where that is known from.
        values: The values known at present; none for any.
        shape: The schema of the objects in it.
    """

    kind: str
    provenance: str
    values: tuple[str, ...] = ()
    shape: str | None = None


@cache
def fields_of(schema: str) -> Mapping[str, SpecField]:
    """The fields of a schema such as `Order`, from the spec that the sandbox ships."""
    from mycloud_sandbox.contract import load_contract

    contract = load_contract()
    properties = contract.document["components"]["schemas"][schema]["properties"]
    return {
        field.name: SpecField(
            field.kind.value,
            properties.get(field.name, {}).get("x-provenance", "not said"),
            field.values,
            field.shapes[0] if field.shapes else None,
        )
        for field in contract.shapes[schema].fields
    }
