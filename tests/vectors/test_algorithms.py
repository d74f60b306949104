"""The algorithms for teams in other languages do what their vectors say, and our own client agrees about
what a failed create means.
"""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from mycloud import Item, MyCloud, MyCloudError, RetryPolicy, UnknownOutcomeError

from tools.languages.vectors import ROOT

from . import algorithms
from .algorithms import (
    Server,
    WalkError,
    after_create,
    cases,
    match,
    token_step,
    verdict,
    walk,
)

PAGE = (ROOT / "openapi" / "algorithms.md").read_text(encoding="utf-8")
REDIRECTS = (301, 302, 303, 307, 308)


def named(case: Any) -> str:
    return str(case.get("about") or case.get("event") or case.get("sent"))


@pytest.mark.parametrize("case", cases("walking"), ids=named)
def test_a_walk_gives_what_was_there_throughout_or_an_error(case: Any) -> None:
    server, wanted = Server(case), case["expect"]
    if "error" in wanted:
        with pytest.raises(WalkError):
            list(walk(server, case["count"]))
    else:
        given = list(walk(server, case["count"]))
        assert len(given) == len(set(given))
        assert set(wanted.get("at_least", ())) <= set(given)
        assert wanted.get("ids", given) == given
    assert server.requests <= case["requests_at_most"]


@pytest.mark.parametrize("case", cases("tokens"), ids=named)
def test_a_caller_shares_the_token_of_all(case: Any) -> None:
    assert token_step(case) == case["do"]


@pytest.mark.parametrize("case", cases("placing-failures"), ids=named)
def test_a_failed_create_is_certain_or_unknown(case: Any) -> None:
    assert after_create(case["event"], "WEB-1") == (case["outcome"], case["then"])


@pytest.mark.parametrize("case", cases("placing-numbers"), ids=named)
def test_a_number_is_compared_exactly_and_loosely(case: Any) -> None:
    assert match(case["sent"], case["found"]) == case["match"]


@pytest.mark.parametrize("case", cases("placing-candidates"), ids=named)
def test_what_was_found_is_the_order_or_a_candidate_and_absence_proves_nothing(
    case: Any,
) -> None:
    assert verdict(case) == case["verdict"]


ANSWERED = [
    case
    for case in cases("placing-failures")
    if "status" in case["event"] and case["event"]["status"] not in REDIRECTS
]


@pytest.mark.parametrize("case", ANSWERED, ids=named)
def test_the_client_takes_an_answer_for_as_certain_as_the_page_does(case: Any) -> None:
    event = case["event"]
    content = (
        {"json": event["json"]} if "json" in event else {"text": event.get("text", "")}
    )
    transport = httpx.MockTransport(
        lambda request: httpx.Response(event["status"], **content)
    )
    retry = RetryPolicy(max_attempts=1)
    with MyCloud(
        "key", "secret", transport=transport, token="a.ready.token", retry=retry
    ) as client:
        assert outcome_of(client) == case["outcome"]


def outcome_of(client: MyCloud) -> str:
    try:
        client.orders.create(
            delivery_mode_id=343,
            items=[Item(product_id=1, quantity=1, price=1)],
            order_number="WEB-1",
        )
    except UnknownOutcomeError:
        return "unknown"
    except MyCloudError:
        return "not placed"
    return "placed"


def test_the_page_names_each_file_of_vectors_and_each_status() -> None:
    files = {file.stem for file in algorithms.VECTORS.glob("*.json")}
    named_files = set(re.findall(r"`vectors/algorithms/([a-z-]+)\.json`", PAGE))
    assert named_files <= files
    certain = {
        case["event"]["status"] for case in ANSWERED if case["outcome"] == "not placed"
    }
    assert [status for status in certain - {200} if str(status) not in PAGE] == []
