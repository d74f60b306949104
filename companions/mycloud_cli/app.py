"""All commands, put together, and what becomes of their errors."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from .commands.account import config, logout, whoami
from .commands.catalogue import delivery_modes, product_categories, shops
from .commands.customers import customers
from .commands.doctor import doctor
from .commands.ledger import ledger
from .commands.listen import listen
from .commands.local import COMPLETE, SANDBOX_SETTINGS, completion, know_shells, sandbox
from .commands.login import login
from .commands.order_items import order_items
from .commands.orders import orders, wire
from .commands.products import products
from .commands.raw import api, open_order
from .credentials import profile_names
from .error_lines import bare_help, format_error, is_bare_group
from .exits import MEANINGS, ExitCode, exit_code
from .interrupts import (
    ignore_interrupts,
    raise_when_terminated,
    restored_interrupts,
)
from .outcome import Write, report
from .output.safe import for_terminal
from .output.streams import flush_or_discard, make_ready, say
from .session import Settings

_CODES = "\n".join(f"{code.value:>3}  {meaning}" for code, meaning in MEANINGS.items())


class _InOrder(TyperGroup):
    """Commands in the order people look for them."""

    def list_commands(self, ctx: Any) -> list[str]:
        resources = [
            name
            for name, command in self.commands.items()
            if hasattr(command, "commands")
        ]
        return [*resources, *(name for name in self.commands if name not in resources)]


app = typer.Typer(
    name="mycloud",
    cls=_InOrder,
    no_args_is_help=True,
    # Typer guesses the shell and fails where it sees none; `completion` asks for it.
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Orders, customers and products at MyCloud Fulfillment.",
    epilog=f"Exit codes:\n\n\b\n{_CODES}",
)
for resource in (
    orders,
    order_items,
    customers,
    products,
    product_categories,
    delivery_modes,
    shops,
    ledger,
):
    app.add_typer(resource)
app.command()(listen)
app.command("open")(open_order)
app.command()(doctor)
app.command()(wire)
app.command()(api)
app.command()(login)
app.command()(logout)
app.command()(whoami)
app.command()(config)
app.command(context_settings=SANDBOX_SETTINGS)(sandbox)
app.command()(completion)


@app.command()
def version() -> None:
    """Show the version; --version does so too."""
    from mycloud import __version__

    typer.echo(f"mycloud-client {__version__}")


def _version(wanted: bool) -> None:
    if wanted:
        version()
        raise typer.Exit


@app.callback()
def main(
    ctx: typer.Context,
    *,
    profile: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            envvar="MYCLOUD_PROFILE",
            show_envvar=False,
            autocompletion=profile_names,
            help="Whose keys of the file to use; MYCLOUD_PROFILE if not given.",
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Where the API is; MYCLOUD_BASE_URL if not given."
        ),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option(
            metavar="SECONDS", help="How long to wait for a connection or an answer."
        ),
    ] = 30.0,
    proxy: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="A proxy; HTTPS_PROXY and NO_PROXY are heeded if not given.",
        ),
    ] = None,
    ca_bundle: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Certificates to trust in place of the usual ones."
        ),
    ] = None,
    allow_insecure_http: Annotated[
        bool,
        typer.Option(
            "--allow-insecure-http",
            help="Send keys and orders in clear text, if you must.",
        ),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where an error comes from.")
    ] = False,
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_version, help="Show the version."
        ),
    ] = False,
) -> None:
    """Fill in the options that stand before the command."""
    settings = ctx.ensure_object(Settings)
    settings.profile, settings.base_url, settings.timeout = profile, base_url, timeout
    settings.proxy, settings.ca_bundle = proxy, ca_bundle
    settings.allow_insecure_http, settings.debug = allow_insecure_http, debug


def run(arguments: Sequence[str] | None = None, *, last: bool = False) -> int:
    """Run a command; gives its exit code. Errors are one line on stderr.

    Args:
        arguments: Those of the command line if not given.
        last: Whether the process ends afterwards: then no signal changes the exit code any more.
    """
    make_ready()
    with nullcontext() if last else restored_interrupts():
        raise_when_terminated()
        return _run(arguments, Settings())


def _run(arguments: Sequence[str] | None, settings: Settings) -> int:
    if COMPLETE in os.environ:
        know_shells()
    try:
        result = get_command(app).main(
            arguments, prog_name="mycloud", standalone_mode=False, obj=settings
        )
        sys.stdout.flush()
        return _code(result, settings)
    except BaseException as error:
        flush_or_discard()
        return _ended(error, settings)


def _code(result: object, settings: Settings) -> int:
    """The exit code of a command that returned. typer makes a number of an interrupt."""
    if settings.write is not None:
        return _outcome(settings, settings.write, None)
    if result == ExitCode.INTERRUPTED and not settings.connected:
        say("mycloud: interrupted; nothing was sent")
    return result if isinstance(result, int) else ExitCode.DONE


def _ended(error: BaseException, settings: Settings) -> int:
    """Print an error to stderr; return its exit code."""
    if settings.write is not None:
        return _outcome(settings, settings.write, error)
    if isinstance(error, BrokenPipeError):
        return ExitCode.DONE  # Anyone who read the output has seen enough.
    if isinstance(error, SystemExit):
        if isinstance(
            error.__context__, BrokenPipeError
        ):  # typer makes a failure of it
            return ExitCode.DONE
        raise error
    if isinstance(error, (KeyboardInterrupt, typer.Abort)):
        return _code(ExitCode.INTERRUPTED, settings)
    if is_bare_group(error):
        print(bare_help(error))
        return ExitCode.USAGE
    _trace(error, settings)
    say(format_error(error))
    return exit_code(error)


def _outcome(settings: Settings, write: Write, error: BaseException | None) -> int:
    """Tell the outcome of a write."""
    ignore_interrupts()
    if cause := write.error or error:
        flush_or_discard()
        _trace(cause, settings)
    code, line = report(write, error)
    say(line)
    return code


def _trace(error: BaseException, settings: Settings) -> None:
    if settings.debug:
        for line in "".join(traceback.format_exception(error)).splitlines():
            say(for_terminal(line))
