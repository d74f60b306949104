# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

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
        d = dict(src_dict)

        def _parse_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        id = _parse_id(d.pop("id", None))

        def _parse_sku(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sku = _parse_sku(d.pop("sku", None))

        def _parse_shop_sku(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        shop_sku = _parse_shop_sku(d.pop("shop_sku", None))

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name", None))

        def _parse_cost(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        cost = _parse_cost(d.pop("cost", None))

        def _parse_price(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        price = _parse_price(d.pop("price", None))

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description", None))

        def _parse_supplier_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        supplier_reference = _parse_supplier_reference(d.pop("supplier_reference", None))

        def _parse_shop_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        shop_id = _parse_shop_id(d.pop("shop_id", None))

        def _parse_client_references(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                client_references_type_0 = cast(list[str], data)

                return client_references_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        client_references = _parse_client_references(d.pop("client_references", None))

        def _parse_active(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        active = _parse_active(d.pop("active", None))

        def _parse_available(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        available = _parse_available(d.pop("available", None))

        def _parse_photo_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        photo_url = _parse_photo_url(d.pop("photo_url", None))

        def _parse_category_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        category_id = _parse_category_id(d.pop("category_id", None))

        def _parse_physical_inventory(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        physical_inventory = _parse_physical_inventory(d.pop("physical_inventory", None))

        def _parse_reserved_inventory(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        reserved_inventory = _parse_reserved_inventory(d.pop("reserved_inventory", None))

        def _parse_waitpayment_inventory(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        waitpayment_inventory = _parse_waitpayment_inventory(d.pop("waitpayment_inventory", None))

        def _parse_recvpayment_inventory(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        recvpayment_inventory = _parse_recvpayment_inventory(d.pop("recvpayment_inventory", None))

        def _parse_approved_inventory(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        approved_inventory = _parse_approved_inventory(d.pop("approved_inventory", None))

        def _parse_available_inventory(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        available_inventory = _parse_available_inventory(d.pop("available_inventory", None))

        product = cls(
            id=id,
            sku=sku,
            shop_sku=shop_sku,
            name=name,
            cost=cost,
            price=price,
            description=description,
            supplier_reference=supplier_reference,
            shop_id=shop_id,
            client_references=client_references,
            active=active,
            available=available,
            photo_url=photo_url,
            category_id=category_id,
            physical_inventory=physical_inventory,
            reserved_inventory=reserved_inventory,
            waitpayment_inventory=waitpayment_inventory,
            recvpayment_inventory=recvpayment_inventory,
            approved_inventory=approved_inventory,
            available_inventory=available_inventory,
        )

        product.additional_properties = d
        return product

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
