"""The programs a release is made with, and how they are called."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from .reporting import ReleaseError

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(sys.executable)
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
GENERATOR = ROOT / ".venv-generator" / SCRIPTS / "python"
TOOLS = ROOT / ".venv-release" / SCRIPTS


def tool(name: str) -> Path:
    """A program of `.venv-release`.

    Raises:
        ReleaseError: It is not installed.
    """
    program = shutil.which(name, path=TOOLS)
    if program is None:
        raise ReleaseError(
            f"{name} is not in {TOOLS.relative_to(ROOT)}", "make release-tools"
        )
    return Path(program)


def run(
    *command: str | Path, folder: Path, env: Mapping[str, str] | None = None
) -> str:
    """What a program printed.

    Raises:
        ReleaseError: It failed; the message is what it said.
    """
    done = attempt(*command, folder=folder, env=env)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise ReleaseError(
            f"{Path(command[0]).name} {command[1]} failed: {said[-2000:]}"
        )
    return done.stdout


def attempt(
    *command: str | Path, folder: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A program's end, whichever it was. It sees nothing of the checkout but what it is given."""
    return subprocess.run(
        command,
        cwd=folder,
        env={**_clean(), **(env or {})},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def _clean() -> dict[str, str]:
    """The environment without what would lead a program to other packages, repositories, settings
    or accounts.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _STRANGE and not name.startswith(_OTHERS)
    }
    mirror = (
        {"UV_DEFAULT_INDEX": os.environ["PIP_INDEX_URL"]}
        if "PIP_INDEX_URL" in os.environ
        else {}
    )
    return {"PYTHONUTF8": "1", "NO_COLOR": "1", **mirror, **kept}


_STRANGE = {
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "UV_RESOLUTION",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
}
_OTHERS = ("MYCLOUD_", "TWINE_", "PYTEST_")
