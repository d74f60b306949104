"""Errors as one line: what happened, and what to do."""

from __future__ import annotations

import shlex
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


def is_bare_group(error: BaseException) -> bool:
    """Whether a group of commands was named without one of them."""
    return type(error).__name__ == "NoArgsIsHelpError"


def bare_help(error: Any) -> str:
    """The help of that group."""
    return str(error.ctx.get_help())


def format_error(error: BaseException) -> str:
    """The line for an error."""
    return for_terminal(f"mycloud: {explained(error)}")


def explained(error: BaseException) -> str:
    """What happened, and what to do."""
    kind = type(error).__name__
    if isinstance(error, UsageError):
        return _misused(error)
    if kind == "InvalidRequestError":
        return _invalid(error)  # type: ignore[arg-type]
    said = f"{kind}: {error}" if exit_code(error) is ExitCode.BUG else str(error)
    said = said.replace(
        "allow_insecure_http=True", "--allow-insecure-http"
    )  # the client's name for it
    said = said.replace("; on_shuffle='log' continues anyway", "")  # no option
    advice = _advice(error, kind)
    return f"{said}{f'. {advice}' if advice else ''}"


def _advice(error: Any, kind: str) -> str | None:
    if kind == "CredentialsError":
        return None  # it has its own
    if kind == "UnknownOutcomeError" and error.order_number:
        return f"`mycloud orders find {shlex.quote(error.order_number)}` does"
    return _ADVICE.get(exit_code(error))


def _misused(error: Any) -> str:
    said: str = error.format_message()
    option = getattr(error, "option_name", None)
    if option in _BEFORE_THE_COMMAND:
        return f"{option} stands before the command: mycloud {option} ... orders list"
    path = getattr(getattr(error, "ctx", None), "command_path", "mycloud")
    if _is_order_id(error, path):
        return (
            f"{path} takes the id of an order, a whole number; "
            "`mycloud orders find ORDER_NUMBER` shows it"
        )
    said = said.replace("Value error, ", "")  # of the library that checks choices
    return f"{said.rstrip('.')}. See: {path} --help"


def _is_order_id(error: Any, path: str) -> bool:
    """Whether something else stands where an order's id belongs."""
    name = getattr(getattr(error, "param", None), "name", None)
    return path.startswith("mycloud orders ") and name == "id"


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
