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
    from ..models.delivery_mode import DeliveryMode


@_attrs_define(repr=False, getstate_setstate=False)
class DeliveryModeResponse(AnswerModel):
    """One delivery mode."""

    deliverymode: DeliveryMode | None = None
    """ The delivery mode. """

    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def __repr__(self) -> str:
        return short_repr(self, ["deliverymode"])

    @classmethod
    def _of(cls, values: Iterable[Any], path: JsonPath, reading: Reading) -> Self:
        (deliverymode,) = values
        if deliverymode is not None:
            deliverymode = to_object(
                deliverymode, models.DeliveryMode, (path, "deliverymode"), reading
            )

        made = object.__new__(
            cls
        )  # Quicker than __init__, which would take an argument for each field.
        made.deliverymode = deliverymode
        made.additional_properties = {}
        return made
