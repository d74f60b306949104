"""A copy of everything the generator reads and writes, to be changed without harm."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .spec import REPOSITORY

NEEDED = ("openapi", "templates", "tools", "generator-config.yml", "generated")


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

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Runs tools/generate.py of the copy."""
        command = [self.python, str(self.root / "tools" / "generate.py"), *options]
        return subprocess.run(command, cwd=self.root, capture_output=True, encoding="utf-8", check=False)

    def generated(self) -> dict[str, bytes]:
        """Everything below generated/, by its path."""
        files = (path for path in (self.root / "generated").rglob("*") if path.is_file())
        return {path.relative_to(self.package.parent).as_posix(): path.read_bytes() for path in files}

    def edit(self, file: Path, old: str, new: str) -> None:
        """Replaces the first occurrence of a text, which must be there."""
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file.name}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def copy_to(folder: Path, python: str) -> Checkout:
    unwanted = shutil.ignore_patterns("__pycache__", ".*")
    for name in NEEDED:
        source, target = REPOSITORY / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=unwanted)
        else:
            shutil.copy2(source, target)
    return Checkout(folder, python)
