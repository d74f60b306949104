"""What a client shares with other processes: the token, and the turns of a rate limit."""

from __future__ import annotations

import math
from contextlib import suppress
from functools import partial
from typing import Any

from .._clock import Clock
from .._deadline import Deadline
from .._errors import TimeoutError
from .._forks import reopen_after_fork
from .._messages import new_request_id
from .._rate import RateLimit, Turns
from .._redis import (
    PATIENCE,
    RELEASE,
    TAKE_TURN,
    Outage,
    RedisAwayError,
    RedisClient,
    RedisTokenStore,
    open_redis,
    text_of,
)
from .._tasks import REDIS, check_can_use_redis, within
from .._token import bound, token_in, usable_seconds


class AsyncRedis:
    """A Redis that is asked for a moment at most, and left alone for a while after a failure.

    Args:
        redis: Its URL, or a client of the caller's own.
        clock: Tells how long it is left alone.
    """

    def __init__(self, redis: str | RedisClient, clock: Clock) -> None:
        self._given = redis
        self._clock = clock
        self.reopen()
        reopen_after_fork(self)

    def reopen(self) -> None:
        """Leave the connections to the parent after a fork."""
        self._outage = Outage()
        self._client: Any = None if isinstance(self._given, str) else self._given

    async def ask(self, *command: str | int) -> Any:
        """The answer to a command.

        Raises:
            RedisAwayError: None came in time, or none that is not an error.
        """
        self._outage.check(self._clock.monotonic())
        try:
            client = self._opened()
            answer = await within(PATIENCE, partial(client.execute_command, *command))
        except Exception as error:  # a client of Redis may raise anything
            self._outage.begin(self._clock.monotonic(), error)
            raise RedisAwayError from None
        self._outage.end()
        return answer

    def _opened(self) -> Any:
        check_can_use_redis()
        if self._client is None and isinstance(self._given, str):
            self._client = open_redis(REDIS, self._given)
        return self._client

    async def aclose(self) -> None:
        """Close the connections, unless the caller opened them."""
        if isinstance(self._given, str) and self._client is not None:
            with suppress(Exception):  # Redis may be away
                await self._client.aclose()


class AsyncFleetToken:
    """The token that a fleet shares, and the lock of the process that fetches it. Never raises.

    Args:
        store: Where it is.
        fingerprint: Tells keys and server apart from others.
        clock: Tells the time.
    """

    def __init__(self, store: RedisTokenStore, fingerprint: str, clock: Clock) -> None:
        self._redis = AsyncRedis(store.redis, clock)
        self._fingerprint = fingerprint
        self._key = f"{store.prefix}:token:{fingerprint}"
        self._lock_key = f"{store.prefix}:lock:{fingerprint}"
        self._lock_for = math.ceil(store.lock_seconds * 1000)
        self.reopen()
        reopen_after_fork(self)

    def reopen(self) -> None:
        """A child after a fork holds no lock."""
        self._holder: str | None = None

    async def claim(self) -> bool:
        """Whether this process is to fetch the token: nobody else does, or Redis cannot tell."""
        self._holder = new_request_id()
        lock = (self._lock_key, self._holder, "NX", "PX", self._lock_for)
        try:
            won = await self._redis.ask("SET", *lock)
        except RedisAwayError:
            won = True
        if not won:
            self._holder = None
        return bool(won)

    async def release(self) -> None:
        """Let the next process fetch, if this one was to."""
        holder, self._holder = self._holder, None
        if holder is not None:
            await self._quietly("EVAL", RELEASE, 1, self._lock_key, holder)

    async def load(self) -> str | None:
        """The token that another process left, if it is for these keys and this server."""
        found = await self._quietly("GET", self._key)
        return token_in(text_of(found), self._fingerprint)

    async def save(self, token: str) -> None:
        """Keep a token for the others for as long as it can be used."""
        life = math.ceil(usable_seconds(token) * 1000)
        text = bound(token, self._fingerprint)
        await self._quietly("SET", self._key, text, "PX", life)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def _quietly(self, *command: str | int) -> Any:
        try:
            return await self._redis.ask(*command)
        except RedisAwayError:
            return None


class AsyncPace:
    """Lets each request wait for its turn under a rate limit.

    Args:
        limit: How many requests there may be.
        fingerprint: Tells keys and server apart from others.
        clock: Tells the time, and waits.
    """

    def __init__(self, limit: RateLimit, fingerprint: str, clock: Clock) -> None:
        self._limit = limit
        self._clock = clock
        self._turns = Turns(limit)
        self._key = f"mycloud:turns:{fingerprint}"
        self._redis = None if limit.redis is None else AsyncRedis(limit.redis, clock)
        reopen_after_fork(self._turns)

    async def wait(self, name: str, deadline: Deadline) -> None:
        """Wait for the turn of a request.

        Args:
            name: The name of the request.
            deadline: When its call must have ended.

        Raises:
            TimeoutError: Its turn comes after the deadline; it was not sent.
        """
        left = math.inf if deadline.left is None else deadline.left
        seconds = await self._take(left)
        if seconds is None:
            raise TimeoutError(
                f"{name} was not sent: under rate_limit= its turn comes after its deadline"
            )
        if seconds:
            await self._clock.asleep(seconds)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._redis is not None:
            await self._redis.aclose()

    async def _take(self, most: float) -> float | None:
        """Seconds to wait for a turn; None if they are more than `most`."""
        if self._redis is not None:
            try:
                return await self._shared_turn(self._redis, most)
            except RedisAwayError:
                pass  # until it is back this process counts for itself
        return self._turns.take(self._clock.monotonic(), most)

    async def _shared_turn(self, redis: AsyncRedis, most: float) -> float | None:
        given = (self._limit.interval, self._limit.slack, min(most, 1e9))
        microseconds = [round(seconds * 1e6) for seconds in given]
        found = await redis.ask("EVAL", TAKE_TURN, 1, self._key, *microseconds)
        return None if found < 0 else found / 1e6
