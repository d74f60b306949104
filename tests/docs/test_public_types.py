"""Every type in a signature that people call can be imported and is explained."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import typing
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import mycloud
import pytest

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGES = "".join(page.read_text(encoding="utf-8") for page in REFERENCE.glob("*.md"))
CLIENTS: tuple[type, ...] = (mycloud.MyCloud, mycloud.AsyncMyCloud)
EXPORTED = {getattr(mycloud, name): name for name in mycloud.__all__}


def owners() -> Iterator[type]:
    """The clients, and the class of each of their resources."""
    yield from CLIENTS
    for client in CLIENTS:
        for _, value in inspect.getmembers(client):
            if type(value).__module__.startswith("mycloud._"):
                yield type(value)


def signatures() -> Iterator[tuple[str, Callable[..., Any]]]:
    """What people call; clients alone are made by them."""
    for owner in owners():
        for name, member in inspect.getmembers(owner):
            found = member.fget if isinstance(member, property) else member
            is_made = name == "__init__" and owner in CLIENTS
            if inspect.isroutine(found) and (is_made or not name.startswith("_")):
                yield f"{owner.__name__}.{name}", inspect.unwrap(found)


SIGNATURES = dict(signatures())


@cache
def names_in(module: str) -> dict[str, Any]:
    """The names of a module, with those that it imports for type checkers alone."""
    source = inspect.getsource(import_module(module))
    names = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            package = module.rsplit(".", node.level)[0] if node.level else ""
            origin = ".".join(filter(None, [package, node.module]))
            for each in node.names:
                names[each.asname or each.name] = getattr(
                    import_module(origin), each.name, None
                )
    return {**vars(import_module(module)), **names}


def classes_in(annotation: object, module: str) -> Iterator[type]:
    """The classes that an annotation names, also those behind its aliases."""
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        yield from classes_in(eval(annotation, names_in(module)), module)
    elif isinstance(annotation, type) and not typing.get_args(annotation):
        yield annotation
    elif typing.get_origin(annotation) is not typing.Literal:
        for each in flat(typing.get_args(annotation)):
            yield from classes_in(each, module)


def flat(parts: Iterable[Any]) -> Iterator[Any]:
    """The parts, with those of the arguments of a callable."""
    for part in parts:
        yield from flat(part) if isinstance(part, list) else [part]


def is_known(cls: type) -> bool:
    return (
        cls in EXPORTED or cls.__module__.partition(".")[0] in sys.stdlib_module_names
    )


@pytest.mark.parametrize("called", SIGNATURES)
def test_every_type_in_a_signature_can_be_imported_from_mycloud(called: str) -> None:
    function = SIGNATURES[called]
    annotations = inspect.get_annotations(function).values()
    found = [
        cls for each in annotations for cls in classes_in(each, function.__module__)
    ]

    assert [cls for cls in found if not is_known(cls)] == []


@pytest.mark.parametrize("name", mycloud.__all__)
def test_every_public_name_is_on_a_page_of_the_reference(name: str) -> None:
    assert name == "__version__" or re.search(rf"^::: mycloud\.{name}$", PAGES, re.M), (
        name
    )
