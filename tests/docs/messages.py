"""Collects the error messages of the client and the command line from their source.

A message is a text that an error is made with. Values filled in when it is raised become `…`,
so that `f"there is no file {path}"` is the message `there is no file …`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("wrapper/mycloud", "companions/mycloud_cli")
FILLED_IN = "…"
MAKERS = {
    "refusal",
    "Misuse",
    "NotThere",
    "BadSource",
    "BadParameter",
    "UsageError",
    "Unwalkable",
    "Shuffled",
}
"""Calls that make an error, though their names do not end in `Error`."""

FORMS = {
    "InvalidRequestError": "{0}: got {got}; takes {takes}",
    "refusal": "{0} got …; it takes {2}",
    "CredentialsError": "{1}. {2}",
    "DecodeError": "",  # the class makes its text
    "InvalidNotificationError": "",
}
"""How an error makes its message of its arguments, where the first is not the whole message."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Message:
    """The text of an error, and where it is made."""

    file: str
    line: int
    error: str
    text: str


def messages() -> list[Message]:
    """Every message, once for each place that makes it."""
    files = [
        file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))
    ]
    return [one for file in files if "_sync" not in file.parts for one in made_in(file)]


def made_in(file: Path) -> Iterator[Message]:
    """The messages of a module."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    name = file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
    for scope in (tree, *functions):
        for call in _own_calls(scope):
            if _makes_an_error(call):
                for text in filter(_says_something, _texts(call, (scope, tree))):
                    yield Message(name, call.lineno, _name_of(call), text)


def _own_calls(scope: ast.AST) -> Iterator[ast.Call]:
    """The calls of a function, without those of the functions in it."""
    for child in ast.iter_child_nodes(scope):
        if isinstance(child, ast.Call):
            yield child
        if not isinstance(child, Function):
            yield from _own_calls(child)


def _name_of(call: ast.Call) -> str:
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _makes_an_error(call: ast.Call) -> bool:
    name = _name_of(call)
    if name == "__init__":
        return isinstance(call.func, ast.Attribute) and bool(call.args)
    return name in MAKERS or (name.endswith("Error") and name[0].isupper())


def _texts(call: ast.Call, scopes: tuple[ast.AST, ...]) -> list[str]:
    """The messages that a call can make: two, where a part of it is one of two texts."""
    parts = {str(place): value for place, value in enumerate(call.args)}
    parts |= {key.arg: key.value for key in call.keywords if key.arg}
    form = FORMS.get(_name_of(call), "{0}")
    names = [name for name in re.findall(r"\{(\w+)\}", form) if name in parts]
    texts = product(*(_spelled(parts[name], scopes) for name in names))
    return [_filled(form, dict(zip(names, each, strict=True))) for each in texts]


def _filled(form: str, parts: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: parts.get(found[1], FILLED_IN), form)


def _spelled(value: ast.expr, scopes: tuple[ast.AST, ...]) -> list[str]:
    """The texts that an expression can be."""
    if isinstance(value, ast.Constant):
        return [str(value.value)]
    if isinstance(value, ast.JoinedStr):
        return ["".join(_part(part) for part in value.values)]
    if isinstance(value, ast.IfExp):
        return [*_spelled(value.body, scopes), *_spelled(value.orelse, scopes)]
    if isinstance(value, ast.BinOp):
        both = product(_spelled(value.left, scopes), _spelled(value.right, scopes))
        return ["".join(pair) for pair in both]
    if isinstance(value, ast.Name):
        return _assigned(value.id, value.lineno, scopes) or [FILLED_IN]
    return [FILLED_IN]


def _says_something(text: str) -> bool:
    return re.search(r"[^\W\d]", text) is not None


def _part(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else FILLED_IN


def _assigned(name: str, line: int, scopes: tuple[ast.AST, ...]) -> list[str]:
    """The texts that a name was given last in the function, or else in the module."""
    for scope in scopes:
        values = [
            node.value
            for node in ast.walk(scope)
            if isinstance(node, ast.Assign | ast.AnnAssign)
            and node.value is not None
            and (node.lineno <= line or isinstance(scope, ast.Module))
            and name in _targets(node)
        ]
        if values:
            return _spelled(max(values, key=lambda value: value.lineno), ())
    return []


def _targets(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {target.id for target in targets if isinstance(target, ast.Name)}
