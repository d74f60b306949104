"""The stored answers mean the same to both clients, with the fast lane and without; and it is what
is written there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial

import anyio
import pytest
from mycloud import DecodeError
from mycloud_api.values import _log_once

from .asking import Answering, Outcome, asked, asked_awaited, lane, meant, without_nulls
from .stored import BODIES, FOLDER, STORED, Stored

EVERY = pytest.mark.parametrize("stored", STORED, ids=str)


@pytest.fixture(params=[True, False], ids=["fast", "ordinary"])
def fast(request: pytest.FixtureRequest) -> Iterator[bool]:
    with lane(request.param):
        yield request.param


def answering(stored: Stored) -> Answering:
    return Answering(stored.body, as_token=stored.operation == "token")


def drifts(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was reported, as the stored meanings spell it."""
    said = [
        record.getMessage()
        for record in caplog.records
        if record.name == "mycloud.drift"
    ]
    return [text.replace(" is not what the spec says: found", "") for text in said]


@EVERY
@pytest.mark.usefixtures("fast")
def test_a_stored_answer_means_what_is_written_beside_it(
    stored: Stored, caplog: pytest.LogCaptureFixture
) -> None:
    _log_once.cache_clear()
    with caplog.at_level(logging.WARNING, "mycloud.drift"):
        found = asked(stored.operation, answering(stored))

    assert meaning(found) == {
        name: without_nulls(told)
        for name, told in stored.means.items()
        if name not in ("drift", "strict")
    }
    assert drifts(caplog) == stored.means.get("drift", [])


def meaning(found: Outcome) -> dict[str, object]:
    """What came of a call, as the stored meanings spell it."""
    error = found.error
    if error is None:
        return {"reads": meant(found)}
    told = {
        name: getattr(error, name)
        for name in ("where", "found", "message")
        if hasattr(error, name)
    }
    return {"raises": type(error).__name__, **told}


@EVERY
def test_a_stored_answer_means_the_same_to_both_clients_in_both_lanes(
    stored: Stored,
) -> None:
    found = []
    for fast in (True, False):
        with lane(fast):
            found.append(asked(stored.operation, answering(stored)).told())
            for backend in ("asyncio", "trio"):
                ask = partial(asked_awaited, stored.operation, answering(stored))
                found.append(anyio.run(ask, backend=backend).told())

    assert found == [found[0]] * 6


@EVERY
@pytest.mark.usefixtures("fast")
def test_strict_reading_refuses_a_stored_answer_that_drifts_and_no_other(
    stored: Stored,
) -> None:
    strict = asked(stored.operation, answering(stored), strict=True)

    if "strict" in stored.means:
        assert isinstance(strict.error, DecodeError)
        assert {
            "where": strict.error.where,
            "found": strict.error.found,
        } == stored.means["strict"]
    else:
        assert strict.told() == asked(stored.operation, answering(stored)).told()


def test_every_stored_answer_has_its_meaning_beside_it_and_none_is_left_over() -> None:
    meanings = {
        path.name.removesuffix(".means.json") for path in FOLDER.glob("*/*.means.json")
    }

    assert {path.stem for path in BODIES} == meanings
    assert len(STORED) > 120


@pytest.mark.parametrize("operation", sorted({stored.operation for stored in STORED}))
def test_every_operation_has_answers_in_both_dialects(operation: str) -> None:
    names = [stored.name for stored in STORED if stored.operation == operation]

    assert {"documented", "enveloped"} <= set(names)
