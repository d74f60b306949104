"""One token for a fleet: who fetches it, and what happens when Redis or a process dies."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import redis
import redis.asyncio
import trio
from mycloud import (
    AsyncMyCloud,
    ConfigurationError,
    MyCloud,
    RedisTokenStore,
    RetryPolicy,
    TimeoutError,
)

from ..redis_server import RedisServer
from ..serving import KEYS, client_of
from ..wrapper.serving import Server, async_client, client, order_answer
from .fleet import Counting, Fleet, RealClock, counting_sandbox

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

MOMENT = 3
"""Seconds within which a call ends although Redis fails, on a busy machine."""


def test_16_processes_that_start_at_once_fetch_one_token(shared: RedisServer) -> None:
    with counting_sandbox() as (sandbox, url):
        assert Fleet(16, url, shared.url).outcome() == str([0] * 16)

    assert sandbox.tokens == 1


def test_when_the_process_that_fetches_is_killed_another_one_fetches(
    shared: RedisServer,
) -> None:
    with counting_sandbox() as (sandbox, url):
        killed = Fleet(1, url, shared.url, lock_seconds=0.5)
        sandbox.on_token = killed.kill
        assert killed.outcome() == ""
        with shared.client() as look:
            assert len(names(look, "mycloud:lock:*")) == 1
        sandbox.on_token = None

        with sharing(url, shared.url) as mycloud:
            mycloud.shops.list().first()

    assert sandbox.tokens == 2


def test_whoever_waits_for_the_token_of_another_waits_no_longer_than_its_deadline(
    shared: RedisServer,
) -> None:
    server = Server(order_answer)
    with client(server, token_store=RedisTokenStore(shared.url)) as mycloud:
        mycloud.orders.get(342)
    with shared.client() as look:
        (token,) = names(look, "mycloud:token:*")
        look.delete(token)
        look.set(token.replace("token", "lock"), "another process")

    impatient = RetryPolicy(deadline=0.3)
    with (
        client(
            server,
            token_store=RedisTokenStore(shared.url),
            retry=impatient,
            clock=RealClock(),
        ) as mycloud,
        pytest.raises(TimeoutError, match="no token came in time"),
    ):
        mycloud.orders.get(342)

    assert server.tokens == 1


def names(redis: Any, pattern: str) -> list[str]:
    """The names of keys in Redis."""
    return [str(name) for name in redis.keys(pattern)]


def sharing(url: str, redis_url: str, **settings: Any) -> MyCloud:
    """A client that shares nothing with others but the token's store."""
    store = RedisTokenStore(redis_url)
    given: dict[str, Any] = {**KEYS, "token_store": store, "clock": RealClock()}
    return MyCloud(base_url=url, **given | settings)


def test_six_clients_keep_their_peace_where_only_the_newest_token_of_a_key_is_good(
    shared: RedisServer,
) -> None:
    with counting_sandbox(habits=["one-live-token"]) as (sandbox, url):
        clients = [sharing(url, shared.url) for _ in range(6)]
        with ThreadPoolExecutor(6) as pool:
            for _ in range(4):
                read = pool.map(
                    lambda c: [c.orders.get(1984) for _ in range(5)], clients
                )
                assert sum(map(len, read)) == 30
                with client_of(url) as outsider:
                    outsider.shops.list().first()  # ends the token of the six
        for mycloud in clients:
            mycloud.close()

    assert sandbox.tokens == 4 + 4


# A Redis that fails.


def break_by_stopping(server: RedisServer) -> None:
    server.stop()


def break_by_silence(server: RedisServer) -> None:
    server.pause()


@pytest.mark.parametrize("breaks", [break_by_stopping, break_by_silence])
def test_calls_go_on_when_redis_goes_away_midway(
    breaks: Callable[[RedisServer], None], fragile: RedisServer
) -> None:
    server = Server(order_answer)
    with client(server, token_store=RedisTokenStore(fragile.url)) as mycloud:
        mycloud.orders.get(342)
        breaks(fragile)
        began = time.monotonic()
        server.handler = refuses("T1")
        for _ in range(5):
            assert mycloud.orders.get(342).id == 342

    assert time.monotonic() - began < MOMENT
    assert server.tokens == 2


@pytest.mark.parametrize("breaks", [break_by_stopping, break_by_silence])
def test_awaited_calls_go_on_when_redis_goes_away_midway(
    breaks: Callable[[RedisServer], None], fragile: RedisServer
) -> None:
    server = Server(order_answer)

    async def main() -> None:
        store = RedisTokenStore(fragile.url)
        async with async_client(server, token_store=store) as mycloud:
            await mycloud.orders.get(342)
            breaks(fragile)
            server.handler = refuses("T1")
            for _ in range(5):
                assert (await mycloud.orders.get(342)).id == 342

    began = time.monotonic()
    asyncio.run(main())

    assert time.monotonic() - began < MOMENT
    assert server.tokens == 2


def refuses(token: str) -> Callable[[Any], Any]:
    """Answers 401 to one token."""

    def handler(request: Any) -> Any:
        if request.headers["authorization"] == f"Bearer {token}":
            from ..http_library import httpx

            return httpx.Response(401)
        return order_answer(request)

    return handler


def test_a_redis_that_fails_is_asked_again_only_after_a_while() -> None:
    asked: list[str] = []

    class Failing:
        def execute_command(self, *command: str) -> object:
            asked.append(command[0])
            raise OSError("redis://:password@cache")

    server = Server(order_answer)
    now = FakeClock()
    store = RedisTokenStore(Failing())
    with client(server, token_store=store, clock=now) as mycloud:
        mycloud.orders.get(342)
        server.handler = refuses("T1")
        mycloud.orders.get(342)
        assert asked == ["SET"]
        now.time += 6
        server.handler = refuses("T2")
        mycloud.orders.get(342)

    assert asked == ["SET", "SET"]
    assert server.tokens == 3


class FakeClock(RealClock):
    """Stands still."""

    time = 1000.0

    def monotonic(self) -> float:
        return self.time


def test_the_log_of_an_outage_shows_no_password(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "mycloud")
    store = RedisTokenStore("redis://:the-password@127.0.0.1:1/0")
    with client(Server(order_answer), token_store=store) as mycloud:
        mycloud.orders.get(342)

    assert "Redis is not used for now" in caplog.text
    assert "the-password" not in caplog.text + repr(store)


@pytest.mark.parametrize(
    "garbage", [b"\xff\xfe", b"", b"a token of nobody", b"T9 0123"]
)
def test_garbage_in_redis_is_no_token(garbage: bytes, shared: RedisServer) -> None:
    server = Server(order_answer)
    store = RedisTokenStore(shared.url)
    with client(server, token_store=store) as first:
        first.orders.get(342)
    with shared.client() as look:
        look.set(names(look, "mycloud:token:*")[0], garbage)
    with client(server, token_store=store) as second:
        second.orders.get(342)

    assert server.bearers()[-1] == "Bearer T2"


def test_a_key_of_another_type_in_redis_fails_no_call(shared: RedisServer) -> None:
    server = Server(order_answer)
    store = RedisTokenStore(shared.url)
    with client(server, token_store=store) as first:
        first.orders.get(342)
    with shared.client() as look:
        (name,) = names(look, "mycloud:token:*")
        look.delete(name)
        look.lpush(name, "no text")
    with client(server, token_store=store) as second:
        assert second.orders.get(342).id == 342


# Bound to keys and server.


def test_names_in_redis_hold_no_key_and_each_pair_of_keys_has_its_own(
    shared: RedisServer,
) -> None:
    server = Server(order_answer)
    store = RedisTokenStore(shared.url, prefix="shop")
    for key in ("the-key", "another-key"):
        with client(server, api_key=key, token_store=store) as mycloud:
            mycloud.orders.get(342)
    with shared.client() as look:
        found = names(look, "*")

    assert len([name for name in found if name.startswith("shop:token:")]) == 2
    assert not any(secret in str(found) for secret in ("the-key", "the-secret"))
    assert server.tokens == 2


def test_a_token_is_kept_no_longer_than_it_can_be_used(shared: RedisServer) -> None:
    with counting_sandbox(token_lifetime=600) as (_, url):
        with sharing(url, shared.url) as mycloud:
            mycloud.shops.list().first()
        with shared.client() as look:
            left = look.pttl(names(look, "mycloud:token:*")[0])

    assert 500_000 < left <= 540_000


def test_no_lock_is_left_after_a_fetch_that_failed(shared: RedisServer) -> None:
    from ..http_library import httpx

    class Refusing(Server):
        def answer(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(500)

    store = RedisTokenStore(shared.url)
    once = RetryPolicy(max_attempts=1)
    with (
        client(Refusing(order_answer), token_store=store, retry=once) as mycloud,
        pytest.raises(Exception, match="500"),
    ):
        mycloud.orders.get(342)
    with shared.client() as look:
        assert look.keys("*") == []


# The awaited client, and clients of one's own.


def test_awaited_and_blocking_clients_share_a_token(shared: RedisServer) -> None:
    server = Server(order_answer)
    store = RedisTokenStore(shared.url)

    async def main() -> None:
        async with async_client(server, token_store=store) as mycloud:
            await mycloud.orders.get(342)

    asyncio.run(main())
    with client(server, token_store=store) as mycloud:
        mycloud.orders.get(342)

    assert server.tokens == 1


def test_the_event_loop_goes_on_while_redis_says_nothing(fragile: RedisServer) -> None:
    fragile.pause()
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    async def main() -> None:
        ticking = asyncio.create_task(tick())
        store = RedisTokenStore(fragile.url)
        async with async_client(Server(order_answer), token_store=store) as mycloud:
            await mycloud.orders.get(342)
        ticking.cancel()

    asyncio.run(main())

    assert ticks > 10


def test_under_trio_an_awaited_client_fetches_a_token_of_its_own(
    shared: RedisServer,
) -> None:
    server = Server(order_answer)

    async def main() -> None:
        store = RedisTokenStore(shared.url)
        async with async_client(server, token_store=store) as mycloud:
            assert (await mycloud.orders.get(342)).id == 342

    trio.run(main)

    assert server.tokens == 1


def test_a_client_of_the_callers_own_is_used_and_not_closed(
    shared: RedisServer,
) -> None:
    server = Server(order_answer)
    with redis.Redis.from_url(shared.url) as own:
        with client(server, token_store=RedisTokenStore(own)) as mycloud:
            mycloud.orders.get(342)
        assert len(own.keys("mycloud:token:*")) == 1


@pytest.mark.parametrize(
    ("kind", "own", "wanted"),
    [
        (MyCloud, redis.asyncio.Redis, "takes a redis.Redis"),
        (AsyncMyCloud, redis.Redis, "takes a redis.asyncio.Redis"),
    ],
)
def test_a_client_of_redis_for_the_other_client_is_refused(
    kind: Any, own: Any, wanted: str
) -> None:
    with pytest.raises(ConfigurationError, match=wanted):
        kind("k", "s", token_store=RedisTokenStore(own()))


@pytest.mark.parametrize(
    "url",
    ["", "cache:6379", "http://cache", "redis://:the-password@cache:no-port/0"],
)
def test_what_is_no_url_of_a_redis_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(ConfigurationError, match="is not the URL of a Redis") as caught:
        RedisTokenStore(url)

    assert "the-password" not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"redis": 7}, "redis="),
        ({"redis": redis.Redis}, "redis="),
        ({"redis": "redis://h", "prefix": ""}, "prefix="),
        ({"redis": "redis://h", "lock_seconds": 0}, "lock_seconds="),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    settings: dict[str, Any], named: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        RedisTokenStore(**settings)

    assert str(caught.value).startswith(f"RedisTokenStore({named})")


def test_64_threads_of_one_client_fetch_one_token(shared: RedisServer) -> None:
    server = Server(order_answer)
    together = threading.Barrier(64)
    with client(server, token_store=RedisTokenStore(shared.url)) as mycloud:

        def read(id: int) -> None:
            together.wait(20)
            mycloud.orders.get(id)

        with ThreadPoolExecutor(64) as pool:
            list(pool.map(read, range(1, 65)))

    assert server.tokens == 1


def test_the_counting_sandbox_counts() -> None:
    with counting_sandbox() as (sandbox, url):
        for _ in range(2):
            with client_of(url) as mycloud:
                mycloud.shops.list().first()

    assert isinstance(sandbox, Counting)
    assert sandbox.tokens == 2
