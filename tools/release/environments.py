"""Fresh environments with the built wheel in them, as users have them: none can see the checkout."""

from __future__ import annotations

import email
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from packaging.requirements import Requirement

from .programs import PYTHON, SCRIPTS, run, tool
from .reporting import ReleaseError

LOWEST = "lowest-direct"
NEWEST = "highest"


@dataclass(frozen=True)
class Environment:
    """A separate virtual environment."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.program("python")

    def program(self, name: str) -> Path:
        """One of its own programs."""
        return self.folder / SCRIPTS / name

    def install(
        self,
        wheel: Path,
        *,
        resolution: str,
        extras: Iterable[str] = (),
        also: Iterable[str] = (),
    ) -> None:
        """Installs the wheel with what it needs at its lowest or newest, and programs of ours
        next to it.

        Raises:
            ReleaseError: It cannot be installed so.
        """
        # uv takes the bounds of what it is asked for itself, so the wheel's requirements are asked
        # for one by one.
        wanted = [str(one) for one in requirements(wheel, extras)]
        command = (
            tool("uv"),
            "pip",
            "install",
            "--quiet",
            "--python",
            self.python,
            "--resolution",
            resolution,
        )
        run(*command, *wanted, *also, wheel, folder=self.folder)

    def versions(self, names: Iterable[str]) -> str:
        """What is installed of some distributions."""
        listed = run(
            tool("uv"),
            "pip",
            "list",
            "--format=freeze",
            "--python",
            self.python,
            folder=self.folder,
        )
        known = dict(
            line.split("==", 1) for line in listed.splitlines() if "==" in line
        )
        return ", ".join(f"{name} {known[name]}" for name in names if name in known)


def create(folder: Path) -> Environment:
    """An empty environment of the Python that runs us."""
    run(
        tool("uv"),
        "venv",
        "--quiet",
        "--no-project",
        "--clear",
        "--python",
        PYTHON,
        folder,
        folder=folder.parent,
    )
    return Environment(folder)


def requirements(wheel: Path, extras: Iterable[str] = ()) -> list[Requirement]:
    """What a wheel asks for, with some of its extras."""
    asked = [Requirement(text) for text in metadata(wheel).get_all("Requires-Dist", [])]
    return [
        _plain(one)
        for one in asked
        if any(_applies(one, extra) for extra in ("", *extras))
    ]


def extras(wheel: Path) -> list[str]:
    """The names of a wheel's extras."""
    return metadata(wheel).get_all("Provides-Extra", [])


def metadata(wheel: Path) -> Message:
    """What a wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        names = [
            name for name in archive.namelist() if name.endswith(".dist-info/METADATA")
        ]
        if len(names) != 1:
            raise ReleaseError(f"{wheel.name} has no metadata")
        return email.message_from_bytes(archive.read(names[0]))


def _applies(requirement: Requirement, extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def _plain(requirement: Requirement) -> Requirement:
    """Without its condition, which was looked at."""
    plain = Requirement(str(requirement))
    plain.marker = None
    return plain
