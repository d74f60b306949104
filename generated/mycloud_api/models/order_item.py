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
    to_integer,
    to_number,
    to_object,
)

if TYPE_CHECKING:
    from ..models.product import Product


@_attrs_define(repr=False, getstate_setstate=False)
class OrderItem(AnswerModel):
    """One product in an order, with its quantity and the price it is sold at."""

    id: int | None = None
    """ Database key of the order item. """

    price: float | None = None
    """ Price of one piece in this order, in THB. """

    quantity: int | None = None
    """ How many pieces were ordered. """

    line_no: int | None = None
    """ Place of the item within its order. """

    product: None | Product = None
    """ The product. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["id", "price", "quantity", "line_no", "product"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (
            id,
            price,
            quantity,
            line_no,
            product,
        ) = values
        if id is not None and type(id) is not int:
            id = to_integer(id, (path, "id"), reading)

        if price is not None and type(price) is not float:
            price = to_number(price, (path, "price"), reading)

        if quantity is not None and type(quantity) is not int:
            quantity = to_integer(quantity, (path, "quantity"), reading)

        if line_no is not None and type(line_no) is not int:
            line_no = to_integer(line_no, (path, "line_no"), reading)

        if product is not None:
            product = to_object(product, models.Product, (path, "product"), reading)

        made = object.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.id = id
        made.price = price
        made.quantity = quantity
        made.line_no = line_no
        made.product = product
        made.additional_properties = {}
        return made
