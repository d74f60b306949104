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
    from ..models.customer import Customer


@_attrs_define(repr=False, getstate_setstate=False)
class CustomerResponse(AnswerModel):
    """One customer."""

    customer: Customer | None = None
    """ The customer. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["customer"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (customer,) = values
        if customer is not None:
            customer = to_object(customer, models.Customer, (path, "customer"), reading)

        made = object.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.customer = customer
        made.additional_properties = {}
        return made
