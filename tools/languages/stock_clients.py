"""Stock generated clients, as they come: how each is made, and the program of ours that places
orders with it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .examples import GENERATOR, SPECS, run
from .pins import OPENAPI_FETCH, OPENAPI_GENERATOR, OPENAPI_PYTHON_CLIENT
from .vectors import ROOT

SPEC = SPECS / "mycloud.yaml"
PROGRAMS = Path(__file__).with_name("stock")
PYTHON = str(GENERATOR.with_name("python"))
OPENAPI_PYTHON_CLIENT_PROGRAM = str(
    ROOT / ".venv-generator" / "bin" / "openapi-python-client"
)
EXAMPLES = ROOT / "examples"
JAVA_LIBRARIES = f"{EXAMPLES / 'java' / 'build' / 'lib'}/*"


@dataclass(frozen=True)
class Stock:
    """A generated client without any help. `make` builds it in an empty folder; `command` runs its
    program there.
    """

    key: str
    language: str
    generator: str
    make: Callable[[Path], None]
    command: Sequence[str]
    advice: str


def _generate(folder: Path, name: str, target: str) -> None:
    run([str(GENERATOR), "generate", "-g", name, "-i", str(SPEC), "-o", target], folder)


def _take(folder: Path, program: str, name: str) -> None:
    shutil.copy(PROGRAMS / program, folder / name)


def _openapi_python_client(folder: Path) -> None:
    command = [
        OPENAPI_PYTHON_CLIENT_PROGRAM,
        "generate",
        "--path",
        str(SPEC),
        "--output-path",
        "stock",
    ]
    run([*command, "--meta", "none"], folder)
    _take(folder, "openapi_python_client.py", "order.py")


def _openapi_generator_python(folder: Path) -> None:
    _generate(folder, "python", ".")
    _take(folder, "openapi_generator_python.py", "order.py")


def _openapi_fetch(folder: Path) -> None:
    _with_node_modules(folder, "module")
    run(["npx", "openapi-typescript", str(SPEC), "--output", "mycloud.d.ts"], folder)
    _take(folder, "openapi_fetch.ts", "order.ts")
    _compile(folder, "nodenext")


def _typescript_fetch(folder: Path) -> None:
    _with_node_modules(folder, "commonjs")
    _generate(folder, "typescript-fetch", "client")
    _take(folder, "typescript_fetch.ts", "order.ts")
    _compile(folder, "commonjs")


def _with_node_modules(folder: Path, kind: str) -> None:
    run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], EXAMPLES / "typescript")
    (folder / "node_modules").symlink_to(EXAMPLES / "typescript" / "node_modules")
    (folder / "package.json").write_text(f'{{"type": "{kind}"}}', encoding="utf-8")


def _compile(folder: Path, module: str) -> None:
    options = [
        "--strict",
        "--skipLibCheck",
        "--target",
        "es2022",
        "--lib",
        "es2022,dom,dom.iterable",
        "--types",
        "node",
    ]
    run(["npx", "tsc", *options, "--module", module, "order.ts"], folder)


def _java(folder: Path) -> None:
    libraries = ["dependency:copy-dependencies", "-DoutputDirectory=build/lib"]
    run(["mvn", "--quiet", "--batch-mode", *libraries], EXAMPLES / "java")
    _generate(folder, "java", "client")
    _take(folder, "Stock.java", "Stock.java")
    sources = [
        str(path)
        for path in (folder / "client" / "src" / "main" / "java").rglob("*.java")
    ]
    run(
        [
            "javac",
            "-nowarn",
            "-encoding",
            "UTF-8",
            "-d",
            "classes",
            "-cp",
            JAVA_LIBRARIES,
            *sources,
            "Stock.java",
        ],
        folder,
    )


def _go(folder: Path) -> None:
    _generate(folder, "go", "openapi")
    for name in ("go.mod", "go.sum"):
        (folder / "openapi" / name).unlink()
        shutil.copy(EXAMPLES / "go" / name, folder / name)
    shutil.rmtree(folder / "openapi" / "test")
    _take(folder, "stock.go", "main.go")
    run(["go", "build", "-o", "order", "."], folder)


def _php(folder: Path) -> None:
    _generate(folder, "php", "client")
    _take(folder, "stock.php", "order.php")


STOCK = (
    Stock(
        "openapi-python-client",
        "Python",
        OPENAPI_PYTHON_CLIENT,
        _openapi_python_client,
        (PYTHON, "order.py"),
        "Use `mycloud`, or `mycloud_api`, which our templates make right.",
    ),
    Stock(
        "openapi-generator-python",
        "Python",
        f"{OPENAPI_GENERATOR} (python)",
        _openapi_generator_python,
        (PYTHON, "order.py"),
        "Use `mycloud`.",
    ),
    Stock(
        "openapi-fetch",
        "TypeScript",
        OPENAPI_FETCH,
        _openapi_fetch,
        ("node", "order.js"),
        "Give it `php-form.ts` as `bodySerializer`; or JSON.",
    ),
    Stock(
        "typescript-fetch",
        "TypeScript",
        f"{OPENAPI_GENERATOR} (typescript-fetch)",
        _typescript_fetch,
        ("node", "order.js"),
        "Use openapi-fetch, as `examples/typescript` does.",
    ),
    Stock(
        "java",
        "Java",
        f"{OPENAPI_GENERATOR} (java, okhttp-gson)",
        _java,
        ("java", "-cp", f"classes:{JAVA_LIBRARIES}", "Stock"),
        "Use `PhpFormClient`, which overrides one method; or JSON.",
    ),
    Stock(
        "go",
        "Go",
        f"{OPENAPI_GENERATOR} (go)",
        _go,
        ("./order",),
        "Read with it, send with `phpform.go`; or JSON.",
    ),
    Stock(
        "php",
        "PHP",
        f"{OPENAPI_GENERATOR} (php)",
        _php,
        ("php", "order.php"),
        "Read with it, send with `PhpForm`.",
    ),
)
