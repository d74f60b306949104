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
    to_integer,
    to_number,
    to_object,
)

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
    NOTHING: ClassVar[dict[str, None]] = dict.fromkeys(JSON_NAMES)
    SAME_FIELDS: ClassVar[dict[str, str]] = {}
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "price", "quantity", "line_no", "product"])

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.additional_properties,
            "id": plain(self.id),
            "price": plain(self.price),
            "quantity": plain(self.quantity),
            "line_no": plain(self.line_no),
            "product": plain(self.product),
        }

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        made: T = read_object(cls, src_dict, (None, "OrderItem"), log_mismatch)
        return made

    @classmethod
    def _of(cls: type[T], values: Iterable[Any], path: JsonPath, on_mismatch: OnMismatch) -> T:
        """A model of its values in the order of the fields, as they came."""
        (
            id,
            price,
            quantity,
            line_no,
            product,
        ) = values
        if id is not None and type(id) is not int:
            id = to_integer(id, (path, "id"), on_mismatch)

        if price is not None and type(price) is not float:
            price = to_number(price, (path, "price"), on_mismatch)

        if quantity is not None and type(quantity) is not int:
            quantity = to_integer(quantity, (path, "quantity"), on_mismatch)

        if line_no is not None and type(line_no) is not int:
            line_no = to_integer(line_no, (path, "line_no"), on_mismatch)

        if product is not None:
            product = to_object(product, models.Product, (path, "product"), on_mismatch)

        made = cls.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.id = id
        made.price = price
        made.quantity = quantity
        made.line_no = line_no
        made.product = product
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
