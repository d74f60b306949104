# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from ..types import short_repr
from ..values import (
    JsonPath,
    OnMismatch,
    log_mismatch,
    plain,
    read_object,
    to_objects,
)

if TYPE_CHECKING:
    from ..models.product import Product


T = TypeVar("T", bound="ProductsResponse")


@_attrs_define(repr=False)
class ProductsResponse:
    """One page of products."""

    products: list[Product] | None
    """ The products of the page that was asked for. """
    JSON_NAMES: ClassVar[dict[str, str]] = {
        "products": "products",
    }
    NOTHING: ClassVar[dict[str, None]] = dict.fromkeys(JSON_NAMES)
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["products"])

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.additional_properties,
            "products": plain(self.products),
        }

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        made: T = read_object(cls, src_dict, (None, "ProductsResponse"), log_mismatch)
        return made

    @classmethod
    def _of(cls: type[T], values: Iterable[Any], path: JsonPath, on_mismatch: OnMismatch) -> T:
        """A model of its values in the order of the fields, as they came."""
        (products,) = values
        if products is not None:
            products = to_objects(products, models.Product, (path, "products"), on_mismatch)

        made = cls.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.products = products
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
