"""`mycloud ledger`: what became of each order number, and settling one by hand."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from .. import options
from ..errors import Misuse, NotThere
from ..ledgers import ledger_of
from ..output import Format, format_of, show_one
from ..output.columns import LEDGER
from ..output.safe import print_json
from ..session import connected

if TYPE_CHECKING:
    from mycloud import Entry

ledger = typer.Typer(
    name="ledger",
    no_args_is_help=True,
    help="See what became of each order number, and settle one by hand.",
)

Number = Annotated[
    str, typer.Argument(metavar="ORDER_NUMBER", help="The shop's own number.")
]
State = Literal["claimed", "sending", "placed", "refused", "not_placed", "unknown"]


@ledger.command("list")
def list_entries(
    ctx: typer.Context,
    *,
    state: Annotated[
        State | None,
        typer.Option(help="Only those in this state.", show_default=False),
    ] = None,
    limit: options.Limit = None,
    ledger: options.Ledger = None,
    as_json: options.AsJson = False,
) -> None:
    """List the order numbers of the shop, those that changed last first."""
    with connected(ctx, ledger=ledger_of(ledger)) as client:
        _show_all(client.ledger.entries(state, limit=limit), format_of(as_json))


@ledger.command("show")
def show_entry(
    ctx: typer.Context,
    order_number: Number,
    *,
    ledger: options.Ledger = None,
    as_json: options.AsJson = False,
) -> None:
    """Show all that is noted of an order number."""
    with connected(ctx, ledger=ledger_of(ledger)) as client:
        found = client.ledger.get(order_number)
    if found is None:
        raise NotThere(f"the ledger has no order number {order_number!r} for this shop")
    show_one(_Shown(found), format_of(as_json))


@ledger.command("settle")
def settle_entry(
    ctx: typer.Context,
    order_number: Annotated[
        str | None,
        typer.Argument(
            metavar="[ORDER_NUMBER]",
            help="The shop's own number; without it, all of unknown outcome are looked for.",
        ),
    ] = None,
    *,
    order_id: Annotated[
        int | None,
        typer.Option(metavar="ID", help="The order that it is.", show_default=False),
    ] = None,
    not_placed: Annotated[
        bool,
        typer.Option(
            "--not-placed",
            help="No order was placed, and none is on its way: the number may be sent again.",
        ),
    ] = False,
    ledger: options.Ledger = None,
    as_json: options.AsJson = False,
) -> None:
    """Note what a person found out about an order number.

    Without a number, the list of orders is looked through once for all numbers of unknown outcome,
    and those that are still unknown are listed.
    """
    how = format_of(as_json)
    _check(order_number, order_id, not_placed)
    with connected(ctx, ledger=ledger_of(ledger)) as client:
        if order_number is None:
            _show_all(client.ledger.settle_unknowns(), how)
            return
        settled: Entry = (
            client.ledger.settle(order_number, placed=False)
            if order_id is None
            else client.ledger.settle(order_number, order_id=order_id)
        )
        show_one(_Shown(settled), how)


def _check(order_number: str | None, order_id: int | None, not_placed: bool) -> None:
    says = (order_id is not None) + not_placed
    if says != (order_number is not None):
        raise Misuse("settle takes a number and one of --order-id and --not-placed")


class _Shown:
    """An entry as it is printed."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def to_dict(self) -> dict[str, Any]:
        """What is known, without the digest of what was sent."""
        entry = self._entry
        changed = datetime.datetime.fromtimestamp(entry.changed_at).astimezone()
        return {
            "order_number": entry.number,
            "state": entry.state,
            "order_id": entry.order_id,
            "mc_number": entry.mc_number,
            "message": entry.message,
            "candidates": list(entry.candidates),
            "holder": entry.holder if entry.is_held else None,
            "lease_left": round(entry.lease_left) if entry.is_held else None,
            "changed": f"{changed:%Y-%m-%d %H:%M:%S}",
        }


def _show_all(entries: Sequence[Entry], how: Format) -> None:
    rows = [_Shown(entry).to_dict() for entry in entries]
    if how is Format.JSON:
        for row in rows:
            print_json(row)
    elif rows:
        from ..output.table import Table, console

        Table(LEDGER, console()).add(rows)
