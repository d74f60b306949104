"""The one door to generated/: makes the low-level client from openapi/mycloud.yaml.

    python tools/generate.py                 regenerate generated/mycloud_api
    python tools/generate.py --check         compare what would be generated with what is there
    python tools/generate.py --accept-stock  note the installed stock templates as those our overrides start from

Runs in the generator's own environment (tools/generator-requirements.txt), which `make generate` sets up. Everything is
built in a temporary folder first; a failed run leaves generated/ as it was.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openapi_python_client
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "openapi" / "mycloud.yaml"
CONFIG = ROOT / "generator-config.yml"
TEMPLATES = ROOT / "templates"
STOCK_TEMPLATES = Path(openapi_python_client.__file__).parent / "templates"
STOCK_DIGESTS = TEMPLATES / "stock.sha256"
RUNTIME = TEMPLATES / "runtime"
PACKAGE = ROOT / "generated" / "mycloud_api"
HEADER = "# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.\n"


class GenerationError(Exception):
    """Generation cannot go on; the message says why and what to do."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Make generated/mycloud_api from openapi/mycloud.yaml.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when the tree is not current")
    parser.add_argument("--accept-stock", action="store_true", help="note the digests of the stock templates")
    options = parser.parse_args()
    try:
        return run(check=options.check, accept_stock=options.accept_stock)
    except GenerationError as error:
        print(f"generate: {error}", file=sys.stderr)
        return 1


def run(*, check: bool, accept_stock: bool) -> int:
    if accept_stock:
        STOCK_DIGESTS.write_text(stock_digests(), encoding="utf-8")
        return 0
    refuse_changed_stock()
    # Beside the target, so that the swap is a rename within one file system.
    PACKAGE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=PACKAGE.parent, prefix=".new-") as scratch:
        fresh = build(Path(scratch))
        return report_differences(fresh) if check else swap_in(fresh, Path(scratch) / "old")


def build(scratch: Path) -> Path:
    """Generate the whole package below `scratch` and give its path."""
    view = scratch / "spec.json"
    view.write_text(json.dumps(generator_view(SPEC)), encoding="utf-8")
    package = scratch / PACKAGE.name
    call_generator(view, package)
    for module in RUNTIME.glob("*.py"):
        shutil.copy(module, package / module.name)
    for module in package.rglob("*.py"):
        module.write_text(HEADER + module.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    (package / "py.typed").write_bytes(b"")
    (package / "GENERATED.txt").write_text(generation_record(), encoding="utf-8", newline="\n")
    return package


def call_generator(spec: Path, package: Path) -> None:
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning", "--meta", "none"]
    command += ["--path", str(spec), "--config", str(CONFIG)]
    command += ["--custom-template-path", str(TEMPLATES), "--output-path", str(package)]
    # The post hooks look for ruff on PATH; it must be the pinned one beside this interpreter.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command,
        check=False,
        env=os.environ | {"PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise GenerationError(f"openapi-python-client failed:\n{done.stdout}{done.stderr}")


def generator_view(spec: Path) -> object:
    """The spec as the generator must be told it.

    Two things it cannot see by itself. A field that may be null means the same when it is missing, so in Python it is
    simply `T | None`: the generator is told that it is required, and the model template reads a missing one as None.
    And `type: object` beside a nullable `allOf`, which OpenAPI 3.0.3 asks for, makes it forget the null.
    """
    document = read_yaml(spec)
    for schema in objects_in(document):
        nullable = [name for name, field in properties_of(schema).items() if field.get("nullable")]
        if nullable:
            schema["required"] = list(dict.fromkeys([*schema.get("required", []), *nullable]))
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
    inputs = [SPEC, CONFIG, *sorted(TEMPLATES.glob("*.jinja")), *sorted(RUNTIME.glob("*.py"))]
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("openapi-python-client", "ruff")]
    digests = [f"{digest(path)}  {path.relative_to(ROOT).as_posix()}" for path in inputs]
    return "\n".join(["Made by `make generate` from these files with these tools.", "", *digests, "", *versions, ""])


def digest(path: Path) -> str:
    """SHA-256 of a text file, the same whichever line ends the checkout uses."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def stock_digests() -> str:
    names = sorted(path.name for path in TEMPLATES.glob("*.jinja"))
    return "".join(f"{digest(STOCK_TEMPLATES / name)}  {name}\n" for name in names)


def refuse_changed_stock() -> None:
    """An override is a copy: when the original moves on, somebody has to look."""
    noted = STOCK_DIGESTS.read_text(encoding="utf-8").splitlines()
    changed = [line.split()[1] for line in stock_digests().splitlines() if line not in noted]
    if changed:
        raise GenerationError(
            f"the stock template under {', '.join(changed)} is not the one the override was made from. Compare "
            f"{STOCK_TEMPLATES} with templates/, carry over what is new, then run this with --accept-stock."
        )


def swap_in(fresh: Path, old: Path) -> int:
    if PACKAGE.exists():
        PACKAGE.rename(old)
    try:
        fresh.rename(PACKAGE)
    except OSError:
        if old.exists():
            old.rename(PACKAGE)
        raise
    print(f"generated {len(files_of(PACKAGE))} files in {PACKAGE.relative_to(ROOT)}")
    return 0


def report_differences(fresh: Path) -> int:
    wanted, found = files_of(fresh), files_of(PACKAGE)
    complaints = [
        *(f"missing: {name}" for name in sorted(wanted.keys() - found.keys())),
        *(f"not generated: {name}" for name in sorted(found.keys() - wanted.keys())),
        *(f"differs: {name}" for name in sorted(wanted.keys() & found.keys()) if wanted[name] != found[name]),
    ]
    if complaints:
        print("generated/mycloud_api is not what the spec gives; run `make generate`:", *complaints, sep="\n  ")
        return 1
    print(f"generated/mycloud_api is current: {len(found)} files")
    return 0


def files_of(package: Path) -> dict[str, bytes]:
    paths = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in paths}


if __name__ == "__main__":
    sys.exit(main())
