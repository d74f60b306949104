"""How many requests are sent under a rate limit: in a process, and shared over Redis."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import redis
import redis.asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from mycloud import (
    AsyncMyCloud,
    ConfigurationError,
    Item,
    MyCloud,
    RateLimit,
    RetryPolicy,
    TimeoutError,
    UnknownOutcomeError,
)
from mycloud._rate import Turns
from mycloud._redis import TAKE_TURN

from ..redis_server import RedisServer
from ..wrapper.serving import Server, async_client, client, in_turn, order_answer
from .fleet import RealClock

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

ITEM = Item(product_id=164162, quantity=1, price=1)


class WaitingClock(RealClock):
    """A wait moves it on at once.

    Attributes:
        waits: What was waited for, in seconds.
    """

    def __init__(self) -> None:
        self.time = 1000.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 6))
        self.time += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


# The arithmetic.


def test_a_burst_goes_at_once_and_the_rest_comes_evenly() -> None:
    turns = Turns(RateLimit(5, burst=3))

    assert [turns.take(10.0, math.inf) for _ in range(6)] == pytest.approx(
        [0, 0, 0, 0.2, 0.4, 0.6]
    )


def test_after_a_pause_there_is_a_whole_burst_again_and_no_more() -> None:
    turns = Turns(RateLimit(5, burst=3))
    for _ in range(3):
        turns.take(10.0, math.inf)

    later = [turns.take(1000.0, math.inf) for _ in range(4)]

    assert later == pytest.approx([0, 0, 0, 0.2])


def test_a_turn_that_comes_too_late_is_not_taken() -> None:
    turns = Turns(RateLimit(1))
    turns.take(0.0, math.inf)

    assert turns.take(0.0, 0.5) is None
    assert turns.take(0.0, 2.0) == pytest.approx(1.0)


REQUESTS = st.lists(st.floats(0, 3), min_size=1, max_size=60)
LIMITS = st.builds(RateLimit, st.floats(0.5, 50), burst=st.integers(1, 8))


@given(pauses=REQUESTS, limit=LIMITS)
def test_in_any_span_of_time_no_more_are_sent_than_the_limit_says(
    pauses: list[float], limit: RateLimit
) -> None:
    sent = list(times_sent(Turns(limit), pauses))

    for first, began in enumerate(sent):
        for count, ended in enumerate(sent[first:], start=1):
            allowed = limit.burst + limit.per_second * (ended - began)
            assert count <= allowed + 1e-3  # turns are rounded to microseconds


def times_sent(turns: Turns, pauses: list[float]) -> Iterator[float]:
    now = 0.0
    for pause in pauses:
        now += pause
        wait = turns.take(now, math.inf)
        assert wait is not None
        yield now + wait


@settings(max_examples=30, deadline=None)
@given(pauses=REQUESTS, limit=LIMITS, most=st.floats(0, 2))
def test_redis_gives_the_same_turns(
    running_redis: RedisServer, pauses: list[float], limit: RateLimit, most: float
) -> None:
    turns, script = Turns(limit), with_clock(TAKE_TURN)
    now = 5000.0
    with running_redis.client() as server:
        server.flushall()
        for pause in pauses:
            now += pause
            given = (limit.interval, limit.slack, most, now)
            found: Any = server.execute_command(
                "EVAL", script, 1, "turns", *(round(value * 1e6) for value in given)
            )
            mine = turns.take(now, most)
            alike = -1 if mine is None else round(mine * 1e6)
            # Microseconds are rounded, so a turn at the very bound may fall on either side.
            at_the_bound = -1 in (found, alike)
            assert abs(found - alike) <= 2 * len(pauses) or at_the_bound
            if found != alike and at_the_bound:
                return


def with_clock(script: str) -> str:
    """The script with a clock that is handed in, and keys that do not run out."""
    fake = "local clock = {0, tonumber(ARGV[4])}"
    made = script.replace("local clock = redis.call('TIME')", fake)
    made = made.replace(", 'PX', math.ceil((next - now) / 1000)", "")
    assert made.count("ARGV[4]") == 1
    assert "PX" not in made
    return made


# Every request counts.


def test_each_request_is_counted_the_token_and_repeated_ones_too() -> None:
    clock = WaitingClock()
    server = Server(in_turn(503, order_answer))
    with client(server, rate_limit=RateLimit(2, burst=1), clock=clock) as mycloud:
        mycloud.orders.get(342)

    assert len(server.requests) == 3
    assert [wait for wait in clock.waits if wait] == [0.5, 0.5]


def test_awaited_requests_are_counted_alike() -> None:
    clock = WaitingClock()
    server = Server(in_turn(503, order_answer))

    async def main() -> None:
        async with async_client(server, rate_limit=2, clock=clock) as mycloud:
            await mycloud.orders.get(342)

    asyncio.run(main())

    assert len(server.requests) == 3
    assert [wait for wait in clock.waits if wait] == [0.5, 0.5]


def test_siblings_share_the_limit() -> None:
    clock = WaitingClock()
    with client(
        Server(order_answer), token="ready", rate_limit=2, clock=clock
    ) as mycloud:
        mycloud.orders.get(342)
        mycloud.with_options(timeout=5).orders.get(342)

    assert clock.waits == [0.5]


def test_threads_share_the_limit() -> None:
    clock = WaitingClock()
    clock.sleep = clock.waits.append  # type: ignore[assignment]  # time stands still
    server = Server(order_answer)
    limit = RateLimit(10, burst=4)
    with (
        client(server, token="ready", rate_limit=limit, clock=clock) as mycloud,
        ThreadPoolExecutor(16) as pool,
    ):
        list(pool.map(mycloud.orders.get, range(1, 21)))

    assert sorted(clock.waits) == pytest.approx([n / 10 for n in range(1, 17)])


def test_a_turn_after_the_deadline_is_a_timeout_that_says_nothing_was_sent() -> None:
    server = Server(order_answer)
    soon = RetryPolicy(deadline=0.4)
    clock = WaitingClock()
    with client(
        server, token="ready", rate_limit=2, retry=soon, clock=clock
    ) as mycloud:
        mycloud.orders.get(342)
        with pytest.raises(
            TimeoutError, match="was not sent: under rate_limit="
        ) as got:
            mycloud.orders.create(delivery_mode_id=343, items=[ITEM])

    assert not isinstance(got.value, UnknownOutcomeError)
    assert len(server.requests) == 1
    assert clock.waits == []


def test_twenty_requests_at_40_a_second_take_half_a_second_of_real_time() -> None:
    server = Server(order_answer)
    limit = RateLimit(40, burst=1)
    with client(server, token="ready", rate_limit=limit, clock=RealClock()) as mycloud:
        began = time.monotonic()
        for id in range(1, 21):
            mycloud.orders.get(id)
        took = time.monotonic() - began

    assert 19 / 40 <= took < 5


# Shared over Redis.


def test_clients_that_share_a_redis_share_the_limit(shared: RedisServer) -> None:
    server = Server(order_answer)
    limit = RateLimit(0.5, burst=4, redis=shared.url)
    policy = RetryPolicy(max_attempts=1, deadline=1)
    clients = [
        client(server, token="ready", rate_limit=limit, retry=policy) for _ in range(4)
    ]
    for mycloud in clients:
        mycloud.orders.get(342)
    for mycloud in clients:
        with pytest.raises(TimeoutError, match="under rate_limit="):
            mycloud.orders.get(342)
        mycloud.close()

    assert len(server.requests) == 4


def test_an_awaited_client_shares_it_with_a_blocking_one(shared: RedisServer) -> None:
    server = Server(order_answer)
    limit = RateLimit(0.5, redis=shared.url)
    policy = RetryPolicy(max_attempts=1, deadline=1)

    async def main() -> None:
        async with async_client(server, token="ready", rate_limit=limit) as mycloud:
            await mycloud.orders.get(342)

    asyncio.run(main())
    with (
        client(server, token="ready", rate_limit=limit, retry=policy) as mycloud,
        pytest.raises(TimeoutError, match="under rate_limit="),
    ):
        mycloud.orders.get(342)


def test_keys_of_another_shop_have_turns_of_their_own(shared: RedisServer) -> None:
    server = Server(order_answer)
    limit = RateLimit(0.5, redis=shared.url)
    policy = RetryPolicy(max_attempts=1, deadline=1)
    for key in ("the-key", "another-key"):
        with client(
            server, api_key=key, token="ready", rate_limit=limit, retry=policy
        ) as mycloud:
            mycloud.orders.get(342)

    assert len(server.requests) == 2


def break_by_stopping(server: RedisServer) -> None:
    server.stop()


def break_by_silence(server: RedisServer) -> None:
    server.pause()


@pytest.mark.parametrize("breaks", [break_by_stopping, break_by_silence])
def test_without_its_redis_a_process_keeps_the_limit_by_itself(
    breaks: Callable[[RedisServer], None], fragile: RedisServer
) -> None:
    server = Server(order_answer)
    clock = WaitingClock()
    limit = RateLimit(2, burst=3, redis=fragile.url)
    with client(server, token="ready", rate_limit=limit, clock=clock) as mycloud:
        mycloud.orders.get(342)
        breaks(fragile)
        began = time.monotonic()
        for _ in range(5):
            mycloud.orders.get(342)

    assert clock.waits == [0.5, 0.5]
    assert time.monotonic() - began < 3


def test_garbage_in_the_place_of_the_turns_fails_no_call(shared: RedisServer) -> None:
    server = Server(order_answer)
    limit = RateLimit(5, redis=shared.url)
    for _ in range(2):
        with client(server, token="ready", rate_limit=limit) as mycloud:
            mycloud.orders.get(342)
        with shared.client() as look:
            look.set(look.keys("mycloud:turns:*")[0], "no number")

    assert len(server.requests) == 2


# Settings.


@pytest.mark.parametrize("kind", [MyCloud, AsyncMyCloud])
@pytest.mark.parametrize("value", ["5", True, [5], RateLimit])
def test_a_rate_limit_of_a_wrong_kind_is_refused(kind: Any, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"rate_limit= got .*RateLimit\(5"):
        kind("k", "s", rate_limit=value)


@pytest.mark.parametrize("value", [0, -1, math.nan, math.inf, "5", True, None])
def test_a_rate_that_cannot_be_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"RateLimit\(per_second=\) got"):
        RateLimit(value)


@pytest.mark.parametrize("value", [0, 1.5, True, None])
def test_a_burst_that_cannot_be_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"RateLimit\(burst=\) got"):
        RateLimit(5, burst=value)


def test_a_redis_of_the_other_client_is_refused() -> None:
    limit = RateLimit(5, redis=redis.asyncio.Redis())
    with pytest.raises(ConfigurationError, match=r"takes a redis\.Redis"):
        MyCloud("k", "s", rate_limit=limit)


def test_a_rate_limit_shows_no_password() -> None:
    assert "the-password" not in repr(RateLimit(5, redis="redis://:the-password@h"))
