"""All commands, put together."""

from __future__ import annotations

import typer

app = typer.Typer(name="mycloud", no_args_is_help=True, help="Orders, customers and products at MyCloud Fulfillment.")
orders = typer.Typer(name="orders", no_args_is_help=True, help="List, place, change and delete orders.")
app.add_typer(orders)
