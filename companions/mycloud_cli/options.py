"""Options that many commands take, each written once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from .order_filter import STATUSES
from .output.formats import Format

Key: TypeAlias = Annotated[
    int, typer.Argument(metavar="ID", help="Database key.", show_default=False)
]

Limit: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--limit", metavar="N", help="Stop after N entries.", show_default=False
    ),
]
Offset: TypeAlias = Annotated[
    int, typer.Option("--offset", metavar="N", help="Skip the first N entries.")
]
Count: TypeAlias = Annotated[
    int, typer.Option("--count", metavar="N", help="Entries to ask for at a time.")
]
Prefetch: TypeAlias = Annotated[
    int, typer.Option("--prefetch", metavar="N", help="Pages to ask for ahead.")
]
Columns: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="NAME,...",
        help="Fields to show, such as id,customer.name.",
        show_default=False,
    ),
]
Output: TypeAlias = Annotated[
    Format | None,
    typer.Option(
        "--output",
        "-o",
        help="How to print it; a table if not given.",
        show_default=False,
    ),
]
AsJson: TypeAlias = Annotated[
    bool,
    typer.Option("--json", help="The same as --output json: one object in each line."),
]
AsCsv: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--csv", help="The same as --output csv: the names of the fields first."
    ),
]
DryRun: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be sent, and send nothing.")
]
Status: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        metavar="STATUS,...",
        autocompletion=lambda: list(STATUSES),
        help="Only orders of this status. May be given several times.",
        show_default=False,
    ),
]
Since: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD",
        help="Only orders created on this day or later.",
        show_default=False,
    ),
]
Until: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD",
        help="Only orders created on this day or before.",
        show_default=False,
    ),
]
Yes: TypeAlias = Annotated[
    bool, typer.Option("--yes", "-y", help="Delete without asking first.")
]

Items: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--item",
        metavar="NAME=VALUE,...",
        help="An item, such as product_id=164162,quantity=2,price=199.00; its product is "
        "named by product_id, "
        "product_sku or shop_sku. May be given several times.",
        show_default=False,
    ),
]
Attachments: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--attach",
        metavar="NAME=FILE",
        help="A file to attach, such as LABEL=label.pdf. May be given several times.",
        show_default=False,
    ),
]


def paging(
    *, limit: int | None, offset: int, count: int, prefetch: int
) -> dict[str, int]:
    """How to walk a list of which `limit` entries are wanted: no more is asked for than they
    take.
    """
    if limit is None or limit < 1 or count < 1:
        return {"offset": offset, "count": count, "prefetch": prefetch}
    asked = min(count, limit)
    return {
        "offset": offset,
        "count": asked,
        "prefetch": min(prefetch, -(-limit // asked) - 1),
    }


Ledger: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH|URL",
        help="Where order numbers are claimed: a file, or postgresql://...; MYCLOUD_LEDGER if "
        "not given, or else a file in your state folder.",
        show_default=False,
    ),
]
