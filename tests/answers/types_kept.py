"""Whether a model holds what its type annotations promise."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from functools import cache

import attrs
from mycloud_api import models


@cache
def promised(name: str) -> dict[str, object]:
    """The type of each field of a model."""
    model = getattr(models, name)
    hints = typing.get_type_hints(model, localns=vars(models))
    return {
        field.name: hints[field.name]
        for field in attrs.fields(model)
        if not field.kw_only
    }


def broken_promises(model: object) -> Iterator[str]:
    """The fields whose values are of other types than a type checker believes, also those within."""
    for name, hint in promised(type(model).__name__).items():
        value = getattr(model, name)
        if not fits(value, hint):
            yield f"{type(model).__name__}.{name}: {value!r}"
        for inner in value if isinstance(value, list) else [value]:
            if attrs.has(type(inner)):
                yield from broken_promises(inner)


def fits(value: object, hint: object) -> bool:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return any(fits(value, member) for member in typing.get_args(hint))
    if typing.get_origin(hint) is list:
        return isinstance(value, list) and all(
            fits(entry, typing.get_args(hint)[0]) for entry in value
        )
    return type(value) is hint
