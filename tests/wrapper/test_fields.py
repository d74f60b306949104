"""The optional arguments of create and update."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import anyio
import pytest
from mycloud import AsyncMyCloud, ConfigurationError, InvalidRequestError, MyCloud
from mycloud._arguments import convert_fields
from mycloud._setting_values import zone_of
from mycloud_api.models.create_order_body import CreateOrderFields
from mycloud_api.models.update_product_body import UpdateProductFields
from mycloud_api.values import BANGKOK

from ..http_library import httpx


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


UTC, TOKYO = datetime.UTC, datetime.timezone(datetime.timedelta(hours=9))


@pytest.mark.parametrize(
    ("given", "day", "clock"),
    [
        (datetime.datetime(2024, 1, 1, 16, 59, tzinfo=UTC), (2024, 1, 1), "23:59"),
        (datetime.datetime(2024, 1, 1, 20, 0, tzinfo=UTC), (2024, 1, 2), "03:00"),
        (datetime.datetime(2024, 1, 2, 1, 0, tzinfo=TOKYO), (2024, 1, 1), "23:00"),
        (datetime.datetime(2024, 1, 1, 20, 0), (2024, 1, 1), "20:00"),
    ],
)
def test_a_datetime_is_sent_as_the_clocks_of_the_shop_show_it(
    given: datetime.datetime, day: tuple[int, int, int], clock: str
) -> None:
    fields = {"payment_date": given, "payment_time": given}

    assert convert_fields(CreateOrderFields, fields) == {
        "payment_date": datetime.date(*day),
        "payment_time": clock,
    }


def test_the_zone_of_the_shop_is_a_setting() -> None:
    given = {"payment_date": datetime.datetime(2024, 1, 1, 15, 30, tzinfo=UTC)}

    made = convert_fields(CreateOrderFields, given, TOKYO)

    assert made == {"payment_date": datetime.date(2024, 1, 2)}


class NaTType(datetime.datetime):
    """As pandas has it: a datetime that is not a time."""


class NotItself:
    def __ne__(self, other: object) -> bool:
        return True


@pytest.mark.parametrize(
    "nothing",
    [NaTType(2024, 1, 1), NotItself(), float("nan")],
    ids=["NaT", "!=", "NaN"],
)
@pytest.mark.parametrize("name", ["payment_date", "payment_time", "note", "weight"])
def test_what_is_no_value_is_refused_in_every_field(name: str, nothing: object) -> None:
    with pytest.raises(InvalidRequestError, match=f"^{name}: "):
        convert_fields(CreateOrderFields, {name: nothing})


@pytest.mark.parametrize("given", ["2568-01-01", datetime.date(2568, 1, 1)])
def test_a_year_of_the_buddhist_calendar_is_refused(given: object) -> None:
    with pytest.raises(
        InvalidRequestError, match="2568 of the Buddhist calendar is 2025"
    ):
        convert_fields(CreateOrderFields, {"delivery_date": given})


def test_a_time_with_a_zone_but_no_day_is_refused() -> None:
    given = {"payment_time": datetime.time(20, 0, tzinfo=UTC)}

    with pytest.raises(InvalidRequestError, match="got a time with a zone"):
        convert_fields(CreateOrderFields, given)


UPDATES: list[tuple[str, str, Any]] = [
    ("orders", "note", 342),
    ("orders", "customer_id", 342),
    ("customers", "note", 342),
    ("products", "description", "MAI002"),
    ("products", "photo", "MAI002"),
]


@pytest.mark.parametrize(("resource", "field", "key"), UPDATES)
def test_none_in_an_update_is_refused_and_says_how_to_clear(
    resource: str, field: str, key: Any
) -> None:
    transport = httpx.MockTransport(lambda _: pytest.fail("something was sent"))
    with MyCloud("k", "s", token="t", transport=transport) as client:
        update = getattr(client, resource).update
        with pytest.raises(InvalidRequestError, match=f'^{field}: got None.*"" clears'):
            update(key, **{field: None, "name": "m"})


@pytest.mark.parametrize(("resource", "field", "key"), UPDATES)
def test_none_in_an_update_is_refused_by_the_awaited_client_too(
    resource: str, field: str, key: Any
) -> None:
    transport = httpx.MockTransport(lambda _: pytest.fail("something was sent"))

    async def update() -> None:
        async with AsyncMyCloud("k", "s", token="t", transport=transport) as client:
            change = getattr(client, resource).update
            await change(key, **{field: None, "name": "m"})

    with pytest.raises(InvalidRequestError, match=f'^{field}: got None.*"" clears'):
        anyio.run(update)


def test_a_zone_is_named_or_given_and_bangkok_needs_no_data_of_the_machine() -> None:
    assert zone_of("Asia/Bangkok") is BANGKOK
    assert zone_of(TOKYO) is TOKYO


@pytest.mark.parametrize("given", ["Asia/Nowhere", "../etc/passwd", "", 7, None])
def test_a_zone_that_nobody_knows_is_refused(given: Any) -> None:
    with pytest.raises(ConfigurationError, match="time_zone="):
        MyCloud("k", "s", time_zone=given)
