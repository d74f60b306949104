"""The sdist and the wheel: how they are built, whether twice gives the same bytes, and what may be
in them.
"""

from __future__ import annotations

import fnmatch
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .programs import run, tool
from .reporting import Problem, ReleaseError

# Files without code that go into the wheel.
DATA = (
    "*/py.typed",
    "mycloud_api/GENERATED.txt",
    "mycloud_sandbox/mycloud.yaml",
    "mycloud_sandbox/page/static/*",
    "*.dist-info/*",
)
_CODE = ("*.py", "*.pyi")


@dataclass(frozen=True)
class Artefacts:
    """What is uploaded."""

    sdist: Path
    wheel: Path

    @property
    def files(self) -> tuple[Path, Path]:
        return self.sdist, self.wheel


def build(tree: Path, into: Path, *, epoch: str, seed: str = "0") -> Artefacts:
    """Builds both from a tree, with the backend that `.venv-release` pins."""
    _build(tree, into, epoch, seed, "--sdist", "--wheel")
    return Artefacts(_only(into, "*.tar.gz"), _only(into, "*.whl"))


def build_from_sdist(sdist: Path, into: Path, *, epoch: str) -> Path:
    """The wheel as those get it who build it themselves."""
    unpacked = into / "unpacked"
    with tarfile.open(sdist) as archive:
        archive.extractall(unpacked, filter="data")
    _build(_only(unpacked, "*"), into, epoch, "0", "--wheel")
    return _only(into, "*.whl")


def packages(pyproject: dict[str, Any]) -> list[str]:
    """The folders whose packages are distributed."""
    return list(pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])


def differences(first: Path, second: Path) -> Iterator[Problem]:
    """Why two builds that ought to be the same are not."""
    if first.read_bytes() == second.read_bytes():
        return
    one, other = members(first), members(second)
    differing = sorted(
        name for name in one.keys() | other.keys() if one.get(name) != other.get(name)
    )
    what = ", ".join(differing[:5]) or "order, times or modes of what is in it"
    yield Problem(
        f"{first.name} built twice differs in: {what}",
        "find what puts time, chance or a path into it",
    )


def members(archive: Path) -> dict[str, bytes]:
    """The files of a wheel or an sdist."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(archive) as sdist:
        files = [(one, sdist.extractfile(one)) for one in sdist.getmembers()]
        return {one.name: content.read() for one, content in files if content}


def misfits(names: list[str], top_level: set[str]) -> Iterator[Problem]:
    """What is in a wheel and must not be, and what is not and must."""
    found = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    if found != top_level:
        yield Problem(
            f"the wheel holds {_list(found)} and not {_list(top_level)}",
            "see [tool.hatch.build]",
        )
    stray = [
        name
        for name in names
        if not any(fnmatch.fnmatch(name, pattern) for pattern in (*_CODE, *DATA))
    ]
    if stray:
        yield Problem(
            f"the wheel has stray files: {_list(stray)}",
            "remove them, or name them in building.DATA",
        )
    untyped = [name for name in top_level if f"{name}/py.typed" not in names]
    if untyped:
        yield Problem(
            f"py.typed is missing in {_list(untyped)}",
            "without it, type checkers see no types in it",
        )


def _build(tree: Path, into: Path, epoch: str, seed: str, *what: str) -> None:
    command: tuple[str | Path, ...] = (
        tool("python"),
        "-m",
        "build",
        "--no-isolation",
        *what,
        "--outdir",
        into,
    )
    run(*command, folder=tree, env={"SOURCE_DATE_EPOCH": epoch, "PYTHONHASHSEED": seed})


def _only(folder: Path, pattern: str) -> Path:
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise ReleaseError(
            f"the build made {len(found)} files {pattern} in place of one"
        )
    return found[0]


def _list(names: set[str] | list[str]) -> str:
    return ", ".join(sorted(names)[:8])
