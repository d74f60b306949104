"""A planted answer without an id: what makes each example prove that it looks."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tools.languages.planting import PLANTED, relaying, spoiled
from tools.languages.receiver import receiving


@pytest.mark.parametrize("fault", PLANTED)
@pytest.mark.parametrize(
    "answer",
    [
        {"order": {"id": 1, "mc_number": "MC1"}},
        {"success": True, "data": {"attributes": {"id": 1, "mc_number": "MC1"}}},
    ],
    ids=["documented", "enveloped"],
)
def test_the_id_goes_and_the_rest_stays(fault: str, answer: Any) -> None:
    found = json.loads(spoiled(json.dumps(answer).encode(), fault))
    order = found["order"] if "order" in found else found["data"]["attributes"]

    assert order.get("id") is None
    assert order["mc_number"] == "MC1"


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_only_the_answer_to_a_placed_order_is_spoiled_and_it_is_counted() -> None:
    answer = json.dumps({"order": {"id": 1}}).encode()
    with (
        receiving(answer) as receiver,
        relaying(receiver.url, "no id") as relay,
        httpx.Client(base_url=relay.url, trust_env=False) as client,
    ):
        assert client.post("/gettoken", json={}).json() == {"order": {"id": 1}}
        assert relay.planted == 0
        assert client.post("/orders", json={}).json() == {"order": {}}
        assert relay.planted == 1
        assert [form.body for form in receiver.forms["orders"]] == [b"{}"]
