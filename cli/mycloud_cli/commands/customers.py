"""`mycloud customers`."""

from __future__ import annotations

from typing import Any

import typer

from .. import options
from ..fields import takes
from ..output import format_of, show_list, show_one
from ..output.columns import CUSTOMERS
from ..session import connected, writing
from .export import export_customers

customers = typer.Typer(name="customers", no_args_is_help=True, help="Recipients saved for more than one order.")


@customers.command("list")
def list_customers(
    ctx: typer.Context,
    *,
    limit: options.Limit = None,
    offset: options.Offset = 0,
    count: options.Count = 100,
    prefetch: options.Prefetch = 0,
    columns: options.Columns = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List the customers, page by page."""
    how = format_of(as_json, as_csv)
    how_to_walk = options.paging(limit=limit, offset=offset, count=count, prefetch=prefetch)
    with connected(ctx) as client:
        pager = client.customers.list(**how_to_walk)
        show_list(pager, CUSTOMERS, how, limit=limit, columns=columns)


@customers.command("get")
def get_customer(ctx: typer.Context, id: options.Key, *, as_json: options.AsJson = False) -> None:
    """Show a customer."""
    with connected(ctx) as client:
        show_one(client.customers.get(id), format_of(as_json))


@customers.command("create")
@takes("customer_body")
def create_customer(
    ctx: typer.Context, *, dry_run: options.DryRun = False, as_json: options.AsJson = False, **fields: Any
) -> None:
    """Save a customer."""
    how = format_of(as_json)
    with writing(ctx, dry_run, how) as client:
        show_one(client.customers.create(**fields), how)


@customers.command("update")
@takes("customer_body")
def update_customer(
    ctx: typer.Context,
    id: options.Key,
    *,
    dry_run: options.DryRun = False,
    as_json: options.AsJson = False,
    **fields: Any,
) -> None:
    """Change the given fields of a customer and no others. An empty text clears a field: --note ''."""
    how = format_of(as_json)
    with writing(ctx, dry_run, how) as client:
        show_one(client.customers.update(id, **fields), how)


customers.command("export")(export_customers)
