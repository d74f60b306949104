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
    to_integer,
    to_text,
)


@_attrs_define(repr=False, getstate_setstate=False)
class Customer(AnswerModel):
    """A recipient saved by the shop for more than one order."""

    id: int | None = None
    """ Database key of the customer. """

    code: None | str = None
    """ The shop's own code for the customer. """

    name: None | str = None
    """ Full name. """

    phone_number: None | str = None
    """ Phone number, as text, so that a leading zero stays. """

    email: None | str = None
    """ E-mail address. """

    social_id: None | str = None
    """ Name on a social network, such as Facebook or Line. """

    address: None | str = None
    """ Street address. """

    postcode: None | str = None
    """ Postal code, as text. """

    note: None | str = None
    """ Free text about the customer. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "code"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
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
            id = to_integer(id, (path, "id"), reading)

        if type(code) is str:
            code = code or None
        elif code is not None:
            code = to_text(code, (path, "code"), reading)

        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), reading)

        if type(phone_number) is str:
            phone_number = phone_number or None
        elif phone_number is not None:
            phone_number = to_text(phone_number, (path, "phone_number"), reading)

        if type(email) is str:
            email = email or None
        elif email is not None:
            email = to_text(email, (path, "email"), reading)

        if type(social_id) is str:
            social_id = social_id or None
        elif social_id is not None:
            social_id = to_text(social_id, (path, "social_id"), reading)

        if type(address) is str:
            address = address or None
        elif address is not None:
            address = to_text(address, (path, "address"), reading)

        if type(postcode) is str:
            postcode = postcode or None
        elif postcode is not None:
            postcode = to_text(postcode, (path, "postcode"), reading)

        if type(note) is str:
            note = note or None
        elif note is not None:
            note = to_text(note, (path, "note"), reading)

        made = object.__new__(
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
