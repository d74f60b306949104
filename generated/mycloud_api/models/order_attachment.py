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
    to_text,
)

T = TypeVar("T", bound="OrderAttachment")


@_attrs_define(repr=False)
class OrderAttachment:
    """A file attached to an order."""

    name: None | str
    """ Name of the attachment, as agreed with MyCloud. """
    url: None | str
    """ Where the file can be fetched. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "name": "name",
        "url": "url",
    }
    NOTHING: ClassVar[dict[str, None]] = dict.fromkeys(JSON_NAMES)
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["name"])

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.additional_properties,
            "name": plain(self.name),
            "url": plain(self.url),
        }

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        made: T = read_object(cls, src_dict, (None, "OrderAttachment"), log_mismatch)
        return made

    @classmethod
    def _of(cls: type[T], values: Iterable[Any], path: JsonPath, on_mismatch: OnMismatch) -> T:
        """A model of its values in the order of the fields, as they came."""
        (
            name,
            url,
        ) = values
        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), on_mismatch)

        if type(url) is str:
            url = url or None
        elif url is not None:
            url = to_text(url, (path, "url"), on_mismatch)

        made = cls.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.name = name
        made.url = url
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
