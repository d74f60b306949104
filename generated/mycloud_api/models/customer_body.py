# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    TypedDict,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, Unset, short_repr

T = TypeVar("T", bound="CustomerBody")


class CustomerFields(TypedDict, total=False):
    """What may be given of a `CustomerBody` beside what it requires; None means that it is not sent."""

    code: str | None
    """ The shop's own code for the customer. """

    name: str | None
    """ Full name. """

    phone_number: str | None
    """ Phone number. """

    email: str | None
    """ E-mail address. """

    social_id: str | None
    """ Name on a social network. """

    address: str | None
    """ Street address. """

    postcode: str | None
    """ Postal code. """

    note: str | None
    """ Free text about the customer. """


@_attrs_define(repr=False)
class CustomerBody:
    """The fields of a customer that a shop may set."""

    code: str | Unset = UNSET
    """ The shop's own code for the customer. """
    name: str | Unset = UNSET
    """ Full name. """
    phone_number: str | Unset = UNSET
    """ Phone number. """
    email: str | Unset = UNSET
    """ E-mail address. """
    social_id: str | Unset = UNSET
    """ Name on a social network. """
    address: str | Unset = UNSET
    """ Street address. """
    postcode: str | Unset = UNSET
    """ Postal code. """
    note: str | Unset = UNSET
    """ Free text about the customer. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, [])

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        name = self.name

        phone_number = self.phone_number

        email = self.email

        social_id = self.social_id

        address = self.address

        postcode = self.postcode

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if code is not UNSET:
            field_dict["code"] = code
        if name is not UNSET:
            field_dict["name"] = name
        if phone_number is not UNSET:
            field_dict["phone_number"] = phone_number
        if email is not UNSET:
            field_dict["email"] = email
        if social_id is not UNSET:
            field_dict["social_id"] = social_id
        if address is not UNSET:
            field_dict["address"] = address
        if postcode is not UNSET:
            field_dict["postcode"] = postcode
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []
        files += types.form_parts("code", self.code)
        files += types.form_parts("name", self.name)
        files += types.form_parts("phone_number", self.phone_number)
        files += types.form_parts("email", self.email)
        files += types.form_parts("social_id", self.social_id)
        files += types.form_parts("address", self.address)
        files += types.form_parts("postcode", self.postcode)
        files += types.form_parts("note", self.note)
        for prop_name, prop in self.additional_properties.items():
            files += types.form_parts(prop_name, prop)
        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code", UNSET)

        name = d.pop("name", UNSET)

        phone_number = d.pop("phone_number", UNSET)

        email = d.pop("email", UNSET)

        social_id = d.pop("social_id", UNSET)

        address = d.pop("address", UNSET)

        postcode = d.pop("postcode", UNSET)

        note = d.pop("note", UNSET)

        customer_body = cls(
            code=code,
            name=name,
            phone_number=phone_number,
            email=email,
            social_id=social_id,
            address=address,
            postcode=postcode,
            note=note,
        )

        customer_body.additional_properties = d
        return customer_body

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
