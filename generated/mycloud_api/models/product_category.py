# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Iterable
from typing import (
    Any,
    Self,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..model import AnswerModel
from ..types import short_repr
from ..values import (
    JsonPath,
    Reading,
    to_integer,
    to_text,
)


@_attrs_define(repr=False, getstate_setstate=False)
class ProductCategory(AnswerModel):
    """A group of products."""

    id: int | None = None
    """ Database key of the category. """

    code: None | str = None
    """ MyCloud's code for the category. Assigned once, never changed. """

    name: None | str = None
    """ Name of the category. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "code", "name"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (
            id,
            code,
            name,
        ) = values
        if id is not None and type(id) is not int:
            id = to_integer(id, (path, "id"), reading)

        if type(code) is str:
            code = code or None
        elif code is not None:
            code = to_text(code, (path, "code"), reading)

        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), reading)

        made = object.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.id = id
        made.code = code
        made.name = name
        made.additional_properties = {}
        return made
