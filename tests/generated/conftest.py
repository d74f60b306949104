"""A copy of the checkout for the generator to work on."""

from __future__ import annotations

from pathlib import Path

import pytest

from .checkout import Checkout, copy_to, generator_python


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return copy_to(tmp_path / "checkout", generator_python())
