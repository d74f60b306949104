"""The fixtures. pytest imports this module in every run, wanted or not, so it imports next to
nothing itself.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mycloud import AsyncMyCloud, MyCloud

    from .sandbox import Sandbox
    from .transport import Loop

_MARKER = (
    "mycloud(**settings): settings of the sandbox of a test, as "
    "mycloud_sandbox.create_app takes them"
)
_NOT_FOR_TESTS = {
    *("clock", "sleep", "admin_from_anywhere", "admin_key", "workers", "hosts", "cors"),
    "notify",  # nothing is posted without a server: `mycloud_sandbox.notifications()` gives them
}
_NEEDED = "the fixtures need the sandbox: pip install 'mycloud-client[sandbox]' ({})"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", _MARKER)


@pytest.fixture
def mycloud_sandbox(
    request: pytest.FixtureRequest, _mycloud_loop: Loop
) -> Iterator[Sandbox]:
    """A sandbox of this test alone: products and customers as in the documentation's examples, and
    no orders.

    `@pytest.mark.mycloud(dialect="envelope", orders=25)` sets it up in another way, and
    `@pytest.mark.mycloud(habits=["newest-first", "caps-pages=20"])` gives it habits.
    """
    from .sandbox import open_sandbox

    with open_sandbox(loop=_mycloud_loop, **_settings(request)) as sandbox:
        yield sandbox


@pytest.fixture
def mycloud_client(mycloud_sandbox: Sandbox) -> Iterator[MyCloud]:
    """A `MyCloud` of the sandbox, which retries as usual and never really waits."""
    with mycloud_sandbox.client() as client:
        yield client


@pytest.fixture
def mycloud_async_client(mycloud_sandbox: Sandbox) -> AsyncMyCloud:
    """An `AsyncMyCloud` of the sandbox, for asyncio and trio, which retries as usual and never
    really waits.
    """
    return mycloud_sandbox.async_client()


@pytest.fixture(scope="session")
def _mycloud_loop() -> Iterator[Loop]:
    """Where the sandbox runs when a blocking client calls it."""
    try:
        import_module(".sandbox", __package__)
    except ModuleNotFoundError as missing:
        pytest.fail(_NEEDED.format(missing), pytrace=False)
    from .transport import Loop

    with closing(Loop()) as loop:
        yield loop


def _settings(request: pytest.FixtureRequest) -> dict[str, object]:
    """Those of all markers; the nearest to the test wins."""
    settings: dict[str, object] = {}
    for marker in reversed(list(request.node.iter_markers("mycloud"))):
        if marker.args:
            raise pytest.UsageError(
                f"@pytest.mark.mycloud takes settings by name, got {marker.args!r}"
            )
        settings |= marker.kwargs
    _check(settings)
    return settings


def _check(settings: dict[str, object]) -> None:
    from mycloud_sandbox import create_app

    known = inspect.signature(create_app).parameters.keys() - _NOT_FOR_TESTS
    unknown = ", ".join(sorted(settings.keys() - known))
    if unknown:
        raise pytest.UsageError(
            f"@pytest.mark.mycloud has no setting {unknown}; it has {', '.join(sorted(known))}"
        )
