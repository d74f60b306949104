"""A pytest plugin, copied beside the tests: they end at once if they would test anything but the
installed wheel.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest


def pytest_configure() -> None:
    for name in ("mycloud", "mycloud_api"):
        found = Path(str(import_module(name).__file__)).resolve()
        if not found.is_relative_to(Path(sys.prefix).resolve()):
            pytest.exit(
                f"{name} comes from {found}, which is not in {sys.prefix}", returncode=4
            )
