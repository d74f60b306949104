"""All commands, put together, and what becomes of their errors."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from .commands.catalogue import delivery_modes, product_categories, shops
from .commands.customers import customers
from .commands.doctor import doctor
from .commands.local import COMPLETE, SANDBOX_SETTINGS, completion, know_shells, sandbox
from .commands.login import login
from .commands.order_items import order_items
from .commands.orders import orders, wire
from .commands.products import products
from .error_lines import format_error
from .exits import MEANINGS, ExitCode, exit_code
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
):
    app.add_typer(resource)
app.command()(doctor)
app.command()(wire)
app.command()(login)
app.command(context_settings=SANDBOX_SETTINGS)(sandbox)
app.command()(completion)


def _version(wanted: bool) -> None:
    if wanted:
        from mycloud import __version__

        typer.echo(f"mycloud-client {__version__}")
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
    version: Annotated[
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


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code. Errors are one line on stderr."""
    settings = Settings()
    if COMPLETE in os.environ:
        know_shells()
    try:
        result = get_command(app).main(
            arguments, prog_name="mycloud", standalone_mode=False, obj=settings
        )
        sys.stdout.flush()
        return result if isinstance(result, int) else ExitCode.DONE
    except BrokenPipeError:
        return _end_quietly()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # typer makes a failure of it
            return _end_quietly()
        raise
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except Exception as error:
        if settings.debug:
            traceback.print_exc()
        print(format_error(error), file=sys.stderr)
        return exit_code(error)


def _end_quietly() -> int:
    """Whoever read the output has seen enough: nothing failed. What is still to be written goes
    nowhere.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE
