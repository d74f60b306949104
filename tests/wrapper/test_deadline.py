"""How long a call may take: what is left of it, and what one attempt may take of that."""

from __future__ import annotations

import time

import pytest
from mycloud import Clock
from mycloud._deadline import Deadline


class Still(Clock):
    """A clock that stands at 100 s."""

    def monotonic(self) -> float:
        return 100.0


def test_a_deadline_is_that_many_seconds_from_now() -> None:
    assert Deadline.after(3.0, Still()).left == 3.0
    assert Deadline(90.0, Still()).left == -10.0


def test_a_wait_must_end_before_it() -> None:
    deadline = Deadline.after(3.0, Still())

    assert deadline.allows(2.9)
    assert not deadline.allows(3.0)


@pytest.mark.parametrize(
    ("timeout", "limits"), [(2.0, (2.0, 3.0)), (5.0, (3.0, 3.0)), (None, (3.0, 3.0))]
)
def test_an_attempt_gets_its_timeout_or_what_is_left(
    timeout: float | None, limits: tuple[float, float]
) -> None:
    assert Deadline.after(3.0, Still()).limits(timeout) == limits


@pytest.mark.parametrize("timeout", [2.0, None])
def test_without_end_only_the_timeout_counts(timeout: float | None) -> None:
    deadline = Deadline.after(None, Still())

    assert deadline.left is None
    assert deadline.allows(1e9)
    assert deadline.limits(timeout) == (timeout, None)


def test_the_clock_of_the_client_really_goes_on() -> None:
    deadline = Deadline.after(10.0, Clock())

    until = time.monotonic() + 0.02
    while time.monotonic() < until:
        pass

    assert deadline.left is not None
    assert 0 < deadline.left < 9.99
