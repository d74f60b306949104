"""`mycloud orders create --from` and `mycloud orders template`."""

from __future__ import annotations

import inspect
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ..error_lines import format_error
from ..errors import CredentialsError, Misuse
from ..exits import ExitCode, exit_code
from ..fields import parameters_of
from ..interrupts import SIGNALS, ignore_interrupts
from ..ledgers import ledger_of
from ..outcome import Write
from ..output.safe import for_terminal
from ..output.streams import say
from ..progress import shown
from ..session import connected, settings_of

if TYPE_CHECKING:
    from ..files import Finding, OrderFile, Report
    from ..placing import Placed


def _options(
    *,
    map: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE",
            help="With --from: which column is which field: shopify, woocommerce, shopee, "
            "lazada, tiktok, or a TOML file.",
            show_default=False,
        ),
    ] = None,
    sku: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="With --map: what its SKUs are, shop_sku or product_sku.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="With --from: take warnings for faults.")
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            help="With --from: take faults of this code for warnings, such as masked. May be "
            "given several times.",
            show_default=False,
        ),
    ] = None,
    skip_faulty: Annotated[
        bool,
        typer.Option(
            "--skip-faulty",
            help="With --from: place the orders without faults, and leave out the others.",
        ),
    ] = False,
    parallel: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=1,
            max=64,
            help="With --from: how many orders to place at a time.",
        ),
    ] = 1,
    offline: Annotated[
        bool,
        typer.Option(
            "--offline", help="With --from --dry-run: check without asking the shop."
        ),
    ] = False,
) -> None:
    """The options of `--from` beside those about reading."""


def _reading(
    *,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The encoding of a CSV file, such as cp874.",
            show_default=False,
        ),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(
            metavar="CHAR",
            help="What separates the cells of a CSV file: a character, or tab.",
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|N",
            help="The sheet of a workbook.",
            show_default=False,
        ),
    ] = None,
    header_row: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="The line in which the names of the columns stand.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """The options that overrule a guess about a file."""


_MARGIN: Final = 60.0
"""Seconds to wait beyond the time that placing an order may take, for those of a dead process."""

READING_OPTIONS: Final[list[inspect.Parameter]] = parameters_of(_reading)
FILE_OPTIONS: Final = [*parameters_of(_options), *READING_OPTIONS]


def taken_file_options(given: dict[str, Any]) -> dict[str, Any]:
    """Take the options of `--from` out of those of a command."""
    return {option.name: given.pop(option.name) for option in FILE_OPTIONS}


def refuse_file_options(given: Mapping[str, Any]) -> None:
    """The options of `--from` go with it only.

    Raises:
        Misuse: One was given.
    """
    for option in FILE_OPTIONS:
        if given[option.name] not in (None, option.default, []):
            raise Misuse(f"--{option.name.replace('_', '-')} goes with --from")


def file_of(
    source: Path, given: Mapping[str, Any], constants: Mapping[str, Any]
) -> OrderFile:
    """The file that the options describe.

    Raises:
        Misuse: An option or the mapping cannot be used.
        BadSource: The file cannot be read.
    """
    from ..files import MappingError, Options, OrderFile

    names = ("encoding", "delimiter", "sheet", "header_row")
    if given["sku"] and not given["map"]:
        raise Misuse("--sku goes with --map: in our own format the columns say it")
    try:
        return OrderFile(
            source,
            given["map"],
            options=Options(**{name: given[name] for name in names}),
            constants=constants,
            sku=given["sku"],
            accept=given["accept"] or (),
            strict=given["strict"],
        )
    except MappingError as error:
        raise Misuse(f"--map: {error}") from None
    except ValueError as error:
        if type(error).__name__ == "BadSource":
            raise
        raise Misuse(f"--{error}") from None


def create_from(
    ctx: typer.Context,
    source: Path,
    given: Mapping[str, Any],
    constants: Mapping[str, Any],
    *,
    dry_run: bool,
    settle: float | None,
) -> None:
    """Check the orders of a file, place them, and say what became of them."""
    from ..files import BadSource, check_file

    try:
        file = file_of(source, given, constants)
        with shown("orders") as show:
            found = check_file(file, on_progress=show)
    except BadSource as bad:
        _tell(bad.faults, source)
        raise typer.Exit(ExitCode.USAGE) from None
    say(for_terminal(f"{source}: {found.described}"))
    if dry_run:
        return _dry_run(
            ctx,
            source,
            found,
            is_offline=given["offline"],
            skips_faulty=given["skip_faulty"],
        )
    _tell(found.findings, source)
    if found.faults and not (given["skip_faulty"] and found.orders):
        say("Nothing was sent.")
        raise typer.Exit(ExitCode.USAGE)
    return _place(ctx, file, given, settle)


def _dry_run(
    ctx: typer.Context,
    source: Path,
    found: Report,
    *,
    is_offline: bool,
    skips_faulty: bool,
) -> None:
    """Print the orders as they are understood, and every fault; nothing is sent."""
    from ..placing.check_report import lines_of

    for line in lines_of(found):
        typer.echo(for_terminal(line))
    asked = [] if is_offline or not found.orders else _ask_the_shop(ctx, found)
    findings = sorted([*found.findings, *asked], key=lambda each: each.row)
    typer.echo("")
    _tell(findings, source)
    say("Nothing was sent.")
    is_faulty = any(each.severity == "fault" for each in findings)
    if is_faulty and not (skips_faulty and found.orders):
        raise typer.Exit(ExitCode.USAGE)


def _ask_the_shop(ctx: typer.Context, found: Report) -> list[Finding]:
    """What the shop says of the orders; nothing without keys, which is said."""
    from ..placing.lookups import look_up

    try:
        with connected(ctx) as client, shown("entries") as show:
            findings = list(look_up(client, found, show))
    except CredentialsError:
        say("No keys, so products, delivery modes and numbers were not looked up.")
        return []
    say(
        f"Looked up {len(found.products):,} products, {len(found.delivery_modes):,} delivery "
        f"modes and {len(found.numbers):,} order numbers."
    )
    return findings


def _tell(findings: Sequence[Finding], source: Path) -> None:
    """Print the findings, and write them to a file beside the source."""
    from ..placing.check_report import (
        counts_of,
        faults_file_of,
        finding_lines,
        write_faults,
    )

    beside = faults_file_of(source)
    if not findings:
        beside.unlink(missing_ok=True)  # of an earlier check
        return
    for line in finding_lines(findings, source):
        say(for_terminal(line))
    try:
        write_faults(findings, beside)
    except OSError as error:
        say(for_terminal(f"{beside} could not be written: {error}"))
        return
    say(for_terminal(f"{counts_of(findings)}; see {beside}"))


def _place(
    ctx: typer.Context, file: OrderFile, given: Mapping[str, Any], settle: float | None
) -> None:
    look = f"orders create --from {quote(str(file.path))}"
    write = Write("order", "placed", look=look)
    placed, stopped = _placed(ctx, write, file, given, settle)
    ignore_interrupts()
    settings_of(ctx).write = None  # the ledger knows more than what was seen here
    _report(placed)
    if code := _code(placed, stopped):
        raise typer.Exit(code)


def _placed(
    ctx: typer.Context,
    write: Write,
    file: OrderFile,
    given: Mapping[str, Any],
    settle: float | None,
) -> tuple[Placed, bool]:
    """What became of the orders, and whether the run was stopped."""
    from ..placing import LONGEST_WAIT, Interrupted, place_from

    ledger = ledger_of(given["ledger"])
    try:
        with (
            connected(ctx, ledger=ledger, deadline=settle) as client,
            shown("orders") as show,
        ):
            settings_of(ctx).write = write
            with _stopped_gently() as stop:
                placed = place_from(
                    client,
                    file,
                    parallel=given["parallel"],
                    skip_faulty=given["skip_faulty"],
                    longest_wait=LONGEST_WAIT if settle is None else settle + _MARGIN,
                    on_progress=show,
                    stop=stop,
                )
                return placed, stop()
    except Interrupted as interrupt:
        return interrupt.placed, True
    except BaseException as error:
        write.error = error
        raise


def refuse_others(option: str, *given: Mapping[str, object]) -> None:
    """What stands in the file is not to be given next to it."""
    others = [name for each in given for name, value in each.items() if value]
    if others:
        said = ", ".join(f"--{name.replace('_', '-')}" for name in others)
        raise Misuse(f"{option} takes all of an order from the file; leave out {said}")


def print_template() -> None:
    """Print a CSV file to fill in.

    It has a line for each item; lines with one order number that follow each other are one order.
    """
    from ..files import template

    typer.echo(template(), nl=False)


def _report(placed: Placed) -> None:
    counts = ", ".join(
        f"{count:,} {outcome}" for outcome, count in sorted(placed.outcomes.items())
    )
    say(f"{counts}. See {placed.results}")
    if placed.unknown:
        say(for_terminal(f"Unknown whether placed: {_first(placed.unknown)}"))
        say("`mycloud ledger show NUMBER` tells more, `mycloud ledger settle` ends it.")
    if placed.results_error is not None:
        say(
            f"{placed.results} could not be written: {placed.results_error}. Nothing else is "
            f"lost: the same command writes it again"
        )
    if placed.changed:
        said = "Placed before with other content, and not sent again"
        say(for_terminal(f"{said}: {_first(placed.changed)}"))
    if placed.error is not None:
        say(format_error(placed.error))
    if set(placed.outcomes) & {"waiting", "unknown", "held"}:
        say("The same command goes on where this one was; no order is placed twice.")


def _first(numbers: Sequence[str]) -> str:
    more = f" and {len(numbers) - 5:,} more" if len(numbers) > 5 else ""
    return ", ".join(numbers[:5]) + more


def _code(placed: Placed, stopped: bool) -> ExitCode:
    """What is worst decides: an order that nobody knows of, then what stopped it, then a
    refusal.
    """
    if placed.unknown:
        return ExitCode.UNKNOWN_OUTCOME
    if placed.error is not None:
        return exit_code(placed.error)
    if stopped and placed.outcomes.get("waiting"):
        return ExitCode.INTERRUPTED
    failed = placed.outcomes.get("refused") or placed.outcomes.get("changed")
    return ExitCode.REFUSED if failed else ExitCode.DONE


@contextmanager
def _stopped_gently() -> Iterator[Callable[[], bool]]:
    """Ctrl-C and SIGTERM let the orders that are in flight come to their end; a second does not."""
    asked = threading.Event()

    def ask(_signal: int, _frame: Any) -> None:
        asked.set()
        for each, handler in before.items():
            signal.signal(each, handler)
        say("Stopping after what is in flight. Ctrl-C again stops at once.")

    before = {each: signal.signal(each, ask) for each in SIGNALS}
    try:
        yield asked.is_set
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
