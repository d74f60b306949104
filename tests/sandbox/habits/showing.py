"""Names the habit that a test shows, so that one without a test is noticed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import pytest

SHOWN: set[str] = set()
Test = TypeVar("Test", bound=Callable[..., None])


def shows(*habits: str, by: str = "resident") -> Callable[[Test], Test]:
    """The test is run with each of these habits alone, or with several in one text."""
    SHOWN.update(name.partition("=")[0] for habit in habits for name in habit.split())
    mark = pytest.mark.parametrize(by, habits, indirect=True)
    return cast("Callable[[Test], Test]", mark)
