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
    to_boolean,
    to_integer,
    to_text,
)

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
    NOTHING: ClassVar[dict[str, None]] = dict.fromkeys(JSON_NAMES)
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "code", "name", "contact", "available", "delivery_code"])

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.additional_properties,
            "id": plain(self.id),
            "code": plain(self.code),
            "name": plain(self.name),
            "contact": plain(self.contact),
            "available": plain(self.available),
            "delivery_code": plain(self.delivery_code),
        }

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        made: T = read_object(cls, src_dict, (None, "DeliveryMode"), log_mismatch)
        return made

    @classmethod
    def _of(cls: type[T], values: Iterable[Any], path: JsonPath, on_mismatch: OnMismatch) -> T:
        """A model of its values in the order of the fields, as they came."""
        (
            id,
            code,
            name,
            contact,
            available,
            delivery_code,
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

        if type(contact) is str:
            contact = contact or None
        elif contact is not None:
            contact = to_text(contact, (path, "contact"), on_mismatch)

        if available is not None and type(available) is not bool:
            available = to_boolean(available, (path, "available"), on_mismatch)

        if type(delivery_code) is str:
            delivery_code = delivery_code or None
        elif delivery_code is not None:
            delivery_code = to_text(delivery_code, (path, "delivery_code"), on_mismatch)

        made = cls.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.id = id
        made.code = code
        made.name = name
        made.contact = contact
        made.available = available
        made.delivery_code = delivery_code
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
