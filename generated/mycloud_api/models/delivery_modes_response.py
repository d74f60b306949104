# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import short_repr

if TYPE_CHECKING:
    from ..models.delivery_mode import DeliveryMode


T = TypeVar("T", bound="DeliveryModesResponse")


@_attrs_define(repr=False)
class DeliveryModesResponse:
    """Several delivery modes."""

    deliverymodes: list[DeliveryMode] | None
    """ The delivery modes. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["deliverymodes"])

    def to_dict(self) -> dict[str, Any]:
        deliverymodes: list[dict[str, Any]] | None
        if isinstance(self.deliverymodes, list):
            deliverymodes = []
            for deliverymodes_type_0_item_data in self.deliverymodes:
                deliverymodes_type_0_item = deliverymodes_type_0_item_data.to_dict()
                deliverymodes.append(deliverymodes_type_0_item)

        else:
            deliverymodes = self.deliverymodes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "deliverymodes": deliverymodes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.delivery_mode import DeliveryMode  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_deliverymodes(data: object) -> list[DeliveryMode] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                deliverymodes_type_0 = []
                _deliverymodes_type_0 = data
                for deliverymodes_type_0_item_data in _deliverymodes_type_0:
                    deliverymodes_type_0_item = DeliveryMode.from_dict(deliverymodes_type_0_item_data)

                    deliverymodes_type_0.append(deliverymodes_type_0_item)

                return deliverymodes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[DeliveryMode] | None, data)

        deliverymodes = _parse_deliverymodes(d.pop("deliverymodes", None))

        delivery_modes_response = cls(
            deliverymodes=deliverymodes,
        )

        delivery_modes_response.additional_properties = d
        return delivery_modes_response

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
