"""Habits of notifications."""

from collections.abc import Sequence

from .describing import Acts, Evidence, Guarantee, Habit, always, seconds

_WHEN = "when notifications come"


def _late(value: str) -> Acts:
    late = seconds(value)
    return Acts(notified=lambda delays, _number: [delay + late for delay in delays])


def _out_of_order(value: str) -> Acts:
    held = seconds(value)

    def swapped(delays: Sequence[float], number: int) -> Sequence[float]:
        """Every other notification is overtaken by the one after it."""
        return [delay + held for delay in delays] if number % 2 else delays

    return Acts(notified=swapped)


def _notifies(name: str, says: str, acts: Acts, group: str | None = None) -> Habit:
    return Habit(
        name=name,
        says=says,
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.NOTIFIED,
        act=always(acts),
        group=group,
    )


HABITS = (
    Habit(
        name="notifies-late",
        value="5.0",
        says="posts a notification so many seconds after the move",
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.NOTIFIED,
        act=_late,
        group=_WHEN,
    ),
    _notifies(
        "notifies-twice",
        "posts every notification twice",
        Acts(notified=lambda delays, _number: [*delays, *delays]),
    ),
    Habit(
        name="notifies-out-of-order",
        value="1.5",
        says="holds every other notification back for so many seconds, so that the next overtakes "
        "it",
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.NOTIFIED,
        act=_out_of_order,
        group=_WHEN,
    ),
    _notifies(
        "never-notifies",
        "posts no notification",
        Acts(notified=lambda _delays, _number: []),
        _WHEN,
    ),
)
