"""When the notifications of moves are posted."""

from __future__ import annotations

import pytest
from mycloud_testing import Sandbox

from .showing import SHOWN

STEPS = ["APPROVED", "PICKING", "PACKED", "SHIPPED", "DELIVERED"]
SHOWN |= {"notifies-late", "notifies-twice", "notifies-out-of-order", "never-notifies"}

pytestmark = pytest.mark.parametrize("shape", ["documented", "envelope"])


def _posted(sandbox: Sandbox) -> list[str]:
    import json

    return [json.loads(body)["status"] for body in sandbox.notifications()]


@pytest.fixture
def delivered(mycloud_sandbox: Sandbox, shape: str) -> Sandbox:
    """A sandbox in which an order went all its way at once."""
    return mycloud_sandbox


def test_without_a_habit_each_move_is_told_once_and_in_order(
    delivered: Sandbox,
) -> None:
    delivered.move(delivered.order(), "DELIVERED")

    assert (_posted(delivered), _posted(delivered)) == (STEPS, [])


@pytest.mark.parametrize(
    ("habit", "seconds"), [("notifies-late=60", 60), ("notifies-late", 5)]
)
def test_a_notification_comes_late(
    delivered: Sandbox, habit: str, seconds: float
) -> None:
    delivered.set_habits(habit)
    delivered.move(delivered.order(), "DELIVERED")

    assert _posted(delivered) == []
    delivered.pass_time(seconds=seconds - 0.5)
    assert _posted(delivered) == []
    delivered.pass_time(seconds=0.5)
    assert _posted(delivered) == STEPS


def test_a_notification_comes_twice(delivered: Sandbox) -> None:
    delivered.set_habits("notifies-twice")
    delivered.move(delivered.order(), "DELIVERED")

    assert _posted(delivered) == [step for step in STEPS for _ in range(2)]


@pytest.mark.parametrize("habit", ["notifies-out-of-order=10", "notifies-out-of-order"])
def test_notifications_overtake_each_other(delivered: Sandbox, habit: str) -> None:
    delivered.set_habits(habit)
    delivered.move(delivered.order(), "DELIVERED")

    assert _posted(delivered) == ["PICKING", "SHIPPED"]
    delivered.pass_time(seconds=10)
    assert _posted(delivered) == ["APPROVED", "PACKED", "DELIVERED"]


def test_no_notification_comes(delivered: Sandbox) -> None:
    delivered.set_habits("never-notifies")
    delivered.move(delivered.order(), "DELIVERED")
    delivered.pass_time(days=1)

    assert _posted(delivered) == []


def test_habits_of_notifications_go_together(delivered: Sandbox) -> None:
    delivered.set_habits("notifies-late=1", "notifies-twice", "notifies-out-of-order=1")
    order = delivered.order()
    delivered.move(order, "PICKING")

    delivered.pass_time(seconds=1)
    assert _posted(delivered) == ["PICKING", "PICKING"]
    delivered.pass_time(seconds=1)
    assert _posted(delivered) == ["APPROVED", "APPROVED"]
