"""Orders of a file are placed once each, though answers are lost and the command is killed again
and again.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from mycloud import MyCloud, Order, SqliteLedger
from mycloud_sandbox import create_app

from ..killing import Command, Deadly
from ..serving import KEYS, client_of, serving_app

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

FAULTS: list[dict[str, object]] = [
    {"answer": "reset", "when": "after", "rate": 0.06},
    {"answer": "cut", "rate": 0.04, "when": "after"},
    {"status": 503, "when": "before", "rate": 0.06},
    {"status": 502, "when": "after", "rate": 0.04},
    {"status": 422, "when": "before", "rate": 0.03},
]
MOST_RUNS = 60


def write_orders(path: Path, numbers: list[str]) -> None:
    """A line for each item; every third order has two."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "order_number",
                "delivery_mode_id",
                "name",
                "product_id",
                "product_sku",
                "quantity",
                "price",
            ]
        )
        for place, number in enumerate(numbers):
            writer.writerow([number, 343, "คุณ พวริด", 164162, "", 2, "199.00"])
            if place % 3 == 0:
                writer.writerow([number, "", "", "", "MAI002", 1, "50"])


@contextmanager
def faulty_shop(seed: int) -> Iterator[tuple[Deadly, str]]:
    """A sandbox over a real socket, on which creates fail in all the ways they can."""
    deadly = Deadly(create_app(orders=30))
    with serving_app(deadly) as url:
        for place, fault in enumerate(FAULTS):
            rule = {**fault, "operation": "create_order", "seed": seed + place}
            httpx.post(
                f"{url.removesuffix('/api/v1')}/admin/faults", json=rule
            ).raise_for_status()
        yield deadly, url


def placed_in(url: str) -> Counter[str]:
    """How often each order number of the file is among all orders, deleted ones too."""
    numbers = [order.order_number or "" for order in all_orders(url)]
    return Counter(number for number in numbers if number.startswith("FILE-"))


def all_orders(url: str) -> list[Order]:
    with client_of(url) as client:
        return client.orders.list(deleted=True, count=500).all()


def settle_by_hand(url: str, home: Path) -> None:
    """Look for each order of unknown outcome among all there are, as a person does."""
    placed = {order.order_number: order.id for order in all_orders(url)}
    ledger = SqliteLedger(home / ".local/state/mycloud/ledger.sqlite3")
    keys = KEYS["api_key"], KEYS["secret_key"]
    with MyCloud(*keys, base_url=url, ledger=ledger) as client:
        for entry in client.ledger.entries("unknown"):
            if id := placed.get(entry.number):
                client.ledger.settle(entry.number, order_id=id)
            else:
                client.ledger.settle(entry.number, placed=False)


@pytest.mark.parametrize(
    ("count", "kills", "parallel"),
    [
        (16, 2, 4),
        pytest.param(400, 40, 8, marks=pytest.mark.long),
        pytest.param(20_000, 5, 8, marks=pytest.mark.long),
    ],
)
def test_every_order_of_a_file_is_placed_once(
    count: int, kills: int, parallel: int, tmp_path: Path
) -> None:
    source, numbers = (
        tmp_path / "orders.csv",
        [f"FILE-{number:05d}" for number in range(count)],
    )
    write_orders(source, numbers)
    command: list[str | Path] = ["orders", "create", "--from", source]
    command += ["--parallel", str(parallel), "--settle", "4"]
    draw = random.Random(count)
    killed, ended = 0, None

    with faulty_shop(seed=count) as (deadly, url):
        for _ in range(MOST_RUNS + count // 100):
            with Command(command, url, tmp_path / "log") as victim:
                if killed < kills:
                    at = draw.randint(1, max(2, count // kills // 2))
                    deadly.kill(victim, at=at, method="POST")
                ended = victim.ended()
            deadly.spare()
            killed += ended.code == -9
            if ended.code == 0:
                break
            settle_by_hand(url, tmp_path)
        placed = placed_in(url)

    print(
        f"{count} orders, killed {killed} times: {Counter(placed.values())}, {set(numbers) - placed.keys()} missing"
    )
    assert ended is not None
    assert ended.code == 0, ended.said
    assert killed == kills
    assert placed == Counter(numbers)
    path = tmp_path / "orders.results.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        results = list(csv.DictReader(file))
    assert [row["order_number"] for row in results] == numbers
    assert {row["outcome"] for row in results} <= {"placed", "placed before"}
