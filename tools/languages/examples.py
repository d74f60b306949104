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

from .pins import HEY_API, OAPI_CODEGEN, OPENAPI_FETCH, OPENAPI_GENERATOR
from .vectors import ROOT

GENERATOR = ROOT / ".venv-languages" / "bin" / "openapi-generator-cli"
SPECS = ROOT / "dist" / "openapi"

_NODE = "Debian: apt-get install nodejs npm (20 or later)"
_JAVA = "Debian: apt-get install openjdk-17-jdk-headless maven"
_PHP = "Debian: apt-get install php-cli php-curl php-mbstring php-guzzlehttp-guzzle"
HINTS = {
    "node": _NODE,
    "npm": _NODE,
    "java": _JAVA,
    "mvn": _JAVA,
    "go": "https://go.dev/dl/ (1.24 or later)",
    "php": _PHP,
    "PHP's curl and mbstring": _PHP,
    "Guzzle for PHP": f"{_PHP}, or composer install in examples/php",
    "cargo": "https://rustup.rs (1.85 or later)",
}


@dataclass(frozen=True)
class Cell:
    """A shape of answers, and what requests are sent as."""

    shape: str
    bodies: str

    @property
    def dialect(self) -> str:
        """What the sandbox calls the shape."""
        return "envelope" if self.shape == "enveloped" else self.shape

    @property
    def settings(self) -> dict[str, str]:
        """What tells an example to use it."""
        return {"MYCLOUD_SHAPE": self.shape, "MYCLOUD_BODIES": self.bodies}

    def __str__(self) -> str:
        return f"{self.shape}, {self.bodies}"


CELLS = tuple(
    Cell(shape, bodies)
    for shape in ("documented", "enveloped")
    for bodies in ("form", "json")
)


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
    """One language and generator. Commands run in its folder; `vectors` is given the folder of the
    vectors and a URL.
    """

    language: str
    generator: str
    place_of: str
    """Its folder below examples/."""
    needs: tuple[str, ...]
    build: tuple[tuple[str, ...], ...]
    place: tuple[str, ...]
    vectors: tuple[str, ...]
    notifications: tuple[str, ...] = ()
    """Reads the notifications of a folder, which it is given; in languages that show how."""
    build_cell: tuple[tuple[str, ...], ...] = ()
    """What is built again for each cell; here and in `place`, {shape} and {bodies} stand for it."""

    @property
    def folder(self) -> Path:
        """Where its commands run."""
        return ROOT / "examples" / self.place_of

    def missing(self) -> list[str]:
        """The programs and packages that are not installed, by their names in HINTS."""
        return [name for name in self.needs if not _is_there(name, self.folder)]


def for_cell(command: Sequence[str], cell: Cell) -> list[str]:
    """The command with the cell in the places that are meant for it."""
    return [part.format(shape=cell.shape, bodies=cell.bodies) for part in command]


def _is_there(name: str, folder: Path) -> bool:
    check = _CHECKS.get(name)
    if check is None:
        return shutil.which(name) is not None
    if shutil.which(check[0]) is None:
        return False
    return (
        subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode
        == 0
    )


_CHECKS = {
    "PHP's curl and mbstring": (
        "php",
        "-r",
        "exit(extension_loaded('curl') && extension_loaded('mbstring') ? 0 : 1);",
    ),
    "Guzzle for PHP": (
        "php",
        "-r",
        "exit(is_file('vendor/autoload.php') || stream_resolve_include_path("
        "'GuzzleHttp/autoload.php') ? 0 : 1);",
    ),
}


def _generate(*settings: str) -> tuple[str, ...]:
    return (str(GENERATOR), "generate", "-c", "openapi-generator.yaml", *settings)


def _of_shapes(target: str, *more: str) -> tuple[tuple[str, ...], ...]:
    """Generates a client of each shape, with JSON bodies; {} in the target and more is the shape."""
    files = {"documented": "mycloud", "enveloped": "mycloud.enveloped"}
    return tuple(
        _generate(
            *("-i", str(SPECS / f"{name}.json-bodies.yaml")),
            *("-o", target.format(shape)),
            *(part.format(shape) for part in more),
        )
        for shape, name in files.items()
    )


def _of_cells() -> tuple[tuple[str, ...], ...]:
    """Generates a client of each shape, with forms and with JSON bodies."""
    shapes = {"documented": "mycloud", "enveloped": "mycloud.enveloped"}
    bodies = {"form": "", "json": ".json-bodies"}
    return tuple(
        _generate(
            *("-i", str(SPECS / f"{shapes[cell.shape]}{bodies[cell.bodies]}.yaml")),
            *("-o", f"build/{cell.shape}-{cell.bodies}/client"),
        )
        for cell in CELLS
    )


_TYPESCRIPT = (
    ("npm", "ci", "--silent", "--no-audit", "--no-fund"),
    ("npm", "run", "--silent", "generate"),
    ("npx", "tsc"),
)


def _maven(shape: str, bodies: str) -> tuple[str, ...]:
    properties = (f"-Dshape={shape}", f"-Dbodies={bodies}")
    return ("mvn", "--quiet", "--batch-mode", *properties, "compile")


_CLASSES = "build/{shape}-{bodies}/target/classes:build/lib/*"

EXAMPLES = (
    Example(
        "TypeScript",
        OPENAPI_FETCH,
        "typescript",
        ("node", "npm"),
        _TYPESCRIPT,
        ("node", "build/place-an-order.js"),
        ("node", "build/vectors.js"),
        ("node", "build/notifications.js"),
    ),
    Example(
        "TypeScript",
        HEY_API,
        "typescript",
        ("node", "npm"),
        _TYPESCRIPT,
        ("node", "build/hey-api.js"),
        ("node", "build/vectors.js"),
    ),
    Example(
        "Java",
        f"{OPENAPI_GENERATOR} (okhttp-gson)",
        "java",
        ("java", "mvn"),
        (*_of_cells(), _maven("documented", "form")),
        ("java", "-cp", _CLASSES, "mycloud.example.PlaceAnOrder"),
        (
            *("java", "-cp", _CLASSES.format(shape="documented", bodies="form")),
            "mycloud.example.Vectors",
        ),
        build_cell=(_maven("{shape}", "{bodies}"),),
    ),
    Example(
        "Go",
        OPENAPI_GENERATOR,
        "go",
        ("java", "go"),
        (
            *_of_shapes("build/{}", "--additional-properties=packageName={}"),
            (
                "go",
                "vet",
                ".",
                "./phpform",
                "./vectors",
                "./notification",
                "./notifications",
            ),
            ("go", "build", "-o", "build/", ".", "./vectors", "./notifications"),
        ),
        ("build/mycloud-example",),
        ("build/vectors",),
        ("build/notifications",),
    ),
    Example(
        "Go",
        OAPI_CODEGEN,
        "go-oapi-codegen",
        ("go",),
        (
            ("go", "generate", "."),
            ("go", "vet", "."),
            ("go", "build", "-o", "build/", "."),
        ),
        ("build/mycloud-oapi-codegen",),
        ("go", "run", "mycloud-example/vectors"),
    ),
    Example(
        "PHP",
        OPENAPI_GENERATOR,
        "php",
        ("java", "php", "PHP's curl and mbstring", "Guzzle for PHP"),
        (
            *_of_shapes("build/{}", r"--invoker-package=MyCloud\{}"),
            *(
                ("php", "-l", name)
                for name in (
                    "autoload.php",
                    "place-an-order.php",
                    "vectors.php",
                    "src/PhpForm.php",
                    "src/File.php",
                    "src/Order.php",
                    "src/Documented.php",
                    "src/Enveloped.php",
                )
            ),
        ),
        ("php", "place-an-order.php"),
        ("php", "vectors.php"),
    ),
    Example(
        "Rust",
        f"{OPENAPI_GENERATOR} (reqwest)",
        "rust",
        ("java", "cargo"),
        (
            *_of_shapes("build/{}", "--additional-properties=packageName=mycloud_{}"),
            ("cargo", "build", "--quiet", "--locked"),
        ),
        ("target/debug/place-an-order",),
        ("target/debug/vectors",),
    ),
)
