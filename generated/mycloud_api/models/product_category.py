# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import (
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import short_repr
from ..values import (
    JsonPath,
    OnMismatch,
    log_mismatch,
    plain,
    read_object,
    to_integer,
    to_text,
)

T = TypeVar("T", bound="ProductCategory")


@_attrs_define(repr=False)
class ProductCategory:
    """A group of products."""

    id: int | None
    """ Database key of the category. """
    code: None | str
    """ MyCloud's code for the category. Assigned once, never changed. """
    name: None | str
    """ Name of the category. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "id": "id",
        "code": "code",
        "name": "name",
    }
    NOTHING: ClassVar[dict[str, None]] = dict.fromkeys(JSON_NAMES)
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "code", "name"])

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.additional_properties,
            "id": plain(self.id),
            "code": plain(self.code),
            "name": plain(self.name),
        }

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        made: T = read_object(cls, src_dict, (None, "ProductCategory"), log_mismatch)
        return made

    @classmethod
    def _of(cls: type[T], values: Iterable[Any], path: JsonPath, on_mismatch: OnMismatch) -> T:
        """A model of its values in the order of the fields, as they came."""
        (
            id,
            code,
            name,
        ) = values
        if id is not None and type(id) is not int:
            id = to_integer(id, (path, "id"), on_mismatch)

        if type(code) is str:
            code = code or None
        elif code is not None:
            code = to_text(code, (path, "code"), on_mismatch)

        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), on_mismatch)

        made = cls.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.id = id
        made.code = code
        made.name = name
        made.additional_properties = {}
        return made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
