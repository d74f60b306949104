"""Small faults in a module's source: what is changed, where, and what it becomes. Pure."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Final, TypeAlias

import attrs

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

_COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_COMBINED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_TAKE_TEXT: Final = ("get", "pop", "startswith", "endswith")
_PASSED: Final = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break)
"""Statements that can be left out without an unknown name; assignments to attributes as well."""


@attrs.frozen
class Mutant:
    """One fault.

    Attributes:
        line: Its line.
        function: The qualified name of the function it is in; "" for a module's constant.
        was: The code as it is.
        becomes: The code with the fault.
        place: Which node of the tree it is in, counted in the order of `ast.walk`.
        kind: Which of the faults of that node.
        name: The constant of the module it is in, if it is in one.
    """

    line: int
    function: str
    was: str
    becomes: str
    place: int
    kind: int
    name: str = ""


def mutants_of(source: str) -> Iterator[Mutant]:
    """All faults of a module, without those of annotations, docstrings and messages."""
    tree = ast.parse(source)
    places = {id(node): place for place, node in enumerate(ast.walk(tree))}
    for function, name, node in _nodes(tree):
        for kind, changed in enumerate(_faults(node)):
            was, becomes = ast.unparse(node), ast.unparse(changed)
            place = places[id(node)]
            if was != becomes:
                yield Mutant(_line_of(node), function, was, becomes, place, kind, name)


def _line_of(node: ast.AST) -> int:
    line: int = getattr(
        node.target if isinstance(node, ast.comprehension) else node, "lineno", 0
    )
    return line


def broken(source: str, mutant: Mutant) -> ast.Module:
    """The module with that fault."""
    tree = ast.parse(source)
    wanted = next(
        node for place, node in enumerate(ast.walk(tree)) if place == mutant.place
    )
    changed = list(_faults(wanted))[mutant.kind]
    _Replace(wanted, ast.copy_location(changed, wanted)).visit(tree)
    return ast.fix_missing_locations(tree)


class _Replace(ast.NodeTransformer):
    def __init__(self, wanted: ast.AST, changed: ast.AST) -> None:
        self._wanted = wanted
        self._changed = changed

    def visit(self, node: ast.AST) -> ast.AST:
        return self._changed if node is self._wanted else self.generic_visit(node)


def _nodes(tree: ast.Module) -> Iterator[tuple[str, str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id != "__all__":
                for inner in _expressions(node.value):
                    yield "", target.id, inner
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from _nodes_below(node, "")


def _nodes_below(
    node: ast.AST, outer: str, inside: bool = False
) -> Iterator[tuple[str, str, ast.AST]]:
    if isinstance(node, ast.ClassDef):
        for child in node.body:
            yield from _nodes_below(child, f"{outer}{node.name}.")
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        name = f"{outer}{node.name}"
        for child in _statements(node):
            for inner in _expressions(child):
                yield name, "", inner


def _statements(function: Function) -> list[ast.stmt]:
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return function.body[1:] if documented else function.body


def _expressions(node: ast.AST) -> Iterator[ast.AST]:
    """A node and those below it, without messages and annotations."""
    if isinstance(node, ast.JoinedStr):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "args_defaults"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(
                child, (ast.expr_context, ast.operator, ast.cmpop)
            ):
                yield from _expressions(child)


def _faults(node: ast.AST) -> Iterator[ast.AST]:
    """What a node may become, always in the same order."""
    if isinstance(node, ast.Call):
        yield from _faults_of_call(node)
    elif isinstance(node, ast.expr):
        yield from _faults_of_expression(node)
    else:
        yield from _faults_of_step(node)
    if isinstance(node, ast.IfExp):
        yield from _decided(node)
    if _may_be_left_out(node):
        yield ast.Pass()


def _faults_of_expression(node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[op], comparators=[right]):
            yield _with(node, ops=[_COMPARED[type(op)]()])
            yield from (_with(node, comparators=[text]) for text in _texts(right))
        case ast.BoolOp(op=op):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp(op=operation) if type(operation) in _COMBINED:
            yield _with(node, op=_COMBINED[type(operation)]())
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Subscript(slice=part):
            yield from (_with(node, slice=text) for text in _texts(part))


def _faults_of_step(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value=ast.expr()):
            yield ast.Return(ast.Constant(None))
        case ast.If():
            yield from _decided(node)
        case ast.comprehension(ifs=[_, *_]):
            yield _with(node, ifs=node.ifs[1:])


def _decided(node: ast.If | ast.IfExp) -> Iterator[ast.AST]:
    yield _with(node, test=ast.Constant(True))
    yield _with(node, test=ast.Constant(False))


def _faults_of_call(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if other := {"min": "max", "max": "min", "any": "all", "all": "any"}.get(name):
        yield _with(node, func=ast.Name(other, ast.Load()))
    if (
        len(node.args) == 2
        and name not in ("min", "max")
        and not any(isinstance(one, ast.Starred) for one in node.args)
    ):
        yield _with(node, args=node.args[::-1])
    if isinstance(node.func, ast.Attribute) and node.func.attr in _TAKE_TEXT:
        first, *rest = node.args
        yield from (_with(node, args=[text, *rest]) for text in _texts(first))


def _texts(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield ast.Constant(node.value + "?")


def _may_be_left_out(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Attribute) for target in node.targets)
    if isinstance(node, ast.Expr):
        return isinstance(node.value, (ast.Call, ast.Await))
    return isinstance(node, _PASSED)


def _with(node: ast.AST, **changes: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed
