"""The one door to generated/: makes the low-level client from openapi/mycloud.yaml.

    python tools/generate.py                 regenerate generated/mycloud_api
    python tools/generate.py --check         compare the result with the files that are there
    python tools/generate.py --accept-stock  note the installed stock templates as those our
    overrides start from

Runs in the generator's own environment (tools/generator-requirements.txt), which `make generate`
sets up; tools other than the pinned ones are refused (generator_pins.py). Everything is built in a
temporary folder elsewhere, and a failed run leaves generated/ as it was (trees.py).
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import generator_pins
import openapi_python_client
import trees
from generator_pins import digest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "openapi" / "mycloud.yaml"
CONFIG = ROOT / "generator-config.yml"
TEMPLATES = ROOT / "templates"
REQUIREMENTS = ROOT / "tools" / "generator-requirements.txt"
STOCK_TEMPLATES = Path(openapi_python_client.__file__).parent / "templates"
STOCK_DIGESTS = TEMPLATES / "stock.sha256"
RUNTIME = TEMPLATES / "runtime"
PACKAGE = ROOT / "generated" / "mycloud_api"
RECORD = "GENERATED.txt"
FROM_SPEC = (
    "# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.\n"
)
COPIED = "# Copied from {source} by `make generate`; edit it there.\n"
RENDERED = "# Made by `make generate` from {source}; edit it there.\n"
STOCK = (
    "# Made by `make generate` from a template of openapi-python-client; do not edit.\n"
)
# Files that the generator makes without a look at the spec.
SAME_FOR_EVERY_SPEC = (
    "__init__.py",
    "client.py",
    "errors.py",
    "types.py",
    "api/__init__.py",
)
TEMPLATE_OF = {
    "__init__.py": "package_init.py.jinja",
    "api/__init__.py": "api_init.py.jinja",
}


class GenerationError(Exception):
    """Generation cannot go on; the message says why and what to do."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Make generated/mycloud_api from openapi/mycloud.yaml."
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing; fail when the tree is not current",
    )
    parser.add_argument(
        "--accept-stock",
        action="store_true",
        help="note the digests of the stock templates",
    )
    options = parser.parse_args()
    try:
        return run(check=options.check, accept_stock=options.accept_stock)
    except (GenerationError, OSError, UnicodeError) as error:
        print(f"generate: {error}\ngenerated/ is as it was.", file=sys.stderr)
        return 1


def run(*, check: bool, accept_stock: bool) -> int:
    refuse_other_versions()
    if accept_stock:
        digests = generator_pins.stock_digests(TEMPLATES, STOCK_TEMPLATES)
        STOCK_DIGESTS.write_text(digests, encoding="utf-8", newline="\n")
        return 0
    refuse_changed_stock()
    with (
        trees.locked(PACKAGE),
        tempfile.TemporaryDirectory(prefix="mycloud-generate-") as scratch,
    ):
        trees.repair(PACKAGE)
        fresh = build(Path(scratch))
        return report(fresh) if check else renew(fresh)


def build(scratch: Path) -> Path:
    """Generate the whole package below `scratch` and give its path."""
    record = generation_record()
    view = scratch / "spec.json"
    view.write_text(json.dumps(generator_view(SPEC)), encoding="utf-8")
    package = scratch / PACKAGE.name
    call_generator(view, package)
    for module in RUNTIME.glob("*.py"):
        shutil.copy(module, package / module.name)
    for module in package.rglob("*.py"):
        code = header_of(module.relative_to(package)) + module.read_text(
            encoding="utf-8"
        )
        module.write_text(code, encoding="utf-8", newline="\n")
    (package / "py.typed").write_bytes(b"")
    (package / RECORD).write_text(record, encoding="utf-8", newline="\n")
    if generation_record() != record:
        raise GenerationError(
            "the spec, the settings or a template was changed meanwhile; run it again"
        )
    return package


def header_of(module: Path) -> str:
    """The first line of a generated module: where it comes from, and where to edit it."""
    if (copied := RUNTIME / module).is_file():
        return COPIED.format(source=name_of(copied))
    if module.as_posix() not in SAME_FOR_EVERY_SPEC:
        return FROM_SPEC
    template = TEMPLATES / TEMPLATE_OF.get(module.as_posix(), f"{module.name}.jinja")
    return RENDERED.format(source=name_of(template)) if template.is_file() else STOCK


def call_generator(spec: Path, package: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "openapi_python_client",
        "generate",
        "--fail-on-warning",
        "--meta",
        "none",
    ]
    command += ["--path", str(spec), "--config", str(CONFIG)]
    command += ["--custom-template-path", str(TEMPLATES), "--output-path", str(package)]
    # The post hooks look for ruff on PATH; it must be the pinned one beside this interpreter.
    path = os.pathsep.join(
        [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    )
    done = subprocess.run(
        command,
        check=False,
        env=os.environ
        | {"PATH": path, "PYTHONUTF8": "1", "TYPER_STANDARD_TRACEBACK": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        # Of a traceback, the last frame: it names the place in the template.
        said = f"{done.stdout}{done.stderr}".strip().rpartition("\n  File ")[2]
        raise GenerationError(f"openapi-python-client failed: {said}")


def generator_view(spec: Path) -> object:
    """The spec in the form that the generator needs.

    Two things it cannot see on its own. A field that may be null means the same when it is missing,
    so in Python it is simply `T | None`: the generator learns that it is required, and the model
    template reads a missing one as None. And `type: object` beside a nullable `allOf`, which
    OpenAPI 3.0.3 asks for, makes it forget the null.
    """
    document = read_yaml(spec)
    for schema in objects_in(document):
        nullable = [
            name
            for name, field in properties_of(schema).items()
            if field.get("nullable")
        ]
        if nullable:
            schema["required"] = list(
                dict.fromkeys([*schema.get("required", []), *nullable])
            )
        if schema.get("nullable") and "allOf" in schema:
            schema.pop("type", None)
    return document


def read_yaml(path: Path) -> object:
    try:
        return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise GenerationError(f"{path.name} is not YAML: {error}") from error


def properties_of(schema: dict[str, object]) -> dict[str, dict[str, object]]:
    properties = schema.get("properties")
    return properties if isinstance(properties, dict) else {}


def objects_in(node: object) -> Iterator[dict[str, object]]:
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from objects_in(inner)


def generation_record() -> str:
    """What this tree was made from, for people to read."""
    inputs = [
        SPEC,
        CONFIG,
        *sorted(TEMPLATES.glob("*.jinja")),
        *sorted(RUNTIME.glob("*.py")),
    ]
    versions = [
        f"{name} {importlib.metadata.version(name)}"
        for name in ("openapi-python-client", "ruff")
    ]
    digests = [f"{digest(path)}  {name_of(path)}" for path in inputs]
    return "\n".join(
        [
            "Made by `make generate` from these files with these tools.",
            "",
            *digests,
            "",
            *versions,
            "",
        ]
    )


def refuse_other_versions() -> None:
    if others := generator_pins.other_versions(REQUIREMENTS):
        raise GenerationError(
            f"{'; '.join(others)}. For the pinned ones: rm -rf .venv-generator, then `make generate`. To move on: "
            f"write the new version in tools/generator-requirements.txt, run `make generate`, and read its diff."
        )


def refuse_changed_stock() -> None:
    if changed := generator_pins.changed_stock(
        TEMPLATES, STOCK_TEMPLATES, STOCK_DIGESTS
    ):
        raise GenerationError(
            f"the stock template under {', '.join(changed)} is not the one the override was made from "
            f"(templates/stock.sha256). Compare {STOCK_TEMPLATES} with templates/, carry over the changes, then run "
            f"this with --accept-stock."
        )


def renew(fresh: Path) -> int:
    changes = trees.differences(fresh, PACKAGE)
    if changes:
        trees.put_in_place(fresh, PACKAGE)
    print(
        f"generated {len(trees.files_of(fresh))} files in {name_of(PACKAGE)}, {len(changes)} of them changed"
    )
    return 0


def report(fresh: Path) -> int:
    complaints = trees.differences(fresh, PACKAGE)
    if not complaints:
        print(f"{name_of(PACKAGE)} is current: {len(trees.files_of(PACKAGE))} files")
        return 0
    inputs = changed_inputs(fresh)
    if not inputs:
        complaints = [with_its_source(complaint) for complaint in complaints]
    print(f"{name_of(PACKAGE)} {cause(inputs)}", *complaints, sep="\n  ")
    return 1


def with_its_source(complaint: str) -> str:
    """For a copied module, where to edit it."""
    source = RUNTIME / complaint.partition(": ")[2]
    return (
        f"{complaint}, a copy of {name_of(source)}" if source.is_file() else complaint
    )


def cause(inputs: list[str]) -> str:
    """Why the tree is not current, and what to do."""
    if inputs:
        return f"was made before {', '.join(inputs)} changed; run `make generate`:"
    return (
        "was changed by hand, or tools/ makes something else of the spec now. Lasting changes belong in "
        "openapi/mycloud.yaml, generator-config.yml or templates/; `make generate` puts back what they give:"
    )


def changed_inputs(fresh: Path) -> list[str]:
    """The files and tools that are not those the tree was made from, as its record has them."""
    noted, now = (record_lines(package) for package in (PACKAGE, fresh))
    return sorted({line.split("  ")[-1] for line in now ^ noted}) if noted else []


def record_lines(package: Path) -> set[str]:
    record = package / RECORD
    return (
        set(record.read_text(encoding="utf-8").splitlines())
        if record.is_file()
        else set()
    )


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main())
