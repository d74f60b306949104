# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..reading import read_object
from ..types import short_repr

T = TypeVar("T", bound="DeliveryMode")


@_attrs_define(repr=False)
class DeliveryMode:
    """A carrier's service by which an order is shipped."""

    id: int | None
    """ Database key of the delivery mode. """
    code: None | str
    """ MyCloud's own code for the delivery mode. """
    name: None | str
    """ Name of the carrier or service. """
    contact: None | str
    """ Where to reach the carrier, as an address or in words. """
    available: bool | None
    """ Whether orders can be shipped this way at present. """
    delivery_code: None | str
    """ The carrier's code for the service. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "id": "id",
        "code": "code",
        "name": "name",
        "contact": "contact",
        "available": "available",
        "delivery_code": "delivery_code",
    }
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "code", "name", "contact", "available", "delivery_code"])

    def to_dict(self) -> dict[str, Any]:
        id: int | None
        id = self.id

        code: None | str
        code = self.code

        name: None | str
        name = self.name

        contact: None | str
        contact = self.contact

        available: bool | None
        available = self.available

        delivery_code: None | str
        delivery_code = self.delivery_code

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "code": code,
                "name": name,
                "contact": contact,
                "available": available,
                "delivery_code": delivery_code,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        return read_object(cls, src_dict)

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
