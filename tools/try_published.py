"""`make published`: the recorded tests of the newest release against it, as the package index gives
it today.

    python tools/try_published.py               with the newest dependencies the release allows
    python tools/try_published.py FILE.whl      the same of a wheel at hand, with the tests of the
    current commit

What breaks here broke without a change of ours: a dependency moved on.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "mycloud-client"
TOOLS = ("pytest", "pytest-recording", "pytest-timeout", "vcrpy", "trio")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        python = environment(place / "venv")
        wheel = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
        pip(
            python,
            "install",
            "--upgrade",
            f"{NAME}[fast,postgresql,sandbox] @ {wheel.as_uri()}"
            if wheel
            else f"{NAME}[fast,sandbox]",
        )
        pip(python, "install", *pinned_tools())
        print(output(python, "-m", "pip", "--disable-pip-version-check", "list"))
        unpack_tests(
            "HEAD" if wheel else f"v{installed_version(python)}", place / "tree"
        )
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/api"]
        return subprocess.run(command, cwd=place / "tree", check=False).returncode


def environment(place: Path) -> Path:
    """A new virtual environment's Python."""
    venv.create(place, with_pip=True)
    return place / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def pinned_tools() -> list[str]:
    """What replays, as the development group pins it, so that only what users get is new."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        tool
        for tool in project["dependency-groups"]["dev"]
        if re.split(r"\W*==", tool)[0] in TOOLS
    ]


def installed_version(python: Path) -> str:
    return output(
        python,
        "-c",
        f"from importlib.metadata import version; print(version('{NAME}'))",
    ).strip()


def unpack_tests(commit: str, place: Path) -> None:
    """The tests as they were at a commit, without any package beside them."""
    command = ["git", "archive", commit, "tests", "pyproject.toml"]
    archived = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    if archived.returncode:
        raise SystemExit(
            f"there are no tests of {commit} here: {archived.stderr.decode()}Fetch the tags, and run it again."
        )
    with tarfile.open(fileobj=BytesIO(archived.stdout)) as archive:
        archive.extractall(place, filter="data")


def pip(python: Path, *arguments: str) -> None:
    subprocess.run(
        [python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
        check=True,
    )


def output(*command: str | Path) -> str:
    return subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8"
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
