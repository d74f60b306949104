"""Companions use what other packages show, and none of their private names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

COMPANIONS = Path(__file__).resolve().parents[1] / "companions"
PACKAGES = ("mycloud", "mycloud_api", *(each.name for each in COMPANIONS.iterdir()))
FILES = sorted(COMPANIONS.rglob("*.py"))


def is_private(name: str) -> bool:
    # A named tuple has public methods that begin with an underscore.
    public = name.endswith("__") or name in ("_asdict", "_replace", "_make", "_fields")
    return name.startswith("_") and not public


def private_names(source: str, package: str) -> Iterator[str]:
    """The private names of other packages of this project that a file uses."""
    tree = ast.parse(source)
    foreign = [name for name in PACKAGES if name != package]
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            module = node.module or ""
            if module.partition(".")[0] not in foreign:
                continue
            imported |= {each.asname or each.name for each in node.names}
            parts = [*module.split("."), *(each.name for each in node.names)]
            yield from filter(is_private, parts)
        elif isinstance(node, ast.Import):
            theirs = [
                each for each in node.names if each.name.partition(".")[0] in foreign
            ]
            imported |= {
                (each.asname or each.name).partition(".")[0] for each in theirs
            }
            yield from (
                part
                for each in theirs
                for part in each.name.split(".")
                if is_private(part)
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # A module by its name in text, such as for `import_module` or a logger.
            yield from (
                node.value
                for name in foreign
                if node.value.startswith(f"{name}._") and " " not in node.value
            )
    yield from _attributes(tree, imported)


def _attributes(tree: ast.AST, imported: set[str]) -> Iterator[str]:
    """Private attributes of anything that is not the file's own `self` or `cls`."""
    own = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    } | {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.value.id in ("self", "cls")
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and is_private(node.attr)):
            continue
        root = node.value
        while isinstance(root, (ast.Attribute, ast.Call)):
            root = root.value if isinstance(root, ast.Attribute) else root.func
        named = root.id if isinstance(root, ast.Name) else ""
        if named in imported or (named not in ("self", "cls") and node.attr not in own):
            yield f"{named}.{node.attr}"


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: str(path.relative_to(COMPANIONS))
)
def test_a_companion_uses_no_private_name_of_another_package(path: Path) -> None:
    package = path.relative_to(COMPANIONS).parts[0]

    found = set(private_names(path.read_text(encoding="utf-8"), package))

    assert found - STANDARD == set()


STANDARD = {
    "os._exit",
    "._asdict",
    "planned._asdict",
    "part._asdict",
    "finding._asdict",
}
"""Names that begin like private ones, and are public."""


@pytest.mark.parametrize(
    "source",
    [
        "from mycloud._errors import ApiError",
        "from mycloud import _errors",
        "import mycloud._sync.client",
        "from mycloud_api.values import _drift",
        "import mycloud\nmycloud._settings.LIVE_URL",
        "from mycloud import MyCloud\nMyCloud()._calls",
        "def see(client):\n    return client._calls",
        "import_module('mycloud._http')",
    ],
)
def test_a_private_name_is_noticed(source: str) -> None:
    assert list(private_names(source, "mycloud_cli"))
