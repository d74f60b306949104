"""The reader: two shapes, and every oddity known of the live server."""

from __future__ import annotations

import datetime
import json
import logging
from functools import partial
from typing import Any

import pytest
from mycloud import (
    Answer,
    ApiError,
    Customer,
    DecodeError,
    Item,
    MyCloud,
    Order,
    RefusedError,
    Request,
    UnknownOutcomeError,
)
from mycloud._answers import raw_answer, result_of
from mycloud._token import read_token
from mycloud_api.api.orders import get_order, list_orders
from mycloud_api.api.token import get_token
from mycloud_api.retired import warn_once
from mycloud_api.values import LENIENT, Reading, _log_once, kind, raise_mismatch

from ..answers.asking import lane
from ..http_library import httpx


def read_order(answer: Answer, reading: Reading = LENIENT) -> Order:
    return result_of(get_order.read, answer, reading)


def read_orders(answer: Answer, reading: Reading = LENIENT) -> list[Order | None]:
    return result_of(list_orders.read, answer, reading)


def answer(body: bytes, status: int = 200, **headers: str) -> Answer:
    request = Request(method="GET", url="/orders")
    return Answer(
        status=status,
        headers=headers,
        content=body,
        request=request,
        base_url="https://api.mycloudfulfillment.com/api/v1",
    )


def telling(payload: object) -> Answer:
    return answer(json.dumps(payload).encode())


def order(fields: dict[str, Any]) -> Order:
    return read_order(telling({"order": fields}))


def enveloped(fields: dict[str, Any], **relations: Any) -> Order:
    payload = {
        "success": True,
        "message": "",
        "data": {"attributes": fields, **relations},
    }
    return read_order(telling(payload))


def test_both_shapes_make_the_same_order() -> None:
    mode = {"id": 37, "code": "SCG Express", "name": "SCG Express", "contact": None}
    customer = {"id": 232, "name": "คุณ พวริด"}
    item = {"id": 1, "price": 0, "quantity": 1}

    documented = order(
        {"id": 342, "deliverymode": mode, "customer": customer, "order_items": [item]}
    )
    observed = enveloped(
        {"id": 342},
        delivery_mode={"attributes": mode},
        customer={"attributes": customer},
        order_items=[{"attributes": item}],
    )

    assert documented == observed


def test_a_renamed_field_is_read_under_either_name() -> None:
    for read in (
        order({"deliverymode": {"id": 1}, "customer_ref": "A"}),
        order({"delivery_mode": {"id": 1}, "customer_reference": "A"}),
    ):
        assert read.deliverymode is not None
        assert (read.deliverymode.id, read.customer_ref) == (1, "A")
        assert read.additional_properties == {}


def test_the_other_name_of_a_renamed_field_works_and_says_what_to_use() -> None:
    read = order({"delivery_mode": {"id": 1}, "customer_reference": "A"})

    warn_once.cache_clear()
    with pytest.warns(DeprecationWarning, match=r"use \.deliverymode"):
        assert read.delivery_mode is read.deliverymode
    with pytest.warns(DeprecationWarning, match=r"use \.customer_ref"):
        read.customer_reference = "B"
    assert read.customer_ref == "B"


def test_two_names_of_a_field_that_disagree_are_both_kept_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    _log_once.cache_clear()
    read = order({"customer_ref": "A", "customer_reference": "B"})

    assert (read.customer_ref, read["customer_reference"]) == ("A", "B")
    assert "customer_reference is not what the spec says" in caplog.text


@pytest.mark.parametrize("absent", [None, ""])
@pytest.mark.parametrize(
    "field",
    [
        "id",
        "mc_number",
        "customer",
        "deliverymode",
        "payment_date",
        "weight",
        "urgent",
    ],
)
def test_null_and_empty_text_read_none_in_a_field_of_any_type(
    field: str, absent: object
) -> None:
    assert getattr(order({field: absent}), field) is None


@pytest.mark.parametrize("fields", [{"order_items": None, "attachments": ""}, {}])
def test_a_list_that_is_null_empty_or_missing_reads_empty(
    fields: dict[str, object],
) -> None:
    read = order({"id": 1, **fields})

    assert (read.order_items, read.attachments) == ([], [])


def test_a_missing_field_reads_none() -> None:
    read = order({"note": "x"})

    assert all(
        getattr(read, name) is None
        for name in ("id", "customer", "create_date", "status")
    )


@pytest.mark.parametrize(
    ("field", "found", "read"),
    [
        ("id", "342", 342),
        ("id", 342.0, 342),
        ("customer_id", "899", 899),
        ("total_price", "899", 899.0),
        ("total_price", 497.5, 497.5),
        ("weight", 0, 0.0),
        ("weight", "0.453", 0.453),
        ("urgent", 1, True),
        ("urgent", "0", False),
        ("urgent", "true", True),
        ("postcode", 10260, "10260"),
        ("payment_date", "0000-00-00", None),
        ("payment_date", "0000-00-00 00:00:00", None),
        ("payment_date", "2017-12-31 15:32:00", datetime.date(2017, 12, 31)),
        ("customer", [], None),
        ("customer", {}, Customer(*[None] * 9)),
        ("payment_amount", [], None),
        ("payment_date", [], None),
        ("payment_date", "-0001-11-30 00:00:00", None),
        ("total_price", "497.50", 497.5),
        ("weight", "1e-3", 0.001),
        ("urgent", 0.0, 0.0),
        ("urgent", True, True),
        ("id", True, True),
        ("note", 0, "0"),
        ("note", 12.5, 12.5),
        ("note", False, False),
        ("postcode", 99999999999999999999999, "99999999999999999999999"),
        ("order_items", {}, []),
        ("order_items", [], []),
        ("status", "BEAMED_UP", "BEAMED_UP"),
    ],
)
def test_an_oddity_of_the_server_is_read_as_it_was_meant(
    field: str, found: object, read: object
) -> None:
    value = getattr(order({field: found}), field)

    assert value == read
    assert type(value) is type(read)


def test_a_list_that_php_made_an_object_is_a_list() -> None:
    items = order(
        {"order_items": {"1": {"id": 8}, "0": {"id": 7}, "10": {"id": 9}}}
    ).order_items

    assert [item.id for item in items or []] == [7, 8, 9]


def test_unknown_fields_are_kept() -> None:
    assert order({"id": 1, "colour": "red"}).additional_properties == {"colour": "red"}


def test_a_value_that_cannot_be_read_is_kept_and_reported_once_by_its_place(
    caplog: pytest.LogCaptureFixture,
) -> None:
    _log_once.cache_clear()
    with caplog.at_level(logging.WARNING, "mycloud.drift"):
        values = [
            order({"delivery_date": "31/12/2017"}).delivery_date for _ in range(2)
        ]

    assert values == ["31/12/2017"] * 2
    assert [record.getMessage() for record in caplog.records] == [
        "order.delivery_date is not what the spec says: found text"
    ]


@pytest.mark.parametrize("success", [False, 0, "0", "false"])
def test_success_false_is_a_refusal_in_spite_of_status_200(success: object) -> None:
    body = json.dumps(
        {"success": success, "message": "No stock.", "data": {"attributes": {"id": 1}}}
    )

    with pytest.raises(RefusedError, match=r"No stock\.") as caught:
        read_order(answer(body.encode()))

    assert (caught.value.status, caught.value.message) == (200, "No stock.")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"", "an empty body"),
        (b"  \n", "an empty body"),
        (b"<b>Warning</b>: mysql {}", "HTML before the JSON"),
        (b"<html>Down for maintenance</html>", "HTML, 33 bytes"),
        (b'{"orders": [{"id": 1', "cut or broken"),
        (b"OK", "no JSON"),
        (b"\xff\xfe", "no JSON"),
    ],
)
def test_an_answer_that_is_no_json_says_what_was_seen(body: bytes, found: str) -> None:
    with pytest.raises(DecodeError, match=found) as caught:
        read_order(answer(body))

    assert "GET /orders" in str(caught.value)


@pytest.mark.parametrize(
    ("payload", "where"),
    [
        ([], "order"),
        ("text", "order"),
        (None, "order"),
        ({}, "order"),
        ({"order": None}, "order"),
        ({"order": [1]}, "order"),
        ({"success": True, "data": []}, "order"),
    ],
)
def test_an_answer_without_the_object_says_where_it_was_missing(
    payload: object, where: str
) -> None:
    with pytest.raises(DecodeError) as caught:
        read_order(telling(payload))

    assert caught.value.where == where


@pytest.mark.parametrize("bad", [7, None, "", "gone", [], [{"id": 2}]])
def test_an_entry_that_is_no_object_takes_no_other_along(
    bad: object, caplog: pytest.LogCaptureFixture
) -> None:
    _log_once.cache_clear()
    with caplog.at_level(logging.WARNING, "mycloud.drift"):
        orders = read_orders(telling({"orders": [{"id": 1}, bad, {"id": 3}]}))

    assert [order and order.id for order in orders] == [1, None, 3]
    assert [record.getMessage() for record in caplog.records] == [
        f"orders[] is not what the spec says: found {kind(bad)}"
    ]


def test_a_bad_field_of_one_order_takes_no_other_along() -> None:
    odd = {
        "id": {"no": "number"},
        "customer": 7,
        "order_items": "none",
        "delivery_date": [31, 12],
        "weight": "heavy",
    }
    first, second = read_orders(telling({"orders": [odd, {"id": 2}]}))

    assert first is not None
    assert second is not None
    assert first.to_dict() | odd == first.to_dict()
    assert second.id == 2


@pytest.mark.parametrize(
    ("fields", "where", "found"),
    [
        ({"delivery_date": "31/12/2017"}, "orders[1].delivery_date", "text"),
        ({"customer": {"id": "x"}}, "orders[1].customer.id", "text"),
        (
            {"order_items": [{}, {"price": "1", "quantity": "two"}]},
            "orders[1].order_items[1].quantity",
            "text",
        ),
        ({"customer_id": 497.5}, "orders[1].customer_id", "a number"),
        ({"order_items": [{}, 7]}, "orders[1].order_items[1]", "a number"),
    ],
)
def test_strict_reading_names_the_place_of_what_cannot_be_read(
    fields: dict[str, Any], where: str, found: str
) -> None:
    with pytest.raises(DecodeError) as caught:
        read_orders(telling({"orders": [{"id": 1}, fields]}), Reading(raise_mismatch))

    assert (caught.value.where, caught.value.found) == (where, found)


def test_strict_reading_takes_what_can_be_converted() -> None:
    body = telling(
        {
            "order": {
                "id": "342",
                "urgent": 1,
                "payment_date": "0000-00-00",
                "customer": [],
                "note": "",
            }
        }
    )
    read = read_order(body, Reading(raise_mismatch))

    assert (read.id, read.urgent, read.payment_date, read.customer, read.note) == (
        342,
        True,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    "payload",
    [{"orders": []}, {"orders": None}, {"orders": ""}, {"success": 1, "data": []}],
)
def test_an_empty_list_is_empty_in_every_spelling(payload: object) -> None:
    assert read_orders(telling(payload)) == []


@pytest.mark.parametrize(
    "payload", [{"token": "T"}, {"success": True, "data": {"token": "T"}}]
)
def test_a_token_is_read_bare_and_from_the_envelope(payload: object) -> None:
    assert (
        result_of(partial(read_token, get_token.read), telling(payload), LENIENT) == "T"
    )


@pytest.mark.parametrize(
    "payload", [{}, {"token": ""}, {"token": None}, {"token": ["T"]}, [], "T"]
)
def test_an_answer_without_a_token_is_an_error_that_does_not_repeat_it(
    payload: object,
) -> None:
    with pytest.raises(DecodeError, match="token"):
        result_of(partial(read_token, get_token.read), telling(payload), LENIENT)


@pytest.mark.parametrize(
    "body", [b"<html>520</html>", b"", b'{"message": null}', b"[]", b'"text"', b"\xff"]
)
def test_an_error_without_a_message_is_an_error_all_the_same(body: bytes) -> None:
    with pytest.raises(ApiError) as caught:
        raw_answer(answer(body, status=520), LENIENT)

    assert caught.value.status == 520


NOT_AN_ORDER: list[dict[str, Any]] = [
    {"order": {}},
    {"order": []},
    {"order": {"colour": "red"}},
    {"data": {}},
    {"data": {"attributes": {}}},
    {"data": {"attributes": []}},
    {"data": {"order": {"id": 342}}},
    {"success": True, "data": {"data": {"attributes": {"id": 342}}}},
    {"success": "no", "data": {"attributes": {"id": 342}}},
    {"success": "", "order": {"id": 342}},
    {"success": None, "order": {"id": 342}},
    {"success": 2, "order": {"id": 342}},
    {"success": [], "order": {"id": 342}},
]


@pytest.mark.parametrize("fast", [True, False], ids=["msgspec", "plain"])
@pytest.mark.parametrize("payload", NOT_AN_ORDER, ids=json.dumps)
def test_what_is_no_order_is_never_read_as_an_empty_one(
    payload: dict[str, Any], fast: bool
) -> None:
    with lane(fast), pytest.raises(DecodeError):
        read_order(telling(payload))


@pytest.mark.parametrize("payload", NOT_AN_ORDER, ids=json.dumps)
def test_such_an_answer_to_a_create_leaves_the_outcome_unknown(
    payload: dict[str, Any],
) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=payload))
    item = Item(product_id=1, quantity=1, price=1)
    with (
        MyCloud("k", "s", token="t", transport=transport) as client,
        pytest.raises(UnknownOutcomeError),
    ):
        client.orders.create(delivery_mode_id=1, items=[item])


@pytest.mark.parametrize("success", [True, 1, "1", "true"])
def test_a_success_that_says_yes_in_any_of_its_spellings_is_taken(
    success: object,
) -> None:
    assert read_order(telling({"success": success, "order": {"id": 1}})).id == 1


@pytest.mark.parametrize("fast", [True, False], ids=["msgspec", "plain"])
@pytest.mark.parametrize("entry", [{}, {"colour": "red"}, {"attributes": {}}])
def test_an_entry_without_a_field_of_an_order_is_no_order_of_the_list(
    entry: dict[str, Any], fast: bool
) -> None:
    with lane(fast):
        assert read_orders(telling({"orders": [entry, {"id": 2}]}))[0] is None
