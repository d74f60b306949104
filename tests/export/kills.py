"""An export that is killed again and again, and what is in it in the end."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any


def ids_in(target: Path) -> list[int]:
    """The database keys of the orders in an export, as often as they are there."""
    readers = {
        ".jsonl": _in_jsonl,
        ".csv": _in_csv,
        ".sqlite": _in_sqlite,
        ".parquet": _in_parquet,
        ".gz": _in_packed,
    }
    return list(map(int, readers[target.suffix](target)))


def _in_packed(target: Path) -> Iterable[Any]:
    with gzip.open(target, "rt", encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


def _in_jsonl(target: Path) -> Iterable[Any]:
    with target.open(encoding="utf-8") as file:
        return [json.loads(line)["id"] for line in file]


def _in_csv(target: Path) -> Iterable[Any]:
    with target.open(encoding="utf-8", newline="") as file:
        return [row["id"] for row in csv.DictReader(file)]


def _in_sqlite(target: Path) -> Iterable[Any]:
    connection = sqlite3.connect(target)
    try:
        return [found for (found,) in connection.execute("SELECT id FROM orders")]
    finally:
        connection.close()


def _in_parquet(target: Path) -> Iterable[Any]:
    found: list[int] = (
        import_module("pyarrow.parquet")
        .read_table(target, columns=["id"])["id"]
        .to_pylist()
    )
    return found


@dataclass
class Difference:
    """What an export lacks of the orders that were there throughout, and what it has too often."""

    missing: set[int]
    doubled: set[int]


def difference(target: Path, throughout: set[int]) -> Difference:
    """Hold an export against the orders that were there throughout."""
    times = Counter(ids_in(target))
    return Difference(
        throughout - times.keys(), {key for key, count in times.items() if count > 1}
    )


def left_in(folder: Path) -> set[str]:
    """The names of all files in a folder."""
    return {path.name for path in folder.iterdir()}
