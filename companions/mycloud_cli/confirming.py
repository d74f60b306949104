"""A question before something is deleted."""

from __future__ import annotations

import sys

import typer

from .errors import Misuse
from .output.safe import for_terminal


def confirm_delete(what: str, *, yes: bool) -> None:
    """Ask whether to delete; a no ends the command.

    Raises:
        Misuse: Nobody is there to answer.
    """
    if yes:
        return
    if not (sys.stdin and sys.stdin.isatty()):
        raise Misuse(
            f"to delete {what} without being asked, add --yes: there is no terminal to answer at"
        )
    typer.confirm(for_terminal(f"Delete {what}?"), abort=True, err=True)
