"""A plugin under which no habit does anything; it prints the habits whose tests notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest
from mycloud_sandbox.habits import EVERY
from mycloud_sandbox.habits.describing import Acts

NOTICED = "noticed: "
_FIXTURES = ("resident", "served", "delivered")
_noticed: set[str] = set()


@pytest.fixture(autouse=True, scope="session")
def no_habit_does_anything() -> Iterator[None]:
    asleep = {
        name: replace(habit, act=lambda _value: Acts()) for name, habit in EVERY.items()
    }
    with patch.dict("mycloud_sandbox.habits.every.EVERY", asleep):
        yield


def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> None:
    if call.excinfo is not None and hasattr(item, "callspec"):
        asked = (str(item.callspec.params.get(name)) for name in _FIXTURES)
        _noticed.update(
            name.partition("=")[0] for habits in asked for name in habits.split()
        )


def pytest_unconfigure() -> None:
    print(NOTICED + " ".join(sorted(_noticed & set(EVERY))))
