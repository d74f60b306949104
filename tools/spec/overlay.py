"""Applies an OpenAPI Overlay 1.0, and refuses one that misses its mark.

No library at hand does: oas-patch 0.6.0 passes over an action that matches nothing, and puts one
and the same object in all places of an update, so that our `data` became the shop's in every
answer. JSONPath is left to a library that keeps to RFC 9535, as Overlay asks.
"""

from __future__ import annotations

import copy
from typing import Any

from jsonpath import JSONPathEnvironment, JSONPathMatch

from .documents import Node, SpecError

_RFC_9535 = JSONPathEnvironment(strict=True)


def apply(overlay: Node, document: Node) -> Node:
    """A copy of the document with every action carried out, in order.

    Raises:
        SpecError: An action matches nothing in the document as the actions before it left it.
    """
    result: Node = _unshared(document)
    for number, action in enumerate(overlay["actions"], 1):
        matches = list(_RFC_9535.finditer(action["target"], result))
        if not matches:
            raise SpecError(
                f"action {number} of the overlay matches nothing: {action['target']}"
            )
        _carry_out(action, matches)
    return result


def _unshared(node: Any) -> Any:
    """A copy in which what a YAML alias stands for is there once for each place, so that an action
    changes the places that it matches and no others.
    """
    if isinstance(node, dict):
        return {key: _unshared(part) for key, part in node.items()}
    return [_unshared(part) for part in node] if isinstance(node, list) else node


def _carry_out(action: Node, matches: list[JSONPathMatch]) -> None:
    if action.get("remove"):
        # From the last: the places of a list that come before a removed one stay what they are.
        for match in reversed(matches):
            del _container(match)[match.parts[-1]]
        return
    for match in matches:
        _merge(match.obj, action["update"], match)


def _container(match: JSONPathMatch) -> Any:
    if match.parent is None:
        raise SpecError("an overlay cannot remove the whole document")
    return match.parent.obj


def _merge(target: Any, update: Any, match: JSONPathMatch) -> None:
    """Objects are united, lists grow at their end, anything else is replaced."""
    if isinstance(target, dict) and isinstance(update, dict):
        _unite(target, update)
    elif isinstance(target, list):
        target.append(copy.deepcopy(update))
    else:
        raise SpecError(
            f"an overlay updates objects and lists; {match.path} is neither, or the update does not fit it"
        )


def _unite(target: Node, update: Node) -> None:
    for key, value in update.items():
        present = target.get(key)
        if isinstance(present, dict) and isinstance(value, dict):
            _unite(present, value)
        elif isinstance(present, list) and isinstance(value, list):
            present.extend(copy.deepcopy(value))
        else:
            target[key] = copy.deepcopy(value)
