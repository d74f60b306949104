"""The generator's environment, and a copy of the checkout for it to work on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ..needed import missing
from .checkout import Checkout, copy_to
from .spec import REPOSITORY


@pytest.fixture(scope="session")
def generator_python() -> str:
    """The Python that has the generator; in CI its absence is a failure."""
    own = REPOSITORY / ".venv-generator" / "bin" / "python"
    python = os.environ.get("GENERATOR_PYTHON") or str(own)
    if Path(python).exists():
        return python
    missing(f"the generator is not set up: run `make generate`, or set GENERATOR_PYTHON ({python} does not exist)")


@pytest.fixture
def checkout(tmp_path: Path, generator_python: str) -> Checkout:
    return copy_to(tmp_path, generator_python)
