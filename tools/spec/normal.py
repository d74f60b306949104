"""A spec in one of the ways to write it: what says nothing new is left out, so that a change of it is
no change of the contract. Nothing here touches the world.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .documents import Node

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_SETS = ("required", "enum", "x-extensible-enum")  # lists whose order says nothing
_NO = {
    *("nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems"),
    *("exclusiveMinimum", "exclusiveMaximum", "allowEmptyValue", "allowReserved"),
}
_NONE = ("minLength", "minItems", "minProperties")
_EMPTY = ("required", "tags", "parameters", "servers")
_NAMED = ("properties", "schemas", "parameters", "responses", "examples", "headers")
"""Keys that hold things by names of the author's, and no keywords."""


def normalised(document: Node) -> Node:
    """A copy without explicit defaults, with lists that are sets in order, and with the parameters
    and servers of a path written on its operations.
    """
    plain: Node = _plain(document, "")
    paths = {path: _spread(item) for path, item in plain.get("paths", {}).items()}
    root = plain.get("security", [])
    for operation in operations_of(paths).values():
        if operation.get("security") == root:
            del operation["security"]
    return {**plain, "paths": paths}


def operations_of(paths: Node) -> dict[str, Node]:
    """Every operation of the paths by its name, such as `get /orders`."""
    return {
        f"{method} {path}": item[method]
        for path, item in paths.items()
        for method in METHODS
        if method in item
    }


def _spread(item: Node) -> Node:
    """A path whose parameters and servers are those of each of its operations."""
    shared: Node = {key: item[key] for key in ("parameters", "servers") if key in item}
    own = {key: value for key, value in item.items() if key not in shared}
    for method in set(METHODS) & own.keys():
        own[method] = _with_shared(own[method], shared)
    return own


def _with_shared(operation: Node, shared: Node) -> Node:
    parameters = [*shared.get("parameters", ()), *operation.get("parameters", ())]
    found = {**shared, **operation}
    return {**found, "parameters": parameters} if parameters else found


def _plain(node: Any, holder: str) -> Any:
    if isinstance(node, list):
        entries = [_plain(entry, "") for entry in node]
        return sorted(entries, key=str) if holder in _SETS else entries
    if not isinstance(node, dict):
        return node
    if holder in ("example", "default", "value"):
        return node
    kept = node if holder in _NAMED else _without_defaults(node)
    return {
        key: _plain(value, "" if holder in _NAMED else key)
        for key, value in kept.items()
    }


def _without_defaults(node: Node) -> Node:
    return {
        key: value for key, value in node.items() if not _is_default(node, key, value)
    }


def _is_default(node: Node, key: str, value: Any) -> bool:
    if key in _NO or (key == "required" and isinstance(value, bool)):
        return value is False
    if key in _NONE:
        return bool(value == 0)
    if key in _EMPTY and value == []:
        return True
    check = _OTHERS.get(key)
    return check is not None and check(node, value)


def _style(node: Node) -> str:
    return "form" if node.get("in") in ("query", "cookie") else "simple"


_OTHERS: Mapping[str, Callable[[Node, Any], bool]] = {
    "additionalProperties": lambda node, value: value is True or value == {},
    "style": lambda node, value: "in" in node and value == _style(node),
    "explode": lambda node, value: (
        "in" in node and value == (node.get("style", _style(node)) == "form")
    ),
}
