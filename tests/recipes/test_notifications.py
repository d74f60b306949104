"""Each recipe takes the notifications of a living warehouse, as a process, with two workers."""

from __future__ import annotations

import importlib.util
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from mycloud import Item, MyCloud, Notification, Order

from ..serving import KEYS
from .warehouse import EXAMPLES, SECRET, Road, free_port, notification, process, until

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1$"])

SERVERS = {
    "fastapi": "-m uvicorn fastapi_app:app --log-level warning --port {port}",
    "flask": "-m flask --app flask_app run --port {port}",
    "django": "django_app.py runserver --noreload 127.0.0.1:{port}",
}
LIFE = 0.7
"""Seconds that an order keeps each status."""


class Shop(NamedTuple):
    """A recipe that runs, and what it works with."""

    client: MyCloud
    road: Road
    inbox: Path
    logs: list[Path]


@contextmanager
def shop(framework: str, folder: Path) -> Iterator[Shop]:
    """The sandbox, the recipe's server and two of its workers, each a process."""
    port, database = free_port(), folder / "inbox.db"
    with ExitStack() as stack:
        road = stack.enter_context(
            Road(f"http://127.0.0.1:{port}/mycloud/{SECRET}", seed=19)
        )
        url = stack.enter_context(sandbox(folder / "sandbox.log", road.entrance))
        environment = {
            "INBOX": str(database),
            "NOTIFY_SECRET": SECRET,
            "DJANGO_SECRET_KEY": "only-for-this-test",
            "SWEEP_SECONDS": "2",
            "MYCLOUD_BASE_URL": url,
            **{f"MYCLOUD_{name.upper()}": key for name, key in KEYS.items()},
        }
        server = SERVERS[framework].format(port=port).split()
        stack.enter_context(process(server, folder / "server.log", environment))
        until(lambda: answers(port), f"{framework} starts")
        logs = [folder / f"worker-{number}.log" for number in (1, 2)]
        for log in logs:
            stack.enter_context(process(["worker.py"], log, environment))
        client = stack.enter_context(
            MyCloud(KEYS["api_key"], KEYS["secret_key"], base_url=url)
        )
        yield Shop(client, road, database, logs)


@contextmanager
def sandbox(log: Path, notify: str) -> Iterator[str]:
    options = f"-m mycloud_sandbox --port 0 --orders 0 --life {LIFE} --notify {notify}"
    with process(options.split(), log, {}):
        until(lambda: "base_url:" in log.read_text(), "the sandbox starts")
        found = re.search(r"base_url: (\S+)", log.read_text())
        assert found
        yield found[1]


def answers(port: int) -> bool:
    try:
        return (
            httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).status_code == 404
        )
    except httpx.TransportError:
        return False


def inbox_of(path: Path) -> Any:
    """The recipe's own store, as a service would use it when it places an order."""
    spec = importlib.util.spec_from_file_location("inbox", EXAMPLES / "inbox.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["inbox"] = module
    spec.loader.exec_module(module)
    return module.Inbox(path)


def place(shop: Shop, count: int) -> list[Order]:
    """Orders, each placed and followed as a service would do it."""
    item = Item(product_sku="MAI002", quantity=1, price=50)
    with closing(inbox_of(shop.inbox)) as inbox:
        orders = [
            shop.client.orders.create(
                delivery_mode_id=343, items=[item], order_number=f"WEB-{number}"
            )
            for number in range(count)
        ]
        for order in orders:
            inbox.follow(order)
    return orders


def forge(road: Road, one: Order, other: Order, kinds: int) -> None:
    """What strangers post of an order."""
    made_up = notification("MC999999999", "WEB-NONE", "DELIVERED")
    posts = [
        ("forged", notification(one.mc_number, one.order_number, "DELIVERED")),
        ("forged", notification(one.mc_number, other.order_number, "SHIPPED")),
        ("forged", made_up),
        ("invalid", b'{"order_number": ["WEB-1"], "status": "DELIVERED"}'),
        ("invalid", b"DELIVERED"),
        ("large", made_up.ljust(Notification.MAX_BYTES + 1)),
        ("guess", notification(one.mc_number, one.order_number, "DELIVERED")),
    ]
    road.forge(*posts[kinds % len(posts)])


def run(framework: str, folder: Path, count: int) -> None:
    with shop(framework, folder) as running:
        client, road = running.client, running.road
        orders = place(running, count)
        idle, deleted = orders[: count // 10], orders[count // 10 : count // 5]
        for order in deleted:
            client.orders.delete(order)
        for number, order in enumerate(orders[count // 5 :]):
            client.orders.update(order, status="APPROVED")
            forge(road, order, idle[0], number)
            forge(road, idle[number % len(idle)], order, number)
        truth = {order.id: "DELIVERED" for order in orders}
        truth |= {order.id: "RESERVED" for order in idle}
        truth |= {order.id: "DELETED" for order in deleted}
        until(
            lambda: statuses(running.inbox) == truth,
            f"all of {framework}'s orders are right",
        )
        until(lambda: road.is_empty, "the road is empty")
        report(framework, count, road)
    check_answers(road)
    check_moves(running, {id for id, status in truth.items() if status == "DELIVERED"})
    assert statuses(running.inbox) == truth


def statuses(inbox: Path) -> dict[int | None, str]:
    with closing(sqlite3.connect(inbox)) as database:
        return dict(database.execute("SELECT id, status FROM orders"))


def check_answers(road: Road) -> None:
    """A recipe takes what could be true, refuses what is no notification, and hides from guesses."""
    expected = {"true": {200}, "forged": {200}, "invalid": {400}, "guess": {404}}
    expected["large"] = {400, 413}  # the frameworks differ

    assert {kind for kind, _ in road.answers} == {*expected}
    assert [one for one in road.answers if one[1] not in expected[one[0]]] == []
    assert road.lost
    assert road.doubled


def check_moves(running: Shop, delivered: set[int | None]) -> None:
    """Each move was acted on once, in the order of the statuses, and no order moved that did not."""
    told = [
        line.split() for log in running.logs for line in log.read_text().splitlines()
    ]
    with closing(sqlite3.connect(running.inbox)) as database:
        moves = database.execute(
            "SELECT order_id, status FROM moves ORDER BY rowid"
        ).fetchall()

    assert sorted(told) == sorted([str(id), status] for id, status in moves)
    assert {id for id, _ in moves} == delivered
    assert {id for id, status in moves if status == "DELIVERED"} == delivered
    steps = ["RESERVED", "APPROVED", "PICKING", "PACKED", "SHIPPED", "DELIVERED"]
    for id in delivered:
        own = [steps.index(status) for order, status in moves if order == id]
        assert own == sorted(set(own))


def report(framework: str, count: int, road: Road) -> None:
    print(
        f"{framework}: {count} orders, {road.taken} notifications, {road.lost} lost, "
        f"{road.doubled} doubled, {road.forged} forged"
    )


@pytest.mark.parametrize("framework", SERVERS)
def test_each_order_ends_in_its_true_status(framework: str, tmp_path: Path) -> None:
    run(framework, tmp_path, 20)


@pytest.mark.long
@pytest.mark.parametrize("framework", SERVERS)
def test_two_hundred_orders_end_in_their_true_statuses(
    framework: str, tmp_path: Path
) -> None:
    run(framework, tmp_path, 200)
