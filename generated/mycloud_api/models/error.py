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
    to_text,
)

T = TypeVar("T", bound="Error")


@_attrs_define(repr=False)
class Error:
    """Why a request failed, as the live server has been seen to say it, with status 200 as well. No page documents errors,
    so neither field is promised.

    """

    success: bool | None
    """ False for a failure. """
    message: None | str
    """ The reason, in words. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "success": "success",
        "message": "message",
    }
    NOTHING: ClassVar[dict[str, None]] = dict.fromkeys(JSON_NAMES)
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["success", "message"])

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.additional_properties,
            "success": plain(self.success),
            "message": plain(self.message),
        }

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        made: T = read_object(cls, src_dict, (None, "Error"), log_mismatch)
        return made

    @classmethod
    def _of(cls: type[T], values: Iterable[Any], path: JsonPath, on_mismatch: OnMismatch) -> T:
        """A model of its values in the order of the fields, as they came."""
        (
            success,
            message,
        ) = values
        if success is not None and type(success) is not bool:
            success = to_boolean(success, (path, "success"), on_mismatch)

        if type(message) is str:
            message = message or None
        elif message is not None:
            message = to_text(message, (path, "message"), on_mismatch)

        made = cls.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.success = success
        made.message = message
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
