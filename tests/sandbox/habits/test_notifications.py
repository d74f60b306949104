"""When the notifications of moves are posted."""

from __future__ import annotations

import json

import pytest
from mycloud_testing import Sandbox

from .showing import shows

STEPS = ["APPROVED", "PICKING", "PACKED", "SHIPPED", "DELIVERED"]

pytestmark = pytest.mark.parametrize("shape", ["documented", "envelope"])


def _posted(sandbox: Sandbox) -> list[str]:
    return [json.loads(body)["status"] for body in sandbox.notifications()]


@pytest.fixture
def delivered(
    mycloud_sandbox: Sandbox, shape: str, request: pytest.FixtureRequest
) -> Sandbox:
    """A sandbox with the habit of `@shows`, in which an order went all its way at once."""
    mycloud_sandbox.set_habits(*getattr(request, "param", "").split())
    mycloud_sandbox.move(mycloud_sandbox.order(), "DELIVERED")
    return mycloud_sandbox


def test_without_a_habit_each_move_is_told_once_and_in_order(
    delivered: Sandbox,
) -> None:
    assert (_posted(delivered), _posted(delivered)) == (STEPS, [])


@shows("notifies-late=60", by="delivered")
def test_a_notification_comes_late(delivered: Sandbox) -> None:
    assert _posted_after(delivered, 59.5) == []
    assert _posted_after(delivered, 0.5) == STEPS


@shows("notifies-late", by="delivered")
def test_it_comes_five_seconds_late_otherwise(delivered: Sandbox) -> None:
    assert _posted_after(delivered, 4.5) == []
    assert _posted_after(delivered, 0.5) == STEPS


def _posted_after(sandbox: Sandbox, seconds: float) -> list[str]:
    before = _posted(sandbox)
    sandbox.pass_time(seconds=seconds)
    return before + _posted(sandbox)


@shows("notifies-twice", by="delivered")
def test_a_notification_comes_twice(delivered: Sandbox) -> None:
    assert _posted(delivered) == [step for step in STEPS for _ in range(2)]


@shows("notifies-out-of-order=10", "notifies-out-of-order", by="delivered")
def test_notifications_overtake_each_other(delivered: Sandbox) -> None:
    assert _posted(delivered) == ["PICKING", "SHIPPED"]
    delivered.pass_time(seconds=10)
    assert _posted(delivered) == ["APPROVED", "PACKED", "DELIVERED"]


@shows("never-notifies", by="delivered")
def test_no_notification_comes(delivered: Sandbox) -> None:
    delivered.pass_time(days=1)

    assert _posted(delivered) == []


@shows("notifies-late=1 notifies-twice notifies-out-of-order=1", by="delivered")
def test_habits_of_notifications_go_together(delivered: Sandbox) -> None:
    twice = [step for step in STEPS for _ in range(2)]

    assert _posted_after(delivered, 1) == [*twice[2:4], *twice[6:8]]
    assert _posted_after(delivered, 1) == [*twice[:2], *twice[4:6], *twice[8:]]
