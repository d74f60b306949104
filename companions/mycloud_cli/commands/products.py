"""`mycloud products`."""

from __future__ import annotations

from shlex import quote
from typing import Annotated, Any

import typer

from .. import options
from ..confirming import confirm_delete
from ..fields import given, takes
from ..outcome import Write
from ..output import format_of, show_one
from ..output.columns import PRODUCTS
from ..session import carry_out, connected
from .export import export_products
from .listing import IN_PAGES, listing
from .stock import stock

products = typer.Typer(
    name="products", no_args_is_help=True, help="The goods in the warehouse."
)

Product = Annotated[
    str,
    typer.Argument(
        metavar="REF", help="Database key, MyCloud SKU or shop SKU.", show_default=False
    ),
]
Photo = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="A photo of the product.", show_default=False),
]


products.command("list", help="List the products, page by page.")(
    listing(PRODUCTS, IN_PAGES)
)


@products.command("get")
def get_product(
    ctx: typer.Context,
    ref: Product,
    *,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Show a product."""
    with connected(ctx) as client:
        show_one(client.products.get(ref), format_of(as_json, output=output))


@products.command("create")
@takes("create_product_body")
def create_product(
    ctx: typer.Context,
    *,
    name: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Name of the product.", show_default=False),
    ],
    description: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="Free text about the product.", show_default=False
        ),
    ],
    price: Annotated[
        str,
        typer.Option(
            metavar="NUMBER",
            help="What one piece is sold at, in THB.",
            show_default=False,
        ),
    ],
    photo: Photo = None,
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
    **fields: Any,
) -> None:
    """Add a product. MyCloud assigns its SKU."""
    how = format_of(as_json, output=output)
    write = Write("product", "created", name)
    carry_out(
        ctx,
        write,
        how,
        dry_run,
        lambda client: client.products.create(
            name=name, description=description, price=price, photo=photo, **fields
        ),
    )


@products.command("update")
@takes("update_product_body")
def update_product(
    ctx: typer.Context,
    ref: Product,
    *,
    photo: Photo = None,
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
    **fields: Any,
) -> None:
    """Change the given fields of a product and no others."""
    how = format_of(as_json, output=output)
    write = Write("product", "updated", ref, look=f"products get {quote(ref)}")
    carry_out(
        ctx,
        write,
        how,
        dry_run,
        lambda client: client.products.update(ref, **given({**fields, "photo": photo})),
    )


@products.command("delete")
def delete_product(
    ctx: typer.Context,
    ref: Product,
    *,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Delete a product; refused while the warehouse holds any of it."""
    how = format_of(as_json, output=output)
    confirm_delete(f"product {ref!r}", yes=yes or dry_run)
    write = Write("product", "deleted", ref, look=f"products get {quote(ref)}")
    carry_out(ctx, write, how, dry_run, lambda client: client.products.delete(ref))


products.command("stock")(stock)
products.command("export")(export_products)
