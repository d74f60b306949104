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
    to_boolean,
    to_integer,
    to_text,
)


@_attrs_define(repr=False, getstate_setstate=False)
class Shop(AnswerModel):
    """The shop the keys belong to. It can only be read."""

    id: int | None = None
    """ Database key of the shop. """

    name: None | str = None
    """ Name of the shop. """

    code: None | str = None
    """ MyCloud's code for the shop. """

    address: None | str = None
    """ Street address of the shop. """

    postcode: None | str = None
    """ Postal code of the shop. """

    contact_name: None | str = None
    """ Whom to ask for. """

    phone_number: None | str = None
    """ Phone number of the shop. """

    email: None | str = None
    """ E-mail address of the shop. """

    available: bool | None = None
    """ Whether the shop is open for business. """

    logo_url: None | str = None
    """ Where the shop's logo can be fetched. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "name", "code", "available", "logo_url"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
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
            id = to_integer(id, (path, "id"), reading)

        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), reading)

        if type(code) is str:
            code = code or None
        elif code is not None:
            code = to_text(code, (path, "code"), reading)

        if type(address) is str:
            address = address or None
        elif address is not None:
            address = to_text(address, (path, "address"), reading)

        if type(postcode) is str:
            postcode = postcode or None
        elif postcode is not None:
            postcode = to_text(postcode, (path, "postcode"), reading)

        if type(contact_name) is str:
            contact_name = contact_name or None
        elif contact_name is not None:
            contact_name = to_text(contact_name, (path, "contact_name"), reading)

        if type(phone_number) is str:
            phone_number = phone_number or None
        elif phone_number is not None:
            phone_number = to_text(phone_number, (path, "phone_number"), reading)

        if type(email) is str:
            email = email or None
        elif email is not None:
            email = to_text(email, (path, "email"), reading)

        if type(available) is int and 0 <= available <= 1:
            available = available == 1
        elif available is not None and type(available) is not bool:
            available = to_boolean(available, (path, "available"), reading)

        if type(logo_url) is str:
            logo_url = logo_url or None
        elif logo_url is not None:
            logo_url = to_text(logo_url, (path, "logo_url"), reading)

        made = object.__new__(
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
