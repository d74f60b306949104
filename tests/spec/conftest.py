"""The spec, read once for all tests of this folder."""

from __future__ import annotations

import os

import pytest

from tools.spec import node

from .spec_reading import Spec, read_spec


@pytest.fixture(scope="session")
def spec() -> Spec:
    """The spec as it stands in the repository."""
    return read_spec()


@pytest.fixture(scope="session")
def redocly() -> None:
    """For tests that run Redocly; in CI they are never skipped."""
    if not node.is_installed():
        reason = "Redocly is not installed: `make spec-tools` does it"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
