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
    from ..models.order import Order


@_attrs_define(repr=False, getstate_setstate=False)
class OrdersResponse(AnswerModel):
    """One page of orders."""

    orders: list[Order] = _attrs_field(factory=list)
    """ The orders of the page that was asked for. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["orders"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (orders,) = values
        orders = (
            [] if orders is None else to_objects(orders, models.Order, (path, "orders"), reading)
        )

        made = object.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.orders = orders
        made.additional_properties = {}
        return made
