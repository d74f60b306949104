"""The generated tree says of itself what it is, and what it was made from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from .spec import PACKAGE, REPOSITORY

HEADER = "# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.\n"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
INPUTS = ["openapi/mycloud.yaml", "generator-config.yml"] + [
    path.relative_to(REPOSITORY).as_posix() for path in sorted((REPOSITORY / "templates").glob("*.jinja"))
]


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES.keys())
def test_every_module_says_that_it_is_generated_and_by_what(module: Path) -> None:
    with module.open(encoding="utf-8") as file:
        assert file.readline() == HEADER


def test_type_checkers_are_told_that_the_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


@pytest.mark.parametrize("name", INPUTS)
def test_the_record_holds_the_digest_of_each_input_as_it_is_now(name: str) -> None:
    content = (REPOSITORY / name).read_bytes().replace(b"\r\n", b"\n")
    record = (PACKAGE / "GENERATED.txt").read_text(encoding="utf-8").splitlines()

    assert f"{hashlib.sha256(content).hexdigest()}  {name}" in record


def test_no_operation_fixes_the_boundary_of_its_form() -> None:
    assert [name for name, path in MODULES.items() if "boundary" in path.read_text(encoding="utf-8")] == []
