# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import short_repr

if TYPE_CHECKING:
    from ..models.shop import Shop


T = TypeVar("T", bound="ShopsResponse")


@_attrs_define(repr=False)
class ShopsResponse:
    """The shop in a list of at most one."""

    shop: list[Shop] | None
    """ The shop the keys belong to. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["shop"])

    def to_dict(self) -> dict[str, Any]:
        shop: list[dict[str, Any]] | None
        if isinstance(self.shop, list):
            shop = []
            for shop_type_0_item_data in self.shop:
                shop_type_0_item = shop_type_0_item_data.to_dict()
                shop.append(shop_type_0_item)

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
        from ..models.shop import Shop  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_shop(data: object) -> list[Shop] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                shop_type_0 = []
                _shop_type_0 = data
                for shop_type_0_item_data in _shop_type_0:
                    shop_type_0_item = Shop.from_dict(shop_type_0_item_data)

                    shop_type_0.append(shop_type_0_item)

                return shop_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[Shop] | None, data)

        shop = _parse_shop(d.pop("shop", None))

        shops_response = cls(
            shop=shop,
        )

        shops_response.additional_properties = d
        return shops_response

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
