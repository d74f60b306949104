# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Iterable
from typing import (
    TYPE_CHECKING,
    Any,
    Self,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from ..model import AnswerModel
from ..types import short_repr
from ..values import (
    JsonPath,
    Reading,
    to_objects,
)

if TYPE_CHECKING:
    from ..models.product import Product


@_attrs_define(repr=False, getstate_setstate=False)
class ProductsResponse(AnswerModel):
    """One page of products."""

    products: list[Product] = _attrs_field(factory=list)
    """ The products of the page that was asked for. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["products"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (products,) = values
        products = (
            []
            if products is None
            else to_objects(products, models.Product, (path, "products"), reading)
        )

        made = object.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.products = products
        made.additional_properties = {}
        return made
