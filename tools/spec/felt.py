"""What a generated client feels of a change and Redocly does not: servers, who may call, and all
that it passes over. Nothing here touches the world.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .documents import Node
from .normal import operations_of
from .verdict import NEWS, WORDS, Change, Level


def felt_changes(base: Node, revision: Node, seen: list[Change]) -> list[Change]:
    """Changes between two normalised specs beside those that were seen."""
    own = [
        *_server_changes(base, revision),
        *_security_changes(base, revision),
        *_presence_changes(base, revision, ""),
    ]
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


def _presence_changes(base: Any, revision: Any, at: str) -> Iterator[Change]:
    """Fields that were there before and may now be missing, or no longer may: in Go and Rust they
    have another type, and in Java an argument another place.
    """
    if not (isinstance(base, dict) and isinstance(revision, dict)):
        return
    for name in _fields(base) & _fields(revision):
        if _is_required(base, name) != _is_required(revision, name):
            told = "Whether the field may be missing changed, and with it its type."
            yield Change(Level.MAJOR, f"modified #{at}/properties/{name}", told)
    for key in base.keys() & revision.keys():
        yield from _presence_changes(base[key], revision[key], f"{at}/{_escaped(key)}")


def _fields(schema: Node) -> set[str]:
    properties = schema.get("properties")
    return set(properties) if isinstance(properties, dict) else set()


def _is_required(schema: Node, name: str) -> bool:
    required = schema.get("required")
    return isinstance(required, list) and name in required


def _unseen_changes(base: Node, revision: Node, seen: list[str]) -> Iterator[Change]:
    """What changed and nobody judged. A keyword that is not known to be mere words is major."""
    for pointer, keyword in _differences(base, revision, "", ""):
        words = keyword in WORDS
        judged_here = _is_judged_here(pointer) and not words
        if not judged_here and not any(_overlap(pointer, one) for one in seen):
            level, told = _unseen(keyword)
            yield Change(level, f"modified #{pointer}", told)


def _unseen(keyword: str) -> tuple[Level, str]:
    if keyword in WORDS:
        return Level.PATCH, "It is described in other words."
    if keyword in NEWS:
        return Level.MINOR, "Other values may arrive than were known so far."
    return Level.MAJOR, f"The judge does not know `{keyword}`."


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
        inner = f"{at}/{_escaped(key)}"
        yield from _differences(base.get(key), revision.get(key), inner, str(key))


def _escaped(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")


def _pointer_of(operation: str) -> str:
    method, path = operation.split(" ", 1)
    return f"/paths/{_escaped(path)}/{method}"
