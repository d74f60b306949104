"""`mycloud orders create --from` and `mycloud orders template`."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ..error_lines import format_error
from ..errors import Misuse
from ..exits import ExitCode, exit_code
from ..output.safe import for_terminal
from ..progress import shown
from ..session import connected

if TYPE_CHECKING:
    from ..placing import Placed


def create_from(
    ctx: typer.Context, source: Path, *, dry_run: bool, settle: float | None
) -> None:
    """Place the orders of a file, and say what became of them."""
    from ..placing import BadSource, check

    try:
        orders, items = check(source)
    except BadSource as bad:
        for fault in bad.faults:
            typer.echo(for_terminal(f"{source}: {fault}"), err=True)
        raise typer.Exit(ExitCode.USAGE) from None
    if dry_run:
        return typer.echo(
            f"{source}: {orders:,} orders of {items:,} items, and nothing is wrong with them",
            err=True,
        )
    _place(ctx, source, settle)


def _place(ctx: typer.Context, source: Path, settle: float | None) -> None:
    from ..placing import place_from

    with connected(ctx) as client, shown("orders") as told, _stopped_gently() as stop:
        placed = place_from(client, source, settle=settle, told=told, stop=stop)
        stopped = stop()
    _report(placed)
    if code := _code(placed, stopped):
        raise typer.Exit(code)


def refuse_others(option: str, *given: Mapping[str, object]) -> None:
    """What stands in the file is not to be given beside it."""
    others = [name for each in given for name, value in each.items() if value]
    if others:
        said = ", ".join(f"--{name.replace('_', '-')}" for name in others)
        raise Misuse(f"{option} takes all of an order from the file; leave out {said}")


def print_template() -> None:
    """Print a CSV file to fill in.

    It has a line for each item; lines with one order number that follow each other are one order.
    """
    from ..placing import template

    typer.echo(template(), nl=False)


def _report(placed: Placed) -> None:
    counts = ", ".join(
        f"{count:,} {outcome}" for outcome, count in sorted(placed.outcomes.items())
    )
    before = f" ({placed.before:,} of them by an earlier run)" if placed.before else ""
    typer.echo(f"{counts}{before}. See {placed.results}", err=True)
    if placed.changed:
        shown_first = ", ".join(placed.changed[:5])
        typer.echo(
            f"Changed in the file after they were placed, and not sent again: {shown_first}",
            err=True,
        )
    if placed.error is not None:
        typer.echo(format_error(placed.error), err=True)
    if set(placed.outcomes) & {"waiting", "unknown"}:
        typer.echo(
            "The same command goes on where this one was; no order is placed twice.",
            err=True,
        )


def _code(placed: Placed, stopped: bool) -> ExitCode:
    """What is worst decides: an order that nobody knows of, then what stopped it, then a
    refusal.
    """
    if placed.outcomes.get("unknown"):
        return ExitCode.UNKNOWN_OUTCOME
    if placed.error is not None:
        return exit_code(placed.error)
    if stopped and placed.outcomes.get("waiting"):
        return ExitCode.INTERRUPTED
    return ExitCode.REFUSED if placed.outcomes.get("refused") else ExitCode.DONE


@contextmanager
def _stopped_gently() -> Iterator[Callable[[], bool]]:
    """Ctrl-C lets the order that is under way come to its end; a second one does not."""
    asked = threading.Event()

    def ask(_signal: int, _frame: Any) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)
        typer.echo(
            "Stopping after the order that is under way. Ctrl-C again stops at once.",
            err=True,
        )

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)
