"""Whatever an order is placed with, PHP's own parser finds exactly that."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mycloud import Attachment, DecodeError, Item, MyCloud

from ..wire.orders import Attached, Line, Order, with_mycloud
from ..wire.php import LOOPBACK, Php, Upload
from .asking import ITEM, QUICK
from .strategies import (
    BYTES,
    FILES,
    HOSTILE,
    ONE_LINE,
    ORDERS,
    PRICES,
    SKUS,
    TEXT,
    TEXT_FIELDS,
    WEIGHTS,
)

pytestmark = [pytest.mark.php, LOOPBACK]

NUMBERS = {"price", "total_price", "payment_amount", "weight"}
PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
LONG = "ที่อยู่ \r\n--x" * 20_000


def meant(name: str, value: Any) -> Any:
    """What a value means, for comparison with what arrived."""
    if isinstance(value, list):
        return [meant_by(line) for line in value]
    if name in NUMBERS:
        return Decimal(str(value))
    if isinstance(value, bool):
        return str(int(value))
    return spelled(value)


def spelled(value: object) -> str:
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return (value.date() if isinstance(value, datetime.datetime) else value).__str__()


def meant_by(fields: dict[str, Any]) -> dict[str, Any]:
    """The meaning of fields: None means an absent field."""
    return {
        name: meant(name, value) for name, value in fields.items() if value is not None
    }


def arrived(name: str, value: Any) -> Any:
    """What arrived, with numbers read as PHP would: from digits without sign or exponent."""
    if name == "order_items":
        return [
            {inner: arrived(inner, line[inner]) for inner in line} for line in value
        ]
    if name not in NUMBERS:
        return value
    assert PLAIN.fullmatch(value), f"{name} arrived as {value!r}"
    return Decimal(value)


def received_of(php: Php) -> dict[str, Any]:
    return {
        name: arrived(name, value) for name, value in php.received[-1].fields.items()
    }


def whole_order(order: Order) -> dict[str, Any]:
    return {"delivery_mode_id": "343"} | meant_by(
        {**order.fields, "order_items": list(order.lines)}
    )


@settings(QUICK, max_examples=150)
@given(ORDERS)
def test_every_order_arrives_as_it_was_placed(php: Php, order: Order) -> None:
    with_mycloud(order, php)

    assert received_of(php) == whole_order(order)
    assert php.received[-1].files == []


def given_in(fields: dict[str, Any]) -> dict[str, Any]:
    """What a change gives: None would be refused."""
    return {name: value for name, value in fields.items() if value is not None}


@QUICK
@given(ORDERS)
def test_every_change_of_an_order_arrives_as_it_was_made(
    php: Php, order: Order
) -> None:
    with MyCloud(token="ready", transport=php) as client:
        client.orders.update(
            342, items=[Item(**line) for line in order.lines], **given_in(order.fields)
        )

    assert received_of(php) == meant_by(
        {**order.fields, "order_items": list(order.lines)}
    )


@pytest.mark.parametrize("text", [*HOSTILE, LONG], ids=lambda text: repr(text[:20]))
def test_a_hostile_text_arrives_in_every_place_at_once(php: Php, text: str) -> None:
    skus = [name for name in ("product_sku", "shop_sku") if text.strip()]
    lines: list[Line] = [{name: text, "quantity": 1, "price": 1} for name in skus] or [
        {"product_id": 1, "quantity": 1, "price": 1}
    ]
    order = Order(lines, fields=dict.fromkeys(TEXT_FIELDS, text))
    with_mycloud(order, php)

    assert received_of(php) == whole_order(order)


@QUICK
@given(st.lists(SKUS, min_size=20, max_size=60))
def test_skus_arrive_in_their_order(php: Php, skus: list[str]) -> None:
    with_mycloud(
        Order([{"shop_sku": sku, "quantity": 1, "price": 1} for sku in skus]), php
    )

    assert [line["shop_sku"] for line in php.received[-1].fields["order_items"]] == skus


@QUICK
@given(st.lists(PRICES, min_size=20, max_size=60), WEIGHTS)
def test_numbers_arrive_in_plain_digits_and_as_much_as_they_were(
    php: Php, prices: list[Any], weight: Any
) -> None:
    order = Order(
        [{"product_id": 1, "quantity": 1, "price": price} for price in prices],
        fields={"weight": weight},
    )
    with_mycloud(order, php)

    assert received_of(php) == whole_order(order)


@QUICK
@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(["code", "name", "address", "note", "social_id"], TEXT),
    )
)
def test_a_customer_arrives_as_given(php: Php, fields: dict[str, Any]) -> None:
    fields = {"phone_number": "0899969094", **fields}
    with MyCloud(token="ready", transport=php) as client, pytest.raises(DecodeError):
        client.customers.update(232, **fields)

    assert php.received[-1].fields == fields


@QUICK
@given(st.tuples(TEXT, TEXT), PRICES, st.lists(TEXT, min_size=1, max_size=4), BYTES)
def test_a_product_arrives_as_given(
    php: Php, texts: tuple[str, str], price: Any, refs: list[str], photo: bytes
) -> None:
    name, text = texts
    with MyCloud(token="ready", transport=php) as client, pytest.raises(DecodeError):
        client.products.update(
            342,
            name=name,
            description=text,
            price=price,
            client_references=refs,
            photo=photo,
        )

    sent = {
        "name": name,
        "description": text,
        "price": Decimal(str(price)),
        "client_references": refs,
    }
    fields = php.received[-1].fields
    assert fields | {"price": arrived("price", fields["price"])} == sent
    assert php.received[-1].files["photo"].content == photo


@settings(QUICK, max_examples=100)
@given(FILES, TEXT)
def test_attachments_arrive_byte_for_byte_beside_their_names(
    php: Php, files: list[Attached], note: str
) -> None:
    order = Order(files=files, fields={"note": note})
    with_mycloud(order, php)

    assert php.received[-1].files == {
        "attach_file": [
            Upload("label.pdf", "application/pdf", f.content) for f in files
        ]
    }
    assert received_of(php) == whole_order(order) | {
        "attach_name": [file.label for file in files]
    }


@QUICK
@given(ONE_LINE, ONE_LINE, BYTES)
def test_no_file_name_and_no_type_does_harm_to_what_is_in_the_file(
    php: Php, filename: str, content_type: str, content: bytes
) -> None:
    with MyCloud(token="ready", transport=php) as client:
        label = Attachment("LABEL", content, filename, content_type)
        client.orders.create(
            delivery_mode_id=343, items=[ITEM], attachments=[label], note="kept"
        )

    received = php.received[-1]
    assert [file.content for file in received.files["attach_file"]] == [content]
    assert (received.fields["attach_name"], received.fields["note"]) == (
        ["LABEL"],
        "kept",
    )
