"""How many requests a client may send: the setting, and the arithmetic of whose turn is when."""

from __future__ import annotations

import math
import threading
from typing import Final

import attrs

from ._redis import RedisClient, check_redis
from ._setting_values import check_whole, refusal

_MOST_PER_SECOND: Final = 1_000_000
"""Redis counts in microseconds."""

_LEAST_PER_SECOND: Final = 1e-5
"""About one a day."""


@attrs.frozen
class RateLimit:
    """How many requests may be sent: in any t seconds at most `burst` + `per_second` x t.

    Each HTTP request counts, those for a token and repeated ones too. A request waits for its turn;
    one whose turn comes after its deadline is not sent. Without `redis=` each client counts for
    itself. With it, all clients with the same keys, server and Redis count together; a process that
    cannot reach Redis counts for itself until it can.

    Args:
        per_second: How many a second, on average; 0.5 is one in two seconds.
        burst: How many may be sent at once after a pause.
        redis: The URL of a Redis, or a client of it; see `RedisTokenStore`.

    Raises:
        ConfigurationError: A value that cannot be.
    """

    per_second: float
    burst: int = attrs.field(default=1, kw_only=True)
    redis: str | RedisClient | None = attrs.field(
        default=None, kw_only=True, repr=False
    )

    def __attrs_post_init__(self) -> None:
        given: object = self.per_second
        if (
            isinstance(given, bool)
            or not isinstance(given, (int, float))
            or not _LEAST_PER_SECOND <= given <= _MOST_PER_SECOND  # which NaN is not
        ):
            takes = f"requests a second, from {_LEAST_PER_SECOND} to {_MOST_PER_SECOND}"
            raise refusal("RateLimit(per_second=)", given, takes)
        takes = "a whole number of 1 or more: how many may be sent at once"
        check_whole("RateLimit(burst=)", self.burst, takes)
        if self.redis is not None:
            check_redis("RateLimit(redis=)", self.redis)

    @property
    def interval(self) -> float:
        """Seconds from one turn to the next."""
        return 1 / self.per_second

    @property
    def slack(self) -> float:
        """Seconds by which a request may come before its turn, which makes a burst."""
        return (self.burst - 1) * self.interval


def rate_limit_of(given: object) -> RateLimit | None:
    """The rate limit that `rate_limit=` asks for; a number means so many a second.

    Raises:
        ConfigurationError: It is none.
    """
    if given is None or isinstance(given, RateLimit):
        return given
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        takes = "a number of requests a second, or RateLimit(5, burst=10)"
        raise refusal("rate_limit=", given, takes)
    return RateLimit(given)


class Turns:
    """Gives each request its turn (GCRA, a leaky bucket that keeps one number).

    Redis does the same in `_redis.TAKE_TURN`; a test holds the two together.

    Args:
        limit: How many requests there may be.
    """

    def __init__(self, limit: RateLimit) -> None:
        self._limit = limit
        self._next = -math.inf  # when the next request would come if all came evenly
        self.reopen()

    def reopen(self) -> None:
        """Replace the lock, which another thread may have held at a fork."""
        self._lock = threading.Lock()

    def take(self, now: float, most: float) -> float | None:
        """Seconds to wait for a turn, which is then taken; None if it is longer than `most`.

        Args:
            now: Seconds of a monotonic clock.
            most: Seconds that the caller can wait.
        """
        with self._lock:
            due = max(self._next, now)
            wait = max(round(due - self._limit.slack - now, 6), 0.0)
            if wait > most:
                return None
            self._next = due + self._limit.interval
            return wait
