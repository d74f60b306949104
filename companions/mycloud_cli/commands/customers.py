"""`mycloud customers`."""

from __future__ import annotations

from typing import Any

import typer

from .. import options
from ..fields import given, takes
from ..outcome import Write
from ..output import format_of, show_one
from ..output.columns import CUSTOMERS
from ..session import carry_out, connected
from .export import export_customers
from .listing import IN_PAGES, listing

customers = typer.Typer(
    name="customers",
    no_args_is_help=True,
    help="Recipients saved for more than one order.",
)


customers.command("list", help="List the customers, page by page.")(
    listing(CUSTOMERS, IN_PAGES)
)


@customers.command("get")
def get_customer(
    ctx: typer.Context,
    id: options.Key,
    *,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Show a customer."""
    with connected(ctx) as client:
        show_one(client.customers.get(id), format_of(as_json, output=output))


@customers.command("create")
@takes("customer_body")
def create_customer(
    ctx: typer.Context,
    *,
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
    **fields: Any,
) -> None:
    """Save a customer."""
    how = format_of(as_json, output=output)
    write = Write("customer", "created")
    carry_out(
        ctx, write, how, dry_run, lambda client: client.customers.create(**fields)
    )


@customers.command("update")
@takes("customer_body")
def update_customer(
    ctx: typer.Context,
    id: options.Key,
    *,
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
    **fields: Any,
) -> None:
    """Change the given fields of a customer and no others. An empty text clears a field: --note
    ''.
    """
    how = format_of(as_json, output=output)
    write = Write("customer", "updated", id, look=f"customers get {id}")
    carry_out(
        ctx,
        write,
        how,
        dry_run,
        lambda client: client.customers.update(id, **given(fields)),
    )


customers.command("export")(export_customers)
