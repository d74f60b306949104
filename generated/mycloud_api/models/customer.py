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
    NOTHING: ClassVar[dict[str, None]] = dict.fromkeys(JSON_NAMES)
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "code"])

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.additional_properties,
            "id": plain(self.id),
            "code": plain(self.code),
            "name": plain(self.name),
            "phone_number": plain(self.phone_number),
            "email": plain(self.email),
            "social_id": plain(self.social_id),
            "address": plain(self.address),
            "postcode": plain(self.postcode),
            "note": plain(self.note),
        }

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        made: T = read_object(cls, src_dict, (None, "Customer"), log_mismatch)
        return made

    @classmethod
    def _of(cls: type[T], values: Iterable[Any], path: JsonPath, on_mismatch: OnMismatch) -> T:
        """A model of its values in the order of the fields, as they came."""
        (
            id,
            code,
            name,
            phone_number,
            email,
            social_id,
            address,
            postcode,
            note,
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

        if type(phone_number) is str:
            phone_number = phone_number or None
        elif phone_number is not None:
            phone_number = to_text(phone_number, (path, "phone_number"), on_mismatch)

        if type(email) is str:
            email = email or None
        elif email is not None:
            email = to_text(email, (path, "email"), on_mismatch)

        if type(social_id) is str:
            social_id = social_id or None
        elif social_id is not None:
            social_id = to_text(social_id, (path, "social_id"), on_mismatch)

        if type(address) is str:
            address = address or None
        elif address is not None:
            address = to_text(address, (path, "address"), on_mismatch)

        if type(postcode) is str:
            postcode = postcode or None
        elif postcode is not None:
            postcode = to_text(postcode, (path, "postcode"), on_mismatch)

        if type(note) is str:
            note = note or None
        elif note is not None:
            note = to_text(note, (path, "note"), on_mismatch)

        made = cls.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.id = id
        made.code = code
        made.name = name
        made.phone_number = phone_number
        made.email = email
        made.social_id = social_id
        made.address = address
        made.postcode = postcode
        made.note = note
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
