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
    from ..models.product import Product


T = TypeVar("T", bound="OrderItem")


@_attrs_define(repr=False)
class OrderItem:
    """One product in an order, with its quantity and the price it is sold at."""

    id: int | None
    """ Database key of the order item. """
    price: float | None
    """ Price of one piece in this order, in THB. """
    quantity: int | None
    """ How many pieces were ordered. """
    line_no: int | None
    """ Place of the item within its order. """
    product: None | Product
    """ The product. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "id": "id",
        "price": "price",
        "quantity": "quantity",
        "line_no": "line_no",
        "product": "product",
    }
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "price", "quantity", "line_no", "product"])

    def to_dict(self) -> dict[str, Any]:
        from ..models.product import Product  # noqa: PLC0415

        id: int | None
        id = self.id

        price: float | None
        price = self.price

        quantity: int | None
        quantity = self.quantity

        line_no: int | None
        line_no = self.line_no

        product: dict[str, Any] | None
        if isinstance(self.product, Product):
            product = self.product.to_dict()
        else:
            product = self.product

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "price": price,
                "quantity": quantity,
                "line_no": line_no,
                "product": product,
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
