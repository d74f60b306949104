"""What users of the Python package can see of it, and what changed of that. griffe reads the
sources, imports nothing.

The surface is what `mycloud` exports, with the resources that its clients hold and the TypedDicts
that spell keyword arguments: griffe would not find these on its own.
"""

from __future__ import annotations

import ast
import logging
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import griffe

from tools.spec.verdict import Change, Level, level_of

SOURCES = ("wrapper", "generated")
PACKAGE = "mycloud"
_GENERATED = "mycloud_api"
_REMOVED = griffe.BreakageKind.OBJECT_REMOVED

logging.getLogger("griffe").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Surface:
    """What is public in one state of the sources, by its name: classes, and whatever else is
    exported.
    """

    roots: dict[str, griffe.Object]

    @property
    def members(self) -> dict[str, str]:
        """Everything public by its dotted name, with how it is used."""
        own = {name: _usage(root) for name, root in self.roots.items()}
        own |= {
            f"{name}.{one}": "None"
            for name, root in self.roots.items()
            for one in _unpacked(root)
        }
        return own | {
            f"{name}.{member.name}": _usage(member)
            for name, root in self.roots.items()
            if root.is_class
            for member in _public(root)
        }


def read(tree: Path) -> Surface:
    """The surface of the sources below a folder."""
    loader = griffe.GriffeLoader(
        search_paths=[tree / source for source in SOURCES], allow_inspection=False
    )
    loader.load(_GENERATED)
    package = loader.load(PACKAGE)
    loader.resolve_aliases(implicit=True, external=False)
    assert isinstance(package, griffe.Module)
    return Surface(
        dict(_exported(package))
        | dict(_reachable(loader.modules_collection.members.values()))
    )


def changes(old: Surface, new: Surface) -> list[Change]:
    """Every change, the gravest first: what griffe finds to break users, what is gone, and what is
    new.
    """
    before, after = old.members, new.members
    gone = [Change(Level.MAJOR, name, "Gone.") for name in before.keys() - after.keys()]
    fresh = [Change(Level.MINOR, name, "New.") for name in after.keys() - before.keys()]
    other = [
        Change(Level.MINOR, name, f"Was `{before[name]}`, is `{after[name]}`.")
        for name in before.keys() & after.keys()
        if before[name] != after[name]
    ]
    found = {change.where: change for change in [*fresh, *other, *gone]}
    found |= {change.where: change for change in _breakages(old, new)}
    return sorted(found.values(), key=lambda change: (-change.level, change.where))


def level(found: Iterable[Change]) -> Level:
    """The gravest of them."""
    return level_of(found)


def _exported(package: griffe.Module) -> Iterator[tuple[str, griffe.Object]]:
    for name, member in package.members.items():
        if (
            isinstance(member, griffe.Alias)
            and not name.startswith("_")
            and _is_ours(member.target_path)
        ):
            yield name, member.final_target


def _is_ours(path: str) -> bool:
    return path.partition(".")[0] in (PACKAGE, _GENERATED) and path.count(".") > 1


def _reachable(
    packages: Iterable[griffe.Module],
) -> Iterator[tuple[str, griffe.Object]]:
    modules = [module for package in packages for module in _modules(package)]
    for one in (
        one for module in modules for one in module.classes.values() if not one.is_alias
    ):
        bases = {str(base).partition("[")[0] for base in one.bases}
        if bases & {"Resource", "TypedDict"} and not one.name.startswith("_"):
            yield one.name, one


def _modules(module: griffe.Module) -> Iterator[griffe.Module]:
    yield module
    for inner in module.modules.values():
        if not inner.is_alias:
            yield from _modules(inner)


def _public(one: griffe.Object) -> Iterator[griffe.Object | griffe.Alias]:
    for name, member in one.all_members.items():
        if not name.startswith("_") or name == "__init__":
            yield member


def _unpacked(root: griffe.Object) -> set[str]:
    """Attributes that methods of a class set several at a time, which griffe does not see."""
    classes = [root, *root.mro()] if isinstance(root, griffe.Class) else []
    nodes = [
        node
        for one in classes
        for node in ast.walk(ast.parse(textwrap.dedent(one.source)))
    ]
    tuples = [
        target
        for node in nodes
        if isinstance(node, ast.Assign)
        for target in node.targets
    ]
    names = [
        part
        for target in tuples
        if isinstance(target, ast.Tuple)
        for part in target.elts
    ]
    return {
        part.attr
        for part in names
        if isinstance(part, ast.Attribute) and not part.attr.startswith("_")
    }


def _usage(member: griffe.Object | griffe.Alias) -> str:
    """A function's parameters and what it gives, or an attribute's type, as written."""
    target = member.final_target if isinstance(member, griffe.Alias) else member
    if isinstance(target, griffe.Function):
        parameters = ", ".join(
            f"{one.name}: {one.annotation} = {one.default}" for one in target.parameters
        )
        return f"({parameters}) -> {target.returns}"
    return (
        str(target.annotation)
        if isinstance(target, griffe.Attribute)
        else target.kind.value
    )


def _breakages(old: Surface, new: Surface) -> Iterator[Change]:
    after = new.members
    for name in old.roots.keys() & new.roots.keys():
        for breakage in griffe.find_breaking_changes(old.roots[name], new.roots[name]):
            where = f"{name}.{breakage.obj.name}"
            if breakage.obj.name != "__doc__" and (
                where not in after or breakage.kind != _REMOVED
            ):
                yield Change(Level.MAJOR, where, _told(breakage))


def _told(breakage: griffe.Breakage) -> str:
    kind = breakage.kind.value
    was = getattr(breakage.old_value or breakage.new_value, "name", None)
    return f"{kind}: {was}." if was else f"{kind}."
