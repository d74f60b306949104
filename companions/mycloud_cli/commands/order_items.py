"""`mycloud order-items`."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import options
from ..confirming import confirm_delete
from ..outcome import Write
from ..output import format_of, show_one
from ..session import carry_out, connected

order_items = typer.Typer(
    name="order-items",
    no_args_is_help=True,
    help="Single items of orders. They are added with `orders update --item`.",
)


@order_items.command("get")
def get_order_item(
    ctx: typer.Context,
    id: options.Key,
    *,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Show an item by its own database key."""
    with connected(ctx) as client:
        show_one(client.order_items.get(id), format_of(as_json, output=output))


@order_items.command("update")
def update_order_item(
    ctx: typer.Context,
    id: options.Key,
    *,
    price: Annotated[
        str,
        typer.Option(
            metavar="NUMBER", help="Price of one piece, in THB.", show_default=False
        ),
    ],
    quantity: Annotated[
        int, typer.Option(metavar="N", help="How many pieces.", show_default=False)
    ],
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Set the price and the quantity of an item; its product stays."""
    how = format_of(as_json, output=output)
    write = Write("order item", "updated", id, look=f"order-items get {id}")
    carry_out(
        ctx,
        write,
        how,
        dry_run,
        lambda client: client.order_items.update(id, price=price, quantity=quantity),
    )


@order_items.command("delete")
def delete_order_item(
    ctx: typer.Context,
    id: options.Key,
    *,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Take an item out of its order; shows it as it was."""
    how = format_of(as_json, output=output)
    confirm_delete(f"order item {id}", yes=yes or dry_run)
    write = Write("order item", "deleted", id, look=f"order-items get {id}")
    carry_out(ctx, write, how, dry_run, lambda client: client.order_items.delete(id))
