"""Errors as one line: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import typer

from .exits import ExitCode, exit_code
from .output.safe import for_terminal

if TYPE_CHECKING:
    from mycloud import InvalidRequestError

# A newer typer has click inside it, an older one imports it: this is the class of either.
UsageError: Final = typer.BadParameter.__mro__[1]
_BEFORE_THE_COMMAND: Final = {
    "--profile",
    "--base-url",
    "--timeout",
    "--proxy",
    "--ca-bundle",
    "--debug",
    "--version",
}
_ADVICE: Final = {
    ExitCode.KEYS: "`mycloud doctor` looks for the cause",
    ExitCode.NO_ANSWER: "`mycloud doctor` looks for the cause",
    ExitCode.UNREADABLE: "`mycloud doctor` looks for the cause",
    ExitCode.BUG: "This is a fault of mycloud: run it again with `mycloud --debug ...`, and "
    "report what it prints",
}


def format_error(error: Exception) -> str:
    """The line for an error."""
    kind = type(error).__name__
    if isinstance(error, UsageError):
        return for_terminal(f"mycloud: {_misused(error)}")
    if kind == "InvalidRequestError":
        return for_terminal(f"mycloud: {_invalid(error)}")  # type: ignore[arg-type]
    said = f"{kind}: {error}" if exit_code(error) is ExitCode.BUG else str(error)
    said = said.replace(
        "allow_insecure_http=True", "--allow-insecure-http"
    )  # the client's name for it
    advice = _advice(error, kind)
    return for_terminal(f"mycloud: {said}{f'. {advice}' if advice else ''}")


def _advice(error: Any, kind: str) -> str | None:
    if kind == "CredentialsError":
        return None  # it has its own
    if kind == "UnknownOutcomeError" and error.order_number:
        return f"`mycloud orders find {error.order_number}` does"
    return _ADVICE.get(exit_code(error))


def _misused(error: Any) -> str:
    said: str = error.format_message()
    option = getattr(error, "option_name", None)
    if option in _BEFORE_THE_COMMAND:
        return f"{option} stands before the command: mycloud {option} ... orders list"
    path = getattr(getattr(error, "ctx", None), "command_path", "mycloud")
    return f"{said.rstrip('.')}. See: {path} --help"


def _invalid(error: InvalidRequestError) -> str:
    """The client's words, with the names of the command line."""
    name, bracket, rest = error.argument.partition("[")
    if name == "fields":
        return "nothing to change: give one field or more"
    named = (
        name.upper()
        if name in ("id", "ref")
        else f"--{_OPTIONS.get(name, name).replace('_', '-')}"
    )
    return f"{named}{bracket}{rest}: got {error.got}; takes {error.takes}"


_OPTIONS: Final = {"items": "item", "attachments": "attach"}
