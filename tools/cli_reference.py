"""`make cli-reference`: writes docs/cli-reference.md out of the command line itself. A test
compares the two.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mycloud_cli.app import app
from mycloud_cli.doctor.faults import FAULTS
from mycloud_cli.exits import MEANINGS
from typer.main import get_command

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli-reference.md"
_HEAD = """# Commands

Made by `make cli-reference` from the commands' own help. [The command line](command-line.md) shows how to use them.
"""
_FAULTS_HEAD = """## What `mycloud doctor` finds

| fault | what it is | what to do | exit code |
| --- | --- | --- | --- |
"""


def main() -> None:
    TARGET.write_text(reference(), encoding="utf-8")


def reference() -> str:
    """The page."""
    os.environ["COLUMNS"] = "80"
    sections = [
        _HEAD,
        *_helps(get_command(app), None, "mycloud"),
        _exit_codes(),
        _faults(),
    ]
    return "\n".join(sections)


def _helps(command: Any, parent: Any, name: str) -> Iterator[str]:
    """The help of a command, and of those below it."""
    context = command.context_class(
        command, info_name=name, parent=parent, **command.context_settings
    )
    if command.context_settings.get("help_option_names") != []:
        yield f"## {context.command_path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    else:
        yield f"## {context.command_path}\n\n{command.help}\n"
    for inner in (
        command.list_commands(context) if hasattr(command, "list_commands") else ()
    ):
        yield from _helps(command.commands[inner], context, inner)


def _exit_codes() -> str:
    rows = [f"| {code.value} | {meaning} |" for code, meaning in MEANINGS.items()]
    return "\n".join(
        ["## Exit codes", "", "| code | meaning |", "| --- | --- |", *rows, ""]
    )


def _faults() -> str:
    rows = [
        f"| `{name}` | {each.meaning} | {each.advice} | {each.code.value} |"
        for name, each in FAULTS.items()
    ]
    return _FAULTS_HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
