"""Options that many commands take, each written once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

Key: TypeAlias = Annotated[int, typer.Argument(metavar="ID", min=1, help="Database key.", show_default=False)]

Limit: TypeAlias = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, help="Stop after N entries.", show_default=False)
]
Offset: TypeAlias = Annotated[int, typer.Option("--offset", metavar="N", min=0, help="Skip the first N entries.")]
Count: TypeAlias = Annotated[int, typer.Option("--count", metavar="N", min=1, help="Entries to ask for at a time.")]
Prefetch: TypeAlias = Annotated[int, typer.Option("--prefetch", metavar="N", min=0, help="Pages to ask for ahead.")]
Columns: TypeAlias = Annotated[
    str | None,
    typer.Option("--columns", metavar="NAME,...", help="Fields to show, such as id,customer.name.", show_default=False),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON, one object in each line.")]
AsCsv: TypeAlias = Annotated[bool, typer.Option("--csv", help="Print CSV, with the names of the fields first.")]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Show what would be sent, and send nothing.")]
