"""What becomes of an order number on its way into the database."""

from __future__ import annotations

import pytest

from .resident import Resident
from .showing import shows

pytestmark = pytest.mark.usefixtures("both_databases")


@shows("trims-order-numbers")
def test_white_space_is_cut_off_both_ends(resident: Resident) -> None:
    placed = resident.place(order_number=" \t\u200b WEB 1 \ufeff\n")

    assert placed["order_number"] == "WEB 1"
    assert resident.numbers()[-1] == "WEB 1"


@shows("truncates-order-numbers=20", "truncates-order-numbers")
def test_what_is_beyond_the_column_is_lost(resident: Resident) -> None:
    assert resident.place(order_number="ก" * 21)["order_number"] == "ก" * 20
    assert resident.place(order_number="ข" * 20)["order_number"] == "ข" * 20


@shows("uppercases-order-numbers")
def test_letters_become_capitals(resident: Resident) -> None:
    assert resident.place(order_number="web-1a")["order_number"] == "WEB-1A"


@shows("strips-zeros-from-order-numbers")
@pytest.mark.parametrize(
    ("sent", "kept"),
    [("00123", "123"), ("000", "0"), ("0012A", "0012A"), ("๐๐๑", "๐๐๑")],
)
def test_digits_are_kept_as_an_integer(
    resident: Resident, sent: str, kept: str
) -> None:
    assert resident.place(order_number=sent)["order_number"] == kept


@shows("escapes-order-numbers")
def test_entities_stand_for_what_html_means(resident: Resident) -> None:
    placed = resident.place(order_number="""A&B<"C'>""")

    assert placed["order_number"] == "A&amp;B&lt;&quot;C&#039;&gt;"


@shows("strips-invisible-characters")
def test_what_nobody_sees_is_dropped(resident: Resident) -> None:
    assert (
        resident.place(order_number="W\u200bE\u00adB\ufeff-1")["order_number"]
        == "WEB-1"
    )


@shows("cuts-order-numbers-at-emoji")
def test_a_number_ends_at_its_first_emoji(resident: Resident) -> None:
    assert resident.place(order_number="กข-1📦-2")["order_number"] == "กข-1"


@shows("unique-order-numbers")
def test_a_number_is_taken_once_also_by_a_deleted_order(resident: Resident) -> None:
    first = resident.place(order_number="WEB-1")
    resident.visitor.delete(f"/orders/{first['id']}")

    refused = resident.send(order_number="WEB-1")

    assert refused.json()["message"] == "The order number has already been taken."
    assert resident.place(order_number="web-1")["order_number"] == "web-1"


@shows("ignores-case-of-order-numbers")
def test_a_number_that_differs_by_case_is_taken(resident: Resident) -> None:
    first = resident.place(order_number="WEB-1")

    assert "already been taken" in resident.send(order_number="web-1 ").text
    changed = resident.visitor.patch(
        f"/orders/{first['id']}", form={"order_number": "Web-1"}
    )
    assert resident.fields(changed)["order_number"] == "Web-1"  # its own


@shows("trims-order-numbers")
def test_a_change_is_rewritten_as_well(resident: Resident) -> None:
    order = resident.place(order_number="WEB-1")

    resident.visitor.patch(f"/orders/{order['id']}", form={"order_number": " WEB-2 "})

    assert resident.get(f"/orders/{order['id']}")["order_number"] == "WEB-2"


@shows("trims-order-numbers")
def test_a_number_of_nothing_but_blanks_is_none(resident: Resident) -> None:
    assert resident.place(order_number="  ")["order_number"] in (None, "")
