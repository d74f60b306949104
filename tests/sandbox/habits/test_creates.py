"""When an order is committed, and what a create answers."""

from __future__ import annotations

import threading
from datetime import timedelta

import httpx
import pytest

from ...serving import serving_app
from ..visiting import KEYS, ORDER, Visitor, parts_of
from .resident import Resident
from .showing import shows

pytestmark = pytest.mark.usefixtures("both_databases")


@shows("late-commit=2.0", "late-commit")
def test_an_order_is_there_when_its_answer_is_and_not_before(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = resident.ids("?count=1000")
    meanwhile: list[list[int]] = []

    def pass_by(*, seconds: float) -> None:
        """Half of the time passes, and another client looks."""
        resident.clock.now += timedelta(seconds=seconds / 2)
        look = threading.Thread(
            target=lambda: meanwhile.append(resident.ids("?count=1000"))
        )
        look.start()
        look.join()
        resident.clock.now += timedelta(seconds=seconds / 2)

    monkeypatch.setattr(resident.clock, "pass_by", pass_by)
    placed = resident.place()

    assert resident.slept == [2.0]
    assert meanwhile == [before]
    assert resident.ids("?count=1000") == [*before, placed["id"]]


@shows("late-commit=2.0")
def test_until_it_is_committed_an_order_is_not_found_by_its_id(
    resident: Resident,
) -> None:
    placed = resident.place()
    resident.clock.pass_by(seconds=-1)

    assert resident.visitor.get(f"/orders/{placed['id']}").status_code == 404
    assert resident.visitor.get(f"/orders/{placed['id']}/items").status_code == 404
    resident.clock.pass_by(seconds=1)
    assert resident.get(f"/orders/{placed['id']}")["id"] == placed["id"]


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_an_order_is_committed_although_its_client_has_gone(dialect: str) -> None:
    visitor = Visitor({"dialect": dialect, "habits": ["late-commit=0.3"]})
    with (
        serving_app(visitor.app) as url,
        httpx.Client(base_url=url, trust_env=False) as client,
    ):
        token = client.post("/gettoken", data=KEYS).json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        with pytest.raises(httpx.ReadTimeout):
            client.post(
                "/orders",
                files=parts_of({**ORDER, "order_number": "GONE"}),
                timeout=0.05,
            )
        first = client.get("/orders?count=1000").text
        visitor.clock.pass_by(seconds=0.3)
        then = client.get("/orders?count=1000").text

    assert ("GONE" in first, "GONE" in then) == (False, True)


@shows("empty-patch-forms")
def test_a_multipart_form_sent_by_patch_is_empty(resident: Resident) -> None:
    order = resident.place(note="before")
    path = f"/orders/{order['id']}"

    resident.visitor.patch(path, form={"note": "after"})
    assert resident.get(path)["note"] == "before"
    resident.visitor.patch(path, data={"note": "urlencoded"})
    assert resident.get(path)["note"] == "urlencoded"


@shows("create-without-id")
def test_the_answer_of_a_create_has_no_id(resident: Resident) -> None:
    placed = resident.place(order_number="WEB-1")

    assert "id" not in placed
    assert placed["order_number"] == "WEB-1"
    assert resident.listed("?count=1000")[-1]["id"] > 0


@shows("create-with-id-0")
def test_the_answer_of_a_create_has_the_id_0(resident: Resident) -> None:
    assert resident.place()["id"] == 0
    assert 0 not in resident.ids("?count=1000")


@shows("create-with-another-id")
def test_the_answer_of_a_create_has_the_id_of_another_order(resident: Resident) -> None:
    there = resident.ids("?count=1000")

    placed = resident.place(order_number="WEB-1")

    assert placed["id"] in there
    assert resident.get(f"/orders/{placed['id']}")["order_number"] != "WEB-1"


@shows("bare-create-answers")
def test_the_answer_of_a_create_has_no_order(resident: Resident) -> None:
    answer = resident.send(order_number="WEB-1")

    assert answer.json() == {"success": True, "message": "Success."}
    assert resident.numbers()[-1] == "WEB-1"


@shows("redirects-after-create")
def test_a_create_is_stored_and_redirected(resident: Resident) -> None:
    answer = resident.send(order_number="WEB-1")

    assert (answer.status_code, answer.headers["location"]) == (302, "/api/v1/orders")
    assert resident.numbers()[-1] == "WEB-1"
    assert resident.send(order_items=[]).status_code != 302
