"""The tree in generated/: what differs from a fresh one and why, and how the fresh one takes its place.

A run that fails, at whatever point, leaves the tree as it was: all is built elsewhere, copied beside the tree, and put
in its place by two renames. A run that is killed between them is made good by the next.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RECORD = "GENERATED.txt"


@contextmanager
def locked(package: Path) -> Iterator[None]:
    """One run at a time, the next waits. The lock ends with its process, whatever ends that, and leaves no file."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock; there, a folder in use cannot be renamed, and the run fails.
        yield
        return
    package.parent.mkdir(exist_ok=True)
    folder = os.open(package.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def repair(package: Path) -> None:
    """Undo what a killed run left."""
    new, old = _beside(package)
    if old.exists() and not package.exists():
        old.rename(package)
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)


def put_in_place(fresh: Path, package: Path) -> None:
    """Make `fresh` the tree. It may lie on another file system, so it is copied first: a rename cannot be half done."""
    new, old = _beside(package)
    try:
        shutil.copytree(fresh, new)
        if package.exists():
            package.rename(old)
        new.rename(package)
    finally:
        repair(package)


def _beside(package: Path) -> tuple[Path, Path]:
    return package.with_name(".new"), package.with_name(".old")


def differences(fresh: Path, package: Path) -> list[str]:
    """What is wrong with the tree, one line for each file; nothing when it is current."""
    wanted, found = files_of(fresh), files_of(package)
    return [
        *(f"missing: {name}" for name in sorted(wanted.keys() - found.keys())),
        *(f"not generated: {name}" for name in sorted(found.keys() - wanted.keys())),
        *(f"differs: {name}" for name in sorted(wanted.keys() & found.keys()) if wanted[name] != found[name]),
    ]


def changed_inputs(fresh: Path, package: Path) -> list[str]:
    """The files and tools that are not those the tree was made from, as its record has them."""
    noted, now = (_record_lines(tree) for tree in (package, fresh))
    return sorted({line.split("  ")[-1] for line in now ^ noted}) if noted else []


def _record_lines(package: Path) -> set[str]:
    record = package / RECORD
    return set(record.read_text(encoding="utf-8").splitlines()) if record.is_file() else set()


def files_of(package: Path) -> dict[str, bytes]:
    paths = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in paths}
