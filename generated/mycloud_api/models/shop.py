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
    NOTHING: ClassVar[dict[str, None]] = dict.fromkeys(JSON_NAMES)
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "name", "code", "available", "logo_url"])

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.additional_properties,
            "id": plain(self.id),
            "name": plain(self.name),
            "code": plain(self.code),
            "address": plain(self.address),
            "postcode": plain(self.postcode),
            "contact_name": plain(self.contact_name),
            "phone_number": plain(self.phone_number),
            "email": plain(self.email),
            "available": plain(self.available),
            "logo_url": plain(self.logo_url),
        }

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        made: T = read_object(cls, src_dict, (None, "Shop"), log_mismatch)
        return made

    @classmethod
    def _of(cls: type[T], values: Iterable[Any], path: JsonPath, on_mismatch: OnMismatch) -> T:
        """A model of its values in the order of the fields, as they came."""
        (
            id,
            name,
            code,
            address,
            postcode,
            contact_name,
            phone_number,
            email,
            available,
            logo_url,
        ) = values
        if id is not None and type(id) is not int:
            id = to_integer(id, (path, "id"), on_mismatch)

        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), on_mismatch)

        if type(code) is str:
            code = code or None
        elif code is not None:
            code = to_text(code, (path, "code"), on_mismatch)

        if type(address) is str:
            address = address or None
        elif address is not None:
            address = to_text(address, (path, "address"), on_mismatch)

        if type(postcode) is str:
            postcode = postcode or None
        elif postcode is not None:
            postcode = to_text(postcode, (path, "postcode"), on_mismatch)

        if type(contact_name) is str:
            contact_name = contact_name or None
        elif contact_name is not None:
            contact_name = to_text(contact_name, (path, "contact_name"), on_mismatch)

        if type(phone_number) is str:
            phone_number = phone_number or None
        elif phone_number is not None:
            phone_number = to_text(phone_number, (path, "phone_number"), on_mismatch)

        if type(email) is str:
            email = email or None
        elif email is not None:
            email = to_text(email, (path, "email"), on_mismatch)

        if available is not None and type(available) is not bool:
            available = to_boolean(available, (path, "available"), on_mismatch)

        if type(logo_url) is str:
            logo_url = logo_url or None
        elif logo_url is not None:
            logo_url = to_text(logo_url, (path, "logo_url"), on_mismatch)

        made = cls.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.id = id
        made.name = name
        made.code = code
        made.address = address
        made.postcode = postcode
        made.contact_name = contact_name
        made.phone_number = phone_number
        made.email = email
        made.available = available
        made.logo_url = logo_url
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
