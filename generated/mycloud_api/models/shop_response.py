# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..reading import read_object
from ..types import short_repr

if TYPE_CHECKING:
    from ..models.shop import Shop


T = TypeVar("T", bound="ShopResponse")


@_attrs_define(repr=False)
class ShopResponse:
    """One shop."""

    shop: None | Shop
    """ The shop. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "shop": "shop",
    }
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["shop"])

    def to_dict(self) -> dict[str, Any]:
        from ..models.shop import Shop  # noqa: PLC0415

        shop: dict[str, Any] | None
        if isinstance(self.shop, Shop):
            shop = self.shop.to_dict()
        else:
            shop = self.shop

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "shop": shop,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        return read_object(cls, src_dict)

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
