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

T = TypeVar("T", bound="Customer")


@_attrs_define(repr=False)
class Customer:
    """A recipient saved by the shop for more than one order."""

    id: int | None
    """ Database key of the customer. """
    code: None | str
    """ The shop's own code for the customer. """
    name: None | str
    """ Full name. """
    phone_number: None | str
    """ Phone number, as text, so that a leading zero stays. """
    email: None | str
    """ E-mail address. """
    social_id: None | str
    """ Name on a social network, such as Facebook or Line. """
    address: None | str
    """ Street address. """
    postcode: None | str
    """ Postal code, as text. """
    note: None | str
    """ Free text about the customer. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "id": "id",
        "code": "code",
        "name": "name",
        "phone_number": "phone_number",
        "email": "email",
        "social_id": "social_id",
        "address": "address",
        "postcode": "postcode",
        "note": "note",
    }
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "code"])

    def to_dict(self) -> dict[str, Any]:
        id: int | None
        id = self.id

        code: None | str
        code = self.code

        name: None | str
        name = self.name

        phone_number: None | str
        phone_number = self.phone_number

        email: None | str
        email = self.email

        social_id: None | str
        social_id = self.social_id

        address: None | str
        address = self.address

        postcode: None | str
        postcode = self.postcode

        note: None | str
        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "code": code,
                "name": name,
                "phone_number": phone_number,
                "email": email,
                "social_id": social_id,
                "address": address,
                "postcode": postcode,
                "note": note,
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
