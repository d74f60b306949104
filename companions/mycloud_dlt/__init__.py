"""A dlt source: orders with their items, customers, products and delivery modes, for any warehouse
that dlt fills.

    pipeline = dlt.pipeline("mycloud", destination="duckdb", dataset_name="shop")
    pipeline.run(mycloud_source())

Run it every night. The API tells nobody what has changed, so a load reads everything, with the
client's own walk, and merges it by its key: new entries come in, changed ones are replaced with all
its items. An order that is no longer listed is read by its id before it is deleted. With
`mycloud_source(full_every_days=7)` the nights between read the newest orders and the open ones.

Tables and columns are those of `mycloud orders export`, which are the spec's.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

try:
    import dlt  # pyright: ignore[reportMissingImports]
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(
        f"mycloud_dlt needs {missing.name}, which is not installed: "
        "pip install 'mycloud-client[dlt]'",
        name=missing.name,
    ) from missing
from mycloud import Customer, DeliveryMode, MyCloud, Order, Product
from mycloud_cli.export.tables import Kind, Source, Table, columns_of, table_of

from .nightly import Reader, Settings, VanishedError

__all__ = ["VanishedError", "mycloud_source"]

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
    client: MyCloud | None = None,
    *,
    lookback: int | None = None,
    prefetch: int = 4,
    max_vanished: float = 0.1,
    full_every_days: float = 0,
) -> Any:
    """Everything a warehouse wants to know of a shop.

    Args:
        client: The client to read with; one with the keys of the environment if not given.
        lookback: Read only orders that are new since the last load, and so many before them, which
            may have changed. None reads what `full_every_days` says.
        prefetch: How many pages to ask for ahead.
        max_vanished: Which share of the orders in the warehouse may be gone from the list; above
            that the load stops with a `VanishedError`. Five may go in any case.
        full_every_days: Read all orders when that many days have passed since they were; between,
            the newest, and by id those that are not delivered. 0 reads all in each load.
    """
    settings = Settings(lookback, prefetch, max_vanished, full_every_days)
    client = client or MyCloud()
    return (
        _resource("orders", Order, partial(_orders, client, settings), gone=True),
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


def _orders(client: MyCloud, settings: Settings) -> Iterator[list[Row]]:
    table = table_of("orders", Order)
    state = dlt.current.resource_state("orders")
    for found in Reader(client, state, settings, time.time()).read():
        yield [
            *({**_row(table, order.to_dict()), _GONE: False} for order in found.orders),
            *({"id": key, _GONE: True} for key in found.gone),
        ]
