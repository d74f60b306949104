"""Findings as people and programs read them."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from ..output.safe import for_terminal
from ..output.table import console
from .findings import Finding, State

_MARKS: Final = {State.OK: ("ok", "green"), State.FAULT: ("FAULT", "bold red")}
_MARK: Final = 7
_CHECK: Final = 20


def print_finding(finding: Finding) -> None:
    """Print what a check found, as soon as it has; what was skipped is described in the end."""
    if finding.state is State.SKIPPED:
        return
    mark, style = _MARKS[finding.state]
    screen = console()
    _print(
        screen,
        Text.assemble(
            (f"{mark:<{_MARK}}", style), (f"{finding.check:<{_CHECK}}", "bold")
        ),
        finding.said,
    )
    if finding.fault:
        _print(
            screen,
            Text(" " * _MARK, style="yellow"),
            f"{finding.fault}: {finding.advice}.",
        )
    sys.stdout.flush()


def print_end(findings: Sequence[Finding]) -> None:
    """Print the sum of it."""
    screen = console()
    faults = [finding.fault for finding in findings if finding.fault]
    if skipped := [
        finding.check for finding in findings if finding.state is State.SKIPPED
    ]:
        _print(
            screen,
            Text(f"{'-':<{_MARK}}", style="dim"),
            f"not looked at because of that: {', '.join(skipped)}",
        )
    screen.print()
    if faults:
        screen.print(
            Text(f"Found: {', '.join(dict.fromkeys(faults))}.", style="bold red")
        )
    else:
        screen.print(Text("All is well.", style="bold green"))


def _print(screen: Console, head: Text, said: str) -> None:
    """A head and what is said; on a terminal in lines that do not break words, one below the
    other.
    """
    text = for_terminal(said)
    room = screen.width - len(head) if screen.is_terminal else None
    lines = (
        [text]
        if room is None or room < _CHECK
        else textwrap.wrap(text, room, break_on_hyphens=False)
    )
    screen.print(Text.assemble(head, f"\n{' ' * len(head)}".join(lines)))


def as_object(findings: Sequence[Finding]) -> dict[str, Any]:
    """The findings for programs."""
    return {
        "well": not any(finding.fault for finding in findings),
        "findings": [finding._asdict() for finding in findings],
    }
