"""The attempts of one call: which of them may be made, and what the last failure means."""

from __future__ import annotations

import logging
import random
from typing import Any

import anyio
import pytest
from mycloud import (
    AuthenticationError,
    Clock,
    ConnectError,
    Item,
    MyCloudError,
    RetryPolicy,
    TimeoutError,
    TransportError,
    UnknownOutcomeError,
)
from mycloud._calls import Attempts, Call, request_of, unknown_outcome
from mycloud._deadline import Deadline
from mycloud._errors import InvalidRequestError
from mycloud._messages import Request
from mycloud._options import Options
from mycloud._token import MOST_RENEWALS
from mycloud_api.values import log_mismatch, raise_mismatch

from .serving import Server, answering, async_client, client, in_turn, order_answer

NO_END = Deadline(None, Clock())


def call(method: str = "GET", **settings: Any) -> Call[None]:
    request = Request(method=method, url="/orders")
    return Call(request, lambda answer, reading: None, **settings)


def attempts(made_of: Call[None], *, can_renew: bool = True, **policy: Any) -> Attempts:
    options = Options(retry=RetryPolicy(**{"backoff": 8.0, **policy}))
    return Attempts(made_of, options, NO_END, can_renew=can_renew)


def failed(trying: Attempts, error: MyCloudError, *, sent: bool = True) -> Any:
    """The wait after an attempt that failed so."""
    trying.begin()
    trying.sent, trying.token = sent, "T1"
    return trying.wait_after(error)


def refused() -> AuthenticationError:
    return AuthenticationError(None, status=401, method="GET", url="https://h/x")


@pytest.mark.parametrize("creates", [True, False])
def test_a_refused_token_is_renewed_at_once_then_after_waits_and_not_for_ever(
    creates: bool,
) -> None:
    trying = attempts(call(creates=creates), max_attempts=99, backoff=1e-9)

    waits = [failed(trying, refused()) for _ in range(MOST_RENEWALS + 1)]

    assert waits[0].seconds == 0
    assert all(wait.seconds <= 1e-9 * 2**place for place, wait in enumerate(waits[:-1]))
    assert len([wait for wait in waits if wait]) == MOST_RENEWALS
    assert waits[-1] is None
    assert trying.refused == "T1"


def test_a_second_renewal_waits_as_a_first_attempt_does() -> None:
    trying = attempts(call(), max_attempts=9, backoff=8.0, max_wait=9.0)

    seconds = [failed(trying, refused()).seconds for _ in range(MOST_RENEWALS)]

    assert seconds[0] == 0
    assert all(0 < wait <= 8.0 for wait in seconds[1:2])


def test_the_waits_of_renewals_double_from_the_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(random, "uniform", lambda least, most: most)
    trying = attempts(call(), max_attempts=9, backoff=2.0)

    waits = [failed(trying, refused()).seconds for _ in range(MOST_RENEWALS)]

    assert waits == [0, *(2.0 * 2**place for place in range(MOST_RENEWALS - 1))]


def test_nothing_was_sent_before_the_first_attempt_and_while_another_is_waited_for() -> (
    None
):
    trying = attempts(call("POST", creates=True))
    assert not trying.sent
    assert not trying.renewing

    assert failed(trying, ConnectError("x")) is not None

    assert not trying.sent


def test_what_broke_after_sending_is_named_with_its_request() -> None:
    named = Request(
        method="GET", url="/orders", headers={"MyCloud-Request-Id": "request-1"}
    )
    trying = attempts(Call(named, lambda answer, reading: None))
    trying.begin()
    trying.sent, fault = True, LookupError("x")

    error = trying.broken(fault)

    assert isinstance(error, TransportError)
    assert "GET /orders was sent, then LookupError was raised" in str(error)
    assert (error.request_id, error.__cause__, error.attempts) == (
        "request-1",
        fault,
        1,
    )


def test_an_unknown_outcome_holds_why() -> None:
    lost = TransportError("x")

    unknown = unknown_outcome(call("POST", order_number="WEB-1"), lost, None)
    nameless = unknown_outcome(call("POST"), lost, 502)

    assert (unknown.error, unknown.__cause__, unknown.status) == (lost, lost, None)
    assert "Look for order number 'WEB-1' before" in str(unknown)
    assert (nameless.order_number, nameless.status) == (None, 502)
    assert "Look for it before" in str(nameless)


def test_one_attempt_is_renewed_once() -> None:
    trying = attempts(call(), max_attempts=1)

    assert failed(trying, refused()).seconds == 0
    assert trying.renewing
    assert failed(trying, refused()) is None
    assert not trying.renewing


@pytest.mark.parametrize(
    ("settings", "can_renew"),
    [({"rewindable": False}, True), ({"authorized": False}, True), ({}, False)],
)
def test_a_call_that_cannot_be_renewed_is_not_sent_again(
    settings: dict[str, Any], can_renew: bool
) -> None:
    trying = attempts(call(**settings), can_renew=can_renew)

    assert failed(trying, refused()) is None


def test_a_file_that_was_read_goes_again_only_if_no_connection_was_had() -> None:
    pipe = call("POST", rewindable=False, creates=True)

    assert failed(attempts(pipe), ConnectError("x")) is not None
    assert failed(attempts(call(rewindable=False)), TransportError("x")) is None
    assert failed(attempts(call()), TransportError("x")) is not None


def test_a_call_whose_token_could_not_be_had_is_not_tried_again() -> None:
    assert failed(attempts(call()), TransportError("x"), sent=False) is None


def test_a_create_that_may_have_happened_is_unknown_and_an_update_unclear() -> None:
    create = attempts(call("POST", creates=True, order_number="WEB-1"))
    create.begin()
    create.sent, create.status = True, 502
    lost = create.final(TransportError("x"))
    update, last = attempts(call("PATCH")), ConnectError("x")
    failed(update, TransportError("x"))
    update.begin()
    update.sent = True

    assert isinstance(lost, UnknownOutcomeError)
    assert (lost.order_number, lost.status, lost.attempts) == ("WEB-1", 502, 1)
    assert update.final(last) is last
    assert (last.attempts, last.unclear) == (2, True)


@pytest.mark.parametrize(
    ("first", "method"),
    [(ConnectError("x"), "PATCH"), (TransportError("x"), "GET")],
    ids=["nothing happened", "a read"],
)
def test_a_harmless_failure_before_leaves_nothing_unclear(
    first: MyCloudError, method: str
) -> None:
    trying, last = attempts(call(method)), ConnectError("x")
    failed(trying, first)
    trying.begin()
    trying.sent = True

    assert trying.final(last) is last
    assert not last.unclear


def test_what_was_not_sent_keeps_its_error() -> None:
    trying, error = attempts(call("POST", creates=True)), TransportError("x")
    trying.begin()

    assert trying.final(error) is error


@pytest.mark.parametrize(
    ("creates", "sent", "logged"), [(True, True, 1), (True, False, 0), (False, True, 0)]
)
def test_an_interruption_is_logged_where_it_may_have_created_something(
    creates: bool, sent: bool, logged: int, caplog: pytest.LogCaptureFixture
) -> None:
    trying = attempts(call("POST", creates=creates, order_number="WEB-1"))
    trying.begin()
    trying.sent = sent

    with caplog.at_level(logging.WARNING, "mycloud"):
        trying.log_interruption()

    assert len(caplog.records) == logged
    assert all("WEB-1" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize(
    ("strict", "creates", "raises"),
    [
        (True, False, True),
        (True, True, False),
        (False, False, False),
        (False, True, False),
    ],
)
def test_odd_answers_raise_if_strict_but_never_for_a_create(
    strict: bool, creates: bool, raises: bool
) -> None:
    reading = call(creates=creates).reading(Options(strict=strict))

    assert reading.on_mismatch is (raise_mismatch if raises else log_mismatch)


def test_an_attempt_after_the_deadline_is_not_sent() -> None:
    late = Deadline(0.0, Clock())
    trying = Attempts(call(), Options(), late, can_renew=True)

    with pytest.raises(TimeoutError, match="GET /orders was not sent"):
        trying.limits()
    assert failed(trying, TransportError("x")) is None


def test_a_form_as_long_as_the_server_takes_is_sent_and_a_longer_one_refused() -> None:
    fields = [("a", (None, b"1")), ("b", (None, b"2")), ("f", ("x.pdf", b"3"))]
    arguments: dict[str, Any] = {"method": "POST", "url": "/orders", "files": fields}

    assert request_of(arguments, Options(max_form_fields=2)).files == fields
    with pytest.raises(InvalidRequestError, match="2 form fields"):
        request_of(arguments, Options(max_form_fields=1))


def test_what_a_hook_raises_before_anything_is_sent_is_raised_unchanged() -> None:
    def hook(request: Request) -> None:
        raise LookupError("a fault of the caller's")

    server = Server(order_answer)
    with pytest.raises(LookupError), client(server, token="ready") as mycloud:
        mycloud.with_options(on_request=hook).orders.get(342)

    assert server.requests == []


def test_what_a_hook_raises_after_a_create_was_sent_leaves_its_outcome_unknown() -> (
    None
):
    def hook(answer: Any) -> None:
        raise LookupError("a fault of the caller's")

    server = Server(order_answer)
    item = Item(product_id=1, quantity=1, price=1)
    with (
        client(server, token="ready", on_response=hook) as mycloud,
        pytest.raises(UnknownOutcomeError) as caught,
    ):
        mycloud.orders.create(delivery_mode_id=343, items=[item], order_number="W")

    assert caught.value.order_number == "W"
    assert len(server.creates()) == 1


class Slept(Clock):
    """Notes the waits, and does not wait."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    async def asleep(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.mark.parametrize("awaited", [False, True], ids=["blocking", "awaited"])
def test_each_wait_is_waited(awaited: bool) -> None:
    told: list[float] = []
    clock = Slept()
    busy = answering(429, headers={"Retry-After": "7"})
    server = Server(in_turn(busy, busy, order_answer))
    settings: dict[str, Any] = {
        "token": "ready",
        "clock": clock,
        "retry": RetryPolicy(max_attempts=3),
        "on_retry": lambda wait: told.append(wait.seconds),
    }

    _get(server, awaited, settings)

    assert clock.waits == told == [7.0, 7.0]


@pytest.mark.parametrize("awaited", [False, True], ids=["blocking", "awaited"])
def test_a_first_renewal_of_the_token_waits_for_nothing_and_is_no_retry(
    awaited: bool,
) -> None:
    told: list[object] = []
    clock = Slept()
    server = Server(in_turn(401, order_answer))

    _get(server, awaited, {"clock": clock, "on_retry": told.append})

    assert (clock.waits, told) == ([], [])


def _get(server: Server, awaited: bool, settings: dict[str, Any]) -> None:
    if not awaited:
        with client(server, **settings) as mycloud:
            mycloud.orders.get(342)
        return

    async def run() -> None:
        async with async_client(server, **settings) as mycloud:
            await mycloud.orders.get(342)

    anyio.run(run)
