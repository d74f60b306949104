"""Which reader reads which field."""

from __future__ import annotations

from typing import Final

from . import values
from .mapping import LINE_PRICE, NUMBER
from .values import Reader

READERS: Final[dict[str, Reader]] = {
    NUMBER: values.identifier,
    "customer_id": values.whole,
    "customer_reference": values.identifier,
    "delivery_mode_id": values.whole,
    "name": values.recipient,
    "address": values.recipient,
    "postcode": values.postcode,
    "phone_number": values.phone,
    "delivery_date": values.date,
    "payment_date": values.date,
    "payment_time": values.time_of_day,
    "payment_amount": values.money,
    "total_price": values.money,
    "weight": values.weight,
    "urgent": values.truth,
    "product_id": values.whole,
    "product_sku": values.identifier,
    "shop_sku": values.identifier,
    "quantity": values.quantity,
    "price": values.money,
    LINE_PRICE: values.money,
}


def reader_of(field: str) -> Reader:
    """What reads a field; free text is left as it is."""
    return READERS.get(field, values.text_of)
