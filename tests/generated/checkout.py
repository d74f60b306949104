"""A copy of everything the generator reads and writes, to be changed without harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..requirements import missing
from .spec import REPOSITORY

NEEDED = ("openapi", "templates", "tools", "generator-config.yml", "generated", "wrapper")


@dataclass(frozen=True)
class Checkout:
    """A copied checkout and the Python of the generator's environment."""

    root: Path
    python: str

    @property
    def spec(self) -> Path:
        return self.root / "openapi" / "mycloud.yaml"

    @property
    def package(self) -> Path:
        return self.root / "generated" / "mycloud_api"

    @property
    def wrapper(self) -> Path:
        return self.root / "wrapper" / "mycloud"

    def make_sync(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Runs tools/sync_twin.py of the copy."""
        command = [self.python, str(self.root / "tools" / "sync_twin.py"), *options]
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", check=False, cwd=self.root
        )

    def run(self, *options: str, **how: Any) -> subprocess.CompletedProcess[str]:
        """Runs tools/generate.py of the copy, `how` see subprocess.Popen."""
        command, how = self.command(*options), {"cwd": self.root} | how
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **how)

    def command(self, *options: str) -> list[str]:
        return [self.python, str(self.root / "tools" / "generate.py"), *options]

    def generated(self) -> dict[str, bytes]:
        """Everything below generated/, by its path."""
        files = (path for path in (self.root / "generated").rglob("*") if path.is_file())
        return {path.relative_to(self.package.parent).as_posix(): path.read_bytes() for path in files}

    def edit(self, file: Path, old: str, new: str) -> None:
        """Replaces the first occurrence of a text, which must be there."""
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file.name}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def generator_python() -> str:
    """The Python that has the generator; in CI its absence is a failure."""
    here = Path(sys.executable)
    own = REPOSITORY / ".venv-generator" / here.parent.name / here.name
    python = os.environ.get("GENERATOR_PYTHON") or str(own)
    if Path(python).exists():
        return python
    missing(f"the generator is not set up: run `make generate`, or set GENERATOR_PYTHON ({python} does not exist)")


def copy_to(folder: Path, python: str) -> Checkout:
    folder.mkdir()
    unwanted = shutil.ignore_patterns("__pycache__", ".*")
    for name in NEEDED:
        source, target = REPOSITORY / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=unwanted)
        else:
            shutil.copy2(source, target)
    return Checkout(folder, python)
