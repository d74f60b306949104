"""Each fault on its own: what a create, a create that is looked for, a read and the fetch of a token
make of it.
"""

from __future__ import annotations

import pytest
from mycloud import (
    Attachment,
    AuthenticationError,
    ConnectError,
    MyCloudError,
    RateLimitError,
    RefusedError,
    UnknownOutcomeError,
    ValidationError,
)

from .callers import RETRY, client, created
from .faults import (
    FAILED,
    GOOD,
    INVALID,
    LIMITED,
    LIMITED_FOR_NOW,
    LOST,
    PASSING,
    REFUSED,
    RESET_AFTER,
    RESET_BEFORE,
    RESET_MIDWAY,
    SLAMS,
    UNAUTHORIZED,
    UNREADABLE,
    Fault,
    by_chance,
    in_turn,
    reply,
)
from .faulty import FIRST_ID, LOOPBACK, closed_port, serving

pytestmark = LOOPBACK

UNSURE = [*LOST, *UNREADABLE, *FAILED]
LASTING = [
    fault for fault in [*UNREADABLE, *FAILED, INVALID, REFUSED] if fault not in PASSING
]
CLASSES = {
    UNAUTHORIZED: AuthenticationError,
    LIMITED: RateLimitError,
    LIMITED_FOR_NOW: RateLimitError,
    INVALID: ValidationError,
    REFUSED: RefusedError,
}
TWO_MEGABYTES = b"%PDF" * 2**19
FIRST_PAGE = Fault(
    "the first page", answer=reply(body=b'{"orders": [{"id": 1}, {"id": 2}]}')
)
unsure = pytest.mark.parametrize("fault", UNSURE, ids=str)
passing = pytest.mark.parametrize("fault", PASSING, ids=str)
lasting = pytest.mark.parametrize("fault", LASTING, ids=str)


@unsure
def test_a_create_that_may_have_happened_is_sent_once_and_raises_that_nobody_knows(
    fault: Fault,
) -> None:
    with serving(in_turn(create=[fault])) as server, client(server.base_url) as mycloud:
        outcome = created(mycloud, "ORD-1")

    assert isinstance(outcome.error, UnknownOutcomeError), outcome
    assert outcome.error.order_number == "ORD-1"
    assert len(server.books.treated["ORD-1"]) == fault.hears
    assert len(server.books.placed) == fault.places


@unsure
def test_a_create_that_may_have_happened_is_given_if_the_list_shows_it_and_never_sent_again(
    fault: Fault,
) -> None:
    with serving(in_turn(create=[fault])) as server, client(server.base_url) as mycloud:
        outcome = created(mycloud, "ORD-1", "reconcile")

    if fault.places:
        assert outcome.order is not None, outcome
        assert outcome.order.order_number == "ORD-1"
        assert server.books.placed == ["ORD-1"]
    else:  # A list that does not show it proves nothing, so it is not sent again.
        assert outcome.unknown, outcome
        assert server.books.placed == []


@lasting
@pytest.mark.parametrize("lost", [RESET_BEFORE, RESET_AFTER], ids=str)
def test_an_order_is_not_placed_again_when_it_cannot_be_looked_for(
    lost: Fault, fault: Fault
) -> None:
    rough = by_chance({"create": {lost: 1}, "read": {fault: 1}}, seed=0)
    with serving(rough) as server, client(server.base_url) as mycloud:
        outcome = created(mycloud, "ORD-1", "reconcile")

    assert outcome.unknown, outcome
    assert server.books.treated["ORD-1"] == [lost]


def test_an_order_is_looked_for_at_the_new_end_of_a_long_list() -> None:
    with (
        serving(in_turn(create=[RESET_AFTER])) as server,
        client(server.base_url) as mycloud,
    ):
        server.books.placed += (f"OLD-{index}" for index in range(777))
        outcome = created(mycloud, "ORD-1", "reconcile")

    assert outcome.order is not None, outcome
    assert outcome.order.id == FIRST_ID + 777
    assert server.books.placed.count("ORD-1") == 1


def test_an_order_is_not_looked_for_without_end_where_the_server_ignores_the_offset() -> (
    None
):
    rough = in_turn(create=[RESET_BEFORE], read=[FIRST_PAGE] * 300)
    with serving(rough) as server, client(server.base_url) as mycloud:
        outcome = created(mycloud, "ORD-1", "reconcile")

    assert outcome.unknown, outcome
    assert server.books.faults[f"read: {FIRST_PAGE}"] < 100


@pytest.mark.parametrize("fault", CLASSES, ids=str)
def test_a_create_that_certainly_did_not_happen_is_an_ordinary_error(
    fault: Fault,
) -> None:
    with (
        serving(by_chance({"create": {fault: 1}}, seed=0)) as server,
        client(server.base_url) as mycloud,
    ):
        outcome = created(mycloud, "ORD-1", "reconcile")

    assert type(outcome.error) is CLASSES[fault]
    assert server.books.placed == []


@pytest.mark.parametrize("fault", [UNAUTHORIZED, LIMITED, LIMITED_FOR_NOW], ids=str)
def test_a_create_that_certainly_did_not_happen_is_sent_again_where_that_may_help(
    fault: Fault,
) -> None:
    with serving(in_turn(create=[fault])) as server, client(server.base_url) as mycloud:
        outcome = created(mycloud, "ORD-1")

    assert outcome.order is not None, outcome
    assert server.books.treated["ORD-1"] == [fault, GOOD]
    assert len(server.books.request_ids["ORD-1"]) == 1


@pytest.mark.parametrize("fault", CLASSES, ids=str)
def test_a_create_that_may_have_happened_is_not_reported_as_failed_when_the_next_one_fails(
    fault: Fault,
) -> None:
    """The first may still be in flight where no look can see it."""
    with (
        serving(in_turn(create=[RESET_BEFORE, *[fault] * 9])) as server,
        client(server.base_url) as mycloud,
    ):
        outcome = created(mycloud, "ORD-1", "reconcile")

    assert outcome.unknown, outcome


def test_a_create_whose_connection_is_reset_at_once_is_not_placed() -> None:
    rough = by_chance({"connection": {SLAMS: 1}}, seed=0)
    with serving(rough) as server, client(server.base_url, token="ready") as mycloud:
        outcome = created(mycloud, "ORD-1")

    # Where the reset is quicker than the handshake, it is certain that nothing was sent.
    assert isinstance(outcome.error, (UnknownOutcomeError, ConnectError)), outcome
    assert server.books.placed == []


def test_a_create_that_is_cut_off_while_its_attachment_is_on_its_way_raises_that_nobody_knows() -> (
    None
):
    label = Attachment("LABEL", TWO_MEGABYTES)
    with (
        serving(in_turn(create=[RESET_MIDWAY])) as server,
        client(server.base_url) as mycloud,
    ):
        outcome = created(mycloud, "ORD-1", attachments=[label])

    assert outcome.unknown, outcome
    assert server.books.placed == []


def test_a_create_that_finds_nobody_listening_is_tried_again_and_was_certainly_not_sent() -> (
    None
):
    with closed_port() as nowhere, client(nowhere, token="ready") as mycloud:
        outcome = created(mycloud, "ORD-1", "reconcile")

    assert isinstance(outcome.error, ConnectError), outcome
    assert outcome.error.attempts == RETRY.max_attempts


@passing
def test_a_read_gets_over_a_fault_that_passes(fault: Fault) -> None:
    with serving(in_turn(read=[fault])) as server, client(server.base_url) as mycloud:
        server.books.placed.append("ORD-1")
        assert mycloud.orders.get(FIRST_ID).order_number == "ORD-1"


@lasting
def test_a_read_that_cannot_succeed_raises_an_error_of_this_client(
    fault: Fault,
) -> None:
    with (
        serving(by_chance({"read": {fault: 1}}, seed=0)) as server,
        client(server.base_url) as mycloud,
    ):
        server.books.placed.append("ORD-1")
        with pytest.raises(MyCloudError):
            mycloud.orders.get(FIRST_ID)


@passing
def test_a_create_gets_over_a_fault_that_passes_when_its_token_is_fetched(
    fault: Fault,
) -> None:
    with serving(in_turn(token=[fault])) as server, client(server.base_url) as mycloud:
        outcome = created(mycloud, "ORD-1")

    assert outcome.order is not None, outcome


@lasting
def test_a_create_without_a_token_certainly_did_not_happen(fault: Fault) -> None:
    with (
        serving(by_chance({"token": {fault: 1}}, seed=0)) as server,
        client(server.base_url) as mycloud,
    ):
        outcome = created(mycloud, "ORD-1", "reconcile")

    assert isinstance(outcome.error, MyCloudError)
    assert not outcome.unknown
    assert server.books.treated == {}
