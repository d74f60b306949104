"""Answers that were changed in any way: whatever comes, it is read or refused by an error of this
client.

`make check` asks with some 1,500 answers, `make check-answers` with more than 50,000. Both print
what came of them.
"""

from __future__ import annotations

import base64
import copy
import json
import logging
import os
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mycloud import (
    ApiError,
    DecodeError,
    MyCloudError,
    PaginationError,
    RefusedError,
    UnknownOutcomeError,
)
from mycloud_api.values import _log_once

from .asker import Asker
from .asking import CREATES, SAME_READERS, WALKS, Outcome, asked, described, lane
from .mutations import (
    CANARY,
    DAMAGE,
    MUTATIONS,
    ODD_VALUES,
    Mutation,
    damaged,
    mutated,
    written,
)
from .paging import Paging, pages_of
from .stored import STORED, Stored
from .tally import TALLY
from .types_kept import broken_promises

COUNT = int(os.environ.get("MYCLOUD_MUTATED_ANSWERS", "1500"))
DIALECTS = ("documented", "enveloped")
MOST_REQUESTS = 2_100
"""A walk over pages without anything readable in them is given up after a thousand."""


def share(part: float) -> settings:
    """So many of the answers; the same ones in every run, on every machine."""
    return settings(
        max_examples=round(COUNT * part),
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
        ],
    )


@pytest.fixture(scope="module")
def asker() -> Iterator[Asker]:
    with Asker() as found:
        yield found


class Logged(logging.Handler):
    """Keeps what is logged, on any level."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.name}: {record.getMessage()}")

    def anew(self) -> Logged:
        self.texts.clear()
        _log_once.cache_clear()
        return self

    def drifted(self) -> bool:
        return any(text.startswith("mycloud.drift") for text in self.texts)


@pytest.fixture(scope="module")
def logged() -> Iterator[Logged]:
    handler, logger = Logged(), logging.getLogger("mycloud")
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(before[0])
    logger.propagate = before[1]


def of(dialect: str) -> list[Stored]:
    return [
        stored
        for stored in STORED
        if not stored.name.startswith("enveloped" if dialect != "enveloped" else "doc")
    ]


def payloads(dialect: str) -> list[tuple[str, Any]]:
    """The answers that are JSON, without those that hold nothing to be read as they are."""
    kept = [
        stored for stored in of(dialect) if stored.means.get("raises") != "DecodeError"
    ]
    return [(stored.operation, stored.payload()) for stored in kept]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_any_value_is_read_or_refused(
    dialect: str, asker: Asker, logged: Logged
) -> None:
    @share(0.31)
    @given(st.sampled_from(payloads(dialect)), MUTATIONS)
    def ask(stored: tuple[str, Any], mutations: list[Mutation]) -> None:
        body = written(mutated(stored[1], mutations)).encode()
        check(stored[0], body, asker, logged, f"values, {dialect}")

    ask()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_any_bytes_are_read_or_refused(
    dialect: str, asker: Asker, logged: Logged
) -> None:
    @share(0.1)
    @given(st.sampled_from(of(dialect)), DAMAGE)
    def ask(stored: Stored, damages: list[tuple[str, int]]) -> None:
        check(
            stored.operation,
            damaged(stored.body, damages),
            asker,
            logged,
            f"bytes, {dialect}",
        )

    ask()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_odd_entry_takes_no_other_along(
    dialect: str, asker: Asker, logged: Logged
) -> None:
    @share(0.08)
    @given(st.sampled_from(pages_of(dialect)), st.integers(0, 7), MUTATIONS)
    def ask(page: tuple[str, Any], index: int, mutations: list[Mutation]) -> None:
        operation, shape = page
        entries = shape.entries(8)
        pristine = asker.asked(operation, shape.body(entries))
        entries[index] = mutated(entries[index], mutations)
        body = shape.body(entries)
        found = check(operation, body, asker, logged, f"pages, {dialect}")
        if not readable(body):
            assert isinstance(found.error, DecodeError)
            return
        others = [entry for at, entry in enumerate(pristine.entries()) if at != index]
        assert contains(found.entries(), others)
        walked = asked(WALKS[operation], Paging(shape, entries))
        assert described(walked.entries()) == described(found.entries()), walked.error
        assert walked.asked < 30

    ask()


def test_any_claims_of_a_token_are_taken(asker: Asker, logged: Logged) -> None:
    claims = st.fixed_dictionaries({"iat": ODD_VALUES, "exp": ODD_VALUES}) | ODD_VALUES

    @share(0.02)
    @given(claims)
    def ask(held: Any) -> None:
        packed = base64.urlsafe_b64encode(written(held).encode()).decode().rstrip("=")
        body = json.dumps({"token": f"e30.{packed}.e30"}).encode()
        found = check("token", body, asker, logged, "claims of a token")
        assert found.result == f"Bearer e30.{packed}.e30"

    ask()


def check(
    operation: str, body: bytes, asker: Asker, logged: Logged, counted_as: str
) -> Outcome:
    """Ask in every way, and hold what came of it against the promises of the client."""
    outcomes: list[Outcome] = []
    for fast in (True, False):
        with lane(fast):
            logged.anew()
            outcomes.append(asker.asked(operation, body))
            drifted = logged.drifted()
            outcomes.append(asker.asked_awaited(operation, body))
            check_strict(
                asker.asked(operation, body, strict=True), outcomes[0], drifted
            )
            if fast == bool(len(body) % 2):  # in one of the lanes, to save time
                check_others(operation, body, outcomes[0], asker)
    first, told = outcomes[0], outcomes[0].told()
    assert all(
        outcome.told() == told and outcome.asked <= MOST_REQUESTS
        for outcome in outcomes
    )
    assert not [text for text in logged.texts if CANARY in text]
    TALLY.count(counted_as, first)
    check_error(first.error) if first.error else check_entries(first, drifted)
    return first


def check_strict(strict: Outcome, found: Outcome, drifted: bool) -> None:
    """The strict way refuses what drifted, and nothing else."""
    if drifted:
        assert isinstance(strict.error, DecodeError)
        check_error(strict.error)
    else:
        assert strict.told() == found.told()


def check_others(operation: str, body: bytes, found: Outcome, asker: Asker) -> None:
    """Other operations with such an answer read it in the same way."""
    for other in SAME_READERS.get(operation, ()):
        assert without_name(asker.asked(other, body)) == without_name(found)
    if operation in CREATES:
        check_create(asker.asked(CREATES[operation], body), found)
        check_create(asker.asked(CREATES[operation], body, strict=True), found)
    if operation in WALKS:
        walked = asker.asked(WALKS[operation], body)
        assert walked.asked <= MOST_REQUESTS
        assert walked.error is None or isinstance(
            walked.error, (PaginationError, type(found.error))
        )


def check_create(created: Outcome, found: Outcome) -> None:
    """A create whose answer cannot be read, or shows something else than was sent, may have
    happened.
    """
    error = created.error
    if error is None:
        assert created.told() == found.told()
    elif isinstance(found.error, RefusedError):
        assert type(error) is RefusedError
    else:
        assert isinstance(error, UnknownOutcomeError)
        assert found.error is None or isinstance(found.error, DecodeError)
        assert error.order is None or described(error.order) == found.told()
        assert error.request_id
        assert pickled(error).request_id == error.request_id


def without_name(outcome: Outcome) -> object:
    """What came of a call, without what names the operation."""
    error: Any = outcome.error
    return (
        outcome.told()
        if error is None
        else (type(error), vars(error).get("where"), vars(error).get("found"))
    )


def check_error(error: MyCloudError) -> None:
    """It says something, can be copied, and repeats nothing of the answer but what the server says
    in its message.
    """
    said = str(error)
    assert said
    assert str(pickled(error)) == str(copy.deepcopy(error)) == said
    shown = said + repr(error)
    if isinstance(error, ApiError):
        shown = shown.replace(repr(error.message)[1:-1], "").replace(
            error.message or "\0", ""
        )
    assert CANARY not in shown


def check_entries(found: Outcome, drifted: bool) -> None:
    """What was read can be shown, written and copied, and is what its types promise, unless a drift
    was reported.
    """
    for entry in found.entries():
        before = described(entry)
        assert described(copy.deepcopy(entry)) == described(pickled(entry)) == before
        json.dumps(entry.to_dict(), default=str)
        repr(entry)
        again = type(entry).from_dict(entry.to_dict())
        assert drifted or described(again) == before
        assert drifted or list(broken_promises(entry)) == []


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


def readable(body: bytes) -> bool:
    """Whether it is JSON at all."""
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def contains(entries: list[Any], others: list[Any]) -> bool:
    """Whether all the others are among the entries, in their order."""
    left = iter([described(entry) for entry in entries])
    return all(described(other) in left for other in others)
