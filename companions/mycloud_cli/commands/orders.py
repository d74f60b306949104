"""`mycloud orders`, and `mycloud wire`, which takes what `orders create` takes."""

from __future__ import annotations

import inspect
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from .. import options
from ..confirming import confirm_delete
from ..error_lines import format_error
from ..errors import Misuse, NotThere
from ..fields import given, options_of, parameters_of, taking
from ..ledgers import has_key, ledger_of
from ..order_refs import order_by_any
from ..ordering import attachments_of, items_of
from ..outcome import Write
from ..output import Format, format_of, show_entries, show_one, show_several
from ..output.columns import ORDER_ITEMS, ORDERS
from ..output.streams import say
from ..session import carry_out, connected, settings_of, target
from .export import export_orders
from .follow import follow
from .mapping import map_orders
from .order_list import list_orders
from .placing import (
    FILE_OPTIONS,
    create_from,
    print_template,
    refuse_file_options,
    refuse_others,
    taken_file_options,
)

if TYPE_CHECKING:
    from mycloud import MyCloud, Order

orders = typer.Typer(
    name="orders", no_args_is_help=True, help="List, place, change and delete orders."
)

DeliveryMode = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help="Database key of the delivery mode to ship with.",
        show_default=False,
    ),
]


def _order(
    *,
    delivery_mode_id: DeliveryMode = None,
    item: options.Items = None,
    attach: options.Attachments = None,
) -> None:
    """The options of an order beside its fields."""


ORDER: list[inspect.Parameter] = [
    *parameters_of(_order),
    *options_of("create_order_body"),
]


orders.command("list")(list_orders)


Refs = Annotated[
    list[str],
    typer.Argument(
        metavar="ORDER...",
        help="Id, order number or MC number; several if you like.",
        show_default=False,
    ),
]
Newest = Annotated[
    int,
    typer.Option(
        metavar="N", min=1, help="How many of the newest orders to look through."
    ),
]


@orders.command("get")
def get_orders(
    ctx: typer.Context,
    id: Refs,
    *,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Show orders with their items.

    Digits are taken for an id first; `orders find` takes them for an order number first.
    """
    _show_orders(ctx, id, format_of(as_json, output=output), id_first=True)


@orders.command("find")
def find_orders(
    ctx: typer.Context,
    order_number: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NUMBER...]",
            help="The shop's own number for the order, MyCloud's number, or an id.",
            show_default=False,
        ),
    ] = None,
    *,
    mc_number: Annotated[
        str | None,
        typer.Option(
            metavar="MC_NUMBER",
            help="MyCloud's number, and nothing else.",
            show_default=False,
        ),
    ] = None,
    newest: Newest = 500,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Look for orders by their numbers among the newest ones."""
    how = format_of(as_json, output=output)
    if order_number and mc_number:
        raise Misuse("give numbers, or --mc-number, not both")
    if mc_number:
        return _show_by_mc_number(ctx, mc_number, newest, how)
    if not order_number:
        raise Misuse(
            "which order? Give its order number, such as: mycloud orders find ORD-1"
        )
    return _show_orders(ctx, order_number, how, newest=newest)


def _show_by_mc_number(
    ctx: typer.Context, mc_number: str, newest: int, how: Format
) -> None:
    with connected(ctx) as client:
        found = client.orders.find(mc_number=mc_number, newest=newest)
    if found is None:
        raise NotThere(
            f"there is no order {mc_number!r} among the newest {newest}; --newest N looks "
            f"further back"
        )
    show_one(found, how)


def _show_orders(
    ctx: typer.Context,
    refs: list[str],
    how: Format,
    *,
    newest: int = 500,
    id_first: bool = False,
) -> None:
    """Show each order. Missing ones are named at the end, and decide the exit code."""
    missing: list[NotThere] = []
    found: list[Order] = []
    with connected(ctx) as client:
        for ref in refs:
            try:
                found.append(
                    order_by_any(client, ref, newest=newest, id_first=id_first)
                )
            except NotThere as error:
                missing.append(error)
    show_several(found, ORDERS, how)
    for each in missing[:-1]:
        say(format_error(each))
    if missing:
        raise missing[-1]


@orders.command("create")
@taking([*FILE_OPTIONS, *ORDER])
def create_order(
    ctx: typer.Context,
    *,
    reconcile: Annotated[
        bool,
        typer.Option(
            "--reconcile",
            help="If no answer comes, look for the order by its number until the list shows "
            "it. It is never sent a second time.",
        ),
    ] = False,
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help="Place the order though its number may be placed already; asks nobody.",
        ),
    ] = False,
    ledger: options.Ledger = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Place the orders of a file: CSV, Excel or JSON Lines.",
        ),
    ] = None,
    settle: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            min=0,
            help="With --from: how long placing one order may take; 120. After a kill its number "
            "is held that long, and 15 seconds more.",
        ),
    ] = None,
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
    **order: Any,
) -> None:
    """Place an order, or those of a file.

    With --from, the file is checked first; with --dry-run that is all. What became of each order
    is written beside the file (orders.results.csv), and running the same command again goes on
    where it was left; no order is placed twice. `mycloud orders template` prints such a file.

    An order with a number is placed once: if the number is there, or the ledger has it, that order
    is shown and nothing is sent. One whose answer is lost is not placed again: exit code 6 says so.
    """
    reading = taken_file_options(order)
    if source is not None:
        mode = order.pop("delivery_mode_id")
        constants = {} if mode is None else {"delivery_mode_id": mode}
        others = {"reconcile": reconcile, "json": as_json, "again": again}
        others |= {"output": bool(output)}
        refuse_others("--from", order, others)
        reading["ledger"] = ledger
        return create_from(
            ctx, source, reading, constants, dry_run=dry_run, settle=settle
        )
    refuse_file_options(reading)
    how = format_of(as_json, output=output)
    arguments = order_arguments(order)
    write = _placing(order["order_number"])
    # A dry run has no outcome to reconcile.
    looks = reconcile and not dry_run
    on_unknown: Literal["raise", "reconcile"] = "reconcile" if looks else "raise"
    once = bool(order["order_number"]) and not again and not dry_run

    def place(client: MyCloud) -> Order:
        call = client.orders.ensure if once else client.orders.create
        found = call(**arguments, on_unknown=on_unknown)
        if not write.attempted:
            write.done = "placed before"
        return found

    kept = ledger_of(ledger) if once and has_key(ctx) else None
    return carry_out(ctx, write, how, dry_run, place, ledger=kept)


@orders.command("update")
@taking(ORDER)
def update_order(
    ctx: typer.Context,
    id: options.Key,
    *,
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
    **order: Any,
) -> None:
    """Change the given fields of an order and no others.

    An item whose product is in the order already changes its price and quantity; others are added.
    A file under an existing name replaces it. An empty text clears a field: --note ''.
    """
    how = format_of(as_json, output=output)
    arguments = _parsed(order)
    write = Write("order", "updated", id, look=f"orders get {id}")
    carry_out(
        ctx,
        write,
        how,
        dry_run,
        lambda client: client.orders.update(id, **given(arguments)),
    )


@orders.command("delete")
def delete_order(
    ctx: typer.Context,
    id: options.Key,
    *,
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Delete an order; shows it as it was."""
    how = format_of(as_json, output=output)
    confirm_delete(f"order {id}", yes=yes or dry_run)
    write = Write("order", "deleted", id, look=f"orders get {id}")
    carry_out(ctx, write, how, dry_run, lambda client: client.orders.delete(id))


@orders.command("items")
def list_items(
    ctx: typer.Context,
    id: options.Key,
    *,
    columns: options.Columns = None,
    output: options.Output = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List the items of an order."""
    how = format_of(as_json, as_csv, output)
    ORDER_ITEMS.paths(columns)  # a wrong name is refused before anything is sent
    with connected(ctx) as client:
        show_entries(client.orders.items(id), ORDER_ITEMS, how, columns=columns)


@taking(ORDER)
def wire(
    ctx: typer.Context,
    *,
    raw: Annotated[
        bool, typer.Option("--raw", help="Print the request byte by byte.")
    ] = False,
    as_json: options.AsJson = False,
    **order: Any,
) -> None:
    """Show the form of an order, and send nothing.

    Takes what `orders create` takes, shows exactly what that would send, and needs no keys.
    """
    from ..dry_run import planning, show_plan, show_plan_as_json, show_raw

    arguments = order_arguments(order)
    show = show_raw if raw else show_plan_as_json if as_json else show_plan
    with planning(show, **target(settings_of(ctx))) as client:
        client.orders.create(**arguments)


def _placing(order_number: str | None) -> Write:
    look = f"orders find {quote(order_number)}" if order_number else "orders list"
    return Write("order", "placed", order_number, look=look)


def order_arguments(order: dict[str, Any]) -> dict[str, Any]:
    """The options of an order as `orders.create` takes them.

    Raises:
        UsageError: What an order must have is missing.
    """
    if order["delivery_mode_id"] is None:
        raise Misuse(
            "--delivery-mode-id is missing; `mycloud delivery-modes list` shows what there is"
        )
    if not order["item"]:
        raise Misuse("--item is missing: an order has one item or more")
    return _parsed(order)


def _parsed(order: dict[str, Any]) -> dict[str, Any]:
    fields = {
        name: value for name, value in order.items() if name not in ("item", "attach")
    }
    return fields | {
        "items": items_of(order["item"]),
        "attachments": attachments_of(order["attach"]),
    }


orders.command("template")(print_template)
orders.command("map")(map_orders)
orders.command("follow")(follow)
orders.command("export")(export_orders)
