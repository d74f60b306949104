"""Numbers, dates and times arrive in PHP as the caller gave them, in plain digits."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
from mycloud import DecodeError, Item, MyCloud
from mycloud_api.api.token import get_token
from mycloud_api.models import GetTokenBody

from .orders import BY_ID, Order, Place, with_mycloud, with_mycloud_api
from .php import LOOPBACK, Php

pytestmark = [pytest.mark.php, LOOPBACK]

PRICES = [
    pytest.param("199.00", "199.00", id="text keeps its zeros"),
    pytest.param(Decimal("199.00"), "199.00", id="Decimal keeps its zeros"),
    pytest.param(50, "50", id="int"),
    pytest.param(0, "0", id="nothing"),
    pytest.param(0.1, "0.1", id="float is not its binary neighbour"),
    pytest.param(1e3, "1000.0", id="1e3"),
    pytest.param(
        1e16, "10000000000000000", id="a float that Python prints with an exponent"
    ),
    pytest.param(Decimal("1E+3"), "1000", id="Decimal with an exponent"),
    pytest.param("1e3", "1000", id="text with an exponent"),
    pytest.param(Decimal("0E-2"), "0.00", id="zero with an exponent"),
]


@pytest.mark.parametrize(("price", "arrives_as"), PRICES)
def test_a_price_given_to_mycloud_arrives_in_plain_digits(
    php: Php, price: Any, arrives_as: str
) -> None:
    with_mycloud(Order([BY_ID | {"price": price}], fields={"total_price": price}), php)

    assert php.received[-1].fields["order_items"][0]["price"] == arrives_as
    assert php.received[-1].fields["total_price"] == arrives_as


@pytest.mark.parametrize(
    ("price", "arrives_as"),
    [
        (Decimal("199.00"), "199.00"),
        (50, "50"),
        (1e3, "1000.0"),
        (1e22, "10000000000000000000000"),
        (Decimal("1E+3"), "1000"),
        (1e-07, "0.0000001"),
    ],
)
def test_a_price_given_to_mycloud_api_arrives_in_plain_digits(
    php: Php, price: Any, arrives_as: str
) -> None:
    with_mycloud_api(Order([BY_ID | {"price": price}]), php)

    assert php.received[-1].fields["order_items"][0]["price"] == arrives_as


@pytest.mark.parametrize(
    ("weight", "arrives_as"),
    [(Decimal("1.250"), "1.250"), (0.00001, "0.00001"), (3, "3")],
)
def test_a_weight_arrives_in_plain_digits(
    place: Place, weight: Any, arrives_as: str
) -> None:
    assert place(weight=weight).fields["weight"] == arrives_as


def test_a_date_arrives_in_iso_8601(place: Place) -> None:
    received = place(
        delivery_date=datetime.date(2026, 4, 3),
        payment_date=datetime.date(2026, 12, 31),
    )

    assert received.fields["delivery_date"] == "2026-04-03"
    assert received.fields["payment_date"] == "2026-12-31"


@pytest.mark.parametrize("given", ["2026-04-03", datetime.datetime(2026, 4, 3, 23, 59)])
def test_mycloud_takes_a_day_as_text_or_moment_too(php: Php, given: Any) -> None:
    with_mycloud(Order(fields={"delivery_date": given}), php)

    assert php.received[-1].fields["delivery_date"] == "2026-04-03"


@pytest.mark.parametrize(
    "given", ["09:05", datetime.time(9, 5), datetime.time(9, 5, 59)]
)
def test_a_time_arrives_as_hours_and_minutes(php: Php, given: Any) -> None:
    with_mycloud(Order(fields={"payment_time": given}), php)

    assert php.received[-1].fields["payment_time"] == "09:05"


def test_none_is_not_sent(php: Php) -> None:
    with_mycloud(
        Order(
            fields={
                "name": None,
                "total_price": None,
                "urgent": None,
                "delivery_date": None,
            }
        ),
        php,
    )

    assert php.received[-1].fields.keys() == {"delivery_mode_id", "order_items"}


def test_an_update_sends_only_what_it_is_given(php: Php) -> None:
    with MyCloud(token="a.ready.token", transport=php) as client:
        client.orders.update(
            342,
            note="",
            items=[Item(shop_sku="UPC_230458300", quantity=3, price="49.50")],
        )

    item = {"shop_sku": "UPC_230458300", "quantity": "3", "price": "49.50"}
    assert php.received[-1].fields == {"note": "", "order_items": [item]}


def test_a_list_of_texts_arrives_by_index(php: Php) -> None:
    with (
        MyCloud(token="a.ready.token", transport=php) as client,
        pytest.raises(DecodeError),
    ):
        client.products.update(342, client_references=["A-1", "", "ค-3"])

    assert php.received[-1].fields == {"client_references": ["A-1", "", "ค-3"]}


def test_the_keys_arrive_as_form_fields(php: Php) -> None:
    with httpx.Client(base_url="https://mycloud.invalid", transport=php) as client:
        client.request(
            **get_token._get_kwargs(
                body=GetTokenBody(apikey="k&y=+%", secretkey="s[0]")
            )
        )

    assert php.received[-1].fields == {"apikey": "k&y=+%", "secretkey": "s[0]"}
