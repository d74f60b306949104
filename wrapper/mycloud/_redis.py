"""What processes share over Redis: its settings, names and scripts, and when it is left alone.

`_async/fleet.py` talks to it.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final, Protocol

import attrs

from ._errors import ConfigurationError
from ._setting_values import check_seconds, refusal

_log = logging.getLogger("mycloud")

PATIENCE: Final = 0.5
"""Seconds that one question to Redis may take, from looking up its host to the answer."""

PAUSE: Final = 5.0
"""Seconds for which a Redis that failed is not asked again, so that few calls wait for it."""

TAKE_TURN: Final = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local interval, slack, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local due = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local wait = math.max(due - slack - now, 0)
if most >= 0 and wait > most then return -1 end
local next = due + interval
redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000))
return math.ceil(wait)
"""
"""`_rate.Turns.take` in microseconds of the clock of Redis. -1 is a wait that is too long."""

RELEASE: Final = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
"""
"""Deletes a lock, unless it ran out and another process has it now."""


class RedisClient(Protocol):
    """A client of Redis: `redis.Redis` for `MyCloud`, `redis.asyncio.Redis` for `AsyncMyCloud`."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Send a command; gives its answer."""


@attrs.frozen
class RedisTokenStore:
    """Shares the token with other machines over Redis; one of them fetches it, the others wait.

    Which process fetches is settled by a lock in Redis that runs out, so that the next one fetches
    when the first was killed. A Redis that cannot be used fails no call: the process then fetches a
    own token. No question to Redis takes longer than half a second, and after a failure none
    is asked for five seconds.

    Anyone who can read the Redis can use the token until it ends. Names of keys hold a hash of keys
    and server, so that shops can share one Redis.

    Args:
        redis: The URL of a Redis, such as `rediss://:password@cache:6379/0`, or a client:
            `redis.Redis` for `MyCloud`, `redis.asyncio.Redis` for `AsyncMyCloud`. You close a
            client of your own.
        prefix: What the names of its keys begin with.
        lock_seconds: Seconds after which the next process fetches if the first has not come back.

    Raises:
        ConfigurationError: A value that cannot be, or the extra `redis` is not installed.
    """

    redis: str | RedisClient = attrs.field(repr=False)
    prefix: str = attrs.field(default="mycloud", kw_only=True)
    lock_seconds: float = attrs.field(default=10.0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_redis("RedisTokenStore(redis=)", self.redis)
        prefix: object = self.prefix
        if not isinstance(prefix, str) or not prefix:
            raise refusal("RedisTokenStore(prefix=)", prefix, "text")
        takes = "seconds, as a finite number over 0"
        check_seconds("RedisTokenStore(lock_seconds=)", self.lock_seconds, takes)


def check_redis(setting: str, redis: object) -> None:
    """Checks the URL of a Redis, or a client of it.

    Raises:
        ConfigurationError: It is neither, or a URL without the package that reads it.
    """
    if isinstance(redis, str):
        _check_url(setting, redis)
    elif isinstance(redis, type) or not callable(
        getattr(redis, "execute_command", None)
    ):
        takes = "a URL such as redis://cache:6379/0, or a client of the package redis"
        raise refusal(setting, redis, takes)


def check_kind_of_redis(setting: str, redis: object, *, library: str) -> None:
    """Checks that a client of Redis waits as our client does.

    Args:
        setting: Where it was given.
        redis: The client, or the URL of a Redis.
        library: The module whose clients are taken: `redis` or `redis.asyncio`.

    Raises:
        ConfigurationError: It blocks where ours is awaited, or the other way round.
    """
    command = getattr(redis, "execute_command", None)
    awaited = library.endswith("asyncio")
    if command is not None and inspect.iscoroutinefunction(command) is not awaited:
        ours = "AsyncMyCloud" if awaited else "MyCloud"
        raise ConfigurationError(
            f"{setting} is a client for the other kind: {ours} takes a {library}.Redis, or a URL"
        )


def _check_url(setting: str, url: str) -> None:
    try:
        library = import_module("redis")
    except ImportError:
        raise ConfigurationError(
            f"{setting} needs a package: pip install 'mycloud-client[redis]'"
        ) from None
    try:
        library.ConnectionPool.from_url(url)
    except Exception:  # The package's own message may show the password.
        raise ConfigurationError(
            f"{setting} is not the URL of a Redis; it looks like redis://cache:6379/0, "
            "rediss://... for TLS, or unix:///run/redis.sock"
        ) from None


def open_redis(library: str, url: str) -> Any:
    """A client of that package, `redis` or `redis.asyncio`, whose own waits end too."""
    made = import_module(library).Redis
    return made.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)


def claim_waits() -> Iterator[float]:
    """Seconds between two looks for the token that another process fetches."""
    wait = 0.02
    while True:
        yield wait
        wait = min(wait * 1.5, 0.25)


class RedisAwayError(Exception):
    """Redis gave no answer that can be used."""


class Outage:
    """Whether a Redis that failed is left alone for now. Logs the beginning of each outage."""

    def __init__(self) -> None:
        self._until = 0.0
        self._failed = False

    def check(self, now: float) -> None:
        """Raises while Redis is left alone."""
        if self._failed and now < self._until:
            raise RedisAwayError

    def begin(self, now: float, error: Exception) -> None:
        """Leave Redis alone from now on. Only the kind of the error is shown: texts may hold a
        password.
        """
        if not self._failed:
            _log.warning(
                "Redis is not used for now: %s; this process goes on automatically",
                type(error).__name__,
            )
        self._failed = True
        self._until = now + PAUSE

    def end(self) -> None:
        """Redis has answered."""
        if self._failed:
            _log.info("Redis is used again")
        self._failed = False


def text_of(value: object) -> str | None:
    """The text that Redis holds; None for nothing, and for anything that is not text."""
    if isinstance(value, bytes):
        return value.decode("ascii", errors="replace")
    return value if isinstance(value, str) else None
