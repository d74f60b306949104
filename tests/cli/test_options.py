"""Nothing of the client is missing on the command line."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest
from mycloud import MyCloud
from mycloud_cli.app import app
from mycloud_cli.commands.placing import FILE_OPTIONS
from mycloud_cli.exits import MEANINGS, ExitCode, exit_code
from mycloud_cli.fields import fields_of
from typer.main import get_command

ROOT: Any = get_command(app)
RESOURCES = [
    "orders",
    "order_items",
    "customers",
    "products",
    "product_categories",
    "delivery_modes",
    "shops",
]
SPELLED = {"items": "item", "attachments": "attach", "on_unknown": "reconcile"}
"""Arguments that have another name as options."""
NO_COMMANDS = {"page", "confirm", "ensure"}
"""One page is `list --offset N --limit N`; notifications are confirmed as they come; `create` with an
order number ensures.
"""
LEFT_OUT = {"self", "overlap", "on_shuffle"}
OF_THE_COMMAND_LINE = {
    "output",
    "yes",
    "source",
    "settle",
    "limit",
    "columns",
    "as_json",
    "as_csv",
    "dry_run",
    "help",
    "again",
    "ledger",
    *(option.name for option in FILE_OPTIONS),
}


OF_A_FILE = {option.name for option in FILE_OPTIONS}
OF_ONE_COMMAND = {
    ("orders", "create"): OF_A_FILE,
    ("orders", "list"): {"status", "since", "until", "search", "oldest"},
}
"""Options of a command that are no arguments of its method: it chooses on its own."""


def methods() -> Iterator[tuple[str, str]]:
    with MyCloud("key", "secret") as client:
        for resource in RESOURCES:
            for name in vars(type(getattr(client, resource))):
                if not name.startswith("_") and name not in NO_COMMANDS:
                    yield resource, name


def arguments_of(resource: str, method: str) -> set[str]:
    """What a method takes by name; of its fields each."""
    with MyCloud("key", "secret") as client:
        function = inspect.unwrap(vars(type(getattr(client, resource)))[method])
    hints = get_type_hints(function)
    names: set[str] = set()
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            names |= get_type_hints(get_args(hints[parameter.name])[0]).keys()
        else:
            names.add(parameter.name)
    return names - LEFT_OUT


def options_of(*path: str) -> set[str]:
    command = ROOT
    for name in path:
        command = command.commands[name]
    return {parameter.name for parameter in command.params} - OF_THE_COMMAND_LINE


@pytest.mark.parametrize(("resource", "method"), list(methods()))
def test_a_command_takes_what_its_method_takes(resource: str, method: str) -> None:
    own = OF_ONE_COMMAND.get((resource, method), set())
    expected = {SPELLED.get(name, name) for name in arguments_of(resource, method)}

    assert options_of(resource.replace("_", "-"), method) - own == expected


def test_there_is_no_command_without_a_method_but_those_named_here() -> None:
    commands = {
        (group.replace("-", "_"), name)
        for group, command in ROOT.commands.items()
        for name in getattr(command, "commands", {})
    }

    own = {
        ("orders", "follow"),
        ("products", "stock"),
        ("orders", "export"),
        ("orders", "template"),
        ("orders", "map"),
        ("customers", "export"),
        ("products", "export"),
        ("ledger", "list"),
        ("ledger", "show"),
        ("ledger", "settle"),
    }
    assert commands - set(methods()) <= own


def test_wire_takes_what_placing_an_order_takes() -> None:
    of_the_order = options_of("orders", "create") - OF_A_FILE
    assert options_of("wire") - {"raw"} == of_the_order - {"reconcile"}


def test_every_field_has_the_sentence_of_the_spec() -> None:
    for body in (
        "create_order_body",
        "customer_body",
        "create_product_body",
        "update_product_body",
    ):
        assert all(field.help.endswith(".") for field in fields_of(body))


def test_every_command_and_option_says_what_it_is_for() -> None:
    for path, command in commands_below(ROOT, ()):
        assert command.get_short_help_str(200), path
        assert [
            option.name for option in command.params if not getattr(option, "help", "")
        ] == [], path


def test_what_writes_can_be_tried_without_writing() -> None:
    writing = {
        path
        for path, _ in commands_below(ROOT, ())
        if path and path[-1] in ("create", "update", "delete")
    }

    dry = {
        path
        for path, command in commands_below(ROOT, ())
        if "dry_run" in {each.name for each in command.params}
    }

    assert dry == writing
    assert len(writing) == 11


def test_no_option_takes_a_key() -> None:
    names = {
        option.name
        for _, command in commands_below(ROOT, ())
        for option in command.params
    }

    assert {
        name
        for name in names
        if "secret" in name or "api_key" in name or "token" in name
    } == set()


def test_every_exit_code_has_a_meaning() -> None:
    assert set(MEANINGS) == set(ExitCode)


def test_an_unforeseen_error_is_a_fault_of_the_program() -> None:
    assert exit_code(ZeroDivisionError()) is ExitCode.BUG


def commands_below(
    command: Any, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands_below(inner, (*path, name))
