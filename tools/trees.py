"""Trees of files that are made anew as a whole, as generated/ and the cassettes are.

A run that fails, at whatever point, leaves the tree as it was: all is made elsewhere, copied beside
the tree, and put in its place by two renames. A run that is killed between them is made good by the
next.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(tree: Path) -> Iterator[None]:
    """One run at a time, the next waits. The lock ends with its process, whatever ends that, and
    leaves no file.
    """
    try:
        import fcntl
    except ImportError:  # Windows has no such lock; there, a folder in use cannot be renamed, and the run fails.
        yield
        return
    tree.parent.mkdir(exist_ok=True)
    folder = os.open(tree.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def repair(tree: Path) -> None:
    """Undo what a killed run left."""
    new, old = _beside(tree)
    if old.exists() and not tree.exists():
        old.rename(tree)
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)


def put_in_place(fresh: Path, tree: Path) -> None:
    """Make `fresh` the tree. It may lie on another file system, so it is copied first: a rename
    cannot be half done.
    """
    new, old = _beside(tree)
    try:
        shutil.copytree(fresh, new)
        if tree.exists():
            tree.rename(old)
        new.rename(tree)
    except (
        shutil.Error
    ) as error:  # It lists every file of a copy; the first tells enough.
        raise OSError(error.args[0][0][-1]) from error
    finally:
        repair(tree)


def _beside(tree: Path) -> tuple[Path, Path]:
    return tree.with_name(f".{tree.name}.new"), tree.with_name(f".{tree.name}.old")


def differences(fresh: Path, tree: Path) -> list[str]:
    """The faults of the tree, one line for each file; empty when it is current."""
    wanted, found = files_of(fresh), files_of(tree)
    return [
        *(f"missing: {name}" for name in sorted(wanted.keys() - found.keys())),
        *(f"not made: {name}" for name in sorted(found.keys() - wanted.keys())),
        *(
            f"differs: {name}"
            for name in sorted(wanted.keys() & found.keys())
            if wanted[name] != found[name]
        ),
    ]


def files_of(tree: Path) -> dict[str, bytes]:
    paths = (
        path
        for path in tree.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in paths}
