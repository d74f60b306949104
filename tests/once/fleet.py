"""Sixteen processes on four machines place the same orders, and are killed while they do.

    python -m tests.once.fleet                      5,000 numbers on PostgreSQL (`make once`)
    python -m tests.once.fleet --numbers 200 --ledger sqlite

Every number is asked for three to five times by different processes, against a sandbox with random
habits and faults. A process is killed every second, and the database is restarted once. Then the
faults stop, and what is unknown is settled. Judged is what the sandbox has stored.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

import httpx
from mycloud import (
    ClaimedError,
    Item,
    LedgerError,
    MyCloud,
    MyCloudError,
    RetryPolicy,
    TokenFile,
    UnknownOutcomeError,
)
from mycloud_sandbox.habits import EVERY

from ..postgresql import PostgresServer, running_postgresql
from ..serving import KEYS
from .placing_once import ledger_at

MACHINES = 4
REWRITING = (
    "trims-order-numbers",
    "truncates-order-numbers=20",
    "uppercases-order-numbers",
    "strips-zeros-from-order-numbers",
    "escapes-order-numbers",
)
CREATING = (
    "create-without-id",
    "create-with-id-0",
    "create-with-another-id",
    "bare-create-answers",
    "redirects-after-create",
)
OTHERS = (
    "unique-order-numbers",
    "list-lags=0.5",
    "newest-first",
    "caps-pages=50",
    "lists-deleted-entries",
    "decimals-as-text",
    "keyed-order-items",
    "refusals-with-200",
    "session-cookie",
    "closes-after-answers",
)
FAULTS: tuple[dict[str, Any], ...] = (
    {"answer": "reset", "when": "after", "operation": "create_order", "rate": 0.03},
    {"answer": "reset", "when": "before", "operation": "create_order", "rate": 0.02},
    {"answer": "cut", "operation": "create_order", "rate": 0.01},
    {"status": 503, "when": "after", "operation": "create_order", "rate": 0.01},
    {"status": 422, "operation": "create_order", "rate": 0.01},
    {"status": 429, "operation": "create_order", "rate": 0.02},
    {"delay": 4.0, "operation": "create_order", "rate": 0.005},
    {"answer": "reset", "method": "GET", "rate": 0.01},
)
PASSING = (ClaimedError, LedgerError, UnknownOutcomeError)
"""After these a worker asks for the number once more, later."""


def habits_of(seed: int) -> list[str]:
    """Some habits of creates, numbers, lists and answers; late commits are always among them."""
    drawn = random.Random(seed)
    chosen = [drawn.choice(REWRITING), drawn.choice(CREATING)]
    return ["late-commit=0.3", *chosen, *drawn.sample(OTHERS, 3)]


def number_of(place: int) -> str:
    """An order number, of a kind that some habit rewrites."""
    kinds = (
        f"web-{place:05d}",
        f"000{place:07d}",
        f"a&b-{place:05d}",
        f"{place:05d}-order-of-the-shop",
    )
    return kinds[place % len(kinds)]


@dataclass
class Scene:
    """Where the fleet works."""

    url: str
    place: str
    folder: Path
    workers: int
    seed: int
    patience: float

    def client(self, machine: int) -> MyCloud:
        """The client of a process on a machine: what machines share is the ledger alone."""
        return MyCloud(
            KEYS["api_key"],
            KEYS["secret_key"],
            base_url=self.url,
            timeout=self.patience / 2,
            retry=RetryPolicy(backoff=0.02, max_wait=0.2, deadline=self.patience),
            token_store=TokenFile(self.folder / f"machine-{machine}" / "token"),
            ledger=ledger_at(self.place),
        )


def fields_of(number: str) -> dict[str, Any]:
    """An order as JSON carries it. Its reference tells which it is, and nothing rewrites that."""
    return {
        "delivery_mode_id": 343,
        "items": [{"product_sku": "MAI002", "quantity": 1, "price": 50}],
        "name": "คุณ พวริด",
        "customer_reference": f"ref {number}",
        "newest": 100,
    }


def ensure(client: MyCloud, number: str) -> None:
    """Ask for an order."""
    fields = fields_of(number)
    items = [Item(**item) for item in fields.pop("items")]
    client.orders.ensure(order_number=number, items=items, **fields)


class Worker:
    """A process that asks for numbers, and goes on where the one before it was killed."""

    def __init__(self, scene: Scene, at: int, numbers: Sequence[str]) -> None:
        self._scene, self._at, self._numbers = scene, at, numbers
        machine = scene.folder / f"machine-{at % MACHINES}"
        machine.mkdir(exist_ok=True)
        self._done = machine / f"worker-{at}"
        self._process: ForkProcess | None = None

    def go_on(self) -> bool:
        """Start the process if it was killed; says whether it still has work."""
        if self._process is None or self._process.exitcode not in (None, 0):
            context = multiprocessing.get_context("fork")
            self._process = context.Process(target=self._work)
            self._process.start()
        return self._process.exitcode != 0

    def kill(self) -> bool:
        """As `kill -9` does; says whether it was alive."""
        alive = self._process is not None and self._process.is_alive()
        if alive and self._process is not None and self._process.pid is not None:
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.join()
        return alive

    def _work(self) -> None:
        lines = self._done.read_text().splitlines() if self._done.exists() else []
        left = [*self._numbers[len(lines) :]]
        again: list[str] = []
        with (
            self._done.open("a", buffering=1) as done,
            self._scene.client(self._at % MACHINES) as client,
        ):
            for number in left:
                outcome = asked(client, number)
                again += [number] if outcome in {e.__name__ for e in PASSING} else []
                done.write(f"{outcome}\n")
            for number in again:
                asked(client, number)
        os._exit(0)


def asked(client: MyCloud, number: str) -> str:
    """Ask once; gives "order", or the name of the error."""
    try:
        ensure(client, number)
    except MyCloudError as error:
        return type(error).__name__
    return "order"


@dataclass
class Figures:
    """What came of it."""

    numbers: int
    asks: int = 0
    kills: int = 0
    restarts: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    twice: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    by_a_look: int = 0
    by_hand: Counter[str] = field(default_factory=Counter)
    unsettled: list[str] = field(default_factory=list)
    wrong_at_the_end: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether every promise was kept."""
        return not (self.twice or self.lost or self.unsettled or self.wrong_at_the_end)

    def rows(self) -> Iterator[tuple[str, object]]:
        """The table that is printed."""
        yield "order numbers", self.numbers
        yield "asked for, times", self.asks
        yield "processes killed", self.kills
        yield "database restarted", self.restarts
        for name, count in self.answers.most_common():
            yield f"  answered: {name}", count
        for name, count in sorted(self.states.items()):
            yield f"  noted: {name}", count
        yield "NUMBERS TWICE", len(self.twice)
        yield "NUMBERS LOST", len(self.lost)
        yield "unknown, settled by a look", self.by_a_look
        for name, count in sorted(self.by_hand.items()):
            yield f"unknown, settled by hand: {name}", count
        yield "UNKNOWN LEFT", len(self.unsettled)
        yield "NOT ONCE AT THE END", len(self.wrong_at_the_end)
        yield "seconds", f"{self.seconds:.0f}"


class Store:
    """What the sandbox has stored, read from itself and not through the client."""

    def __init__(self, url: str) -> None:
        self._admin = httpx.Client(
            base_url=url.removesuffix("/api/v1"), trust_env=False, timeout=60
        )

    def orders(self) -> dict[str, list[int]]:
        """The ids of the orders of each number that was asked for."""
        tables = self._admin.get("/admin/snapshot").json()["tables"]
        found: dict[str, list[int]] = {}
        for order in tables["Order"]:
            if not order["deleted"]:
                number = str(order["customer_ref"]).removeprefix("ref ")
                found.setdefault(number, []).append(order["id"])
        return found

    def fault(self, seed: int) -> None:
        """Let things go wrong from now on."""
        for place, rule in enumerate(FAULTS):
            answer = self._admin.post(
                "/admin/faults", json={**rule, "seed": seed + place}
            )
            answer.raise_for_status()

    def calm(self) -> None:
        """Let nothing go wrong any more. Numbers that were rewritten stay rewritten."""
        for what in ("faults", "habits"):
            self._admin.delete(f"/admin/{what}").raise_for_status()


def run(
    scene: Scene, count: int, database: PostgresServer | None, kill_every: float
) -> Figures:
    """Let the fleet work, then settle what is unknown, and judge."""
    began = time.monotonic()
    figures, store = Figures(count), Store(scene.url)
    numbers = [number_of(place) for place in range(count)]
    store.fault(scene.seed)
    _let_them_work(scene, numbers, database, kill_every, figures)
    store.calm()
    with scene.client(0) as client:
        judge(client, store, numbers, figures)
        settle(client, store, figures)
        for number in numbers:
            ensure(client, number)
    there = store.orders()
    figures.wrong_at_the_end = [n for n in numbers if len(there.get(n, [])) != 1]
    figures.seconds = time.monotonic() - began
    return figures


def _let_them_work(
    scene: Scene,
    numbers: Sequence[str],
    database: PostgresServer | None,
    kill_every: float,
    figures: Figures,
) -> None:
    drawn = random.Random(scene.seed)
    asks: list[list[str]] = [[] for _ in range(scene.workers)]
    for number in numbers:
        for at in drawn.sample(range(scene.workers), drawn.randint(3, 5)):
            asks[at].append(number)
            figures.asks += 1
    for own in asks:  # near each other in time, so that they meet
        own.sort(key=lambda number: numbers.index(number) // 40 + drawn.random())
    workers = [Worker(scene, at, own) for at, own in enumerate(asks)]
    next_kill = time.monotonic() + kill_every
    while [worker for worker in workers if worker.go_on()]:
        time.sleep(0.02)
        if time.monotonic() > next_kill:
            next_kill += kill_every
            figures.kills += drawn.choice(workers).kill()
            if database is not None and figures.kills == 5 and not figures.restarts:
                database.restart()
                figures.restarts += 1
    for at in range(scene.workers):
        done = scene.folder / f"machine-{at % MACHINES}" / f"worker-{at}"
        figures.answers.update(done.read_text().splitlines())


def judge(
    client: MyCloud, store: Store, numbers: Sequence[str], figures: Figures
) -> None:
    """Before anything is settled: no number twice, and none that nobody knows of."""
    noted = {entry.number: entry for entry in client.ledger.entries()}
    there = store.orders()
    figures.states = Counter(entry.state for entry in noted.values())
    figures.twice = [number for number, ids in there.items() if len(ids) > 1]
    figures.lost = [
        number
        for number in numbers
        if number not in noted
        or (noted[number].state == "placed" and number not in there)
        or (noted[number].state in ("refused", "not_placed") and number in there)
    ]


def settle(client: MyCloud, store: Store, figures: Figures) -> None:
    """Look once leases are over; the rest is settled by a person who looks into the warehouse."""
    before = _unknown(client)
    while _held(client):
        time.sleep(0.2)
    before |= _unknown(client)
    left = client.ledger.settle_unknowns(newest=2 * figures.numbers)
    figures.by_a_look = len(before) - len(left)
    there = store.orders()
    for entry in left:
        ids = there.get(entry.number, [])
        if ids:
            client.ledger.settle(entry.number, order_id=ids[0])
        else:
            client.ledger.settle(entry.number, placed=False)
        figures.by_hand["is there" if ids else "is not there"] += 1
    figures.unsettled = sorted(_unknown(client))


def _unknown(client: MyCloud) -> set[str]:
    entries = client.ledger.entries("unknown") + client.ledger.entries("sending")
    return {entry.number for entry in entries}


def _held(client: MyCloud) -> bool:
    entries = client.ledger.entries("sending") + client.ledger.entries("claimed")
    return any(entry.is_held for entry in entries)


@contextmanager
def sandbox(habits: Sequence[str], folder: Path) -> Iterator[str]:
    """A sandbox in its own process; gives its base URL."""
    given = [word for habit in habits for word in ("--habit", habit)]
    command = [sys.executable, "-m", "mycloud_sandbox", "--port", "0", "--orders", "0"]
    with (
        (folder / "sandbox.log").open("w") as log,
        subprocess.Popen(
            [*command, *given], stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip().removeprefix("base_url: ")
        finally:
            process.terminate()


def main() -> int:
    """Run it as the command line says; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kill-every", type=float, default=1.0)
    parser.add_argument(
        "--ledger", choices=("sqlite", "postgresql"), default="postgresql"
    )
    parser.add_argument("--patience", type=float, default=6.0, help="seconds of a call")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # it is restarted
    habits = habits_of(given.seed)
    assert {habit.partition("=")[0] for habit in habits} <= EVERY.keys()
    on_postgresql = given.ledger == "postgresql"
    with (
        tempfile.TemporaryDirectory(prefix="once-") as folder,
        running_postgresql() if on_postgresql else nullcontext() as database,
        sandbox(habits, Path(folder)) as url,
    ):
        place = database.url if database else str(Path(folder) / "ledger.db")
        scene = Scene(
            url, place, Path(folder), given.workers, given.seed, given.patience
        )
        with closing(ledger_at(place)) as ledger:
            ledger.entries("")  # the table is there before the processes come
        figures = run(scene, given.numbers, database, given.kill_every)
    _print(figures, habits, given)
    return 0 if figures.good else 1


def _print(figures: Figures, habits: Sequence[str], given: argparse.Namespace) -> None:
    if given.json:
        print(json.dumps({name: str(value) for name, value in figures.rows()}))
        return
    print(
        f"{given.workers} processes on {MACHINES} machines, one {given.ledger} ledger"
    )
    print(f"habits (seed {given.seed}): {', '.join(habits)}")
    show(figures)


def show(figures: Figures) -> None:
    """Print the table, and some of the numbers for which a promise was broken."""
    for name, value in figures.rows():
        print(f"  {name:<44}{value:>8}")
    for what in ("twice", "lost", "unsettled", "wrong_at_the_end"):
        if found := getattr(figures, what):
            print(f"  {what}: {', '.join(found[:10])}")


if __name__ == "__main__":
    sys.exit(main())
