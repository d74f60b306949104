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
class DeliveryMode(AnswerModel):
    """A carrier's service by which an order is shipped."""

    id: int | None = None
    """ Database key of the delivery mode. """

    code: None | str = None
    """ MyCloud's own code for the delivery mode. """

    name: None | str = None
    """ Name of the carrier or service. """

    contact: None | str = None
    """ Where to reach the carrier, as an address or in words. """

    available: bool | None = None
    """ Whether orders can be shipped this way at present. """

    delivery_code: None | str = None
    """ The carrier's code for the service. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "code", "name", "contact", "available", "delivery_code"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (
            id,
            code,
            name,
            contact,
            available,
            delivery_code,
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

        if type(contact) is str:
            contact = contact or None
        elif contact is not None:
            contact = to_text(contact, (path, "contact"), reading)

        if type(available) is int and 0 <= available <= 1:
            available = available == 1
        elif available is not None and type(available) is not bool:
            available = to_boolean(available, (path, "available"), reading)

        if type(delivery_code) is str:
            delivery_code = delivery_code or None
        elif delivery_code is not None:
            delivery_code = to_text(delivery_code, (path, "delivery_code"), reading)

        made = object.__new__(
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
