"""`mycloud orders create --from` and `mycloud orders template`."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import typer

from ..error_lines import format_error
from ..errors import Misuse
from ..exits import ExitCode, exit_code
from ..interrupts import SIGNALS, ignore_interrupts
from ..outcome import Write, report
from ..output.safe import for_terminal
from ..output.streams import say
from ..progress import shown
from ..session import connected, settings_of

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
            say(for_terminal(f"{source}: {fault}"))
        raise typer.Exit(ExitCode.USAGE) from None
    if dry_run:
        return say(
            f"{source}: {orders:,} orders of {items:,} items, and nothing is wrong with them"
        )
    _place(ctx, source, settle)


def _place(ctx: typer.Context, source: Path, settle: float | None) -> None:
    write = Write("order", "placed", look=f"orders create --from {quote(str(source))}")
    placed, stopped = _placed(ctx, write, source, settle)
    ignore_interrupts()
    settings_of(ctx).write = None  # the ledger knows more than what was seen here
    _report(placed)
    if code := _code(placed, stopped):
        raise typer.Exit(code)


def _placed(
    ctx: typer.Context, write: Write, source: Path, settle: float | None
) -> tuple[Placed, bool]:
    """What became of the orders, and whether the run was stopped."""
    from ..placing import Interrupted, place_from

    try:
        with connected(ctx, write) as client, shown("orders") as show:

            def told(what: str, done: int, total: int) -> None:
                write.settled()
                show(what, done, total)

            with _stopped_gently() as stop:
                placed = place_from(client, source, settle=settle, told=told, stop=stop)
                return placed, stop()
    except Interrupted as interrupt:
        if write.number in interrupt.placed.unknown:
            say(report(write, interrupt)[1])
        return interrupt.placed, True
    except BaseException as error:
        write.error = error
        raise


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
    say(f"{counts}{before}. See {placed.results}")
    if placed.unknown:
        say(for_terminal(f"Unknown whether placed: {_first(placed.unknown)}"))
    if placed.results_error is not None:
        say(
            f"{placed.results} could not be written: {placed.results_error}. Nothing else is "
            f"lost: the same command writes it again"
        )
    if placed.changed:
        said = "Changed in the file after they were placed, and not sent again"
        say(for_terminal(f"{said}: {_first(placed.changed)}"))
    if placed.error is not None:
        say(format_error(placed.error))
    if set(placed.outcomes) & {"waiting", "unknown"}:
        say("The same command goes on where this one was; no order is placed twice.")


def _first(numbers: Sequence[str]) -> str:
    more = f" and {len(numbers) - 5:,} more" if len(numbers) > 5 else ""
    return ", ".join(numbers[:5]) + more


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
    """Ctrl-C and SIGTERM let the order that is under way come to its end; a second one does not."""
    asked = threading.Event()

    def ask(_signal: int, _frame: Any) -> None:
        asked.set()
        for each, handler in before.items():
            signal.signal(each, handler)
        say("Stopping after the order that is under way. Ctrl-C again stops at once.")

    before = {each: signal.signal(each, ask) for each in SIGNALS}
    try:
        yield asked.is_set
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
