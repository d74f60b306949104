"""A repository of our own to release from, made of the files of this one: what is done to it is
done to nobody.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from tools.release import checks
from tools.release.candidate import prepared
from tools.release.programs import GENERATOR, ROOT
from tools.release.reporting import Problem
from tools.spec import documents, gate
from tools.spec.documents import Node

from ..requirements import missing

RELEASED = "0.1.0"
_HISTORY = (
    f"# Changelog\n\n## {RELEASED} - 2026-01-01\n\nSpec {RELEASED}.\n\n- All of it.\n"
)
_UNRELEASED = "# Changelog\n\n## Unreleased\n\nSpec {spec}.\n\n- {line}\n"

_NOT_NEEDED = (
    ":!bench",
    ":!docs",
    ":!examples",
    ":!openapi/vectors",
    ":!tools/languages",
)
_TESTS = re.compile(r"tests/(api/|cassettes/|release/consumer|[^/]*$)").match


class Scratch:
    """A repository whose last release is v0.1.0."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def made(cls, folder: Path) -> Scratch:
        """A new one, of the files as they lie here."""
        for name in _files():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        scratch = cls(folder)
        scratch._as_released()
        return scratch

    def copied(self, folder: Path) -> Scratch:
        """Another one like it."""
        self.git("clone", "--quiet", "--local", ".", str(folder))
        copy = Scratch(folder)
        copy._name_nobody()
        return copy

    def change_spec(self, change: Callable[[Node], object]) -> None:
        """Edits the spec, as a maintainer does by hand."""
        document = documents.read(self.folder / gate.SPEC)
        change(document)
        (self.folder / gate.SPEC).write_text(
            documents.as_yaml(document), encoding="utf-8"
        )

    def set_spec_version(self, version: str) -> None:
        self.edit(str(gate.SPEC), r"(?m)^  version: .*$", f"  version: {version}")

    def tell(self, spec: str = RELEASED, line: str = "A change.") -> None:
        """Writes a line of the changelog, above the last release."""
        self.edit(
            "CHANGELOG.md",
            "(?s)^# Changelog\n.*?(?=\n## 0)",
            _UNRELEASED.format(spec=spec, line=line),
        )

    def edit(self, file: str, pattern: str, replacement: str) -> None:
        """Replaces what a regular expression finds, which has to be there."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert re.search(pattern, text), f"{pattern!r} is not in {file}"
        (self.folder / file).write_text(
            re.sub(pattern, replacement, text), encoding="utf-8"
        )

    def write(self, file: str, text: str) -> None:
        (self.folder / file).write_text(text, encoding="utf-8")

    def generate(self) -> None:
        """What `make generate` does."""
        if not GENERATOR.parent.is_dir():
            missing(
                f"{GENERATOR.relative_to(ROOT)} is not there: `make release-tools` installs it"
            )
        subprocess.run(
            [GENERATOR, "tools/generate.py"],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )

    def refusals(
        self, version: str | None, names: Iterable[str]
    ) -> dict[str, list[Problem]]:
        """What `make release-check` says against a version, by the checks of these names."""
        with prepared(self.folder, version) as candidate:
            return checks.refusals(candidate, names, lambda _: None)

    def commit(self, message: str = "A change") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def _as_released(self) -> None:
        self.set_spec_version(RELEASED)
        self.edit("pyproject.toml", '(?m)^version = ".*"', f'version = "{RELEASED}"')
        self.edit(
            "wrapper/mycloud/__init__.py",
            '(?m)^__version__ = ".*"',
            f'__version__ = "{RELEASED}"',
        )
        self.write("CHANGELOG.md", _HISTORY)
        self.git("init", "--quiet", "--initial-branch=main")
        self._name_nobody()
        self.commit("Everything")
        self.git("tag", "--annotate", f"v{RELEASED}", "--message", "The first")

    def _name_nobody(self) -> None:
        for name, value in {
            "user.name": "Nobody",
            "user.email": "nobody@example.com",
            "commit.gpgsign": "false",
        }.items():
            self.git("config", name, value)


def told(refused: dict[str, list[Problem]], check: str) -> str:
    """All that one check said."""
    return "\n".join(f"{one.found}; {one.do}" for one in refused.get(check, []))


def _files() -> list[str]:
    """Those of this repository that a release is made of or checked with, committed or not."""
    command = [
        "git",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--",
        ".",
        *_NOT_NEEDED,
    ]
    listed = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True
    )
    names = sorted(filter(None, listed.stdout.split("\0")))
    return [
        name
        for name in names
        if (ROOT / name).is_file() and (not name.startswith("tests/") or _TESTS(name))
    ]
