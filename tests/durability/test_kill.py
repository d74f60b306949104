"""What was answered lasts, however many ask at once and however the server ends."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest

from ..postgresql import new_schema
from .clients import CLIENTS, ITEMS, place
from .serving import serving

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "sandbox.db")
    return new_schema(
        request.getfixturevalue("postgresql"), f"durability_{uuid4().hex}"
    )


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("count", [320, pytest.param(10_000, marks=pytest.mark.long)])
def test_every_order_that_was_answered_outlives_its_server(
    database: str, count: int, workers: int
) -> None:
    numbers = [f"ORD-{number:09d}" for number in range(count)]

    with serving(database, workers) as server:
        before = place(server, numbers, kill_after=count // 2)
    with serving(database, workers) as server:
        there = Counter(str(order["order_number"]) for order in server.orders())
        after = place(server, [number for number in numbers if not there[number]])
        server.kill()
    with serving(database, workers) as server:
        orders = server.orders()

    assert before.refused == after.refused == after.unknown == []
    assert count // 2 <= len(before.answered) < count
    assert len(before.unknown) <= CLIENTS
    assert set(before.answered) <= there.keys() <= {*before.answered, *before.unknown}
    assert set(there.values()) == {1}
    assert sorted(str(order["order_number"]) for order in orders) == numbers
    assert (
        len({order["mc_number"] for order in orders})
        == len({order["id"] for order in orders})
        == count
    )
    assert {len(order["order_items"]) for order in orders} == {len(ITEMS)}
