"""Sandboxes for the tests: each test has its own."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from ..postgresql import empty, new_schema
from . import visiting
from .visiting import Visitor

_NUMBERS = count()


@pytest.fixture(scope="session")
def empty_schemas() -> list[str]:
    """The URLs of schemas that earlier tests have left."""
    return []


@pytest.fixture(params=["sqlite", "postgresql"])
def both_databases(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    empty_schemas: list[str],
) -> Iterator[None]:
    """Runs a test twice: with sandboxes on either database, an empty one for every visitor."""
    used: list[str] = []

    def schema() -> str:
        url = request.getfixturevalue("postgresql")
        used.append(
            empty_schemas.pop()
            if empty_schemas
            else new_schema(url, f"sandbox_{next(_NUMBERS)}")
        )
        return used[-1]

    if request.param == "postgresql":
        monkeypatch.setattr(visiting, "new_database", schema)
    yield
    for url in used:
        empty(url)
        empty_schemas.append(url)


@pytest.fixture
def shared_database(both_databases: None, tmp_path: Path) -> str:
    """An empty database of either kind that several sandboxes can open."""
    return visiting.new_database() or str(tmp_path / "sandbox.db")


@pytest.fixture
def visitor() -> Visitor:
    """A client with a token, of a sandbox that answers in the documented shape."""
    return Visitor().log_in()


@pytest.fixture
def enveloped() -> Visitor:
    """A client with a token, of a sandbox that answers in the envelope."""
    return Visitor({"dialect": "envelope"}).log_in()
