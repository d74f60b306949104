"""When a call is tried again, as data and pure rules."""

from __future__ import annotations

from typing import Final

import attrs

from . import _errors as errors
from ._errors import ApiError, MyCloudError
from ._setting_values import check_seconds, check_whole

_PASSING: Final = {408, 502, 503, 504}
"""Answers that report a passing fault (those the vendor's SDK retries, observed)."""

_MOST_DOUBLINGS: Final = 1000
"""2.0 ** 1024 is more than a float can hold."""


_UNCLEAR: Final = {301, 302, 303, 408}
"""Answers to a create that do not say whether it happened."""


@attrs.frozen(kw_only=True)
class RetryPolicy:
    """How often a call is tried, and how long it may take.

    Tried again are: a call that found no connection, and one answered with 429; and, unless it
    creates something, one that got no answer or was answered with 408, 502, 503 or 504. The waits
    grow from `backoff`, doubling, and are drawn at random between nothing and that ("full jitter"),
    unless the server says how long to wait.

    Attributes:
        max_attempts: How often a call is sent at most; 1 for no retries.
        backoff: Seconds that the first wait may take.
        max_wait: Seconds that any wait may take. When the server asks for a longer one, the error
            is raised.
        deadline: Seconds a whole call may take, with its attempts, waits and the fetch of a token;
            None for no end.

    Raises:
        ConfigurationError: A value that cannot be; all numbers are finite.
    """

    max_attempts: int = 3
    backoff: float = 0.5
    max_wait: float = 30.0
    deadline: float | None = 120.0

    def __attrs_post_init__(self) -> None:
        check_whole(
            "RetryPolicy(max_attempts=)",
            self.max_attempts,
            "a whole number of 1 or more",
        )
        for name in ("backoff", "max_wait"):
            takes = "seconds, as a finite number of 0 or more"
            check_seconds(
                f"RetryPolicy({name}=)", getattr(self, name), takes, zero=True
            )
        takes = "seconds, as a finite number over 0, or None for no end"
        check_seconds("RetryPolicy(deadline=)", self.deadline, takes, none=True)

    def wait_after(
        self, attempt: int, error: MyCloudError, *, repeatable: bool
    ) -> float | None:
        """Seconds to wait before the next attempt; None when there is to be none."""
        helps = did_not_happen(error) or (repeatable and _may_pass(error))
        if attempt >= self.max_attempts or not helps or _is_lasting(error):
            return None
        asked = error.retry_after if isinstance(error, ApiError) else None
        if asked is not None:
            return asked if asked <= self.max_wait else None
        return self.backoff_wait(attempt)

    def backoff_wait(self, attempt: int) -> float:
        """Seconds drawn at random below the bound of that attempt."""
        import random  # it takes longer to load than the rest of this module

        doublings = min(attempt - 1, _MOST_DOUBLINGS)
        return random.uniform(0, min(self.max_wait, self.backoff * 2.0**doublings))


def did_not_happen(error: MyCloudError) -> bool:
    """Whether it is certain that the server did nothing."""
    return isinstance(error, (errors.ConnectError, errors.RateLimitError))


def may_have_happened(error: MyCloudError) -> bool:
    """Whether the server may have created something all the same.

    A PHP server redirects after it has stored: 301, 302 and 303 say nothing.
    """
    if isinstance(error, ApiError):
        return error.status in _UNCLEAR or error.status >= 500
    lost = isinstance(error, (errors.TransportError, errors.DecodeError))
    return lost and not did_not_happen(error)


def _may_pass(error: MyCloudError) -> bool:
    if isinstance(error, ApiError):
        return error.status in _PASSING
    return isinstance(error, errors.TransportError)


def _is_lasting(error: MyCloudError) -> bool:
    return isinstance(error, errors.TransportError) and not error.may_pass
