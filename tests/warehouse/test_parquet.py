"""Exports to Parquet: whole after any kill, and with the kinds of the spec."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb  # pyright: ignore[reportMissingImports]
import pytest
from mycloud import MyCloud
from mycloud_cli.export import Options, export

from ..export.kills import Difference, difference, ids_in, left_in
from ..export.test_kills import ORDERS, export_with_kills
from ..killing import Deadly, deadly_sandbox
from ..serving import client_of

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Deadly, str]]:
    with deadly_sandbox(ORDERS) as server:
        yield server


@pytest.fixture
def client(server: tuple[Deadly, str]) -> Iterator[MyCloud]:
    with client_of(server[1]) as client:
        yield client


def test_a_parquet_export_that_is_killed_and_run_again_has_every_order_once(
    server: tuple[Deadly, str], tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    target = folder / "orders.parquet"

    export_with_kills(server, target, seed=4)

    assert len(ids_in(target)) == ORDERS
    assert difference(target, set(ids_in(target))) == Difference(set(), set())
    assert left_in(folder) == {target.name}


def test_duckdb_reads_amounts_dates_and_items_as_what_they_are(
    client: MyCloud, tmp_path: Path
) -> None:
    target = tmp_path / "orders.parquet"
    export(client, "orders", target)
    order = client.orders.get(1984)
    assert order.order_items

    amount, day, items, quantity = duckdb.sql(
        f"SELECT total_price, create_date, len(order_items), list_sum([item.quantity FOR item IN order_items]) "
        f"FROM '{target}' WHERE id = 1984"
    ).fetchall()[0]

    assert (amount, day) == (Decimal(order.total_price or 0), order.create_date)
    assert isinstance(amount, Decimal)
    assert isinstance(day, datetime.date)
    assert items == len(order.order_items)
    assert quantity == sum(item.quantity or 0 for item in order.order_items)


def test_items_have_a_row_each(client: MyCloud, tmp_path: Path) -> None:
    whole, items = tmp_path / "orders.parquet", tmp_path / "items.parquet"
    export(client, "orders", whole)
    export(client, "orders", items, Options(items=True))

    (asked,) = duckdb.sql(f"SELECT sum(len(order_items)) FROM '{whole}'").fetchall()
    (found,) = duckdb.sql(
        f"SELECT count(*) FROM '{items}' JOIN '{whole}' AS o ON o.id = order_id"
    ).fetchall()

    assert asked == found
