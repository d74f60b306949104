"""Clients for the recorded tests: while recording, each has a fresh sandbox on loopback with a clock that stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from mycloud import MyCloud
from mycloud._settings import LIVE_URL

from ..serving import KEYS, serving


@pytest.fixture(params=["documented", "envelope"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Which of the two shapes the server answers in: every recorded test runs against both."""
    return str(request.param)


@pytest.fixture
def server(dialect: str, record_mode: str) -> Iterator[str]:
    """The base URL: a sandbox while recording, otherwise the live one, which nothing reaches."""
    if record_mode == "none":
        yield LIVE_URL
        return
    with serving(dialect) as url:
        yield url


@pytest.fixture
def client(server: str, vcr: object) -> Iterator[MyCloud]:
    with MyCloud(KEYS["api_key"], KEYS["secret_key"], base_url=server) as client:
        yield client
