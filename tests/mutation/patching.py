"""Puts a fault into a module that is loaded already, wherever its functions are held."""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from .mutants import Mutant, broken, mutants_of


def apply(module: ModuleType, mutant: Mutant) -> bool:
    """Breaks the module in this process; false if the fault cannot be put in."""
    path = str(module.__file__)
    tree = broken(Path(path).read_text(encoding="utf-8"), mutant)
    if mutant.name:
        return _rebind(module, tree, mutant.name)
    codes = {
        (code.co_qualname, code.co_firstlineno): code
        for code in _codes(compile(tree, path, "exec"))
    }
    return any([_recode(function, codes) for function in _functions(path)])


def twin_of(mutant: Mutant, source: str, twin: str) -> Mutant | None:
    """The same fault in the blocking copy of an awaited module; None if they do not pair."""
    ours, theirs = list(mutants_of(source)), list(mutants_of(twin))
    if [one.kind for one in ours] != [one.kind for one in theirs]:
        return None
    return theirs[ours.index(mutant)]


def _rebind(module: ModuleType, tree: ast.Module, name: str) -> bool:
    """Gives a constant its new value in each module that imported it."""
    old = getattr(module, name)
    value = next(value for target, value in _assigned(tree) if target == name)
    code = compile(ast.Expression(value), str(module.__file__), "eval")
    try:
        new = eval(code, dict(vars(module)))
    except Exception:
        return False
    for held in list(sys.modules.values()):
        if getattr(held, "__dict__", {}).get(name) is old:
            vars(held)[name] = new
    return True


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield ast.unparse(target), node.value


def _functions(path: str) -> list[FunctionType]:
    return [
        held
        for held in gc.get_objects()
        if type(held) is FunctionType and held.__code__.co_filename == path
    ]


def _recode(function: FunctionType, codes: dict[tuple[str, int], CodeType]) -> bool:
    old = function.__code__
    new = codes.get((old.co_qualname, old.co_firstlineno))
    if new is None or new == old:
        return False
    try:
        function.__code__ = new
    except ValueError:  # it closes over fewer names than before
        return False
    return True


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for held in code.co_consts:
        if isinstance(held, CodeType):
            yield from _codes(held)
