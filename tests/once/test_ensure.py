"""`ensure` without a ledger: it looks first, and what the list cannot decide is an error."""

from __future__ import annotations

from typing import Any

import pytest
from mycloud import (
    AlreadyPlacedError,
    DecodeError,
    InvalidRequestError,
    Item,
    UnknownOutcomeError,
    ValidationError,
)

from .conftest import Ask
from .shop import SHIRT, WANTED, Shop


def test_an_order_that_is_not_there_is_placed(ask: Ask) -> None:
    shop = Shop()

    assert ask(shop).order_number == "WEB-1"
    assert shop.numbers == ["WEB-1"]


def test_a_program_that_is_run_again_gets_the_order_that_is_there(ask: Ask) -> None:
    shop = Shop()

    first, second = ask(shop), ask(shop)

    assert first.id == second.id
    assert shop.numbers == ["WEB-1"]


def test_it_costs_one_small_read_more_than_a_create(ask: Ask) -> None:
    shop = Shop()

    ask(shop)

    sent = [request.url.path for request in shop.server.requests]
    assert [path.rpartition("/")[2] for path in sent] == [
        "gettoken",
        "orders",
        "orders",
    ]


def test_the_newest_of_several_orders_that_agree_is_given(ask: Ask) -> None:
    shop = Shop()
    shop.add()
    shop.add()

    assert ask(shop).id == 2


def test_a_deleted_order_is_looked_past(ask: Ask) -> None:
    shop = Shop()
    shop.add()
    shop.deleted = {1}

    assert ask(shop).id == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"items": [Item(product_sku="MAI002", quantity=3, price=50)]},
        {"items": [Item(product_sku="MAI003", quantity=2, price=50)]},
        {"items": [Item(product_sku="MAI002", quantity=2, price=60)]},
        {"items": [SHIRT, Item(product_sku="MAI002", quantity=1, price=50)]},
        {"name": "สมชาย ใจดี"},
        {"postcode": "10270"},
    ],
)
def test_a_number_that_other_content_has_taken_is_an_error(
    ask: Ask, changes: dict[str, Any]
) -> None:
    shop = Shop()
    shop.add()

    with pytest.raises(AlreadyPlacedError) as caught:
        ask(shop, **changes)

    assert caught.value.order is not None
    assert (caught.value.order.id, caught.value.order_number) == (1, "WEB-1")
    assert shop.server.creates() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " คุณ  พวริด"},
        {"name": None, "postcode": None},
        {"email": "somchai@example.com"},
        {"items": [Item(product_id=2, quantity=2, price=50)]},
        {"items": [Item(shop_sku="shirt", quantity=2, price="50.40")]},
        {"items": [Item(product_sku="MAI002", quantity=1, price=50)] * 2},
    ],
)
def test_content_agrees_as_far_as_both_sides_show_it(
    ask: Ask, changes: dict[str, Any]
) -> None:
    shop = Shop()
    shop.add()

    assert ask(shop, **changes).id == 1


@pytest.mark.parametrize("number", ["web-1", "0WEB-1", "WEB -1", "WEB\\-1"])
def test_a_number_in_another_spelling_is_reported_and_nothing_is_sent(
    ask: Ask, number: str
) -> None:
    shop = Shop()
    shop.add(order_number=number)

    with pytest.raises(UnknownOutcomeError) as caught:
        ask(shop)

    assert [order.id for order in caught.value.candidates] == [1]
    assert shop.server.creates() == []


@pytest.mark.parametrize("number", ["A-", "A-?", "A-????"])
def test_an_emoji_that_the_database_cannot_hold_is_no_absence(
    ask: Ask, number: str
) -> None:
    shop = Shop()
    shop.add(order_number=number)

    with pytest.raises(UnknownOutcomeError):
        ask(shop, order_number="A-😀")

    assert shop.server.creates() == []


def test_a_list_that_cannot_be_read_sends_nothing(ask: Ask) -> None:
    shop = Shop()
    shop.blind = True

    with pytest.raises(DecodeError):
        ask(shop)

    assert shop.server.creates() == []


def test_a_lost_answer_is_settled_by_a_look(ask: Ask) -> None:
    shop = Shop(lost="after")

    assert ask(shop).id == 1
    assert shop.numbers == ["WEB-1"]


def test_a_lost_answer_that_the_list_cannot_settle_is_unknown_with_candidates(
    ask: Ask,
) -> None:
    shop = Shop(lost="after")
    shop.rewrite = str.lower

    with pytest.raises(UnknownOutcomeError) as caught:
        ask(shop)

    assert [order.id for order in caught.value.candidates] == [1]
    assert len(shop.server.creates()) == 1


def test_a_lost_request_is_never_sent_again_by_the_same_call(ask: Ask) -> None:
    shop = Shop(lost="before")

    with pytest.raises(UnknownOutcomeError):
        ask(shop, on_unknown="reconcile")

    assert len(shop.server.creates()) == 1


def test_an_order_that_shows_late_is_reconciled(ask: Ask) -> None:
    shop = Shop(lost="after")
    looks = iter([False, True, False])
    shop.on_list = lambda: setattr(shop, "blind", next(looks, False))

    with pytest.raises(UnknownOutcomeError):
        ask(shop)

    looks = iter([])
    assert ask(shop, on_unknown="reconcile").id == 1


@pytest.mark.parametrize(
    "other",
    [
        {"name": "สมชาย ใจดี"},
        {"order_number": "web -1", "postcode": "50000"},
        {"order_items": [{"quantity": 2, "product": {"sku": "MAI003"}}]},
    ],
)
def test_an_order_of_somebody_else_that_shows_late_is_a_candidate_only(
    ask: Ask, other: dict[str, Any]
) -> None:
    shop = Shop(lost="before")
    shop.on_create = lambda: setattr(shop, "other", shop.add(**other))

    with pytest.raises(UnknownOutcomeError) as raised:
        ask(shop, on_unknown="reconcile")

    assert [order.id for order in raised.value.candidates] == [1]


def test_a_create_is_not_reconciled_with_an_order_of_somebody_else() -> None:
    shop = Shop(lost="before")
    shop.on_create = lambda: setattr(shop, "other", shop.add(name="สมชาย ใจดี"))

    with shop.client() as client, pytest.raises(UnknownOutcomeError) as raised:
        client.orders.create(order_number="WEB-1", on_unknown="reconcile", **WANTED)

    assert [order.id for order in raised.value.candidates] == [1]


def test_a_refusal_is_certain(ask: Ask) -> None:
    shop = Shop(lost="refused")

    with pytest.raises(ValidationError):
        ask(shop)

    assert ask(shop).id == 1


@pytest.mark.parametrize("number", [None, "", " WEB-1", "WEB\u200b-1", 7])
def test_a_number_that_cannot_be_found_again_is_refused(ask: Ask, number: Any) -> None:
    shop = Shop()

    with pytest.raises(InvalidRequestError):
        ask(shop, order_number=number)

    assert shop.server.requests == []


def test_a_choice_that_is_not_one_is_refused(ask: Ask) -> None:
    with pytest.raises(InvalidRequestError, match="on_unknown"):
        ask(Shop(), on_unknown="reconsile")
