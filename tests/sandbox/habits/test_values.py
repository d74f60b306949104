"""How values are written in answers."""

from __future__ import annotations

from typing import Any

import pytest

from ..visiting import ORDER
from .resident import Resident
from .showing import shows

ITEM: dict[str, Any] = ORDER["order_items"][0]


def _total(resident: Resident, price: str) -> Any:
    item = {**ITEM, "quantity": 1, "price": price}
    return resident.place(order_items=[item])["total_price"]


@shows("whole-totals")
@pytest.mark.parametrize(
    ("price", "total"), [("497.5", 498), ("0.49", 0), ("0.5", 1), ("2.5", 3)]
)
def test_totals_are_rounded_half_up(resident: Resident, price: str, total: int) -> None:
    found = _total(resident, price)

    assert (type(found), found) == (int, total)
    assert resident.place(payment_amount="10.5")["payment_amount"] == 11


@shows("decimals-as-text")
def test_decimals_are_text_with_two_places_or_more(resident: Resident) -> None:
    assert [_total(resident, price) for price in ("199", "49.5", "0.125")] == [
        "199.00",
        "49.50",
        "0.125",
    ]
    placed = resident.place(weight="1.5")
    assert (placed["weight"], type(placed["id"])) == ("1.50", int)


@shows("ids-as-text")
def test_ids_are_text(resident: Resident) -> None:
    placed = resident.place()

    assert placed["id"].isdigit()
    assert placed["delivery_mode_id"] == "343"
    assert placed["total_price"] == 398


@shows("numbers-for-digits")
def test_a_text_of_digits_becomes_a_number(resident: Resident) -> None:
    placed = resident.place(order_number="00123", postcode="10260", name="คุณ 1")

    assert (placed["order_number"], placed["postcode"], placed["name"]) == (
        123,
        10260,
        "คุณ 1",
    )


@shows("zoned-timestamps")
def test_a_day_is_midnight_in_bangkok_told_in_utc(resident: Resident) -> None:
    placed = resident.place(delivery_date="2018-01-01")

    assert placed["delivery_date"] == "2017-12-31T17:00:00.000000Z"


@shows("buddhist-years")
def test_years_are_those_of_the_buddhist_era(resident: Resident) -> None:
    assert resident.place(delivery_date="2018-04-08")["delivery_date"] == "2561-04-08"


@shows("zero-dates")
def test_an_absent_date_is_of_zeros(resident: Resident) -> None:
    placed = resident.place(delivery_date="2018-04-08")

    assert (placed["payment_date"], placed["delivery_date"]) == (
        "0000-00-00",
        "2018-04-08",
    )


@shows("empty-arrays-for-objects")
def test_an_absent_object_is_an_empty_array(resident: Resident) -> None:
    assert resident.place()["customer"] == []
    assert resident.place(customer_id=232)["customer"] != []


@shows("keyed-order-items")
def test_items_are_an_object_with_keys(resident: Resident) -> None:
    placed = resident.place(order_items=[ITEM, {"product_sku": "MAI002", **_terms()}])

    assert list(placed["order_items"]) == ["0", "1"]
    assert resident.flat(placed["order_items"]["1"])["quantity"] == 3


def _terms() -> dict[str, Any]:
    return {"quantity": 3, "price": 1}


@shows("null-for-empty-lists")
def test_an_empty_list_is_null(resident: Resident) -> None:
    placed = resident.place()

    assert placed["attachments"] is None
    assert len(placed["order_items"]) == 1


@shows("empty-text-for-absent")
def test_what_is_absent_is_empty_text(resident: Resident) -> None:
    placed = resident.place()

    assert [
        placed[name]
        for name in ("note", "payment_amount", "payment_date", "customer_id")
    ] == [
        "",
        "",
        "",
        "",
    ]


@shows("leaves-out-absent-fields")
def test_what_is_absent_is_left_out(resident: Resident) -> None:
    placed = resident.place(note="here")

    assert placed["note"] == "here"
    assert "payment_amount" not in placed


@shows("unknown-status=BACKORDER")
def test_every_order_has_a_status_that_nobody_knows(resident: Resident) -> None:
    assert resident.place()["status"] == "BACKORDER"
    assert {order["status"] for order in resident.listed()} == {"BACKORDER"}


@shows("unknown-status")
def test_that_status_has_a_name_of_its_own(resident: Resident) -> None:
    assert resident.place()["status"] == "ON_HOLD"
