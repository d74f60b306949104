"""`make generators`, second part: what other tools make of the four specs that are handed out.

Each tool generates a client of each spec with its own defaults. Where a compiler is at hand the client
is compiled; where none is, it is generated and no more. The figures go to docs/compiled.json, and the
table to docs/generators.md.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.spec import bundle

from .examples import GENERATOR, SPECS, Failed, run
from .pins import OAPI_CODEGEN, OPENAPI_GENERATOR, of_more
from .report import COMPILED
from .vectors import ROOT

BUILD = ROOT / "build" / "compiled"
MORE = Path(__file__).with_name("more")
OGEN = "1.25.0"
GO_RUN = ("go", "run")
COLUMNS = (
    "mycloud",
    "mycloud.enveloped",
    "mycloud.json-bodies",
    "mycloud.enveloped.json-bodies",
)


@dataclass(frozen=True)
class Tool:
    """A generator: `make` leaves its client of a spec in a folder, and `check` looks at it."""

    language: str
    name: str
    make: Callable[[Path, Path], None]
    check: Callable[[Path], None]
    how: str


def main() -> int:
    bundle.write_specs(SPECS)
    run(("npm", "ci", "--silent", "--no-audit", "--no-fund"), MORE)
    rows = [measured(tool) for tool in TOOLS]
    COMPILED.write_text(
        json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return 0


def measured(tool: Tool) -> dict[str, Any]:
    """What came of each spec: "yes", or the first line that tells why not."""
    print(f"{tool.language}: {tool.name}", file=sys.stderr, flush=True)
    found = {name: outcome(tool, name) for name in COLUMNS}
    return {
        "language": tool.language,
        "generator": tool.name,
        "how": tool.how,
        "specs": found,
    }


def outcome(tool: Tool, name: str) -> str:
    folder = (
        BUILD / tool.name.replace(" ", "-").replace("(", "").replace(")", "") / name
    )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        tool.make(SPECS / f"{name}.json", folder)
        tool.check(folder)
    except Failed as failed:
        return told(failed.printed, folder)
    return "yes"


def told(printed: str, folder: Path) -> str:
    """The line that says most."""
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower() or ".go:" in line]
    return (errors or lines or ["it failed"])[0].replace(f"{folder}/", "")[:160]


def nothing(_folder: Path) -> None:
    """There is no compiler at hand."""


def openapi_generator(kind: str, *more: str) -> Callable[[Path, Path], None]:
    def make(spec: Path, folder: Path) -> None:
        command = [
            str(GENERATOR),
            "generate",
            "-g",
            kind,
            "-i",
            str(spec),
            "-o",
            str(folder),
        ]
        run(
            [*command, "--global-property", "apiTests=false,modelTests=false", *more],
            folder,
        )

    return make


def node(*command: str) -> Callable[[Path, Path], None]:
    """A tool of npm; {spec} and {folder} stand for the two."""

    def make(spec: Path, folder: Path) -> None:
        (folder / "node_modules").symlink_to(MORE / "node_modules")
        (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
        run(
            ["npx", *(part.format(spec=spec, folder=folder) for part in command)],
            folder,
        )

    return make


def typescript(*sources: str) -> Callable[[Path], None]:
    options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--target",
        "es2022",
        "--module",
        "esnext",
    ]
    options += [
        "--moduleResolution",
        "bundler",
        "--lib",
        "es2022,dom,dom.iterable",
        "--types",
        "node",
    ]
    return lambda folder: void(run(["npx", "tsc", *options, *sources], folder))


def go(command: Sequence[str], target: str) -> Callable[[Path, Path], None]:
    def make(spec: Path, folder: Path) -> None:
        (folder / "go.mod").write_text("module measured\n\ngo 1.26\n", encoding="utf-8")
        (folder / target).mkdir()
        run(
            [*GO_RUN, *(part.format(spec=spec, folder=folder) for part in command)],
            folder,
        )
        run(["go", "mod", "tidy"], folder)

    return make


def void(_printed: str) -> None:
    """What a command printed is of no interest."""


def ruby(folder: Path) -> None:
    run(
        [
            "ruby",
            "-I",
            "lib",
            "-e",
            "require 'openapi_client'; OpenapiClient::OrdersApi",
        ],
        folder,
    )


def kotlin(folder: Path) -> None:
    command = ["mvn", "--quiet", "--batch-mode", "--file", str(MORE / "pom.xml")]
    run([*command, f"-Dsource={folder}", "compile"], folder)


_OAPI = f"github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v{OAPI_CODEGEN.split()[-1]}"
TOOLS = (
    Tool(
        "TypeScript",
        f"hey-api {of_more('@hey-api/openapi-ts')}",
        node(
            "openapi-ts", "-i", "{spec}", "-o", "client", "-c", "@hey-api/client-fetch"
        ),
        typescript("client/index.ts"),
        "tsc --strict",
    ),
    Tool(
        "TypeScript",
        f"orval {of_more('orval')}",
        node("orval", "--input", "{spec}", "--output", "client.ts"),
        typescript("client.ts"),
        "tsc --strict",
    ),
    Tool(
        "TypeScript",
        f"openapi-zod-client {of_more('openapi-zod-client')}",
        node("openapi-zod-client", "{spec}", "-o", "client.ts"),
        typescript("client.ts"),
        "tsc --strict",
    ),
    Tool(
        "Go",
        OAPI_CODEGEN,
        go(
            (
                _OAPI,
                *[
                    "-generate",
                    "types,client",
                    "-package",
                    "mycloud",
                    "-o",
                    "mycloud/client.go",
                    "{spec}",
                ],
            ),
            "mycloud",
        ),
        lambda folder: void(run(["go", "vet", "./..."], folder)),
        "go vet",
    ),
    Tool(
        "Go",
        f"ogen {OGEN}",
        go(
            (
                f"github.com/ogen-go/ogen/cmd/ogen@v{OGEN}",
                *["--target", "mycloud", "--package", "mycloud", "--clean", "{spec}"],
            ),
            "mycloud",
        ),
        lambda folder: void(run(["go", "vet", "./..."], folder)),
        "go vet",
    ),
    Tool(
        "Rust",
        f"{OPENAPI_GENERATOR} (rust)",
        openapi_generator("rust"),
        lambda folder: void(
            run(["cargo", "check", "--quiet", "--no-default-features"], folder)
        ),
        "cargo check",
    ),
    Tool(
        "Kotlin",
        f"{OPENAPI_GENERATOR} (kotlin)",
        openapi_generator("kotlin"),
        kotlin,
        "kotlinc",
    ),
    Tool(
        "Ruby", f"{OPENAPI_GENERATOR} (ruby)", openapi_generator("ruby"), ruby, "loaded"
    ),
    Tool(
        "C#",
        f"{OPENAPI_GENERATOR} (csharp)",
        openapi_generator("csharp"),
        nothing,
        "generated, not compiled",
    ),
    Tool(
        "Swift",
        f"{OPENAPI_GENERATOR} (swift6)",
        openapi_generator("swift6"),
        nothing,
        "generated, not compiled",
    ),
)


if __name__ == "__main__":
    sys.exit(main())
