"""Clients for the recorded tests: while recording, each has a fresh sandbox on loopback with a
clock that stands.

Replayed, a test must ask for all that its cassette holds, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from mycloud import LIVE_URL, MyCloud
from vcr.errors import CannotOverwriteExistingCassetteException

from ..serving import KEYS, sandbox, serving_app

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class Stage:
    """One server for all that is recorded, on which each test finds its own sandbox."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[Stage, str]]:
    stage = Stage()
    with serving_app(stage) as url:
        yield stage, url


@pytest.fixture(params=["documented", "envelope"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Which of the two shapes the server answers in: every recorded test runs against both."""
    return str(request.param)


@pytest.fixture
def server(dialect: str, record_mode: str, request: pytest.FixtureRequest) -> str:
    """The base URL: a sandbox while recording, otherwise the live one, which nothing reaches."""
    if record_mode == "none":
        return LIVE_URL
    stage, url = request.getfixturevalue("stage")
    stage.app = sandbox(dialect)
    return str(url)


@pytest.fixture(autouse=True)
def all_is_asked_for(
    vcr: Any, record_mode: str, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Fails a test that leaves recorded answers unused, unless it has failed anyway."""
    failed_before = request.session.testsfailed
    yield
    if record_mode != "none" or request.session.testsfailed > failed_before:
        return
    unused = [
        f"{asked.method} {asked.path}"
        for index, asked in enumerate(vcr.requests)
        if not vcr.play_counts[index]
    ]
    if unused:
        pytest.fail(
            f"the cassette holds what nobody asked for, run `make record`: {', '.join(unused)}",
            pytrace=False,
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A request that is not recorded is described in one line."""
    report = yield
    error = call.excinfo and call.excinfo.value
    error = error and (error.__cause__ or error)
    if isinstance(error, CannotOverwriteExistingCassetteException):
        asked = error.failed_request
        report.longrepr = f"the cassette holds no answer to {asked.method} {asked.path}, run `make record`: {error}"
    return report


@pytest.fixture
def client(server: str, vcr: object) -> Iterator[MyCloud]:
    with MyCloud(KEYS["api_key"], KEYS["secret_key"], base_url=server) as client:
        yield client
