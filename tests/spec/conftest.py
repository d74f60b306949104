"""The spec, read once for all tests of this folder."""

from __future__ import annotations

import pytest

from .spec_reading import Spec, read_spec


@pytest.fixture(scope="session")
def spec() -> Spec:
    """The spec as it stands in the repository."""
    return read_spec()
