"""An update whose answer does not show what was sent."""

from __future__ import annotations

import datetime
import logging
from typing import Any

import pytest
from mycloud import DecodeError, Item, Order
from mycloud._changes import _differing, _is_shown

from .serving import Server, answering, client

ITEM = Item(product_id=164162, quantity=2, price="49.50")


def updated(order: dict[str, Any], strict: bool = False, **changes: Any) -> Order:
    server = Server(answering(200, json={"order": {"id": 342, **order}}))
    return client(server, strict=strict).orders.update(342, **changes)


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.getMessage() for record in caplog.records if record.name == "mycloud"
    ]


@pytest.mark.parametrize(
    ("order", "changes", "named"),
    [
        ({"note": "before"}, {"note": "after"}, "note"),
        ({}, {"note": "after"}, "note"),
        ({"status": "RESERVED"}, {"status": "APPROVED"}, "status"),
        ({"note": "after", "name": "A"}, {"note": "after", "name": "B"}, "name"),
        ({"note": "before"}, {"note": ""}, "note"),
        (
            {"customer_ref": "A"},
            {"customer_reference": "B", "note": "x"},
            "customer_reference",
        ),
        ({"delivery_date": "2026-01-01"}, {"delivery_date": "2026-01-02"}, "date"),
        ({"urgent": 0}, {"urgent": True}, "urgent"),
        ({"order_items": [{"quantity": 1, "price": 49.5}]}, {"items": [ITEM]}, "items"),
    ],
)
def test_an_update_that_changed_nothing_is_logged(
    order: dict[str, Any],
    changes: dict[str, Any],
    named: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, "mycloud"):
        assert updated(order, **changes).id == 342

    assert len(logged(caplog)) == 1
    assert named in logged(caplog)[0]


def test_the_log_line_names_fields_and_not_what_is_in_them(
    caplog: pytest.LogCaptureFixture,
) -> None:
    updated({"note": "Leave at the door"}, note="Call Malee first")

    assert "door" not in caplog.text
    assert "Malee" not in caplog.text


def test_a_strict_client_raises_where_an_update_changed_nothing() -> None:
    with pytest.raises(DecodeError, match="note"):
        updated({"note": "before"}, strict=True, note="after")


@pytest.mark.parametrize(
    ("order", "changes"),
    [
        ({"note": "after"}, {"note": " After "}),
        ({"note": "a long no"}, {"note": "a long note that the server cut"}),
        ({"phone_number": "0812345678"}, {"phone_number": "081-234-5678"}),
        ({"note": None}, {"note": ""}),
        ({"note": "after"}, {"note": "after", "billing_title": "not shown"}),
        ({"total_price": "398.00"}, {"total_price": 398}),
        ({"urgent": 1}, {"urgent": True}),
        ({"payment_time": "15:32:00"}, {"payment_time": datetime.time(15, 32)}),
        ({"delivery_date": "2026-01-02"}, {"delivery_date": datetime.date(2026, 1, 2)}),
        ({"order_items": [{"quantity": 2, "price": 49.5}]}, {"items": [ITEM]}),
        ({}, {"items": [ITEM]}),
    ],
)
def test_an_update_that_a_server_spells_in_its_own_way_is_not_logged(
    order: dict[str, Any], changes: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    updated(order, **changes)

    assert logged(caplog) == []


SHIRTS = {"quantity": 2, "price": 49.5}
CAPS = {"quantity": 1, "price": 10}


@pytest.mark.parametrize(
    ("fields", "items", "shown", "differing"),
    [
        ({"note": None, "name": "B"}, [], {"name": "A"}, ["name"]),
        ({"note": None}, [], {"note": "before"}, []),
        ({"note": ""}, [], {}, []),
        ({"note": "", "name": "B"}, [], {}, ["name"]),
        ({"note": "x", "name": "B"}, [], {"note": "x"}, []),
        ({"urgent": True}, [], {"urgent": 1}, []),
        ({"urgent": False}, [], {"urgent": 1}, ["urgent"]),
        ({"weight": 1}, [], {"weight": 1.0}, []),
        ({"customer_id": 232}, [], {"customer_id": 233}, ["customer_id"]),
        ({"name": "Ann Example"}, [], {"name": "Ann Exam"}, []),
        ({"name": "Ann"}, [], {"name": "ann example"}, []),
        ({"name": "Ann"}, [], {"name": "-"}, ["name"]),
        ({}, [ITEM], {"order_items": [CAPS, SHIRTS]}, []),
        ({}, [ITEM], {"order_items": [CAPS]}, ["items"]),
        ({}, [ITEM], {"order_items": []}, []),
        ({}, [ITEM], {"order_items": [{**SHIRTS, "quantity": 3}]}, ["items"]),
        ({}, [ITEM], {"order_items": [{**SHIRTS, "price": 49}]}, ["items"]),
        (
            {},
            [ITEM, Item(product_id=7, quantity=9, price=9)],
            {"order_items": [SHIRTS, CAPS]},
            ["items"],
        ),
    ],
    ids=str,
)
def test_what_an_answer_does_not_show_is_named(
    fields: dict[str, Any],
    items: list[Item],
    shown: dict[str, Any],
    differing: list[str],
) -> None:
    order = Order.from_dict({"id": 342, **shown})

    assert list(_differing(order, fields, items)) == differing


@pytest.mark.parametrize(
    ("sent", "shown", "is_shown"),
    [
        (True, True, True),
        (True, "yes", True),
        (True, False, False),
        ("1", True, True),
        ("", False, True),
        ("49.50", 49.5, True),
        ("49.50", 49.4, False),
        ("a", None, False),
        ("", None, True),
        ("--", "a", False),
    ],
)
def test_a_value_is_shown_in_whatever_way_a_server_spells_it(
    sent: object, shown: object, is_shown: bool
) -> None:
    assert _is_shown(sent, shown) is is_shown
