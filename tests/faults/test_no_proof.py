"""Lists and answers that cannot decide: they are never taken for proof that an order is not there."""

from __future__ import annotations

import pytest

from .callers import client, created
from .faults import RESET_AFTER, RESET_BEFORE, Ending, Fault, in_turn, reply
from .faulty import LOOPBACK, serving

pytestmark = LOOPBACK

FIRST_PAGE = Fault(
    "the first page", answer=reply(body=b'{"orders": [{"id": 1}, {"id": 2}]}')
)
LAST_PAGE = Fault(
    "the last page", answer=reply(body=b'{"orders": [{"id": 8}, {"id": 9}]}')
)
NO_LISTS = ('{"orders": null}', '{"orders": ""}', '{"success": true, "data": null}')
NO_ORDERS = (
    '{"order": {}}',
    '{"order": {"id": null}}',
    '{"success": true, "data": {"attributes": []}}',
)


def test_an_order_is_not_looked_for_without_end_where_the_last_page_stands_for_all_beyond_it() -> (
    None
):
    rough = in_turn(create=[RESET_BEFORE], read=[FIRST_PAGE, *[LAST_PAGE] * 300])
    with serving(rough) as server, client(server.base_url) as mycloud:
        created(mycloud, "ORD-1", "reconcile")

    assert server.books.faults[f"read: {LAST_PAGE}"] < 100


@pytest.mark.parametrize("body", NO_LISTS)
def test_an_answer_without_a_list_does_not_tell_that_an_order_is_not_there(
    body: str,
) -> None:
    nothing = Fault("no list", answer=reply(body=body.encode()))
    with (
        serving(in_turn(create=[RESET_AFTER] * 9, read=[nothing] * 9)) as server,
        client(server.base_url) as mycloud,
    ):
        created(mycloud, "ORD-1", "reconcile")

    assert server.books.placed == ["ORD-1"]


def test_a_list_that_lags_behind_costs_no_order_more() -> None:
    behind = Fault("behind", answer=reply(body=b'{"orders": []}'))
    with (
        serving(in_turn(create=[RESET_AFTER] * 9, read=[behind] * 99)) as server,
        client(server.base_url) as mycloud,
    ):
        created(mycloud, "ORD-1", "reconcile")

    assert server.books.placed == ["ORD-1"]


@pytest.mark.parametrize("body", NO_ORDERS)
def test_an_answer_without_an_id_does_not_tell_that_the_order_is_placed(
    body: str,
) -> None:
    nothing = Fault("no order", places=False, answer=reply(body=body.encode()))
    with (
        serving(in_turn(create=[nothing])) as server,
        client(server.base_url) as mycloud,
    ):
        assert created(mycloud, "ORD-1").unknown


@pytest.mark.parametrize("status", [302, 303])
def test_a_redirect_to_the_order_does_not_tell_that_it_was_not_placed(
    status: int,
) -> None:
    there = Fault(
        "redirect",
        answer=reply(status, "Location: /api/v1/orders/1001"),
        ends=Ending.CLOSE,
    )
    with serving(in_turn(create=[there])) as server, client(server.base_url) as mycloud:
        assert created(mycloud, "ORD-1").unknown
