# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..reading import read_object
from ..types import short_repr

T = TypeVar("T", bound="Product")


@_attrs_define(repr=False)
class Product:
    """Something the shop keeps in the warehouse and sells."""

    id: int | None
    """ Database key of the product. """
    sku: None | str
    """ MyCloud's SKU. Assigned once, never changed. """
    shop_sku: None | str
    """ The shop's own SKU. """
    name: None | str
    """ Name of the product. """
    cost: float | None
    """ What one piece costs the shop, in THB. """
    price: float | None
    """ What one piece is sold at, in THB. """
    description: None | str
    """ Free text about the product. """
    supplier_reference: None | str
    """ The supplier's reference for the product. """
    shop_id: int | None
    """ Database key of the shop. """
    client_references: list[str] | None
    """ Up to four references of the shop's own. """
    active: bool | None
    """ Whether the product is in use. """
    available: bool | None
    """ Whether the product can be ordered. """
    photo_url: None | str
    """ Where a photo of the product can be fetched. """
    category_id: int | None
    """ Database key of the product's category. """
    physical_inventory: int | None
    """ Pieces in the warehouse. """
    reserved_inventory: int | None
    """ Pieces in orders that are reserved. """
    waitpayment_inventory: int | None
    """ Pieces in orders that wait for payment. """
    recvpayment_inventory: int | None
    """ Pieces in orders whose payment was received. """
    approved_inventory: int | None
    """ Pieces in orders that are approved. """
    available_inventory: int | None
    """ Pieces that are free to be ordered. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "id": "id",
        "sku": "sku",
        "shop_sku": "shop_sku",
        "name": "name",
        "cost": "cost",
        "price": "price",
        "description": "description",
        "supplier_reference": "supplier_reference",
        "shop_id": "shop_id",
        "client_references": "client_references",
        "active": "active",
        "available": "available",
        "photo_url": "photo_url",
        "category_id": "category_id",
        "physical_inventory": "physical_inventory",
        "reserved_inventory": "reserved_inventory",
        "waitpayment_inventory": "waitpayment_inventory",
        "recvpayment_inventory": "recvpayment_inventory",
        "approved_inventory": "approved_inventory",
        "available_inventory": "available_inventory",
    }
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(
            self,
            [
                "id",
                "sku",
                "shop_sku",
                "name",
                "cost",
                "price",
                "description",
                "supplier_reference",
                "shop_id",
                "client_references",
                "active",
                "available",
                "photo_url",
                "category_id",
                "physical_inventory",
                "reserved_inventory",
                "waitpayment_inventory",
                "recvpayment_inventory",
                "approved_inventory",
                "available_inventory",
            ],
        )

    def to_dict(self) -> dict[str, Any]:
        id: int | None
        id = self.id

        sku: None | str
        sku = self.sku

        shop_sku: None | str
        shop_sku = self.shop_sku

        name: None | str
        name = self.name

        cost: float | None
        cost = self.cost

        price: float | None
        price = self.price

        description: None | str
        description = self.description

        supplier_reference: None | str
        supplier_reference = self.supplier_reference

        shop_id: int | None
        shop_id = self.shop_id

        client_references: list[str] | None
        if isinstance(self.client_references, list):
            client_references = self.client_references

        else:
            client_references = self.client_references

        active: bool | None
        active = self.active

        available: bool | None
        available = self.available

        photo_url: None | str
        photo_url = self.photo_url

        category_id: int | None
        category_id = self.category_id

        physical_inventory: int | None
        physical_inventory = self.physical_inventory

        reserved_inventory: int | None
        reserved_inventory = self.reserved_inventory

        waitpayment_inventory: int | None
        waitpayment_inventory = self.waitpayment_inventory

        recvpayment_inventory: int | None
        recvpayment_inventory = self.recvpayment_inventory

        approved_inventory: int | None
        approved_inventory = self.approved_inventory

        available_inventory: int | None
        available_inventory = self.available_inventory

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "sku": sku,
                "shop_sku": shop_sku,
                "name": name,
                "cost": cost,
                "price": price,
                "description": description,
                "supplier_reference": supplier_reference,
                "shop_id": shop_id,
                "client_references": client_references,
                "active": active,
                "available": available,
                "photo_url": photo_url,
                "category_id": category_id,
                "physical_inventory": physical_inventory,
                "reserved_inventory": reserved_inventory,
                "waitpayment_inventory": waitpayment_inventory,
                "recvpayment_inventory": recvpayment_inventory,
                "approved_inventory": approved_inventory,
                "available_inventory": available_inventory,
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
