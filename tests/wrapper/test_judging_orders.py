"""Whether an order that was placed, or found, is the one that was sent: the rules, without a
server.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from mycloud import (
    AlreadyPlacedError,
    AuthenticationError,
    ConflictError,
    ConnectError,
    Item,
    MyCloudError,
    NotFoundError,
    Order,
    RefusedError,
    RetryPolicy,
    UnknownOutcomeError,
    ValidationError,
)
from mycloud._calls import Call
from mycloud._content import (
    Content,
    items_agree,
    noted_items,
    recipient_is_noted,
)
from mycloud._errors import InvalidRequestError
from mycloud._ledger_states import Entry, next_step, ruled_out
from mycloud._messages import Request
from mycloud._options import Options
from mycloud._placing import (
    already_placed,
    best_match,
    check_placed,
    claimed,
    is_match,
    is_order_of,
    judge,
    move_after,
    newest_of,
    not_settled,
    number_to_find,
    settling_waits,
    the_placed,
)

SHIRT = Item(product_id=164162, quantity=2, price=199)
CAP = Item(shop_sku="CAP-1", quantity=1, price="49.5")
ANN = {"name": "Ann Example", "postcode": "10260"}
REQUEST = Request(
    method="POST", url="/orders", headers={"MyCloud-Request-Id": "request-1"}
)


def line(
    quantity: Any = 2, price: Any = 199, product: Any = 164162, **sku: Any
) -> dict[str, Any]:
    return {
        "id": 1,
        "quantity": quantity,
        "price": price,
        "product": {"id": product, **sku},
    }


def order(id: Any = 1, number: Any = "WEB-1", **fields: Any) -> Order:
    return Order.from_dict({"id": id, "order_number": number, **fields})


def call(number: str | None = "WEB-1") -> Call[Order]:
    return Call(REQUEST, lambda answer, reading: order(), order_number=number)


def content(*items: Item, **recipient: str) -> Content:
    return Content.of(items or (SHIRT,), recipient)


def entry(state: Any, claim: str = "A", lease: float = 60.0, **more: Any) -> Entry:
    known: dict[str, Any] = {"number": "WEB-1", "holder": "host:1", "content": "{}"}
    return Entry(state=state, claim=claim, lease_left=lease, **known, **more)


# Which of the orders that were found


def test_the_newest_order_with_this_number_and_content_is_the_one() -> None:
    found = [order(7), order(9), order(8), order(10, "web-1")]

    assert judge(found, "WEB-1", content()).order is found[1]


def test_an_order_that_is_known_to_be_another_is_passed_over() -> None:
    found = [order(7), order(9)]

    assert judge(found, "WEB-1", content(), {9}).order is found[0]
    nothing = judge(found, "WEB-1", content(), {7, 9})
    assert (nothing.order, nothing.taken, nothing.similar) == (None, None, ())


def test_a_number_with_other_content_is_taken() -> None:
    other = order(7, order_items=[line(quantity=5)])

    look = judge([other, order(9, "web-1")], "WEB-1", content())

    assert (look.order, look.taken) == (None, other)
    assert [one.id for one in look.similar] == [9]
    assert [one.id for one in look.candidates] == [9, 7]


def test_a_number_that_is_spelled_otherwise_is_never_the_one() -> None:
    look = judge([order(9, "web-1")], "WEB-1", content())

    assert (look.order, look.taken) == (None, None)
    assert [one.id for one in look.candidates] == [9]


def test_of_orders_the_one_with_the_highest_id_is_the_newest() -> None:
    found = [order(7), order(None), order("x"), order(9), order(8)]

    assert newest_of(found) is found[3]
    assert newest_of(found[1:3]) is found[1]
    assert newest_of([]) is None


def test_an_exact_number_is_a_better_match_than_a_newer_loose_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    found = [order(7), order(9, "web-1")]

    assert best_match("order_number", "WEB-1", found) is found[0]
    assert caplog.records == []
    assert best_match("order_number", "Web-1", found) is found[1]
    assert "'Web-1' is 'web-1' at the server" in caplog.text
    assert best_match("order_number", "WEB-1", []) is None


def test_a_number_is_matched_in_its_own_field() -> None:
    one = order(7, "WEB-1", mc_number="MC1")

    assert is_match("order_number", "web-1", one)
    assert is_match("mc_number", "MC1", one)
    assert not is_match("mc_number", "WEB-1", one)


def test_an_order_that_shows_no_number_may_be_the_one_that_was_read() -> None:
    assert is_order_of("WEB-1", order(7, None))
    assert is_order_of("WEB-1", order(7, "web-1"))
    assert not is_order_of("WEB-1", order(7, "WEB-2"))


@pytest.mark.parametrize(
    ("numbers", "got"),
    [
        ({}, "got none"),
        ({"order_number": "A", "mc_number": "B"}, "got order_number and mc_number"),
    ],
)
def test_exactly_one_number_is_looked_for(numbers: dict[str, Any], got: str) -> None:
    with pytest.raises(InvalidRequestError, match="exactly one of") as caught:
        number_to_find(**{"order_number": None, "mc_number": None, **numbers})
    assert got in str(caught.value)


def test_the_number_to_look_for_is_named() -> None:
    assert number_to_find(order_number=None, mc_number="MC1") == ("mc_number", "MC1")


# Whether an answer is the order that was sent


@pytest.mark.parametrize(
    "shown",
    [
        {},
        {"order_items": None},
        {"order_items": [line(2), line(1, product=7)]},
        {"order_items": [line(1), line(1), line(1)]},
        {"order_items": [line(None), line(1)]},
        {"order_items": "2 items"},
    ],
    ids=str,
)
def test_an_order_with_as_many_pieces_is_the_one(shown: dict[str, Any]) -> None:
    placed = order(7, **shown)

    assert check_placed(placed, [SHIRT, CAP], call()) is placed


@pytest.mark.parametrize(
    ("placed", "said"),
    [
        (order(7, order_items=[line(2)]), "with 2 pieces in 1 items, where 3 in 2"),
        (order(7, order_items=[line(4)]), "with 4 pieces"),
        (order(7, order_items=[]), "with 0 pieces"),
        (order(7, "WEB-2"), "another order number"),
        (order(7, "WEB-1-2026-11"), "another order number"),
    ],
)
def test_another_order_is_an_error_that_holds_it(placed: Order, said: str) -> None:
    with pytest.raises(UnknownOutcomeError, match=said) as caught:
        check_placed(placed, [SHIRT, CAP], call())
    unknown = UnknownOutcomeError("x")
    with pytest.raises(UnknownOutcomeError) as raised:
        the_placed([placed], content(SHIRT, CAP), call(), unknown)

    assert raised.value is unknown
    assert caught.value.order is placed
    assert caught.value.candidates == (placed,)
    assert caught.value.order_number == "WEB-1"
    assert caught.value.request_id == "request-1"


def test_the_one_candidate_of_this_content_is_given() -> None:
    placed = order(7, order_items=[line()], name="ann example")

    assert (
        the_placed([placed], content(**ANN), call(), UnknownOutcomeError("x")) is placed
    )


@pytest.mark.parametrize(
    "candidates",
    [
        [order(7), order(8)],
        [order(7, name="Bob Example")],
        [order(7, order_items=[line(2, product=7)])],
        [order(7, order_items=[line(3)])],
        [order(7, "WEB-2")],
    ],
    ids=["several", "another recipient", "another product", "more pieces", "number"],
)
def test_no_other_candidate_is_given(candidates: list[Order]) -> None:
    unknown = UnknownOutcomeError("x")

    with pytest.raises(UnknownOutcomeError) as raised:
        the_placed(candidates, content(**ANN), call(), unknown)

    assert raised.value is unknown


@pytest.mark.parametrize(
    ("shown", "noted"),
    [
        ({**ANN, "email": "a@example.com"}, True),
        ({"name": "ANN EXAMPLE", "postcode": "10260"}, True),
        ({"name": "Ann Example"}, False),
        ({**ANN, "name": "Bob Example"}, False),
        ({}, False),
    ],
)
def test_a_noted_recipient_is_known_by_the_digest(
    shown: dict[str, Any], noted: bool
) -> None:
    note = content(**ANN).note("key")

    assert recipient_is_noted(note, "key", order(**shown)) is noted
    assert not recipient_is_noted(note, "another", order(**shown))


def test_a_note_without_a_recipient_is_met_by_any() -> None:
    assert recipient_is_noted(content().note("key"), "key", order(**ANN))


@pytest.mark.parametrize("number", [None, "WEB-1"])
def test_an_answer_without_a_number_is_believed(number: str | None) -> None:
    placed = order(7, None if number else "WEB-9")

    assert check_placed(placed, [SHIRT], call(number)) is placed


def test_a_number_that_was_cut_is_the_one() -> None:
    placed = order(7, "WEB-2026-11")

    assert check_placed(placed, [SHIRT], call("WEB-2026-11-28-0001")) is placed


def test_a_number_that_was_rewritten_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    check_placed(order(7, "web-1"), [SHIRT], call())

    assert "order_number 'WEB-1' is 'web-1' at the server" in caplog.text


# What a failure says of a number


@pytest.mark.parametrize(
    ("error", "move"),
    [
        (UnknownOutcomeError("x"), "lose"),
        *(
            (kind(None, status=status, method="POST", url="https://h/x"), move)
            for kind, status, move in [
                (ValidationError, 422, "refuse"),
                (RefusedError, 200, "refuse"),
                (ConflictError, 409, "refuse"),
                (NotFoundError, 404, "refuse"),
                (AuthenticationError, 401, "release"),
            ]
        ),
        (ConnectError("x"), "release"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failed_create_moves_its_number(error: MyCloudError, move: str) -> None:
    assert move_after(error) == move


def test_errors_carry_what_they_are_about() -> None:
    taken = already_placed("WEB-1", order(7))
    gone = already_placed("WEB-1", None)
    busy = claimed(entry("claimed", lease=12.4))
    unsure = not_settled("WEB-1", "nobody knows", [order(7), order(8)])

    assert isinstance(taken, AlreadyPlacedError)
    assert (taken.order_number, taken.order and taken.order.id) == ("WEB-1", 7)
    assert "is order 7" in str(taken)
    assert (gone.order_number, gone.order) == ("WEB-1", None)
    assert "settle(number, placed=False)" in str(gone)
    assert (busy.order_number, busy.lease_left) == ("WEB-1", 12.4)
    assert "by host:1" in str(busy)
    assert "12 s at most" in str(busy)
    assert unsure.order_number == "WEB-1"
    assert [one.id for one in unsure.candidates] == [7, 8]
    assert "Orders like it: 7, 8;" in str(unsure)
    assert "Orders like it" not in str(not_settled("WEB-1", "nobody knows"))


def test_the_waits_before_each_look_double_up_to_a_bound() -> None:
    policy = RetryPolicy(max_attempts=5, backoff=0.5, max_wait=3.0)

    waits = list(
        settling_waits(Options(retry=policy), call(), UnknownOutcomeError("x"))
    )

    assert [wait.seconds for wait in waits] == [0.5, 1.0, 2.0, 3.0, 3.0]
    assert [wait.attempt for wait in waits] == [1, 2, 3, 4, 5]
    assert waits[0].request is REQUEST


def test_the_waits_of_many_looks_can_be_counted() -> None:
    policy = RetryPolicy(max_attempts=1100, backoff=0.5, max_wait=3.0)

    *_, last = settling_waits(Options(retry=policy), call(), UnknownOutcomeError("x"))

    assert last.seconds == 3.0


# What is done with an entry of a ledger


@pytest.mark.parametrize(
    ("found", "step"),
    [
        (entry("claimed", "A"), "send"),
        (entry("claimed", "B"), "wait"),
        (entry("placed", "A"), "read"),
        (entry("placed", "B"), "read"),
        (entry("unknown", "A"), "look"),
        (entry("sending", "A", 60), "wait"),
        (entry("sending", "B", 1), "wait"),
        (entry("sending", "B", 0), "look"),
        (entry("sending", "A", -1), "look"),
        (entry("refused", "B"), "wait"),
    ],
)
def test_only_the_holder_of_a_claim_sends(found: Entry, step: str) -> None:
    assert next_step(found, "A") == step


def test_candidates_of_a_number_that_was_freed_are_other_orders() -> None:
    assert ruled_out(entry("claimed", candidates=(7, 8))) == {7, 8}
    assert ruled_out(entry("unknown", candidates=(7, 8))) == set()


# Whether the content agrees


@pytest.mark.parametrize(
    "lines",
    [
        [line()],
        [line(1), line(1)],
        [line(price=199.0)],
        [line(price="199.004")],
        [line(price=None)],
        [line(quantity=None)],
        [line(quantity="2 pieces")],
        [line(None), line(5)],
        [line(2), line(0)],
        [{"quantity": 2, "price": 199}],
        [],
    ],
    ids=str,
)
def test_lines_that_may_be_the_items(lines: list[dict[str, Any]]) -> None:
    assert items_agree([SHIRT], order(order_items=lines))
    assert content().agrees(order(order_items=lines))


@pytest.mark.parametrize(
    "lines",
    [
        [line(3)],
        [line(1)],
        [line(product=7)],
        [line(price=198)],
        [line(price=200)],
        [line(price="199.01")],
        [line(), line()],
        [line(), line(1, product=7)],
        [line(product=7), line(1)],
    ],
    ids=str,
)
def test_lines_that_are_other_items(lines: list[dict[str, Any]]) -> None:
    assert not items_agree([SHIRT], order(order_items=lines))
    assert not content().agrees(order(order_items=lines))


def test_a_price_that_was_cut_to_a_whole_number_may_be_the_one() -> None:
    cap = line(1, 49, None, shop_sku="cap-1")

    assert items_agree([CAP], order(order_items=[cap]))
    assert not items_agree([CAP], order(order_items=[{**cap, "price": 48}]))
    assert not items_agree([CAP], order(order_items=[{**cap, "price": 49.4}]))


def test_two_items_of_one_product_go_to_the_lines_of_their_prices() -> None:
    dear = Item(product_id=164162, quantity=1, price=200)
    lines = [line(2, 199), line(1, 200)]

    assert items_agree([SHIRT, dear], order(order_items=lines))
    assert items_agree([dear, SHIRT], order(order_items=lines))
    assert not items_agree(
        [SHIRT, dear], order(order_items=[line(1, 199), line(2, 200)])
    )


@pytest.mark.parametrize(
    ("found", "agrees"),
    [
        ({"name": "ann  example", "postcode": None}, True),
        ({"name": "Ann Example", "postcode": "10260"}, True),
        ({"name": "", "postcode": ""}, True),
        ({"name": "Ann Example of Bangkok"}, False),
        ({"name": "Bob Example"}, False),
        ({"name": "Ann Example", "postcode": "10261"}, False),
        ({"name": "Ann Example", "phone_number": "0899969094"}, True),
    ],
)
def test_the_recipient_agrees_where_both_sides_say_something(
    found: dict[str, Any], agrees: bool
) -> None:
    assert content(**ANN).agrees(order(**found)) is agrees


def test_a_text_that_was_cut_agrees() -> None:
    assert content(name="Ann Maria Example").agrees(order(name="Ann Maria Exa"))


def test_a_note_holds_the_items_in_clear_and_nobody_s_name() -> None:
    note = content(SHIRT, CAP, **ANN).note("key")

    assert sorted(map(str, noted_items(note))) == sorted(map(str, (SHIRT, CAP)))
    assert "Ann" not in note
    assert "10260" not in note
    assert len(json.loads(note)["recipient"]) == 32


def test_a_note_is_the_same_for_the_same_content_only() -> None:
    note = content(SHIRT, CAP, **ANN).note("key")

    assert content(CAP, SHIRT, postcode="10260", name="ann example").note("key") == note
    assert content(SHIRT, CAP, **ANN).note("another") != note
    assert content(SHIRT, CAP, name="Bob", postcode="10260").note("key") != note
    dear = Item(product_id=164162, quantity=2, price=Decimal("199.01"))
    assert content(dear, CAP, **ANN).note("key") != note
    assert content(SHIRT, CAP, name="10260", postcode="Ann").note("key") != note


def test_fields_that_are_no_part_of_the_recipient_are_not_compared() -> None:
    assert dict(content(note="x", email="a@b.c").recipient) == {"email": "a@b.c"}
