"""When a call is tried again: the rules, and what the client makes of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from mycloud import (
    Attachment,
    Clock,
    ConfigurationError,
    ConflictError,
    ConnectError,
    Item,
    MyCloud,
    MyCloudError,
    RateLimitError,
    RetryPolicy,
    ServerError,
    TimeoutError,
    TransportError,
    UnknownOutcomeError,
    Wait,
)
from mycloud._errors import error_class
from mycloud._retry import may_have_happened

from ..http_library import httpx
from .serving import Handler, Server, answering, client, failing, in_turn, order_answer

ITEM = Item(product_id=164162, quantity=1, price=1)
AT_ONCE = RetryPolicy(backoff=0)


def error(status: int, retry_after: float | None = None) -> MyCloudError:
    return error_class(status)(
        None, status=status, method="GET", url="https://h/x", retry_after=retry_after
    )


def create(server: Server, **settings: Any) -> None:
    client(server, retry=AT_ONCE, **settings).orders.create(
        delivery_mode_id=343, items=[ITEM], order_number="A-1"
    )


@pytest.mark.parametrize("passing", [408, 429, 502, 503, 504])
def test_what_may_pass_is_tried_again_where_that_is_harmless(passing: int) -> None:
    assert RetryPolicy().wait_after(1, error(passing), repeatable=True) is not None


@pytest.mark.parametrize("final", [400, 401, 403, 404, 409, 422, 500, 501, 520])
def test_what_will_not_pass_is_not_tried_again(final: int) -> None:
    assert RetryPolicy().wait_after(1, error(final), repeatable=True) is None


@pytest.mark.parametrize(
    ("status", "may_have"),
    [
        *(
            (status, True)
            for status in (301, 302, 303, 408, 500, 501, 502, 503, 504, 599)
        ),
        *(
            (status, False)
            for status in (300, 304, 307, 308, 400, 401, 404, 409, 422, 429)
        ),
    ],
)
def test_a_status_says_whether_something_may_have_been_created(
    status: int, may_have: bool
) -> None:
    assert may_have_happened(error(status)) is may_have


def test_a_policy_may_have_no_end_and_no_waits() -> None:
    policy = RetryPolicy(deadline=None, backoff=0, max_wait=0)

    assert (policy.deadline, policy.backoff_wait(3)) == (None, 0)


def test_what_is_not_of_the_network_is_not_tried_again() -> None:
    lasting, passing = TransportError("x"), TransportError("x")
    lasting.may_pass = False

    assert RetryPolicy().wait_after(1, lasting, repeatable=True) is None
    assert RetryPolicy().wait_after(1, passing, repeatable=True) is not None


def test_a_transport_with_a_fault_of_its_own_is_asked_once() -> None:
    asked: list[httpx.Request] = []

    class Faulty(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            asked.append(request)
            raise ValueError("a fault of the transport")

    mycloud = MyCloud("key", "secret", token="ready", transport=Faulty(), retry=AT_ONCE)
    with mycloud, pytest.raises(TransportError):
        mycloud.orders.get(342)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "ambiguous", [error(408), error(502), TransportError("x"), TimeoutError("x")]
)
def test_what_creates_is_not_tried_again_when_it_may_have_happened(
    ambiguous: MyCloudError,
) -> None:
    assert RetryPolicy().wait_after(1, ambiguous, repeatable=False) is None


@pytest.mark.parametrize("certain", [error(429), ConnectError("x")])
def test_what_creates_is_tried_again_when_it_certainly_did_not_happen(
    certain: MyCloudError,
) -> None:
    assert RetryPolicy().wait_after(1, certain, repeatable=False) is not None


def test_waits_are_drawn_between_nothing_and_a_doubling_bound() -> None:
    policy = RetryPolicy(max_attempts=99, backoff=1.0, max_wait=5.0)
    longest = [
        max(policy.wait_after(n, error(503), repeatable=True) or 0 for _ in range(300))
        for n in (1, 2, 3, 4, 60)
    ]

    assert [round(wait + 0.3) for wait in longest] == [1, 2, 4, 5, 5]


@pytest.mark.parametrize(
    "longest", [{"backoff": 2e6, "max_wait": 2e6}, {"max_wait": 0}]
)
def test_however_many_attempts_were_made_there_is_a_wait(
    longest: dict[str, Any],
) -> None:
    policy = RetryPolicy(max_attempts=5000, **longest)

    for attempt in (1, 1023, 1024, 1100, 4999):
        wait = policy.wait_after(attempt, error(503), repeatable=True)
        assert wait is not None
        assert 0 <= wait <= policy.max_wait


def test_more_than_a_thousand_attempts_are_made_if_the_policy_says_so() -> None:
    policy = RetryPolicy(max_attempts=1100, max_wait=0)
    server = Server(answering(503))

    with pytest.raises(ServerError, match="1100 attempts"):
        client(server, retry=policy, token="ready").orders.get(342)


def test_the_server_says_how_long_to_wait_up_to_a_bound() -> None:
    policy = RetryPolicy(max_wait=30)

    assert policy.wait_after(1, error(429, retry_after=7), repeatable=False) == 7
    assert policy.wait_after(1, error(429, retry_after=31), repeatable=False) is None


@pytest.mark.parametrize(
    "wrong", [{"max_attempts": 0}, {"backoff": -1}, {"max_wait": -1}, {"deadline": 0}]
)
def test_a_policy_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        RetryPolicy(**wrong)


@pytest.mark.parametrize(
    "fault", [503, 429, failing(httpx.ReadTimeout), failing(httpx.ConnectError)]
)
def test_a_read_is_tried_again_until_it_succeeds(fault: Handler | int) -> None:
    server = Server(in_turn(fault, fault, order_answer))

    assert client(server, retry=AT_ONCE).orders.get(342).id == 342
    assert len(server.requests) == 4


@pytest.mark.parametrize("call", ["update", "delete"])
def test_updates_and_deletes_are_tried_again(call: str) -> None:
    server = Server(in_turn(502, order_answer))
    orders = client(server, retry=AT_ONCE).orders

    _ = orders.update(342, note="A") if call == "update" else orders.delete(342)

    assert len(server.requests) == 3


def test_the_attempts_end_and_the_error_counts_them() -> None:
    server = Server(answering(503))

    with pytest.raises(ServerError, match="3 attempts") as caught:
        client(server, retry=AT_ONCE).orders.get(342)

    assert caught.value.attempts == 3
    assert len(server.requests) == 4


@pytest.mark.parametrize(
    "certain", [429, failing(httpx.ConnectError), failing(httpx.ConnectTimeout)]
)
def test_a_create_is_sent_again_when_it_certainly_did_not_happen(
    certain: Handler | int,
) -> None:
    server = Server(in_turn(certain, order_answer))

    create(server)

    assert (
        len({request.headers["mycloud-request-id"] for request in server.creates()})
        == 1
    )
    assert len(server.creates()) == 2


AMBIGUOUS: list[Handler | int] = [
    408,
    500,
    502,
    503,
    504,
    520,
    failing(httpx.ReadError),
    failing(httpx.ReadTimeout),
    answering(200, text='{"order": {"id": 3'),
    answering(200, html="<p>busy</p>"),
    answering(200),
    answering(200, json={"success": True}),
]


@pytest.mark.parametrize("ambiguous", AMBIGUOUS)
def test_a_create_that_may_have_happened_is_not_sent_again_but_unknown(
    ambiguous: Handler | int,
) -> None:
    server = Server(in_turn(ambiguous, order_answer))

    with pytest.raises(UnknownOutcomeError, match="order number 'A-1'") as caught:
        create(server)

    assert len(server.creates()) == 1
    assert isinstance(caught.value.__cause__, MyCloudError)
    assert caught.value.request_id == server.creates()[0].headers["mycloud-request-id"]


@pytest.mark.parametrize("status", [307, 308, 400, 403, 404, 409, 422])
def test_a_create_that_was_refused_is_no_unknown_outcome(status: int) -> None:
    with pytest.raises(MyCloudError) as caught:
        create(Server(answering(status)))

    assert not isinstance(caught.value, UnknownOutcomeError)


def test_a_file_that_cannot_be_rewound_is_not_sent_twice() -> None:
    class Once(io.BytesIO):
        def seekable(self) -> bool:
            return False

    server = Server(in_turn(429, order_answer))
    with pytest.raises(RateLimitError):
        client(server, retry=AT_ONCE).orders.create(
            delivery_mode_id=343,
            items=[ITEM],
            attachments=[Attachment("LABEL", Once(b"label"))],
        )

    assert len(server.creates()) == 1


def test_a_file_is_rewound_before_it_is_sent_again() -> None:
    server = Server(in_turn(429, order_answer))
    label = Attachment("LABEL", io.BytesIO(b"the bytes of a label"))

    client(server, retry=AT_ONCE).orders.create(
        delivery_mode_id=343, items=[ITEM], attachments=[label]
    )

    assert all(
        b"the bytes of a label" in request.content for request in server.creates()
    )
    assert len(server.creates()) == 2


class StillClock(Clock):
    """A clock that advances only when somebody waits or a request takes its time."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


def timed(server: Server, clock: StillClock, policy: RetryPolicy) -> MyCloud:
    return client(server, timeout=30, retry=policy, clock=clock)


def test_the_deadline_bounds_the_whole_call_and_shortens_its_last_attempt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = StillClock()
    timeouts: list[float] = []

    def slow(request: httpx.Request) -> httpx.Response:
        timeouts.append(request.extensions["timeout"]["read"])
        clock.now += 25
        raise httpx.ReadTimeout("no luck", request=request)

    with pytest.raises(TimeoutError) as caught:
        timed(
            Server(slow), clock, RetryPolicy(max_attempts=9, backoff=0, deadline=60)
        ).orders.get(342)

    assert timeouts == [30, 30, 10]
    assert caught.value.attempts == 3


def test_a_wait_that_would_pass_the_deadline_is_not_begun() -> None:
    server = Server(answering(429, headers={"retry-after": "20"}))

    with pytest.raises(RateLimitError) as caught:
        timed(server, StillClock(), RetryPolicy(deadline=10)).orders.get(342)

    assert caught.value.retry_after == 20
    assert len(server.requests) == 2


def test_a_token_that_takes_all_the_time_leaves_none_for_the_call() -> None:
    clock = StillClock()
    server = Server(order_answer)
    answer = server.answer

    def slow(request: httpx.Request) -> httpx.Response:
        clock.now += 61
        return answer(request)

    server.answer = slow  # type: ignore[method-assign]
    with pytest.raises(TimeoutError, match="deadline"):
        timed(server, clock, RetryPolicy(deadline=60)).orders.get(342)

    assert len(server.requests) == 1


def test_whoever_wants_to_is_told_of_a_retry() -> None:
    waits: list[Wait] = []
    server = Server(in_turn(503, order_answer))

    client(server, retry=AT_ONCE, on_retry=waits.append).orders.get(342)

    assert [(wait.attempt, wait.seconds, type(wait.error)) for wait in waits] == [
        (1, 0, ServerError)
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda mycloud: mycloud.orders.create(delivery_mode_id=343, items=[ITEM]),
        lambda mycloud: mycloud.customers.create(name="A"),
        lambda mycloud: mycloud.products.create(name="A", description="", price=1),
        lambda mycloud: mycloud.product_categories.create(name="A"),
        lambda mycloud: mycloud.request("POST", "/orders"),
    ],
    ids=["orders", "customers", "products", "product_categories", "request"],
)
@pytest.mark.parametrize("lost", [502, 504, 408, failing(httpx.ReadTimeout)])
def test_whatever_creates_is_sent_once_when_its_answer_is_lost(
    act: Callable[[MyCloud], object], lost: Handler | int
) -> None:
    server = Server(in_turn(lost, order_answer))

    with pytest.raises(UnknownOutcomeError):
        act(client(server, retry=AT_ONCE))

    posted = [
        request.url.path for request in server.requests if request.method == "POST"
    ]
    assert len([path for path in posted if not path.endswith("/gettoken")]) == 1


@pytest.mark.parametrize("call", ["update", "delete"])
def test_a_refusal_after_a_lost_answer_says_that_it_may_have_been_carried_out(
    call: str,
) -> None:
    lost, refused = failing(httpx.ReadTimeout), answering(409)
    mycloud = client(Server(in_turn(lost, refused)))
    change = {"note": "x"} if call == "update" else {}
    with pytest.raises(ConflictError, match="may have been carried out") as caught:
        getattr(mycloud.orders, call)(342, **change)

    assert caught.value.unclear


def test_a_refusal_after_a_busy_server_is_clear() -> None:
    mycloud = client(Server(in_turn(429, answering(409))))
    with pytest.raises(ConflictError) as caught:
        mycloud.orders.update(342, note="x")

    assert caught.value.attempts == 2
    assert not caught.value.unclear
