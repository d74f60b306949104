"""The order of lists, their pages, and entries they leave out."""

from __future__ import annotations

from collections import Counter

import pytest

from .resident import Resident
from .showing import shows

pytestmark = pytest.mark.usefixtures("both_databases")
ALL = "?count=1000"


@pytest.fixture
def plain(resident: Resident) -> list[int]:
    """The orders of a sandbox of the same seed without habits."""
    return Resident((), resident.dialect).log_in().ids(ALL)


@shows("list-lags=2.0", "list-lags")
def test_a_new_order_is_listed_later_than_it_is_found(resident: Resident) -> None:
    placed = resident.place()["id"]

    assert placed not in resident.ids(ALL)
    assert resident.get(f"/orders/{placed}")["id"] == placed
    resident.clock.pass_by(seconds=2)
    assert placed in resident.ids(ALL)


@shows("newest-first")
def test_the_newest_comes_first(resident: Resident, plain: list[int]) -> None:
    assert resident.ids(ALL) == plain[::-1]
    assert resident.ids("?offset=5&count=3") == plain[::-1][5:8]
    assert resident.ids(ALL, "products") == sorted(
        resident.ids(ALL, "products"), reverse=True
    )


@shows("sorts-with-ties")
def test_days_are_in_order_and_orders_of_a_day_are_not(
    resident: Resident, plain: list[int]
) -> None:
    lists = [resident.listed(ALL) for _ in range(5)]

    days = [[order["create_date"] for order in orders] for orders in lists]
    ids = [tuple(order["id"] for order in orders) for orders in lists]
    assert all(day == sorted(day) for day in days)
    assert len(set(ids)) > 1
    assert {tuple(sorted(found)) for found in ids} == {tuple(sorted(plain))}


@shows("sorts-by-last-update")
def test_what_was_changed_last_comes_first(resident: Resident) -> None:
    first, second = resident.place()["id"], resident.place()["id"]
    resident.clock.pass_by(seconds=1)
    resident.visitor.patch(f"/orders/{first}", form={"note": "changed"})

    assert resident.ids("?count=2") == [first, second]


@shows("reshuffles-lists")
def test_every_list_is_in_another_order(resident: Resident, plain: list[int]) -> None:
    lists = [tuple(resident.ids(ALL)) for _ in range(3)]

    assert len(set(lists)) == 3
    assert all(sorted(found) == sorted(plain) for found in lists)


@shows("caps-pages=7")
def test_a_page_has_so_many_entries_at_most(
    resident: Resident, plain: list[int]
) -> None:
    assert resident.ids("?count=20") == plain[:7]
    assert resident.ids("?count=3&offset=7") == plain[7:10]
    assert len(resident.ids("?count=20", "customers")) == 7


@shows("caps-pages")
def test_a_page_has_twenty_entries_unless_told_otherwise(resident: Resident) -> None:
    assert len(resident.ids(ALL)) == 20


@shows("ignores-offset")
def test_any_offset_gives_the_first_page(resident: Resident, plain: list[int]) -> None:
    assert resident.ids("?offset=10&count=5") == plain[:5]
    assert resident.ids("?offset=3&count=4", "customers") == resident.ids(
        "?count=4", "customers"
    )


@shows("clamps-offset")
def test_an_offset_beyond_the_end_gives_the_last_page(
    resident: Resident, plain: list[int]
) -> None:
    assert resident.ids("?offset=500&count=10") == plain[20:]
    assert resident.ids("?offset=10&count=10") == plain[10:20]


@shows("counts-offset-from-one")
def test_offset_one_is_the_first_entry(resident: Resident, plain: list[int]) -> None:
    assert resident.ids("?offset=1&count=2") == plain[:2]
    assert resident.ids("?offset=0&count=2") == plain[:2]
    assert resident.ids("?offset=3&count=2") == plain[2:4]


@shows("offset-is-page-number")
def test_an_offset_counts_pages(resident: Resident, plain: list[int]) -> None:
    assert resident.ids("?offset=2&count=10") == plain[10:20]
    assert (
        resident.ids("?offset=0&count=10")
        == resident.ids("?offset=1&count=10")
        == plain[:10]
    )


@shows("filters-after-limit")
def test_a_page_lacks_its_deleted_entries(resident: Resident, plain: list[int]) -> None:
    for key in plain[2:6]:
        resident.visitor.delete(f"/orders/{key}")

    assert resident.ids("?count=5") == plain[:2]
    assert resident.ids("?offset=5&count=5") == plain[6:10]
    assert resident.ids("?count=5&deleted=1") == plain[:5]


@shows("repeats-entries")
def test_an_entry_of_each_page_comes_twice(
    resident: Resident, plain: list[int]
) -> None:
    found = resident.ids("?count=5")

    assert Counter(found).most_common(1)[0][1] == 2
    assert sorted(set(found)) == sorted(plain[:5])
    assert len(found) == 6


@shows("lists-deleted-entries")
def test_deleted_entries_are_listed_unasked(
    resident: Resident, plain: list[int]
) -> None:
    resident.visitor.delete(f"/orders/{plain[3]}")

    assert resident.ids(ALL) == plain


@shows("customers-without-pages")
def test_all_customers_come_at_once(resident: Resident) -> None:
    assert len(resident.ids("?offset=3&count=2", "customers")) == 12
    assert len(resident.ids("?offset=3&count=2", "products")) == 2


@shows("products-without-pages")
def test_all_products_come_at_once(resident: Resident) -> None:
    assert len(resident.ids("?offset=3&count=2", "products")) == 10
    assert len(resident.ids("?offset=3&count=2", "customers")) == 2


@shows("empty-list-as-404")
def test_an_empty_list_is_not_found(resident: Resident) -> None:
    assert resident.visitor.get("/orders?offset=500").status_code == 404
    assert resident.visitor.get("/orders").status_code == 200


@shows("empty-list-as-refusal")
def test_an_empty_list_is_a_failure_with_status_200(resident: Resident) -> None:
    answer = resident.visitor.get("/orders?offset=500")

    assert (answer.status_code, answer.json()["success"]) == (200, False)
    assert resident.visitor.get("/orders").json().get("success", True) is True
