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

T = TypeVar("T", bound="Shop")


@_attrs_define(repr=False)
class Shop:
    """The shop the keys belong to. It can only be read."""

    id: int | None
    """ Database key of the shop. """
    name: None | str
    """ Name of the shop. """
    code: None | str
    """ MyCloud's code for the shop. """
    address: None | str
    """ Street address of the shop. """
    postcode: None | str
    """ Postal code of the shop. """
    contact_name: None | str
    """ Whom to ask for. """
    phone_number: None | str
    """ Phone number of the shop. """
    email: None | str
    """ E-mail address of the shop. """
    available: bool | None
    """ Whether the shop is open for business. """
    logo_url: None | str
    """ Where the shop's logo can be fetched. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "id": "id",
        "name": "name",
        "code": "code",
        "address": "address",
        "postcode": "postcode",
        "contact_name": "contact_name",
        "phone_number": "phone_number",
        "email": "email",
        "available": "available",
        "logo_url": "logo_url",
    }
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "name", "code", "available", "logo_url"])

    def to_dict(self) -> dict[str, Any]:
        id: int | None
        id = self.id

        name: None | str
        name = self.name

        code: None | str
        code = self.code

        address: None | str
        address = self.address

        postcode: None | str
        postcode = self.postcode

        contact_name: None | str
        contact_name = self.contact_name

        phone_number: None | str
        phone_number = self.phone_number

        email: None | str
        email = self.email

        available: bool | None
        available = self.available

        logo_url: None | str
        logo_url = self.logo_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "code": code,
                "address": address,
                "postcode": postcode,
                "contact_name": contact_name,
                "phone_number": phone_number,
                "email": email,
                "available": available,
                "logo_url": logo_url,
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
