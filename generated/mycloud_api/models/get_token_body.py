# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import short_repr

T = TypeVar("T", bound="GetTokenBody")


@_attrs_define(repr=False)
class GetTokenBody:
    """The two keys of a shop."""

    apikey: str
    """ The API key of the shop. """
    secretkey: str
    """ The secret key that belongs to the API key. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, [])

    def to_dict(self) -> dict[str, Any]:
        apikey = self.apikey

        secretkey = self.secretkey

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "apikey": apikey,
                "secretkey": secretkey,
            }
        )

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []
        files += types.form_parts("apikey", self.apikey)
        files += types.form_parts("secretkey", self.secretkey)
        for prop_name, prop in self.additional_properties.items():
            files += types.form_parts(prop_name, prop)
        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        apikey = d.pop("apikey")

        secretkey = d.pop("secretkey")

        get_token_body = cls(
            apikey=apikey,
            secretkey=secretkey,
        )

        get_token_body.additional_properties = d
        return get_token_body

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
