"""What a generated client feels of a change and Redocly does not: servers, who may call, and all
that it passes over. Nothing here touches the world.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .documents import Node
from .normal import operations_of
from .verdict import WORDS, Change, Level


def felt_changes(base: Node, revision: Node, seen: list[Change]) -> list[Change]:
    """Changes between two normalised specs beside those that were seen."""
    own = [*_server_changes(base, revision), *_security_changes(base, revision)]
    return [*own, *_unseen_changes(base, revision, [change.pointer for change in seen])]


def _server_changes(base: Node, revision: Node) -> Iterator[Change]:
    """A generated client takes the first server, and lets its user choose another by its place."""
    before, after = _places(base), _places(revision)
    for place in before.keys() & after.keys():
        if before[place] != after[place]:
            known = (
                after[place][: len(before[place])] == before[place]
                and before[place] != []
            )
            level = Level.MINOR if known else Level.MAJOR
            told = (
                "One more server is named."
                if known
                else "Requests go to another server."
            )
            yield Change(level, f"modified #{place}/servers", told)


def _places(document: Node) -> dict[str, list[Any]]:
    """The servers of the document and of each operation, by where they are."""
    operations = operations_of(document.get("paths", {}))
    own = {_pointer_of(name): operation for name, operation in operations.items()}
    return {place: _urls(node) for place, node in {"": document, **own}.items()}


def _urls(node: Node) -> list[Any]:
    words = ("description", "x-provenance")
    servers = node.get("servers", [])
    return [{key: one[key] for key in one if key not in words} for one in servers]


def _security_changes(base: Node, revision: Node) -> Iterator[Change]:
    """A caller stays right as long as each way that was open before is open still."""
    before, after = _doors(base), _doors(revision)
    for place in before.keys() & after.keys():
        if before[place] != after[place]:
            stays = before[place] <= after[place] or _OPEN in after[place]
            told = (
                "There is one more way to be let in."
                if stays
                else "Who may call it changed."
            )
            yield Change(
                Level.MINOR if stays else Level.MAJOR,
                f"modified #{place}/security",
                told,
            )


def _doors(document: Node) -> dict[str, set[str]]:
    root: list[Node] = document.get("security") or []
    return {
        _pointer_of(name): _ways(operation.get("security", root))
        for name, operation in operations_of(document.get("paths", {})).items()
    }


_OPEN = "[]"  # nothing is asked for, so any caller may come


def _ways(requirements: list[Node]) -> set[str]:
    """Each alternative as text."""
    ways = {
        str(sorted((name, sorted(scopes)) for name, scopes in one.items()))
        for one in requirements
    }
    return ways or {_OPEN}


def _unseen_changes(base: Node, revision: Node, seen: list[str]) -> Iterator[Change]:
    """What changed and nobody judged. A keyword that is not known to be mere words is major."""
    for pointer, keyword in _differences(base, revision, "", ""):
        words = keyword in WORDS
        judged_here = _is_judged_here(pointer) and not words
        if not judged_here and not any(_overlap(pointer, one) for one in seen):
            told = (
                "It is told in other words."
                if words
                else f"The judge does not know `{keyword}`."
            )
            yield Change(
                Level.PATCH if words else Level.MAJOR, f"modified #{pointer}", told
            )


def _is_judged_here(pointer: str) -> bool:
    return (
        pointer.rpartition("/")[2] in ("servers", "security") or "/servers/" in pointer
    )


def _overlap(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _differences(
    base: Any, revision: Any, at: str, keyword: str
) -> Iterator[tuple[str, str]]:
    """Where two documents differ, and the last keyword on the way there."""
    if base == revision:
        return
    if keyword in WORDS or not (isinstance(base, dict) and isinstance(revision, dict)):
        if (
            isinstance(base, list)
            and isinstance(revision, list)
            and len(base) == len(revision)
        ):
            for place, (one, other) in enumerate(zip(base, revision, strict=True)):
                yield from _differences(one, other, f"{at}/{place}", keyword)
            return
        yield at, keyword
        return
    for key in [*base, *(key for key in revision if key not in base)]:
        inner = f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"
        yield from _differences(base.get(key), revision.get(key), inner, str(key))


def _pointer_of(operation: str) -> str:
    method, path = operation.split(" ", 1)
    return f"/paths/{path.replace('~', '~0').replace('/', '~1')}/{method}"
