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
    to_object,
)

if TYPE_CHECKING:
    from ..models.order_item import OrderItem


@_attrs_define(repr=False, getstate_setstate=False)
class OrderItemResponse(AnswerModel):
    """One order item."""

    orderitem: None | OrderItem = None
    """ The order item. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["orderitem"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (orderitem,) = values
        if orderitem is not None:
            orderitem = to_object(orderitem, models.OrderItem, (path, "orderitem"), reading)

        made = object.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.orderitem = orderitem
        made.additional_properties = {}
        return made
