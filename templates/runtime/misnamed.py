"""Names that people type first on a model: the error says which name is right.

They are refused rather than taken, so that one thing has one name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import attrs

_MEANT: Final[Mapping[str, tuple[str, ...]]] = {
    "amount": ("total_price", "price"),
    "category": ("category_id",),
    "created": ("create_date",),
    "created_at": ("create_date",),
    "date": ("create_date",),
    "delivered_at": ("delivery_date",),
    "files": ("attachments",),
    "inventory": ("available_inventory",),
    "item": ("order_items",),
    "items": ("order_items",),
    "key": ("id",),
    "line_items": ("order_items",),
    "lines": ("order_items",),
    "mobile": ("phone_number",),
    "notes": ("note",),
    "number": ("order_number",),
    "order_id": ("id",),
    "order_lines": ("order_items",),
    "phone": ("phone_number",),
    "postal_code": ("postcode",),
    "product_id": ("product.id",),
    "product_sku": ("product.sku",),
    "qty": ("quantity",),
    "recipient": ("name",),
    "reference": ("customer_ref", "supplier_reference"),
    "ref": ("customer_ref", "supplier_reference"),
    "shipping": ("deliverymode",),
    "shipping_method": ("deliverymode",),
    "sku": ("product.sku",),
    "state": ("status",),
    "stock": ("available_inventory",),
    "tel": ("phone_number",),
    "total": ("total_price",),
    "total_amount": ("total_price",),
    "tracking": ("tracking_number",),
    "tracking_url": ("bitly_url",),
    "unit_price": ("price",),
    "zip": ("postcode",),
    "zip_code": ("postcode",),
    "zipcode": ("postcode",),
}
"""Names with the fields that may be meant; the first that the model has is named."""


def no_such_field(model: object, name: str) -> AttributeError:
    """The error for a field of another name."""
    own = type(model).__name__
    if name.startswith("_"):
        return AttributeError(f"{own!r} object has no attribute {name!r}", name=name)
    if hint := _hint(name, _state(model)):
        return AttributeError(f"{own} has no field {name!r}: use {hint}", name=name)
    # With `obj`, Python suggests a field that is spelled alike.
    return AttributeError(f"{own} has no field {name!r}", name=name, obj=model)


def _hint(name: str, fields: tuple[Collection[str], Mapping[str, Any]]) -> str | None:
    known, others = fields
    if name in others:
        return f"[{name!r}], since the spec does not know it"
    meant = _MEANT.get(name, ())
    return next((one for one in meant if one.partition(".")[0] in known), None)


def _state(model: Any) -> tuple[Collection[str], Mapping[str, Any]]:
    """The names that the spec knows, and the fields that it does not."""
    try:
        others = object.__getattribute__(model, "additional_properties")
    except AttributeError:  # an object that is being made
        others = {}
    return attrs.fields_dict(type(model)), others
