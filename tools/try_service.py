"""`make service`: the tests of examples/service with the built wheel, in an environment without the
checkout.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "testing-your-service.md"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        python = environment(place / "venv")
        requirements = [
            name.replace("mycloud-client", str(wheel(place / "dist")))
            for name in documented_requirements()
        ]
        pip(python, "install", *requirements)
        service = shutil.copytree(ROOT / "examples" / "service", place / "service")
        return subprocess.run(
            [python, "-m", "pytest"], cwd=service, check=False
        ).returncode


def environment(place: Path) -> Path:
    """A new virtual environment's Python."""
    venv.create(place, with_pip=True)
    return place / "bin" / "python"


def wheel(place: Path) -> Path:
    """The distribution, built from the checkout."""
    pip(
        Path(sys.executable), "wheel", "--no-deps", "--wheel-dir", str(place), str(ROOT)
    )
    return next(place.glob("*.whl"))


def documented_requirements() -> list[str]:
    """What the page about testing tells people to install."""
    command = re.search(
        r"^\$ pip install (.*)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    if command is None:
        raise SystemExit(f"{PAGE} does not say what to install")
    return command[1].replace("'", "").split()


def pip(python: Path, *arguments: str) -> None:
    subprocess.run(
        [python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
        check=True,
    )


if __name__ == "__main__":
    sys.exit(main())
