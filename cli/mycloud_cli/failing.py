"""Errors as one line: what happened, and what to do."""

from __future__ import annotations

from typing import Final

import typer

from .output.safe import for_terminal

# typer brings click along inside it since 0.26, and imported it before: its classes are found by way of one that both give.
UsageError: Final = typer.BadParameter.__mro__[1]


def told(error: Exception) -> str:
    """The line for an error."""
    return for_terminal(f"mycloud: {_said(error)}")


def _said(error: Exception) -> str:
    if isinstance(error, UsageError):
        return f"{error.format_message()}"  # type: ignore[attr-defined]
    return str(error)
