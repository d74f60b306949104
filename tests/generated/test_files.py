"""The generated tree says of itself what it is, and what it was made from."""

from __future__ import annotations

import hashlib

import pytest

from .spec import PACKAGE, REPOSITORY

FROM_SPEC = "# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.\n"
COPIED = "# Copied from {} by `make generate`; edit it there.\n"
RENDERED = "# Made by `make generate` from {}; edit it there.\n"
STOCK = "# Made by `make generate` from a template of openapi-python-client; do not edit.\n"
TEMPLATE_OF = {"__init__.py": "templates/package_init.py.jinja"}
RUNTIME = sorted((REPOSITORY / "templates" / "runtime").glob("*.py"))
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
INPUTS = ["openapi/mycloud.yaml", "generator-config.yml"] + [
    path.relative_to(REPOSITORY).as_posix() for path in sorted((REPOSITORY / "templates").glob("*.jinja"))
]


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_where_it_comes_from(name: str) -> None:
    with MODULES[name].open(encoding="utf-8") as file:
        header = file.readline()

    template = TEMPLATE_OF.get(name, f"templates/{name}.jinja")
    if (REPOSITORY / "templates" / "runtime" / name).is_file():
        assert header == COPIED.format(f"templates/runtime/{name}")
    elif "/" in name.removeprefix("api/__init__") or name in ("models/__init__.py",):
        assert header == FROM_SPEC
    elif (REPOSITORY / template).is_file():
        assert header == RENDERED.format(template)
    else:
        assert header == STOCK


@pytest.mark.parametrize("name", [path.name for path in RUNTIME])
def test_a_copied_module_is_the_one_it_names(name: str) -> None:
    copied = (PACKAGE / name).read_text(encoding="utf-8").split("\n", 1)[1]

    assert copied == (REPOSITORY / "templates" / "runtime" / name).read_text(encoding="utf-8")


def test_type_checkers_are_told_that_the_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


@pytest.mark.parametrize("name", INPUTS)
def test_the_record_holds_the_digest_of_each_input_as_it_is_now(name: str) -> None:
    content = (REPOSITORY / name).read_bytes().replace(b"\r\n", b"\n")
    record = (PACKAGE / "GENERATED.txt").read_text(encoding="utf-8").splitlines()

    assert f"{hashlib.sha256(content).hexdigest()}  {name}" in record


def test_no_operation_fixes_the_boundary_of_its_form() -> None:
    assert [name for name, path in MODULES.items() if "boundary" in path.read_text(encoding="utf-8")] == []
