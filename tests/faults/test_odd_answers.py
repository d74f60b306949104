"""Answers with content that nobody promised. With any of them, an order that was placed is never
reported as failed.
"""

from __future__ import annotations

import json
from itertools import product

import pytest
from mycloud import MyCloudError, RateLimitError

from .callers import client, created
from .faults import RESET_AFTER, Fault, in_turn, reply
from .faulty import FIRST_ID, LOOPBACK, serving

pytestmark = LOOPBACK

NUMBERS = ("id", "total_price", "weight")
OTHERS = (
    "urgent",
    "delivery_date",
    "status",
    "deliverymode",
    "attachments",
    "order_items",
)
VALUES: tuple[object, ...] = (
    *(
        0,
        -1,
        1.5,
        10**400,
        float("inf"),
        float("nan"),
        True,
        "1",
        "x",
        "inf",
        "nan",
        "1e999",
        "9" * 5000,
        "²",
    ),
    *(
        [],
        {},
        [None],
        ["x"],
        [[]],
        [{"id": float("inf")}],
        [{"quantity": []}, {"quantity": "x"}],
        {"0": 1},
        {"²": 2},
    ),
    *({"id": "nan"}, {"attributes": 1}, "2020-13-45"),
)
BODIES = (
    "[" * 100_000,
    '{"order": ' * 100_000,
    "9" * 5000,
    "null",
    "[]",
    '"order"',
    "\ufeff{}",
    '{"data": []}',
)
LISTS = (
    '{"orders": [1]}',
    '{"orders": [null]}',
    '{"orders": 0}',
    '{"orders": {"id": 1}}',
    '{"success": true}',
    "[]",
)
FAR = "Fri, 31 Dec 9999 23:59:59 GMT"
RETRY_AFTER = (
    "²",
    "9" * 400,
    "-1",
    "nan",
    "inf",
    "soon",
    "",
    FAR,
    "Fri, 99 Foo 2020 99:99",
)


@pytest.mark.parametrize("field", [*NUMBERS, *OTHERS])
def test_a_created_order_with_an_odd_field_is_given_or_nobody_knows(field: str) -> None:
    odd = [json.dumps({"order": {"id": FIRST_ID, field: value}}) for value in VALUES]

    assert dishonest(odd) == []


def test_a_created_order_with_an_odd_field_in_the_envelope_is_given_or_nobody_knows() -> (
    None
):
    odd = [
        json.dumps(
            {"success": True, "data": {"attributes": {"id": FIRST_ID}, field: value}}
        )
        for field, value in product(
            ("attributes", "delivery_mode", "order_items"), VALUES
        )
    ]

    assert dishonest(odd) == []


def test_a_created_order_in_an_odd_answer_is_given_or_nobody_knows() -> None:
    assert dishonest(BODIES) == []


def dishonest(bodies: list[str] | tuple[str, ...]) -> list[str]:
    """Which of these answers, each to an order that was placed, make the client report anything
    else.
    """
    faults = [Fault("odd", answer=reply(body=body.encode())) for body in bodies]
    with serving(in_turn(create=faults)) as server, client(server.base_url) as mycloud:
        outcomes = [created(mycloud, f"ORD-{index}") for index in range(len(bodies))]
    told = zip(bodies, outcomes, strict=True)
    return [
        f"{body[:60]} {outcome.error!r}"
        for body, outcome in told
        if not (outcome.order or outcome.unknown)
    ]


def test_an_order_is_not_placed_again_when_it_was_looked_for_in_an_odd_list() -> None:
    odd = [Fault("odd", answer=reply(body=body.encode())) for body in LISTS]
    for fault in odd:
        with (
            serving(in_turn(create=[RESET_AFTER], read=[fault] * 50)) as server,
            client(server.base_url) as mycloud,
        ):
            assert created(mycloud, "ORD-1", "reconcile").unknown, fault.answer(b"")
        assert server.books.placed == ["ORD-1"], fault.answer(b"")


@pytest.mark.parametrize("value", RETRY_AFTER, ids=range(len(RETRY_AFTER)))
def test_an_odd_retry_after_is_no_error_of_its_own(value: str) -> None:
    limits = Fault("odd", places=False, answer=reply(429, f"Retry-After: {value}"))
    with (
        serving(in_turn(create=[limits] * 9)) as server,
        client(server.base_url) as mycloud,
    ):
        assert type(created(mycloud, "ORD-1").error) is RateLimitError


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_read_with_an_odd_answer_raises_an_error_of_this_client(body: str) -> None:
    odd = Fault("odd", answer=reply(body=body.encode()))
    with serving(in_turn(read=[odd])) as server, client(server.base_url) as mycloud:
        server.books.placed.append("ORD-1")
        with pytest.raises(MyCloudError):
            mycloud.orders.get(FIRST_ID)
