"""`mycloud product-categories`, `mycloud delivery-modes` and `mycloud shops`: short lists."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import options
from ..outcome import Write
from ..output import format_of, show_one
from ..output.columns import CATEGORIES, DELIVERY_MODES, SHOPS
from ..session import carry_out, connected
from .listing import IN_ONE, listing

product_categories = typer.Typer(
    name="product-categories", no_args_is_help=True, help="Groups of products."
)
delivery_modes = typer.Typer(
    name="delivery-modes",
    no_args_is_help=True,
    help="The ways an order can be shipped.",
)
shops = typer.Typer(
    name="shops", no_args_is_help=True, help="The shop the keys belong to."
)


product_categories.command("list", help="List the categories.")(
    listing(CATEGORIES, IN_ONE)
)
delivery_modes.command("list", help="List the delivery modes.")(
    listing(DELIVERY_MODES, IN_ONE)
)
shops.command("list", help="List the shops: at most one.")(listing(SHOPS, IN_ONE))


@product_categories.command("get")
def get_product_category(
    ctx: typer.Context,
    id: options.Key,
    *,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Show a category."""
    with connected(ctx) as client:
        show_one(client.product_categories.get(id), format_of(as_json, output=output))


@product_categories.command("create")
def create_product_category(
    ctx: typer.Context,
    *,
    name: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Name of the category.", show_default=False),
    ],
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Add a category. MyCloud assigns its code."""
    how = format_of(as_json, output=output)
    write = Write("product category", "created", name)
    carry_out(
        ctx,
        write,
        how,
        dry_run,
        lambda client: client.product_categories.create(name=name),
    )


@delivery_modes.command("get")
def get_delivery_mode(
    ctx: typer.Context,
    id: options.Key,
    *,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Show a delivery mode."""
    with connected(ctx) as client:
        show_one(client.delivery_modes.get(id), format_of(as_json, output=output))


@shops.command("get")
def get_shop(
    ctx: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF",
            help="Database key, code or e-mail address.",
            show_default=False,
        ),
    ],
    *,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Show a shop."""
    with connected(ctx) as client:
        show_one(client.shops.get(ref), format_of(as_json, output=output))
