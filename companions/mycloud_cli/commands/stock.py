"""`mycloud products stock`: what the warehouse has of each product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer

from .. import options
from ..output import format_of, show_list
from ..output.columns import Column, View
from ..output.streams import say
from ..session import connected

if TYPE_CHECKING:
    from mycloud import Page, Pager, Product

STOCK: Final = View(
    "products",
    "Product",
    (
        Column("id", "ID"),
        Column("sku", "SKU"),
        Column("shop_sku", "SHOP SKU"),
        Column("name", "NAME", prose=True),
        Column("physical_inventory", "PHYSICAL", number=True),
        Column("reserved_inventory", "RESERVED", number=True),
        Column("available_inventory", "AVAILABLE", number=True),
        Column("waitpayment_inventory", "WAITPAY", number=True, wide=True),
        Column("recvpayment_inventory", "RECVPAY", number=True, wide=True),
        Column("approved_inventory", "APPROVED", number=True, wide=True),
    ),
)


def stock(
    ctx: typer.Context,
    *,
    below: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Only products of which fewer than N are available.",
            show_default=False,
        ),
    ] = None,
    columns: options.Columns = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    """Show what the warehouse has of each product (observed).

    Available is what can be ordered now; reserved is kept for orders. A product without a number of
    what is available is left out by --below, and counted on stderr.
    """
    how = format_of(as_json, as_csv)
    STOCK.paths(columns)  # a wrong name is refused before anything is sent
    with connected(ctx) as client:
        products = client.products.list()
        if below is None:
            return show_list(products, STOCK, how, columns=columns)
        few = Few(products, below)
        show_list(cast("Pager[Any]", few), STOCK, how, columns=columns)
    if few.unknown:
        say(f"mycloud: left out {few.unknown} that say nothing of what is available")
    return None


@dataclass
class Few:
    """A walk over the products, that leaves out those of which enough are there."""

    products: Pager[Product]
    below: int
    unknown: int = 0
    """Products that do not say how many are available."""

    def pages(self) -> Iterator[Page[Product]]:
        """The pages of the list with their matching entries; empty pages are left out."""
        from mycloud import Page

        for page in self.products.pages():
            if items := [item for item in page.items if self._is_few(item)]:
                yield Page(items, page.offset, page.count)

    def _is_few(self, product: Product) -> bool:
        number: object = (
            product.available_inventory
        )  # kept unchanged if it was no number
        if not isinstance(number, int):
            self.unknown += 1
            return False
        return number < self.below
