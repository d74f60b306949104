"""What a call reported, held against the server's own store. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mycloud import (
    ApiError,
    MyCloudError,
    NotFoundError,
    Order,
    ServerError,
    UnknownOutcomeError,
)

from .plan import CREATES, DEADLINE, LATE_BY, MOST_REQUESTS, Group, Row, Trial

Fields = Mapping[str, object]

GUARANTEES: Final = {
    "twice": "orders placed twice by the client",
    "made up": "reported as done that are not",
    "denied": "reported as not done that are",
    "outside": "exceptions outside the tree",
    "overdue": f"calls past their deadline by more than {LATE_BY} s",
    "silent": "other than the store has, in silence",
}

ITS_OWN_WORD: Final[dict[str, tuple[str, ...]]] = {
    "create-with-another-id": ("id",),
    "whole-totals": ("total_price",),
    "unknown-status": ("status",),
    "numbers-for-digits": ("phone_number", "postcode"),
    "lists-deleted-entries": ("deleted",),
}
"""Fields in which the server itself says something else, in a form that is no mistake: no client can
see it.
"""


class EndlessWalk(Exception):
    """A walk was ended here, since it asked without end."""


@dataclass(frozen=True)
class Stored:
    """An order in the server's store."""

    id: int
    name: str
    note: str | None
    deleted: bool
    fields: Fields = field(default_factory=dict)


Store = Mapping[int, Stored]


@dataclass
class Outcome:
    """A call as its caller saw it.

    Attributes:
        name: The name of the recipient, which tells whose order is whose.
        target: The order that a call is about.
        before: What the store held when the call began.
        logged: Whether a warning was logged meanwhile.
    """

    trial: Trial
    name: str = ""
    target: int = 0
    before: Store = field(default_factory=dict)
    result: object = None
    error: BaseException | None = None
    seconds: float = 0.0
    logged: bool = False


@dataclass(frozen=True)
class Judgement:
    """What is written down of a call: how it ended, and what it broke."""

    column: str
    word: str
    broken: tuple[str, ...] = ()
    detail: str = ""


def judged(group: Group, outcome: Outcome, after: Store) -> Judgement:
    """The judgement on one call, by what the store holds when all calls are over."""
    broken = [*_outside(outcome), *_overdue(outcome)]
    if outcome.trial.operation in CREATES:
        broken += _judge_create(outcome, after, _spared(group.row))
    elif outcome.trial.operation in ("update", "delete"):
        broken += _judge_write(outcome, after)
    else:
        broken += _judge_read(group.row, outcome)
    kinds = tuple(dict.fromkeys(kind for kind, _ in broken))
    detail = "; ".join(f"{kind}: {said}" for kind, said in broken)
    return Judgement(outcome.trial.column, _word(outcome), kinds, detail)


Broken = Sequence[tuple[str, str]]


def _word(outcome: Outcome) -> str:
    error = outcome.error
    if isinstance(error, UnknownOutcomeError):
        return "unknown"
    if error is not None:
        return type(error).__name__
    return "answer, logged" if outcome.logged else "answer"


def _outside(outcome: Outcome) -> Broken:
    error = outcome.error
    if error is None or isinstance(error, (MyCloudError, EndlessWalk)):
        return ()
    return [("outside", repr(error))]


def _overdue(outcome: Outcome) -> Broken:
    """A walk has a deadline for each page, and must not ask without end."""
    if isinstance(outcome.error, EndlessWalk):
        return [("overdue", f"more than {MOST_REQUESTS} requests")]
    pages = 1 if outcome.trial.operation != "list" else MOST_REQUESTS
    late = outcome.seconds > pages * DEADLINE + LATE_BY
    return [("overdue", f"{outcome.seconds:.2f} s")] if late else ()


def _spared(row: Row) -> Sequence[str]:
    return ITS_OWN_WORD.get(row.name.partition("=")[0], ())


def _judge_create(outcome: Outcome, after: Store, spared: Sequence[str]) -> Broken:
    mine = [order for order in after.values() if order.name == outcome.name]
    broken = []
    if len(mine) > 1:
        broken.append(("twice", f"{len(mine)} orders"))
    if isinstance(outcome.result, Order) and not mine:
        broken.append(("made up", f"order {outcome.result.id}"))
    elif isinstance(outcome.result, Order) and not outcome.logged:
        ids = [order.id for order in mine]
        if outcome.result.id not in ids and "id" not in spared:
            broken.append(("silent", f"id {outcome.result.id} for {ids}"))
    if mine and outcome.error is not None and not _leaves_open(outcome.error):
        broken.append(("denied", repr(outcome.error)))
    return broken


def _leaves_open(error: BaseException) -> bool:
    return isinstance(error, UnknownOutcomeError)


def _judge_write(outcome: Outcome, after: Store) -> Broken:
    order = after[outcome.target]
    done = (
        order.deleted
        if outcome.trial.operation == "delete"
        else order.note == outcome.name
    )
    if outcome.error is None and not done and not outcome.logged:
        return [("made up", f"{outcome.trial.operation} of {outcome.target}")]
    if done and _says_not_done(outcome.error):
        return [("denied", repr(outcome.error))]
    return ()


def _says_not_done(error: BaseException | None) -> bool:
    """An answer that says no; after a delete, 404 says that it is done."""
    says_no = isinstance(error, ApiError) and error.status != 408 and not error.unclear
    return says_no and not isinstance(error, (ServerError, NotFoundError))


def _judge_read(row: Row, outcome: Outcome) -> Broken:
    if outcome.error is not None or outcome.logged:
        return ()
    if isinstance(outcome.result, Order):
        return _differing(row, outcome.result, outcome.before[outcome.target])
    assert isinstance(outcome.result, list)
    found = [order.id for order in outcome.result]
    return _missed(found, outcome.before, _spared(row))


def _differing(row: Row, order: Order, stored: Stored) -> Broken:
    spared = _spared(row)
    differing = [
        f"{name} {getattr(order, name)!r} for {value!r}"
        for name, value in stored.fields.items()
        if name not in spared and not _same(getattr(order, name), value)
    ]
    return [("silent", ", ".join(differing))] if differing else ()


def _same(read: object, stored: object) -> bool:
    if isinstance(read, datetime.date):
        return str(read) == str(stored)
    return read == stored or (read is None and stored == "")


def _missed(
    found: Sequence[int | None], before: Store, spared: Sequence[str]
) -> Broken:
    """Nothing changes meanwhile: each order comes once, and deleted ones do not come."""
    there = {id for id, order in before.items() if not order.deleted}
    said = {
        "missed": there - set(found),
        "doubled": len(found) - len(set(found)),
        "deleted": set(found) - there,
    }
    text = ", ".join(
        f"{word} {n}" for word, n in said.items() if n and word not in spared
    )
    return [("silent", text)] if text else ()
