"""`mycloud orders`."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import options
from ..output import format_of, show_list, show_one
from ..output.columns import ORDERS
from ..session import connected

orders = typer.Typer(name="orders", no_args_is_help=True, help="List, place, change and delete orders.")


@orders.command("list")
def list_orders(
    ctx: typer.Context,
    deleted: Annotated[bool, typer.Option("--deleted", help="List deleted orders as well.")] = False,
    limit: options.Limit = None,
    offset: options.Offset = 0,
    count: options.Count = 100,
    prefetch: options.Prefetch = 0,
    columns: options.Columns = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List the orders, page by page."""
    how = format_of(as_json, as_csv)
    with connected(ctx) as client:
        pager = client.orders.list(deleted=deleted, offset=offset, count=min(count, limit or count), prefetch=prefetch)
        show_list(pager, ORDERS, how, limit=limit, columns=columns)


@orders.command("get")
def get_order(ctx: typer.Context, id: options.Key, as_json: options.AsJson = False) -> None:
    """Show an order with its items."""
    with connected(ctx) as client:
        show_one(client.orders.get(id), format_of(as_json))
