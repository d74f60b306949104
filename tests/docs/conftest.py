"""The site as `make docs` builds it, once for all tests of a run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.site.__main__ import MKDOCS

from ..requirements import missing

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site. A warning fails the build."""
    if not MKDOCS.is_file():
        missing("MkDocs is not set up: `make docs` does that")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "tools.site", "--output", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"
