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
    to_text,
)


@_attrs_define(repr=False, getstate_setstate=False)
class OrderAttachment(AnswerModel):
    """A file attached to an order."""

    name: None | str = None
    """ Name of the attachment, as agreed with MyCloud. """

    url: None | str = None
    """ Where the file can be fetched. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["name"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (
            name,
            url,
        ) = values
        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), reading)

        if type(url) is str:
            url = url or None
        elif url is not None:
            url = to_text(url, (path, "url"), reading)

        made = object.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.name = name
        made.url = url
        made.additional_properties = {}
        return made
