"""Places orders through Celery whose processes are killed: `examples/celery` for real.

    python -m tests.queues.celery_fleet --orders 1000

Redis and PostgreSQL are started here. Every third order is queued twice. A process of the pool is
killed every second, and the whole worker every twenty. Then the faults stop, and what is unknown is
settled. Judged is what the sandbox has stored.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import redis
from celery import Celery

from ..once import fleet
from ..postgresql import running_postgresql
from ..serving import KEYS
from .redis import serving_redis

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "celery"
_STARTS = 5.0
"""Seconds in which the worker starts. One whose processes die before that gives up."""

ENDED = ("placed", "refused", "unknown")


class Worker:
    """`celery worker` with its pool of processes, and beat."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self._environment, self._folder = environment, folder
        self._program = self._started()
        self.kills = 0

    def kill_one(self, drawn: random.Random) -> None:
        """Kill a process of the pool, once the worker has started."""
        if self._program.poll() is not None:  # as a supervisor does
            self._program = self._started()
        children = self._children()
        if children and time.monotonic() > self._since + _STARTS:
            self._kill(drawn.choice(children))

    def kill_all(self) -> None:
        """Kill the worker with its pool, and start another."""
        for process in [self._program.pid, *self._children()]:
            self._kill(process)
        self._program.wait()
        self._program = self._started()

    def stop(self) -> None:
        """End it for good."""
        for process in [self._program.pid, *self._children()]:
            self._kill(process)
        self._program.wait()

    def _kill(self, process: int) -> None:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.kills += 1

    def _children(self) -> list[int]:
        found = Path(f"/proc/{self._program.pid}/task/{self._program.pid}/children")
        try:
            return [int(process) for process in found.read_text().split()]
        except OSError:
            return []

    def _started(self) -> subprocess.Popen[bytes]:
        self._since = time.monotonic()
        command = [
            "worker",
            "--concurrency",
            "4",
            "--loglevel",
            "WARNING",
            "--beat",
            "--schedule",
        ]
        program = [sys.executable, "-m", "celery", "-A", "tasks"]
        with (self._folder / "worker.log").open("ab") as log:
            return subprocess.Popen(
                [*program, *command, self._folder / "beat"],
                cwd=EXAMPLE,
                env=self._environment,
                stdout=log,
                stderr=log,
            )


def run(orders: int, seed: int, longest: float) -> tuple[fleet.Figures, list[str]]:
    """Queue the orders, let the workers work and die, settle, and judge."""
    began, habits = time.monotonic(), fleet.habits_of(seed)
    figures = fleet.Figures(orders)
    numbers = [fleet.number_of(place) for place in range(orders)]
    with (
        tempfile.TemporaryDirectory(prefix="celery-") as name,
        running_postgresql() as database,
        serving_redis() as broker,
        fleet.sandbox(habits, Path(name)) as url,
    ):
        folder = Path(name)
        (folder / "machine-0").mkdir()
        scene = fleet.Scene(url, database.url, folder, 4, seed, 6.0)
        environment = _environment(url, database.url, broker)
        store = fleet.Store(url)
        store.fault(seed)
        figures.asks = _queue(broker, numbers)
        with scene.client(0) as client, _working(environment, folder) as worker:
            done = partial(_done, broker, client, numbers)
            _kill_until(done, worker, seed, longest)
            figures.kills = worker.kills
            store.calm()
        with scene.client(0) as client:
            fleet.judge(client, store, numbers, figures)
            fleet.settle(client, store, figures)
            for number in numbers:
                fleet.ensure(client, number)
        there = store.orders()
    figures.wrong_at_the_end = [n for n in numbers if len(there.get(n, [])) != 1]
    figures.seconds = time.monotonic() - began
    return figures, habits


def _environment(url: str, ledger: str, broker: str) -> dict[str, str]:
    keys = {f"MYCLOUD_{name.upper()}": value for name, value in KEYS.items()}
    return {
        **os.environ,
        **keys,
        "MYCLOUD_BASE_URL": url,
        "LEDGER_URL": ledger,
        "REDIS_URL": broker,
        "SHOP_RETRY_SECONDS": "1",
        "SHOP_DEADLINE_SECONDS": "6",
        "SHOP_VISIBILITY_SECONDS": "10",
    }


def _queue(broker: str, numbers: list[str]) -> int:
    """Queue each order, and every third one twice, as a customer does who clicks twice."""
    app = Celery(broker=broker)
    asked = [n for place, n in enumerate(numbers) for _ in range(2 - (place % 3 > 0))]
    for number in asked:
        app.send_task(
            "tasks.place", kwargs={"order_number": number, **fleet.fields_of(number)}
        )
    app.close()
    return len(asked)


@contextmanager
def _working(environment: dict[str, str], folder: Path) -> Iterator[Worker]:
    worker = Worker(environment, folder)
    try:
        yield worker
    finally:
        worker.stop()


def _kill_until(
    done: Callable[[], bool], worker: Worker, seed: int, longest: float
) -> None:
    drawn, until, turn = random.Random(seed), time.monotonic() + longest, 0
    while not done():
        turn += 1
        if time.monotonic() > until:
            raise SystemExit(f"not over after {longest:.0f} seconds")
        if turn % 20 == 0:
            worker.kill_all()
        else:
            worker.kill_one(drawn)
        time.sleep(1)


def _done(broker: str, client: fleet.MyCloud, numbers: list[str]) -> bool:
    """Whether nothing is queued, and something final is noted of every number."""
    with redis.Redis.from_url(broker) as found:
        waiting = found.llen("celery") + found.zcard("unacked_index")
    states = {entry.number: entry.state for entry in client.ledger.entries()}
    return not waiting and all(states.get(number) in ENDED for number in numbers)


def main() -> int:
    """Run it as the command line says; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=900.0)
    given = parser.parse_args()
    figures, habits = run(given.orders, given.seed, given.longest)
    print(f"Celery, four processes; habits (seed {given.seed}): {', '.join(habits)}")
    fleet.show(figures)
    return 0 if figures.good else 1


if __name__ == "__main__":
    sys.exit(main())
