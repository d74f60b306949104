"""A dlt source: orders with their items, customers, products and delivery modes, for any warehouse
that dlt fills.

    pipeline = dlt.pipeline("mycloud", destination="duckdb", dataset_name="shop")
    pipeline.run(mycloud_source())

Run it every night. The API tells nobody what has changed, so each run reads everything, with the
client's own walk, and merges it by its key: what is new comes in, what changed is replaced with all
its items, what was deleted goes. For the hours between, `mycloud_source(lookback=2000)` reads the
newest orders only.

Tables and columns are those of `mycloud orders export`, which are the spec's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import dlt  # pyright: ignore[reportMissingImports]
from mycloud import Customer, DeliveryMode, MyCloud, Order, Product
from mycloud_cli.export.rejoining import COUNT, rejoined
from mycloud_cli.export.tables import Kind, Source, Table, columns_of, table_of

_TYPES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.INTEGER: {"data_type": "bigint"},
    Kind.NUMBER: {"data_type": "double"},
    Kind.MONEY: {"data_type": "decimal", "precision": 18, "scale": 2},
    Kind.TRUTH: {"data_type": "bool"},
    Kind.DATE: {"data_type": "date"},
    Kind.TEXT: {"data_type": "text"},
    Kind.TEXTS: {"data_type": "json"},
}
_GONE: Final = "deleted"
Row = dict[str, Any]


@dlt.source(name="mycloud")  # type: ignore[untyped-decorator]
def mycloud_source(
    client: MyCloud | None = None, *, lookback: int | None = None, prefetch: int = 4
) -> Any:
    """Everything a warehouse wants to know of a shop.

    Args:
        client: The client to read with; one with the keys of the environment if not given.
        lookback: Read only orders that are new since the last load, and so many before them, which
            may have changed. Deletions are not seen then: leave it out now and then. None reads
            everything.
        prefetch: How many pages to ask for ahead.
    """
    client = client or MyCloud()
    return (
        _resource(
            "orders", Order, partial(_orders, client, lookback, prefetch), gone=True
        ),
        _resource(
            "customers",
            Customer,
            partial(_rows, client.customers.list, Customer, prefetch=prefetch),
        ),
        _resource(
            "products",
            Product,
            partial(_rows, client.products.list, Product, prefetch=prefetch),
        ),
        _resource(
            "delivery_modes",
            DeliveryMode,
            partial(_rows, client.delivery_modes.list, DeliveryMode),
        ),
    )


def _resource(name: str, model: type, rows: Any, gone: bool = False) -> Any:
    """A table that is merged by its key, with all columns it may ever have."""
    table = table_of(name, model)
    columns = _columns(table) | (
        {_GONE: {"data_type": "bool", "hard_delete": True}} if gone else {}
    )
    nested = {
        child.name: dlt.mark.make_nested_hints(columns=_columns(child))
        for child in table.lists
    }
    merged: dict[str, Any] = {"primary_key": "id", "write_disposition": "merge"}
    named = lambda: rows()  # noqa: E731, PLW0108  # dlt wants a function with a name, which a partial lacks
    return dlt.resource(
        named, name=name, columns=columns, nested_hints=nested, **merged
    )


def _columns(table: Table) -> dict[str, dict[str, Any]]:
    return {name: dict(_TYPES[kind]) for name, kind in columns_of(table)}


def _rows(listed: Any, model: type, **how: int) -> Iterator[list[Row]]:
    table = table_of("rows", model)
    for page in listed(**how).pages():
        yield [_row(table, item.to_dict()) for item in page.items]


def _row(table: Table, entry: Source) -> Row:
    row: Row = dict(zip(table.header, table.row(entry), strict=True))
    for child in table.lists:
        row[child.name] = [_row(child, line) for line in child.listed(entry)]
    return row


def _orders(
    client: MyCloud, lookback: int | None, prefetch: int
) -> Iterator[list[Row]]:
    table = table_of("orders", Order)
    list_from = partial(client.orders.list, count=COUNT, prefetch=prefetch)
    ever = (
        set[int]()
        if lookback is not None
        else {order.id for order in list_from(deleted=True) if order.id}
    )
    for orders in _new_or_changed(lambda offset: list_from(offset=offset), lookback):
        yield [{**_row(table, order.to_dict()), _GONE: False} for order in orders]
        ever.difference_update(order.id for order in orders if order.id)
    # The list of all, deleted ones too, came first: whatever is placed meanwhile is in the second
    # alone.
    yield [{"id": key, _GONE: True} for key in sorted(ever)]


def _new_or_changed(list_from: Any, lookback: int | None) -> Iterator[list[Order]]:
    """The orders page by page. How far the walk came is kept with what is loaded, and becomes
    durable with it.
    """
    state = dlt.current.resource_state("orders")
    last: list[int] = state.get("last", [])
    start = 0 if lookback is None else max(0, state.get("reached", 0) - lookback)
    known, kept = frozenset(last), max(lookback or 0, COUNT)
    _, pages = rejoined(list_from, start, lambda order: order.id in known)
    for page in pages:
        yield page.items
        last = [*last, *(order.id for order in page.items if order.id)][-kept:]
        state.update(reached=page.offset + len(page.items), last=last)
