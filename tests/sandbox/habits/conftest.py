"""A sandbox with the habit that a test is about, in both dialects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ...serving import serving_app
from ..visiting import Visitor
from .resident import DIALECTS, Resident


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def resident(request: pytest.FixtureRequest, dialect: str) -> Resident:
    """The habit is that of `@shows("name=value")`."""
    return Resident((request.param,), dialect).log_in()


@pytest.fixture
def served(request: pytest.FixtureRequest, dialect: str) -> Iterator[str]:
    """The same on its own port: the base URL."""
    settings: dict[str, Any] = {"dialect": dialect, "habits": (request.param,)}
    with serving_app(Visitor(settings).app) as url:
        yield url
