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
    to_text,
)


@_attrs_define(repr=False, getstate_setstate=False)
class Error(AnswerModel):
    """Why a request failed, as the live server has been seen to say it, with status 200 as well. No page documents errors,
    so neither field is promised.

    """

    success: bool | None = None
    """ False for a failure. """

    message: None | str = None
    """ The reason, in words. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["success", "message"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (
            success,
            message,
        ) = values
        if type(success) is int and 0 <= success <= 1:
            success = success == 1
        elif success is not None and type(success) is not bool:
            success = to_boolean(success, (path, "success"), reading)

        if type(message) is str:
            message = message or None
        elif message is not None:
            message = to_text(message, (path, "message"), reading)

        made = object.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.success = success
        made.message = message
        made.additional_properties = {}
        return made
