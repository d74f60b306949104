"""Options for the fields of a form, made of the generated models: their names, kinds and sentences
are the spec's.

The models' source is read, not imported: help and completion need no models, which would take
longer than all the rest.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, TypeVar, is_typeddict

import typer

from .order_filter import STATUSES

Command = TypeVar("Command", bound=Callable[..., object])

_FIELDS_CLASS: Final = re.compile(
    r"^class \w+Fields\(TypedDict.*?(?=^@)", re.MULTILINE | re.DOTALL
)
_METAVARS: Final = {
    "int | None": "N",
    "Number | None": "NUMBER",
    "datetime.date | str | None": "YYYY-MM-DD",
    "datetime.time | datetime.datetime | str | None": "HH:MM",
}
_LAST: Final = ("yes", "dry_run", "raw", "output", "as_json", "as_csv")


class Field(NamedTuple):
    """A field of a form: its name, its type as written in the model, and what it is."""

    name: str
    type: str
    help: str


def fields_of(body: str) -> list[Field]:
    """What may be given of a body, such as `create_order_body`."""
    source = _source(body)
    if source is None:
        return _imported_fields(body)
    found = _FIELDS_CLASS.search(source)
    assert found is not None, f"{body} has no optional fields"
    (definition,) = ast.parse(found[0]).body
    assert isinstance(definition, ast.ClassDef)
    lines = definition.body
    return [
        _field(line, said)
        for line, said in pairwise(lines)
        if isinstance(line, ast.AnnAssign)
    ]


def takes(body: str) -> Callable[[Command], Command]:
    """Make a command with `**fields` take an option for each field of a body."""
    return taking(options_of(body))


def taking(options: list[inspect.Parameter]) -> Callable[[Command], Command]:
    """Make a command with `**fields` take these options in their place, before those that are about
    output.
    """

    def widened(command: Command) -> Command:
        signature = inspect.signature(command, eval_str=True)
        own = [
            each.replace(kind=each.KEYWORD_ONLY)
            for each in signature.parameters.values()
            if _is_named(each)
        ]
        first, last = (
            [each for each in own if each.name not in _LAST],
            [each for each in own if each.name in _LAST],
        )
        parameters = [*first, *options, *last]
        command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {each.name: each.annotation for each in parameters}
        return command

    return widened


def parameters_of(template: Callable[..., object]) -> list[inspect.Parameter]:
    """The options that a function describes, for `taking`."""
    parameters = inspect.signature(template, eval_str=True).parameters.values()
    return [
        each.replace(kind=each.KEYWORD_ONLY) for each in parameters if _is_named(each)
    ]


def options_of(body: str) -> list[inspect.Parameter]:
    """An option for each field of a body, for `taking`."""
    return [_option(field) for field in fields_of(body)]


def _source(body: str) -> str | None:
    """The source of a model, also from a zip; None where only compiled files are installed."""
    spec: Any = find_spec("mycloud_api")  # found, not imported
    place = Path(spec.submodule_search_locations[0]) / "models" / f"{body}.py"
    try:
        source: bytes = spec.loader.get_data(str(place))
    except OSError:
        return None
    return source.decode()


def _imported_fields(body: str) -> list[Field]:
    """The same fields from the model itself, which has no sentences."""
    module = import_module(f"mycloud_api.models.{body}")
    (fields,) = (
        kind
        for name, kind in vars(module).items()
        if name.endswith("Fields") and is_typeddict(kind)
    )
    return [
        Field(name, getattr(kind, "__forward_arg__", kind), "")
        for name, kind in fields.__annotations__.items()
    ]


def _is_named(parameter: inspect.Parameter) -> bool:
    return parameter.kind is not parameter.VAR_KEYWORD


def _field(line: ast.AnnAssign, said: ast.stmt) -> Field:
    assert isinstance(line.target, ast.Name)
    sentence = (
        said.value.value
        if isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant)
        else ""
    )
    return Field(
        line.target.id, ast.unparse(line.annotation), " ".join(str(sentence).split())
    )


def _option(field: Field) -> inspect.Parameter:
    """An option that is not given unless it is."""
    dashed = field.name.replace("_", "-")
    names = [
        f"--{dashed}/--no-{dashed}" if field.type == "bool | None" else f"--{dashed}"
    ]
    metavar = None if field.type == "bool | None" else _METAVARS.get(field.type, "TEXT")
    several = (
        " May be given several times." if field.type.startswith("Sequence") else ""
    )
    option = typer.Option(
        *names,
        metavar=metavar,
        help=field.help + several,
        show_default=False,
        autocompletion=_statuses if field.name == "status" else None,
    )
    annotation = Annotated[_python_type(field.type), option]  # type: ignore[valid-type]
    return inspect.Parameter(
        field.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation
    )


def _statuses() -> list[str]:
    return list(STATUSES)


def _python_type(written: str) -> Any:
    """What the option itself makes of its text; numbers, dates and times are left to the client,
    which is exact.
    """
    kinds: dict[str, Any] = {"int | None": int | None, "bool | None": bool | None}
    return (
        list[str] | None
        if written.startswith("Sequence")
        else kinds.get(written, str | None)
    )


def given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were given, as an update takes them."""
    return {name: value for name, value in options.items() if value is not None}
