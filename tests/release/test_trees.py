"""tools/trees.py exchanges a tree whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import errno
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ..generated.spec import REPOSITORY

TOOL = REPOSITORY / "tools" / "trees.py"
STEPS = ["shutil.copytree", "Path.rename:1", "Path.rename:2"]

KILLED_AT = """
import os, shutil, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import trees

name, _, turn = sys.argv[4].partition(":")
owner, name = (shutil, "copytree") if name == "shutil.copytree" else (Path, "rename")
step, calls = getattr(owner, name), []

def last(*arguments):
    calls.append(step(*arguments))
    if len(calls) == int(turn or 1):
        os.kill(os.getpid(), signal.SIGKILL)
    return calls[-1]

setattr(owner, name, last)
trees.put_in_place(Path(sys.argv[2]), Path(sys.argv[3]))
"""

PUT_OFTEN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import trees

fresh, package = Path(sys.argv[2]), Path(sys.argv[3])
for _ in range(30):
    with trees.locked(package):
        trees.repair(package)
        trees.put_in_place(fresh, package)
"""


@pytest.fixture
def tree() -> ModuleType:
    spec = importlib.util.spec_from_file_location("trees", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return written(tmp_path / "generated" / "package", "old")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return written(tmp_path / "scratch" / "package", "new")


def written(folder: Path, text: str) -> Path:
    for name in ("a.py", "models/b.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def content(package: Path) -> set[str]:
    return {path.read_text(encoding="utf-8") for path in package.rglob("*.py")}


def beside(package: Path) -> list[str]:
    return [path.name for path in package.parent.iterdir() if path != package]


def test_a_fresh_tree_takes_the_place_of_the_old_one_whole(
    tree: ModuleType, fresh: Path, package: Path
) -> None:
    (package / "stray.py").write_text("stray", encoding="utf-8")

    tree.put_in_place(fresh, package)

    assert content(package) == {"new"}
    assert beside(package) == []
    assert content(fresh) == {"new"}


def test_a_tree_is_made_where_there_was_none(
    tree: ModuleType, fresh: Path, package: Path
) -> None:
    shutil.rmtree(package)

    tree.put_in_place(fresh, package)

    assert content(package) == {"new"}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_leaves_the_tree_as_it_was(
    tree: ModuleType,
    fresh: Path,
    package: Path,
    step: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fail_at(step, monkeypatch)

    with pytest.raises(OSError, match="No space left"):
        tree.put_in_place(fresh, package)

    assert content(package) == {"old"}
    assert beside(package) == []


def test_a_copy_that_fails_for_many_files_is_told_in_a_line(
    tree: ModuleType, fresh: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: str, target: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), target)

    monkeypatch.setattr(
        shutil.copytree, "__defaults__", (False, None, full, False, False)
    )

    with pytest.raises(OSError, match="No space left") as caught:
        tree.put_in_place(fresh, package)

    assert str(caught.value).count("No space left") == 1
    assert content(package) == {"old"}


def fail_at(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The named step finds the disk full, a copy after its first file."""
    name, _, turn = step.partition(":")
    calls: list[object] = []
    rename = Path.rename

    def refused(source: Path, target: Path) -> object:
        calls.append(source)
        if name == "shutil.copytree":
            target.mkdir()
            shutil.copy(source / "a.py", target)
        elif len(calls) != int(turn):
            return rename(source, target)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    owner, _, function = name.rpartition(".")
    monkeypatch.setattr(shutil if owner == "shutil" else Path, function, refused)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("step", STEPS)
def test_a_run_killed_after_any_step_leaves_one_whole_tree(
    tree: ModuleType, fresh: Path, package: Path, step: str
) -> None:
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            KILLED_AT,
            str(TOOL.parent),
            str(fresh),
            str(package),
            step,
        ],
        check=False,
    )
    assert killed.returncode == -9

    tree.repair(package)

    assert content(package) == ({"new"} if step == "Path.rename:2" else {"old"})
    assert beside(package) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no lock of this kind")
def test_runs_at_the_same_time_wait_for_each_other(
    tree: ModuleType, fresh: Path, package: Path
) -> None:
    arguments = [sys.executable, "-c", PUT_OFTEN, str(TOOL.parent)]
    other = written(fresh.parent / "other", "other")

    runs = [
        subprocess.Popen([*arguments, str(source), str(package)])
        for source in (fresh, other)
    ]

    assert [run.wait() for run in runs] == [0, 0]
    assert content(package) in ({"new"}, {"other"})
    assert beside(package) == []
