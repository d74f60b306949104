"""What is to be released: a copy of the repository, in which the version is set and the changelog
dated.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tools.spec import documents, gate

from . import building, changelog, inventory, repository
from .building import Artefacts
from .inventory import Inventory

PYPROJECT = Path("pyproject.toml")
CHANGELOG = Path("CHANGELOG.md")
INIT = Path("wrapper/mycloud/__init__.py")


@dataclass(frozen=True)
class Candidate:
    """A version, and the copy it would be made from."""

    tree: Path
    version: str
    today: datetime.date = field(
        default_factory=lambda: datetime.datetime.now(datetime.UTC).date()
    )

    @property
    def work(self) -> Path:
        """Where everything is made that goes into no commit."""
        folder = self.tree.parent / "work"
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def tag(self) -> str:
        return f"v{self.version}"

    @cached_property
    def last_tag(self) -> str | None:
        """The release that this one follows."""
        return gate.last_release(self.tree)

    @cached_property
    def pyproject(self) -> dict[str, Any]:
        return tomllib.loads((self.tree / PYPROJECT).read_text(encoding="utf-8"))

    @property
    def changelog_text(self) -> str:
        return (self.tree / CHANGELOG).read_text(encoding="utf-8")

    @property
    def section(self) -> changelog.Section | None:
        """What the changelog reports this version."""
        return next(
            (
                one
                for one in changelog.sections(self.changelog_text)
                if one.name == self.version
            ),
            None,
        )

    @property
    def spec_version(self) -> str:
        return str(documents.read(self.tree / gate.SPEC)["info"]["version"])

    @property
    def versions(self) -> dict[str, str]:
        """Every place of the distribution that names its version, with what it says."""
        found = {str(PYPROJECT): str(self.pyproject["project"]["version"])}
        for package in building.packages(self.pyproject):
            for module in sorted((self.tree / package).rglob("*.py")):
                said = re.search(
                    r'^__version__(?:: \w+)? = "(.*)"',
                    module.read_text(encoding="utf-8"),
                    re.MULTILINE,
                )
                found |= {str(module.relative_to(self.tree)): said[1]} if said else {}
        return found

    @cached_property
    def artefacts(self) -> Artefacts:
        """The sdist and the wheel, built from the copy."""
        return building.build(self.tree, self.work / "dist", epoch=self.epoch)

    @cached_property
    def inventory(self) -> Inventory:
        """What an install of the wheel brings."""
        return inventory.take(
            self.artefacts.wheel, self.tree, self.work, epoch=self.epoch
        )

    @property
    def epoch(self) -> str:
        """The time that is written into what is built."""
        return repository.commit_time(self.tree)


@contextmanager
def prepared(
    folder: Path, version: str | None, *, as_nobody: bool = True
) -> Iterator[Candidate]:
    """What would go out as a version, or as the one that pyproject.toml names; the repository stays
    as it is.
    """
    with repository.copied(folder) as tree:
        candidate = Candidate(
            tree, version or Candidate(tree, "").versions[str(PYPROJECT)]
        )
        _prepare(candidate)
        repository.commit(tree, f"Release {candidate.version}", as_nobody=as_nobody)
        yield Candidate(tree, candidate.version)


def _prepare(candidate: Candidate) -> None:
    """Sets the version where the present one is written, and dates the changelog; checks judge what
    comes of it.
    """
    now = candidate.versions[str(PYPROJECT)]
    _replace(
        candidate.tree / PYPROJECT,
        f'version = "{now}"',
        f'version = "{candidate.version}"',
    )
    _replace(
        candidate.tree / INIT,
        f'__version__ = "{now}"',
        f'__version__ = "{candidate.version}"',
    )
    text = changelog.dated(candidate.changelog_text, candidate.version, candidate.today)
    _write(candidate.tree / CHANGELOG, text)


def _replace(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    _write(
        file, re.sub(rf"^{re.escape(before)}", after, text, count=1, flags=re.MULTILINE)
    )


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
