"""The optional arguments of create and update."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from mycloud import InvalidRequestError
from mycloud._arguments import convert_fields
from mycloud_api.models.create_order_body import CreateOrderFields
from mycloud_api.models.update_product_body import UpdateProductFields


@pytest.mark.parametrize(
    ("name", "given", "made"),
    [
        ("note", "", ""),
        ("customer_id", 0, 0),
        ("payment_date", "2017-12-31", datetime.date(2017, 12, 31)),
        (
            "delivery_date",
            datetime.datetime(2017, 12, 31, 15, 32),
            datetime.date(2017, 12, 31),
        ),
        ("payment_time", datetime.time(5, 7), "05:07"),
        ("payment_time", "15:32", "15:32"),
        ("weight", 0.453, Decimal("0.453")),
        ("total_price", "899.50", Decimal("899.50")),
        ("urgent", False, False),
    ],
)
def test_a_field_is_made_ready_for_the_form(name: str, given: Any, made: Any) -> None:
    assert convert_fields(CreateOrderFields, {name: given}) == {name: made}


def test_a_field_given_as_none_is_not_sent() -> None:
    assert convert_fields(CreateOrderFields, {"note": None, "name": "คุณ พวริด"}) == {
        "name": "คุณ พวริด"
    }


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("note", 7),
        ("note", b"bytes"),
        ("customer_id", -1),
        ("customer_id", "232"),
        ("payment_date", "31/12/2017"),
        ("payment_date", "2017-02-30"),
        ("payment_date", ""),
        ("payment_date", 7),
        ("payment_time", "24:00"),
        ("payment_time", "3:32"),
        ("payment_time", "15:32:10"),
        ("weight", -1),
        ("weight", float("nan")),
        ("weight", "heavy"),
        ("total_price", "-1"),
        ("urgent", 1),
        ("urgent", "false"),
    ],
)
def test_a_value_of_another_kind_is_refused_by_name(name: str, given: Any) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        convert_fields(CreateOrderFields, {name: given})

    assert caught.value.argument == name


@pytest.mark.parametrize("given", ["ABCD", [1], b"AB"])
def test_references_are_a_list_of_texts(given: Any) -> None:
    with pytest.raises(InvalidRequestError, match="client_references"):
        convert_fields(UpdateProductFields, {"client_references": given})


def test_a_refusal_does_not_repeat_personal_text() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        convert_fields(CreateOrderFields, {"payment_date": "คุณ พวริด"})

    assert "พวริด" not in str(caught.value)


@pytest.mark.parametrize(
    "fields", [{"note": "a\ud800"}, {"client_references": ["\udfff"]}]
)
def test_half_a_surrogate_pair_is_refused_without_the_text(
    fields: dict[str, Any],
) -> None:
    taken = UpdateProductFields if "client_references" in fields else CreateOrderFields
    with pytest.raises(InvalidRequestError, match="whole characters") as caught:
        convert_fields(taken, fields)

    assert caught.value.__cause__ is None
