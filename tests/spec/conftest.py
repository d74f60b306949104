"""The spec, read once for all tests of this folder."""

from __future__ import annotations

import pytest

from tools.spec import node

from ..requirements import missing
from .spec_reading import Spec, read_spec


@pytest.fixture(scope="session")
def spec() -> Spec:
    """The spec as it stands in the repository."""
    return read_spec()


@pytest.fixture(scope="session")
def redocly() -> None:
    """For tests that run Redocly; in CI they are never skipped."""
    if not node.is_installed():
        missing("Redocly is not installed: `make spec-tools` does it")
