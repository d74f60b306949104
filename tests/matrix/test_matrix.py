"""A sample of the matrix, and the page that the whole of it is written to.

The sample is every row, each with one kind of client, drawn by a seed: `make matrix` has them all.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from mycloud import Order, TransportError

from . import page
from .calling import run_group
from .judging import EndlessWalk, Outcome, Stored, judged
from .plan import BEYOND, DEADLINE, Group, Row, Trial, groups, rows
from .result import Result

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

ROOT = Path(__file__).parents[2]
SEED = 20260
SAMPLE = 24
"""Rows: a few seconds."""


def sample() -> list[Group]:
    random = Random(SEED)
    quick = [row for row in rows() if row.name not in BEYOND]
    return [random.choice(groups([row])) for row in random.sample(quick, SAMPLE)]


@pytest.mark.parametrize("group", sample(), ids=str)
def test_what_the_client_says_is_what_happened(group: Group) -> None:
    judgements = run_group(group, SEED, backoff=0)  # no test waits

    assert [one for one in judgements if one.broken] == []


def test_the_page_shows_what_the_last_full_run_found() -> None:
    shown = page.PATH.read_text(encoding="utf-8")

    assert page.with_tables(shown, Result.load()) == shown


def test_the_last_full_run_had_every_row_there_is_and_broke_nothing() -> None:
    result = Result.load()

    assert list(result.words) == [str(row) for row in rows()]
    assert not result.is_broken


def test_every_promise_of_the_page_names_a_test_that_exists() -> None:
    named = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", page.PATH.read_text("utf-8"))

    assert len(named) > 20
    assert [
        (path, test)
        for path, test in named
        if not (ROOT / path).exists()
        or f"def {test}" not in (ROOT / path).read_text(encoding="utf-8")
    ] == []


# The judge itself: each kind of falsehood is one that it sees.

ROW = Row("plain", "no habit")
GROUP = Group(ROW, "MyCloud", "httpx", "documented")
CREATE, UPDATE = Trial("create", "answered"), Trial("update", "answered")
GET, LIST = Trial("get", "answered"), Trial("list", "answered")


def stored(id: int, name: str = "A", **fields: object) -> Stored:
    return Stored(id, name, note=None, deleted=False, fields=fields)


def order(id: int, **fields: object) -> Order:
    return Order.from_dict({"id": id, **fields})


def outcome(trial: Trial, **seen: Any) -> Outcome:
    return Outcome(trial, **{"name": "A", "target": 1, **seen})


FALSE = {
    "twice": (outcome(CREATE, result=order(1)), [stored(1), stored(2)]),
    "made up": (outcome(CREATE, result=order(1)), []),
    "made up, an update": (outcome(UPDATE, result=order(1)), [stored(1)]),
    "denied": (outcome(CREATE, error=TransportError("lost")), [stored(1)]),
    "outside": (outcome(CREATE, error=OSError()), []),
    "overdue": (
        outcome(CREATE, error=TransportError("late"), seconds=DEADLINE + 0.6),
        [],
    ),
    "overdue, a walk": (outcome(LIST, error=EndlessWalk()), []),
    "silent, an id": (outcome(CREATE, result=order(2)), [stored(1), stored(2, "B")]),
    "silent, a field": (
        outcome(
            GET, result=order(1, postcode="123"), before={1: stored(1, postcode="0123")}
        ),
        [],
    ),
    "silent, a walk": (
        outcome(LIST, result=[order(1)], before={1: stored(1), 2: stored(2)}),
        [],
    ),
}


@pytest.mark.parametrize("kind", FALSE)
def test_the_judge_sees(kind: str) -> None:
    seen, there = FALSE[kind]
    judgement = judged(GROUP, seen, {one.id: one for one in there})

    assert judgement.broken == (kind.partition(",")[0],)
