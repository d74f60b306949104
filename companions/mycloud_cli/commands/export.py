"""`mycloud orders export`, `mycloud customers export`, `mycloud products export`."""

from __future__ import annotations

import inspect
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer

from .. import options
from ..errors import Misuse
from ..fields import parameters_of, taking
from ..order_filter import filter_of
from ..output.streams import say
from ..progress import shown
from ..session import connected

if TYPE_CHECKING:
    from ..export import Options, Resource


class Format(Enum):
    """The files that an export can be."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    SQLITE = "sqlite"
    XLSX = "xlsx"


To: TypeAlias = Annotated[
    Path,
    typer.Option(
        metavar="FILE",
        help="Where to: a file that ends in .jsonl, .csv, .jsonl.gz, .csv.gz, .parquet, "
        ".sqlite or .xlsx; - for standard output, with --format.",
    ),
]
In: TypeAlias = Annotated[
    Format | None,
    typer.Option(
        "--format", help="What to write, whatever the file ends in.", show_default=False
    ),
]
Bom: TypeAlias = Annotated[
    bool, typer.Option("--bom", help="Begin CSV with a byte order mark, for Excel.")
]
Raw: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--raw",
        help="Leave text in CSV alone that a spreadsheet would take for a formula.",
    ),
]
Overwrite: TypeAlias = Annotated[
    bool, typer.Option("--overwrite", help="Replace the file if it is there.")
]
Restart: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--restart", help="Forget what an interrupted run left, and begin anew."
    ),
]
Prefetch: TypeAlias = Annotated[
    int, typer.Option("--prefetch", metavar="N", min=0, help="Pages to ask for ahead.")
]


def _how(
    *,
    bom: Bom = False,
    raw: Raw = False,
    overwrite: Overwrite = False,
    restart: Restart = False,
    prefetch: Prefetch = 4,
) -> None:
    """The options of every export beside what goes where."""


HOW: Final[list[inspect.Parameter]] = parameters_of(_how)


@taking(HOW)
def export_orders(
    ctx: typer.Context,
    *,
    to: To,
    format: In = None,
    items: Annotated[
        bool, typer.Option("--items", help="One row for each item (CSV and Parquet).")
    ] = False,
    deleted: Annotated[
        bool, typer.Option("--deleted", help="Deleted orders as well.")
    ] = False,
    status: options.Status = None,
    since: options.Since = None,
    until: options.Until = None,
    **how: Any,
) -> None:
    """Export every order to a file, or those that match. After Ctrl-C or a crash, the same command
    goes on where it was.

    The API has no filter: all orders are read, and those that match are written.
    """
    wanted = filter_of(status, since, until, None)
    how |= {"items": items, "deleted": deleted, "wanted": wanted}
    _export(ctx, "orders", to, format, **how)


@taking(HOW)
def export_customers(
    ctx: typer.Context, *, to: To, format: In = None, **how: Any
) -> None:
    """Export every customer to a file. After Ctrl-C or a crash, the same command goes on where it
    was.
    """
    _export(ctx, "customers", to, format, **how)


@taking(HOW)
def export_products(
    ctx: typer.Context, *, to: To, format: In = None, **how: Any
) -> None:
    """Export every product to a file. After Ctrl-C or a crash, the same command goes on where it
    was.
    """
    _export(ctx, "products", to, format, **how)


def _export(
    ctx: typer.Context, resource: Resource, to: Path, chosen: Format | None, **how: Any
) -> None:
    from ..export import Options

    made = Options(chosen.value if chosen else None, **how)
    if str(to) == "-":
        return _to_stdout(ctx, resource, made)
    return _to_file(ctx, resource, to, made)


def _to_stdout(ctx: typer.Context, resource: Resource, options: Options) -> None:
    """Write to a pipe; a terminal would carry out what is in the text of others."""
    from ..export import export_to

    if sys.stdout.isatty():
        raise Misuse(
            f"--to - is for a pipe or >, and stdout is a terminal. To look at {resource}: "
            f"mycloud {resource} list"
        )
    with connected(ctx) as client, shown(resource) as told:
        count = export_to(client, resource, sys.stdout.buffer, options, told)
    say(f"stdout: {count:,} {resource}")


def _to_file(
    ctx: typer.Context, resource: Resource, to: Path, options: Options
) -> None:
    from ..export import export

    try:
        with connected(ctx) as client, shown(resource) as told:
            exported = export(client, resource, to, options, told)
    except KeyboardInterrupt:
        say("Interrupted. The same command goes on where it was.")
        raise
    said = [f"{exported.count:,} {resource}"]
    if options.wanted:
        said.append(f"of {exported.read:,} read")
    if exported.found:
        said.append(f"{exported.found:,} of them by an earlier run")
    say(f"{to}: {', '.join(said)}")
