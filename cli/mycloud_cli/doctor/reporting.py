"""Findings as people and programs read them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, Final

from rich.text import Text

from ..output.safe import for_terminal
from ..output.table import console
from .findings import Finding, State

_MARKS: Final = {State.OK: ("ok", "green"), State.FAULT: ("FAULT", "bold red")}
_WIDTH: Final = 20


def print_finding(finding: Finding) -> None:
    """Print what a check found, as soon as it has; what was skipped is told in the end."""
    if finding.state is State.SKIPPED:
        return
    mark, style = _MARKS[finding.state]
    screen = console()
    said = for_terminal(finding.said)
    screen.print(Text.assemble((f"{mark:<7}", style), (f"{finding.check:<{_WIDTH}}", "bold"), said))
    if finding.fault:
        screen.print(Text(f"{'':<7}{finding.fault}: {for_terminal(finding.advice or '')}.", style="yellow"))
    sys.stdout.flush()


def print_end(findings: Sequence[Finding]) -> None:
    """Print the sum of it."""
    screen = console()
    faults = [finding.fault for finding in findings if finding.fault]
    if skipped := [finding.check for finding in findings if finding.state is State.SKIPPED]:
        screen.print(Text(f"{'-':<7}not looked at because of that: {', '.join(skipped)}", style="dim"))
    screen.print()
    if faults:
        screen.print(Text(f"Found: {', '.join(dict.fromkeys(faults))}.", style="bold red"))
    else:
        screen.print(Text("All is well.", style="bold green"))


def as_object(findings: Sequence[Finding]) -> dict[str, Any]:
    """The findings for programs."""
    return {
        "well": not any(finding.fault for finding in findings),
        "findings": [finding._asdict() for finding in findings],
    }
