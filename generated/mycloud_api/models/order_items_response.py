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
    from ..models.order_item import OrderItem


@_attrs_define(repr=False, getstate_setstate=False)
class OrderItemsResponse(AnswerModel):
    """The items of one order."""

    orderitems: list[OrderItem] = _attrs_field(factory=list)
    """ The items of the order. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["orderitems"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (orderitems,) = values
        orderitems = (
            []
            if orderitems is None
            else to_objects(orderitems, models.OrderItem, (path, "orderitems"), reading)
        )

        made = object.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.orderitems = orderitems
        made.additional_properties = {}
        return made
