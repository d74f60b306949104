"""The optional arguments of create and update, and how each is made ready for the form.

The names are the API's own. What is not given, or given as None, is not sent; an empty text clears a field.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypedDict

from ._errors import InvalidRequestError
from ._items import Price, encodable, kind, money, shown_number


class OrderFields(TypedDict, total=False):
    """What `orders.create` and `orders.update` take beside delivery mode, items and attachments (mostly observed)."""

    customer_id: int | None
    """Database key of the customer to attach; 0 for none."""
    name: str | None
    """Name of the recipient."""
    address: str | None
    postcode: str | None
    phone_number: str | None
    email: str | None
    note: str | None
    order_number: str | None
    """The shop's own number for the order."""
    billing_title: str | None
    customer_reference: str | None
    delivery_date: datetime.date | str | None
    """A date, or text as YYYY-MM-DD."""
    total_price: Price | None
    """In THB."""
    payment_amount: Price | None
    """In THB."""
    payment_date: datetime.date | str | None
    """A date, or text as YYYY-MM-DD."""
    payment_time: datetime.time | str | None
    """A time, or text as HH:MM."""
    weight: Decimal | float | None
    """In kg."""
    urgent: bool | None
    status: str | None
    """`APPROVED` releases the order to the warehouse."""


class CustomerFields(TypedDict, total=False):
    """What `customers.create` and `customers.update` take (observed)."""

    code: str | None
    name: str | None
    phone_number: str | None
    email: str | None
    social_id: str | None
    address: str | None
    postcode: str | None
    note: str | None


class ProductFields(TypedDict, total=False):
    """What `products.create` and `products.update` take beside name, description, price and photo."""

    shop_sku: str | None
    cost: Price | None
    """In THB."""
    supplier_reference: str | None
    client_references: Sequence[str] | None
    """Up to four references of the shop's own."""


class AllProductFields(ProductFields, total=False):
    """The same with those that `products.create` requires."""

    name: str | None
    description: str | None
    price: Price | None
    """In THB."""


def ready(operation: str, taken: type, fields: Mapping[str, object]) -> dict[str, Any]:
    """The given fields as the generated models take them.

    Raises:
        TypeError: A field the operation does not take.
        InvalidRequestError: A value that is not of the field's kind.
    """
    known = taken.__annotations__
    for name in fields:
        if name not in known:
            raise TypeError(f"{operation}() takes no {name!r}; it takes {', '.join(known)}")
    given = {name: value for name, value in fields.items() if value is not None}
    return {name: _CONVERT.get(name, _text)(name, value) for name, value in given.items()}


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidRequestError(name, got=kind(value), takes="text")
    return encodable(name, value)


def _key(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidRequestError(name, got=shown_number(value), takes="a database key, or 0 for none")
    return value


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidRequestError(name, got=kind(value), takes="True or False")
    return value


def _date(name: str, value: object) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return _calendar_date(name, value)
    raise InvalidRequestError(name, got=kind(value), takes="a date, or text as YYYY-MM-DD")


def _calendar_date(name: str, text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise InvalidRequestError(name, got=f"{text}, which is no day", takes="a day of the calendar") from error


def _time(name: str, value: object) -> str:
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, str) and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        return value
    raise InvalidRequestError(name, got=kind(value), takes="a time, or text as HH:MM from 00:00 to 23:59")


def _weight(name: str, value: object) -> Decimal:
    number = Decimal(str(value)) if isinstance(value, (int, float, Decimal)) else None
    if number is None or not number.is_finite() or number < 0:
        raise InvalidRequestError(name, got=shown_number(value), takes="a finite weight in kg, 0 or more")
    return number


def _texts(name: str, value: object) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(v, str) for v in value):
        raise InvalidRequestError(name, got=kind(value), takes="a list of texts")
    return [encodable(name, text) for text in value]


_CONVERT: Final[dict[str, Callable[[str, object], object]]] = {
    "customer_id": _key,
    "delivery_mode_id": _key,
    "delivery_date": _date,
    "total_price": money,
    "payment_amount": money,
    "payment_date": _date,
    "payment_time": _time,
    "weight": _weight,
    "urgent": _truth,
    "cost": money,
    "price": money,
    "client_references": _texts,
}
