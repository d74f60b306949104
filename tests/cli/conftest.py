"""A sandbox on loopback, a home without credentials, and the command as a call."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mycloud import Clock
from mycloud_cli.app import run

from ..serving import KEYS, serving
from .running import Mycloud, Result

LOOPBACK = r"127\.0\.0\.1$"
FOREIGN = "MYCLOUD_PROFILE MYCLOUD_TOKEN MYCLOUD_TOKEN_FILE HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY NO_COLOR FORCE_COLOR"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.block_network(allowed_hosts=[LOOPBACK]))


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home of the test's own, in which there is nothing."""
    for name in FOREIGN.split():
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command retries as the client does; its tests do not wait for it."""

    def sleep(self: object, seconds: float) -> None:
        pass

    monkeypatch.setattr(Clock, "sleep", sleep)


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    with serving("documented") as url:
        yield url


@pytest.fixture
def sandbox(sandbox_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A sandbox that the environment names, with its keys; its state is that of the whole session."""
    for name, value in {"base_url": sandbox_url, **KEYS}.items():
        monkeypatch.setenv(f"MYCLOUD_{name.upper()}", value)
    return sandbox_url


@pytest.fixture
def mycloud(capfdbinary: pytest.CaptureFixture[bytes]) -> Mycloud:
    """Runs a command in this process."""

    def call(*arguments: str) -> Result:
        capfdbinary.readouterr()
        code = run(arguments)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Result(int(code), out.decode(), err.decode())

    return call
