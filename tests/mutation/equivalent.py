"""Faults that change nothing that can be seen, with the reason for each (`equivalent.yaml`)."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml

from .mutants import Mutant

TABLE = Path(__file__).with_name("equivalent.yaml")


@functools.cache
def table() -> list[dict[str, str]]:
    """The rows: file, in, was, becomes, why."""
    rows: list[dict[str, str]] = yaml.safe_load(TABLE.read_text(encoding="utf-8")) or []
    return rows


def is_known(path: str, mutant: Mutant) -> bool:
    """Whether a fault is in the table."""
    return any(is_row(row, path, mutant) for row in table())


def is_row(row: dict[str, str], path: str, mutant: Mutant) -> bool:
    """Whether a row is about this fault."""
    where = row["file"] == path and row["in"] in (mutant.function, mutant.name)
    return where and (row["was"], row["becomes"]) == (mutant.was, mutant.becomes)
