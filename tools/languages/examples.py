"""The examples in other languages: what each needs, how it is generated and compiled, and how its
two programs run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .pins import OPENAPI_FETCH, OPENAPI_GENERATOR
from .vectors import ROOT

GENERATOR = ROOT / ".venv-languages" / "bin" / "openapi-generator-cli"
GENERATE = (str(GENERATOR), "generate", "-c", "openapi-generator.yaml")

HINTS = {
    "node": "Debian: apt-get install nodejs npm (20 or later)",
    "npm": "Debian: apt-get install nodejs npm (20 or later)",
    "java": "Debian: apt-get install openjdk-17-jdk-headless maven",
    "mvn": "Debian: apt-get install openjdk-17-jdk-headless maven",
    "go": "https://go.dev/dl/ (1.24 or later)",
    "php": "Debian: apt-get install php-cli php-curl php-mbstring php-guzzlehttp-guzzle",
}


class Failed(Exception):
    """A command did not end well."""

    def __init__(self, command: Sequence[str], status: int, printed: str) -> None:
        super().__init__(
            f"{' '.join(command)}\nended with status {status} and said:\n{printed.strip()}"
        )
        self.printed = printed


def run(
    command: Sequence[str], folder: Path, settings: Mapping[str, str] | None = None
) -> str:
    """Runs a command in a folder and gives what it printed.

    Raises:
        Failed: It ended with another status than 0.
    """
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | (settings or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Failed(command, done.returncode, done.stdout)
    return done.stdout


@dataclass(frozen=True)
class Example:
    """One language. Commands run in its folder; `vectors` is given the folder of the vectors and a
    URL.
    """

    language: str
    generator: str
    needs: tuple[str, ...]
    build: tuple[tuple[str, ...], ...]
    place: tuple[str, ...]
    vectors: tuple[str, ...]

    @property
    def folder(self) -> Path:
        return ROOT / "examples" / self.language.lower()

    def missing(self) -> list[str]:
        """The programs that are not installed."""
        return [name for name in self.needs if shutil.which(name) is None]


_JAVA = ("java", "-cp", "build/target/classes:build/lib/*")

EXAMPLES = (
    Example(
        "TypeScript",
        OPENAPI_FETCH,
        ("node", "npm"),
        (
            ("npm", "ci", "--silent", "--no-audit", "--no-fund"),
            ("npm", "run", "--silent", "generate"),
            ("npx", "tsc"),
        ),
        ("node", "build/place-an-order.js"),
        ("node", "build/vectors.js"),
    ),
    Example(
        "Java",
        f"{OPENAPI_GENERATOR} (okhttp-gson)",
        ("java", "mvn"),
        (GENERATE, ("mvn", "--quiet", "--batch-mode", "compile")),
        (*_JAVA, "mycloud.example.PlaceAnOrder"),
        (*_JAVA, "mycloud.example.Vectors"),
    ),
    Example(
        "Go",
        OPENAPI_GENERATOR,
        ("java", "go"),
        (
            GENERATE,
            ("go", "vet", ".", "./phpform", "./vectors"),
            ("go", "build", "-o", "build/", ".", "./vectors"),
        ),
        ("build/mycloud-example",),
        ("build/vectors",),
    ),
    Example(
        "PHP",
        OPENAPI_GENERATOR,
        ("java", "php"),
        (
            GENERATE,
            *(
                ("php", "-l", name)
                for name in (
                    "autoload.php",
                    "place-an-order.php",
                    "vectors.php",
                    "src/PhpForm.php",
                    "src/File.php",
                )
            ),
        ),
        ("php", "place-an-order.php"),
        ("php", "vectors.php"),
    ),
)
