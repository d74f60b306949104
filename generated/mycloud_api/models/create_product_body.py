# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import (
    Any,
    TypedDict,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, FileTypes, Number, Unset, short_repr

T = TypeVar("T", bound="CreateProductBody")


class CreateProductFields(TypedDict, total=False):
    """What may be given of a `CreateProductBody` beside what it requires; None means that it is not sent."""

    shop_sku: str | None
    """ The shop's own SKU. """

    cost: Number | None
    """ What one piece costs the shop, in THB. """

    supplier_reference: str | None
    """ The supplier's reference for the product. """

    client_references: Sequence[str] | None
    """ Up to four references of the shop's own, sent as `client_references[0]` to `client_references[3]`. """


@_attrs_define(repr=False)
class CreateProductBody:
    """A new product. Name, description and price are required."""

    name: str
    """ Name of the product. """
    description: str
    """ Free text about the product. """
    price: Decimal | float
    """ What one piece is sold at, in THB. """
    shop_sku: str | Unset = UNSET
    """ The shop's own SKU. """
    cost: Decimal | float | Unset = UNSET
    """ What one piece costs the shop, in THB. """
    supplier_reference: str | Unset = UNSET
    """ The supplier's reference for the product. """
    client_references: list[str] | Unset = UNSET
    """ Up to four references of the shop's own, sent as `client_references[0]` to `client_references[3]`. """
    photo: File | Unset = UNSET
    """ A photo of the product, as a file part. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, [])

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        description = self.description

        price = self.price

        shop_sku = self.shop_sku

        cost = self.cost

        supplier_reference = self.supplier_reference

        client_references: list[str] | Unset = UNSET
        if not isinstance(self.client_references, Unset):
            client_references = self.client_references

        photo: FileTypes | Unset = UNSET
        if not isinstance(self.photo, Unset):
            photo = self.photo.to_tuple()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "description": description,
                "price": price,
            }
        )
        if shop_sku is not UNSET:
            field_dict["shop_sku"] = shop_sku
        if cost is not UNSET:
            field_dict["cost"] = cost
        if supplier_reference is not UNSET:
            field_dict["supplier_reference"] = supplier_reference
        if client_references is not UNSET:
            field_dict["client_references"] = client_references
        if photo is not UNSET:
            field_dict["photo"] = photo

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []
        files += types.form_parts("name", self.name)
        files += types.form_parts("description", self.description)
        files += types.form_parts("price", self.price)
        files += types.form_parts("shop_sku", self.shop_sku)
        files += types.form_parts("cost", self.cost)
        files += types.form_parts("supplier_reference", self.supplier_reference)
        files += types.form_parts("client_references", self.client_references)
        files += types.form_parts("photo", self.photo)
        for prop_name, prop in self.additional_properties.items():
            files += types.form_parts(prop_name, prop)
        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        description = d.pop("description")

        price = d.pop("price")

        shop_sku = d.pop("shop_sku", UNSET)

        cost = d.pop("cost", UNSET)

        supplier_reference = d.pop("supplier_reference", UNSET)

        client_references = cast(list[str], d.pop("client_references", UNSET))

        _photo = d.pop("photo", UNSET)
        photo: File | Unset
        if isinstance(_photo, Unset):
            photo = UNSET
        else:
            photo = File(payload=BytesIO(_photo))

        create_product_body = cls(
            name=name,
            description=description,
            price=price,
            shop_sku=shop_sku,
            cost=cost,
            supplier_reference=supplier_reference,
            client_references=client_references,
            photo=photo,
        )

        create_product_body.additional_properties = d
        return create_product_body

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
