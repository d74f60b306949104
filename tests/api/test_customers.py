"""Customers, over recorded HTTP."""

from __future__ import annotations

import pytest
from mycloud import MyCloud

pytestmark = pytest.mark.vcr


def test_the_walk_gives_every_customer_once(client: MyCloud) -> None:
    ids = [customer.id for customer in client.customers.list(count=5)]

    assert len(ids) == len(set(ids)) == 12


def test_one_page_is_had_by_itself(client: MyCloud) -> None:
    assert [
        customer.id for customer in client.customers.page(offset=0, count=1).items
    ] == [232]


def test_a_customer_is_got_by_its_id(client: MyCloud) -> None:
    assert client.customers.get(232).name == "คุณ พวริด"


def test_a_customer_is_saved_and_changed(client: MyCloud) -> None:
    customer = client.customers.create(
        name="คุณ พวริด", phone_number="0899969094", code="CU0034"
    )

    changed = client.customers.update(customer, postcode="10260")

    assert (changed.id, changed.code, changed.phone_number) == (
        customer.id,
        "CU0034",
        "0899969094",
    )
    assert changed.postcode == "10260"
    assert changed.note is None
