# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Iterable
from typing import (
    Any,
    Self,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..model import AnswerModel
from ..types import short_repr
from ..values import (
    JsonPath,
    Reading,
    to_boolean,
    to_integer,
    to_number,
    to_text,
    to_texts,
)


@_attrs_define(repr=False, getstate_setstate=False)
class Product(AnswerModel):
    """Something the shop keeps in the warehouse and sells."""

    id: int | None = None
    """ Database key of the product. """

    sku: None | str = None
    """ MyCloud's SKU. Assigned once, never changed. """

    shop_sku: None | str = None
    """ The shop's own SKU. """

    name: None | str = None
    """ Name of the product. """

    cost: float | None = None
    """ What one piece costs the shop, in THB. """

    price: float | None = None
    """ What one piece is sold at, in THB. """

    description: None | str = None
    """ Free text about the product. """

    supplier_reference: None | str = None
    """ The supplier's reference for the product. """

    shop_id: int | None = None
    """ Database key of the shop. """

    client_references: list[str] = _attrs_field(factory=list)
    """ Up to four references of the shop's own. """

    active: bool | None = None
    """ Whether the product is in use. """

    available: bool | None = None
    """ Whether the product can be ordered. """

    photo_url: None | str = None
    """ Where a photo of the product can be fetched. """

    category_id: int | None = None
    """ Database key of the product's category. """

    physical_inventory: int | None = None
    """ Pieces in the warehouse. """

    reserved_inventory: int | None = None
    """ Pieces in orders that are reserved. """

    waitpayment_inventory: int | None = None
    """ Pieces in orders that wait for payment. """

    recvpayment_inventory: int | None = None
    """ Pieces in orders whose payment was received. """

    approved_inventory: int | None = None
    """ Pieces in orders that are approved. """

    available_inventory: int | None = None
    """ Pieces that are free to be ordered. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

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

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
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
            id = to_integer(id, (path, "id"), reading)

        if type(sku) is str:
            sku = sku or None
        elif sku is not None:
            sku = to_text(sku, (path, "sku"), reading)

        if type(shop_sku) is str:
            shop_sku = shop_sku or None
        elif shop_sku is not None:
            shop_sku = to_text(shop_sku, (path, "shop_sku"), reading)

        if type(name) is str:
            name = name or None
        elif name is not None:
            name = to_text(name, (path, "name"), reading)

        if cost is not None and type(cost) is not float:
            cost = to_number(cost, (path, "cost"), reading)

        if price is not None and type(price) is not float:
            price = to_number(price, (path, "price"), reading)

        if type(description) is str:
            description = description or None
        elif description is not None:
            description = to_text(description, (path, "description"), reading)

        if type(supplier_reference) is str:
            supplier_reference = supplier_reference or None
        elif supplier_reference is not None:
            supplier_reference = to_text(supplier_reference, (path, "supplier_reference"), reading)

        if shop_id is not None and type(shop_id) is not int:
            shop_id = to_integer(shop_id, (path, "shop_id"), reading)

        client_references = (
            []
            if client_references is None
            else to_texts(client_references, (path, "client_references"), reading)
        )

        if type(active) is int and 0 <= active <= 1:
            active = active == 1
        elif active is not None and type(active) is not bool:
            active = to_boolean(active, (path, "active"), reading)

        if type(available) is int and 0 <= available <= 1:
            available = available == 1
        elif available is not None and type(available) is not bool:
            available = to_boolean(available, (path, "available"), reading)

        if type(photo_url) is str:
            photo_url = photo_url or None
        elif photo_url is not None:
            photo_url = to_text(photo_url, (path, "photo_url"), reading)

        if category_id is not None and type(category_id) is not int:
            category_id = to_integer(category_id, (path, "category_id"), reading)

        if physical_inventory is not None and type(physical_inventory) is not int:
            physical_inventory = to_integer(
                physical_inventory, (path, "physical_inventory"), reading
            )

        if reserved_inventory is not None and type(reserved_inventory) is not int:
            reserved_inventory = to_integer(
                reserved_inventory, (path, "reserved_inventory"), reading
            )

        if waitpayment_inventory is not None and type(waitpayment_inventory) is not int:
            waitpayment_inventory = to_integer(
                waitpayment_inventory, (path, "waitpayment_inventory"), reading
            )

        if recvpayment_inventory is not None and type(recvpayment_inventory) is not int:
            recvpayment_inventory = to_integer(
                recvpayment_inventory, (path, "recvpayment_inventory"), reading
            )

        if approved_inventory is not None and type(approved_inventory) is not int:
            approved_inventory = to_integer(
                approved_inventory, (path, "approved_inventory"), reading
            )

        if available_inventory is not None and type(available_inventory) is not int:
            available_inventory = to_integer(
                available_inventory, (path, "available_inventory"), reading
            )

        made = object.__new__(
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
