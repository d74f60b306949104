"""The dlt source: what is in the warehouse after each load is what is in the shop."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import dlt  # pyright: ignore[reportMissingImports]
import pytest
from mycloud import Item, MyCloud, Order
from mycloud_dlt import mycloud_source
from mycloud_sandbox import create_app

from ..serving import client_of, serving_app

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"])

ORDERS = 250


@pytest.fixture
def client() -> Iterator[MyCloud]:
    with serving_app(create_app(orders=ORDERS)) as url, client_of(url) as client:
        yield client


@pytest.fixture(params=["duckdb", "postgresql"])
def pipeline(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Any:
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    if request.param == "duckdb":
        destination: Any = dlt.destinations.duckdb(str(tmp_path / "warehouse.duckdb"))
    else:
        url = request.getfixturevalue("postgresql")
        destination = dlt.destinations.postgres(
            url.replace("sandbox@/", "sandbox:unused@localhost/")
        )
    folder = tmp_path / "pipelines"
    return dlt.pipeline(
        "mycloud",
        destination=destination,
        dataset_name=f"shop_{uuid4().hex}",
        pipelines_dir=str(folder),
    )


def rows(pipeline: Any, query: str) -> list[tuple[Any, ...]]:
    with pipeline.sql_client() as warehouse:
        found: list[tuple[Any, ...]] = warehouse.execute_sql(query)
        return sorted(found)


def in_warehouse(pipeline: Any) -> list[tuple[Any, ...]]:
    """Of each order its key, amount, status, how many items it has, and how many pieces."""
    return rows(
        pipeline,
        "SELECT o.id, o.total_price, o.status, count(i.id), sum(i.quantity) FROM orders o "
        "JOIN orders__order_items i ON i._dlt_parent_id = o._dlt_id GROUP BY o.id, o.total_price, o.status",
    )


def in_shop(client: MyCloud) -> list[tuple[Any, ...]]:
    return sorted(map(as_row, client.orders.list()))


def as_row(order: Order) -> tuple[Any, ...]:
    items = order.order_items or []
    amount = Decimal(order.total_price or 0)
    return (
        order.id,
        amount,
        order.status,
        len(items),
        sum(item.quantity or 0 for item in items),
    )


def change(client: MyCloud) -> Order:
    """Place two, change two (one gains an item, one loses one), delete three; gives one of the new
    ones.
    """
    orders = client.orders.list().all()
    for order in (orders[0], orders[100], orders[-1]):
        client.orders.delete(order)
    client.orders.update(
        orders[50],
        items=[Item(product_sku="MAI002", quantity=7, price=50)],
        status="APPROVED",
    )
    several = next(order for order in orders[150:] if len(order.order_items or []) > 1)
    client.order_items.delete((several.order_items or [])[0])
    items = [Item(product_id=164162, quantity=2, price="199.50")]
    client.orders.create(delivery_mode_id=343, items=items, order_number="NEW-1")
    return client.orders.create(delivery_mode_id=343, items=items, order_number="NEW-2")


def test_each_load_brings_the_warehouse_to_what_the_shop_is(
    pipeline: Any, client: MyCloud
) -> None:
    pipeline.run(mycloud_source(client))
    assert in_warehouse(pipeline) == in_shop(client)
    assert len(in_shop(client)) == ORDERS

    change(client)
    pipeline.run(mycloud_source(client))

    assert in_warehouse(pipeline) == in_shop(client)
    assert rows(pipeline, "SELECT count(*), count(DISTINCT id) FROM orders") == [
        (ORDERS - 1, ORDERS - 1)
    ]
    (orphans,) = rows(
        pipeline,
        "SELECT count(*) FROM orders__order_items WHERE _dlt_parent_id NOT IN (SELECT _dlt_id FROM orders)",
    )
    assert orphans == (0,)


def test_customers_products_and_delivery_modes_are_there_once(
    pipeline: Any, client: MyCloud
) -> None:
    for _ in range(2):
        pipeline.run(mycloud_source(client))

    for table, listed in (
        ("customers", client.customers.list()),
        ("products", client.products.list()),
        ("delivery_modes", client.delivery_modes.list()),
    ):
        assert rows(pipeline, f"SELECT id FROM {table}") == sorted(
            (entry.id,) for entry in listed
        )


def test_a_look_back_brings_what_is_new_though_the_list_has_shifted(
    pipeline: Any, client: MyCloud
) -> None:
    pipeline.run(mycloud_source(client))
    new = change(client)
    before = {row[0] for row in in_warehouse(pipeline)}

    with client.answers() as answers:
        pipeline.run(mycloud_source(client, lookback=20).with_resources("orders"))

    found = {row[0] for row in in_warehouse(pipeline)}
    assert new.id in found
    assert found - before == {
        order.id
        for order in client.orders.list()
        if (order.order_number or "").startswith("NEW")
    }
    assert 1 <= len(answers) <= 3
