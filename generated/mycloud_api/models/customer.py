# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

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
        d = dict(src_dict)

        def _parse_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        id = _parse_id(d.pop("id", None))

        def _parse_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        code = _parse_code(d.pop("code", None))

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name", None))

        def _parse_phone_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phone_number = _parse_phone_number(d.pop("phone_number", None))

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email", None))

        def _parse_social_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        social_id = _parse_social_id(d.pop("social_id", None))

        def _parse_address(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        address = _parse_address(d.pop("address", None))

        def _parse_postcode(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        postcode = _parse_postcode(d.pop("postcode", None))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note", None))

        customer = cls(
            id=id,
            code=code,
            name=name,
            phone_number=phone_number,
            email=email,
            social_id=social_id,
            address=address,
            postcode=postcode,
            note=note,
        )

        customer.additional_properties = d
        return customer

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
