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
    to_integer,
    to_number,
    to_text,
    to_texts,
)

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
    NOTHING: ClassVar[dict[str, None]] = dict.fromkeys(JSON_NAMES)
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
        return {
            **self.additional_properties,
            "id": plain(self.id),
            "sku": plain(self.sku),
            "shop_sku": plain(self.shop_sku),
            "name": plain(self.name),
            "cost": plain(self.cost),
            "price": plain(self.price),
            "description": plain(self.description),
            "supplier_reference": plain(self.supplier_reference),
            "shop_id": plain(self.shop_id),
            "client_references": plain(self.client_references),
            "active": plain(self.active),
            "available": plain(self.available),
            "photo_url": plain(self.photo_url),
            "category_id": plain(self.category_id),
            "physical_inventory": plain(self.physical_inventory),
            "reserved_inventory": plain(self.reserved_inventory),
            "waitpayment_inventory": plain(self.waitpayment_inventory),
            "recvpayment_inventory": plain(self.recvpayment_inventory),
            "approved_inventory": plain(self.approved_inventory),
            "available_inventory": plain(self.available_inventory),
        }

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        made: T = read_object(cls, src_dict, (None, "Product"), log_mismatch)
        return made

    @classmethod
    def _of(cls: type[T], values: Iterable[Any], path: JsonPath, on_mismatch: OnMismatch) -> T:
        """A model of its values in the order of the fields, as they came."""
        (
            id,
            sku,
            shop_sku,
            name,
            cost,
            price,
            description,
            supplier_reference,
            shop_id,
            client_references,
            active,
            available,
            photo_url,
            category_id,
            physical_inventory,
            reserved_inventory,
            waitpayment_inventory,
            recvpayment_inventory,
            approved_inventory,
            available_inventory,
        ) = values
        if id is not None and type(id) is not int:
            id = to_integer(id, (path, "id"), on_mismatch)

        if type(sku) is str:
            sku = sku or None
        elif sku is not None:
            sku = to_text(sku, (path, "sku"), on_mismatch)

        if type(shop_sku) is str:
            shop_sku = shop_sku or None
        elif shop_sku is not None:
            shop_sku = to_text(shop_sku, (path, "shop_sku"), on_mismatch)

        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), on_mismatch)

        if cost is not None and type(cost) is not float:
            cost = to_number(cost, (path, "cost"), on_mismatch)

        if price is not None and type(price) is not float:
            price = to_number(price, (path, "price"), on_mismatch)

        if type(description) is str:
            description = description or None
        elif description is not None:
            description = to_text(description, (path, "description"), on_mismatch)

        if type(supplier_reference) is str:
            supplier_reference = supplier_reference or None
        elif supplier_reference is not None:
            supplier_reference = to_text(
                supplier_reference, (path, "supplier_reference"), on_mismatch
            )

        if shop_id is not None and type(shop_id) is not int:
            shop_id = to_integer(shop_id, (path, "shop_id"), on_mismatch)

        if client_references is not None:
            client_references = to_texts(
                client_references, (path, "client_references"), on_mismatch
            )

        if active is not None and type(active) is not bool:
            active = to_boolean(active, (path, "active"), on_mismatch)

        if available is not None and type(available) is not bool:
            available = to_boolean(available, (path, "available"), on_mismatch)

        if type(photo_url) is str:
            photo_url = photo_url or None
        elif photo_url is not None:
            photo_url = to_text(photo_url, (path, "photo_url"), on_mismatch)

        if category_id is not None and type(category_id) is not int:
            category_id = to_integer(category_id, (path, "category_id"), on_mismatch)

        if physical_inventory is not None and type(physical_inventory) is not int:
            physical_inventory = to_integer(
                physical_inventory, (path, "physical_inventory"), on_mismatch
            )

        if reserved_inventory is not None and type(reserved_inventory) is not int:
            reserved_inventory = to_integer(
                reserved_inventory, (path, "reserved_inventory"), on_mismatch
            )

        if waitpayment_inventory is not None and type(waitpayment_inventory) is not int:
            waitpayment_inventory = to_integer(
                waitpayment_inventory, (path, "waitpayment_inventory"), on_mismatch
            )

        if recvpayment_inventory is not None and type(recvpayment_inventory) is not int:
            recvpayment_inventory = to_integer(
                recvpayment_inventory, (path, "recvpayment_inventory"), on_mismatch
            )

        if approved_inventory is not None and type(approved_inventory) is not int:
            approved_inventory = to_integer(
                approved_inventory, (path, "approved_inventory"), on_mismatch
            )

        if available_inventory is not None and type(available_inventory) is not int:
            available_inventory = to_integer(
                available_inventory, (path, "available_inventory"), on_mismatch
            )

        made = cls.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.id = id
        made.sku = sku
        made.shop_sku = shop_sku
        made.name = name
        made.cost = cost
        made.price = price
        made.description = description
        made.supplier_reference = supplier_reference
        made.shop_id = shop_id
        made.client_references = client_references
        made.active = active
        made.available = available
        made.photo_url = photo_url
        made.category_id = category_id
        made.physical_inventory = physical_inventory
        made.reserved_inventory = reserved_inventory
        made.waitpayment_inventory = waitpayment_inventory
        made.recvpayment_inventory = recvpayment_inventory
        made.approved_inventory = approved_inventory
        made.available_inventory = available_inventory
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
