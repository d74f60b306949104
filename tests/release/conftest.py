"""The scratch repository, made once and copied for each test, and the programs a release needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.release.programs import TOOLS
from tools.spec import node

from ..requirements import missing
from .scratch import Scratch


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """The repository as it was when v0.1.0 was made of it; no test changes it."""
    return Scratch.made(tmp_path_factory.mktemp("released"))


@pytest.fixture
def scratch(released: Scratch, tmp_path: Path) -> Scratch:
    """A copy of it for one test."""
    return released.copied(tmp_path / "scratch")


@pytest.fixture(scope="session")
def tools() -> None:
    """For tests that build, install or describe."""
    if not TOOLS.is_dir():
        missing(".venv-release is not there: `make release-tools` installs it")


@pytest.fixture(scope="session")
def redocly() -> None:
    """For tests that compare specs."""
    if not node.is_installed():
        missing("Redocly is not installed: `make spec-tools` does it")
