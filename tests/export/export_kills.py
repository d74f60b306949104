"""Exports of many orders, each killed at five random moments and resumed: what is missing, doubled,
and the memory.

    python -m tests.export.export_kills --orders 200000

The server is the sandbox, in its own process with a database. Every format is exported once
from a list that stands still, and one of them again while orders are deleted and placed whenever
the export is dead.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mycloud import Item, MyCloud

from ..killing import Command
from ..serving import client_of
from .kills import difference, ids_in

FORMATS = ("jsonl", "csv", "parquet", "sqlite")
KILLS = 5
MOST_RUNS = 12


@contextmanager
def serving(database: Path, orders: int) -> Iterator[str]:
    """The URL of a sandbox with so many orders."""
    command = [
        sys.executable,
        "-m",
        "mycloud_sandbox",
        "--port",
        "0",
        "--database",
        str(database),
        "--orders",
        str(orders),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split()[1]
        finally:
            server.terminate()


@dataclass
class Changes:
    """Orders that are deleted and placed while nobody exports."""

    client: MyCloud
    draw: random.Random
    ids: list[int]
    deleted: set[int] = field(default_factory=set)
    placed: int = 0

    def make(self, upto: int) -> None:
        """Delete some, most of them among those that were exported already, so that the list
        shifts; place others.
        """
        for key in self.draw.sample(self.ids[: max(upto, 300)], 300) + self.draw.sample(
            self.ids, 100
        ):
            if key not in self.deleted:
                self.client.orders.delete(key)
                self.deleted.add(key)
        for _ in range(100):
            items = [Item(product_id=164162, quantity=1, price=199)]
            self.client.orders.create(delivery_mode_id=343, items=items)
            self.placed += 1


def export_with_kills(
    url: str, target: Path, draw: random.Random, orders: int, changes: Changes | None
) -> tuple[list[str], int]:
    """Where it was killed, and the most memory that any of the processes had."""
    moments: list[str] = []
    peak = 0
    for _ in range(MOST_RUNS):
        with Command(
            ["orders", "export", "--to", target], url, target.parent / "log"
        ) as command:
            if len(moments) < KILLS:
                wait_for_the_moment(
                    command, target, draw, orders, last=len(moments) == KILLS - 1
                )
                command.kill()
            ended = command.ended()
        peak = max(peak, ended.peak)
        if ended.code == 0:
            return moments, peak
        assert ended.code == -9, ended.said
        moments.append(moment(target))
        if target.exists():  # killed after the last of its work, before its end
            return moments, peak
        if changes is not None:
            changes.make(gathered(target))
    raise AssertionError(f"{target} was not finished in {MOST_RUNS} runs")


def wait_for_the_moment(
    command: Command, target: Path, draw: random.Random, orders: int, *, last: bool
) -> None:
    """At random while it walks; the last time at random while it writes the target."""
    if not last:
        command.runs(draw.uniform(0.3, 0.3 + orders / 15_000))
        return
    while command.runs(0.01) and not target.with_name(f"{target.name}.tmp").exists():
        pass
    command.runs(draw.uniform(0, 1))


def gathered(target: Path) -> int:
    """How many orders an export has that is dead."""
    partial = target.with_name(f"{target.name}.partial")
    if not partial.exists():
        return 0
    with closing(sqlite3.connect(partial)) as connection:
        ((count,),) = connection.execute("SELECT count(*) FROM entry").fetchall()
    return int(count)


def moment(target: Path) -> str:
    """Where an export was killed."""
    writing = target.with_name(f"{target.name}.tmp").exists()
    return f"{gathered(target):,}{' (writing)' if writing else ''}"


def ids_of(database: Path) -> list[int]:
    """The orders that are there and not deleted, as the database has them."""
    with closing(sqlite3.connect(database)) as connection:
        return [
            key
            for (key,) in connection.execute(
                'SELECT id FROM "Order" WHERE NOT deleted ORDER BY id'
            )
        ]


def trial(url: str, database: Path, target: Path, seed: int, changing: bool) -> bool:
    """One export with its kills; prints what came of it, and tells whether all was right."""
    before, began = ids_of(database), time.monotonic()
    with client_of(url) as client:
        changes = Changes(client, random.Random(seed), before) if changing else None
        moments, peak = export_with_kills(
            url, target, random.Random(seed), len(before), changes
        )
    throughout = set(before) & set(ids_of(database))
    found = difference(target, throughout)
    name = f"{target.suffix[1:]}{', changing' if changing else ''}"
    print(
        f"{name:17} {len(throughout):>9,} throughout  {len(ids_in(target)):>9,} exported  "
        f"{len(found.missing)} missing  {len(found.doubled)} doubled  {peak / 2**20:5.0f} MB at most  "
        f"{time.monotonic() - began:4.0f} s  killed at {'; '.join(moments)}",
        flush=True,
    )
    if changes is not None:
        print(
            f"{'':17} {len(changes.deleted):,} deleted and {changes.placed:,} placed while it was dead",
            flush=True,
        )
    return not found.missing and not found.doubled and len(moments) == KILLS


def main() -> int:
    """1 if anything is missing or doubled."""
    parser = argparse.ArgumentParser(
        description="Kill exports, and look what is in them in the end."
    )
    parser.add_argument("--orders", type=int, default=200_000)
    parser.add_argument("--formats", nargs="+", default=FORMATS)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    print(f"{given.orders:,} orders, seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "sandbox.db"
        with serving(database, given.orders) as url:
            trials = [(suffix, False) for suffix in given.formats] + [
                (given.formats[-1], True)
            ]
            right = []
            for place, (suffix, changing) in enumerate(trials):
                target = Path(folder) / f"orders-{place}.{suffix}"
                right.append(trial(url, database, target, given.seed + place, changing))
                target.unlink()
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main())
