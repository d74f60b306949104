"""Answers as a whole: status, headers, what stands around the JSON, sessions and limits."""

from __future__ import annotations

import json
from functools import partial

import anyio
import httpx
import pytest
from mycloud_sandbox.contract import load_contract

from .resident import Resident
from .showing import shows


@shows("refusals-with-200")
def test_a_refusal_has_status_200(resident: Resident) -> None:
    for answer in (
        resident.visitor.get("/orders/999999"),
        resident.send(order_items=[]),
    ):
        assert (answer.status_code, answer.json()["success"]) == (200, False)
    resident.visitor.token = "wrong"
    assert resident.visitor.get("/orders").status_code == 401


@shows("html-before-json")
def test_a_warning_in_html_comes_first(resident: Resident) -> None:
    answer = resident.send()

    warning, brace, _ = answer.text.partition("{")
    assert brace
    assert "<b>Deprecated</b>" in warning
    assert json.loads(answer.text.removeprefix(warning))
    assert int(answer.headers["content-length"]) == len(answer.content)


@shows("byte-order-mark")
def test_a_byte_order_mark_comes_first(resident: Resident) -> None:
    answer = resident.send()

    assert answer.content.startswith(b"\xef\xbb\xbf{")
    assert json.loads(answer.content.decode("utf-8-sig"))


@shows("escapes-unicode")
def test_thai_and_slashes_are_escaped(resident: Resident) -> None:
    answer = resident.send(name="ก", address="32/1")

    assert b"\\u0e01" in answer.content
    assert b"32\\/1" in answer.content
    assert resident.fields(answer)["name"] == "ก"


@shows("json-as-html")
def test_json_says_it_is_html(resident: Resident) -> None:
    answer = resident.send()

    assert answer.headers["content-type"] == "text/html; charset=UTF-8"
    assert resident.fields(answer)["id"] > 0


@shows("compresses-answers")
def test_answers_are_compressed_for_who_takes_it(resident: Resident) -> None:
    packed = resident.visitor.get("/orders")
    plain = resident.visitor.get("/orders", headers={"Accept-Encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert (
        int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 4
    )
    assert packed.json() == plain.json()


@shows("slow-answers=0.5")
def test_every_answer_takes_so_long(resident: Resident) -> None:
    resident.slept.clear()
    resident.send()
    resident.visitor.get("/orders")

    assert resident.slept == [0.5, 0.5]


@shows("slow-answers")
def test_an_answer_takes_a_fifth_of_a_second_otherwise(resident: Resident) -> None:
    assert resident.slept == [0.2]  # that of the token


@shows("session-cookie", "session-cookie=0.25")
def test_every_answer_sets_a_cookie_and_keeps_that_of_the_client(
    resident: Resident,
) -> None:
    first = resident.visitor.get("/orders")
    name = first.cookies["laravel_session"]
    again = resident.visitor.get(
        "/orders", headers={"Cookie": f"laravel_session={name}"}
    )

    assert again.cookies["laravel_session"] == name
    assert resident.visitor.get("/orders").cookies["laravel_session"] != name


@shows("session-cookie")
@pytest.mark.parametrize("name", ["", "a b", '"a\\012b"', "a=b", "ก", "x" * 101])
def test_a_name_that_no_server_gives_is_not_kept(resident: Resident, name: str) -> None:
    cookie = f"laravel_session={name}".encode()
    answer = resident.visitor.get("/orders", headers={"Cookie": cookie})

    assert answer.status_code == 200
    assert len(answer.cookies["laravel_session"]) == 40


@pytest.mark.parametrize(("sessions", "at_once"), [(1, 1), (4, 4)])
def test_requests_of_one_session_run_one_after_the_other(
    dialect: str, sessions: int, at_once: int
) -> None:
    running: list[int] = []
    most: list[int] = []

    async def sleep(_seconds: float) -> None:
        running.append(1)
        most.append(len(running))
        for _ in range(20):
            await anyio.lowlevel.checkpoint()
        running.pop()

    resident = Resident(("session-cookie=1",), dialect, {"sleep": sleep}).log_in()
    most.clear()

    async def ask_at_once() -> None:
        transport = httpx.ASGITransport(resident.visitor.app)
        headers = {"Authorization": f"Bearer {resident.visitor.token}"}
        url = f"http://sandbox{load_contract().root}/orders"
        async with (
            httpx.AsyncClient(transport=transport, headers=headers) as client,
            anyio.create_task_group() as group,
        ):
            for number in range(4):
                cookie = {"Cookie": f"laravel_session=s{number % sessions}"}
                group.start_soon(partial(client.get, url, headers=cookie))

    anyio.run(ask_at_once)
    assert (len(most), max(most)) == (4, at_once)


@pytest.mark.usefixtures("both_databases")
@shows("throttles=3")
def test_too_many_requests_in_a_minute_are_told_when_to_come_back(
    resident: Resident,
) -> None:
    statuses = [resident.visitor.get("/orders").status_code for _ in range(3)]
    refused = resident.visitor.get("/orders")

    assert statuses == [200, 200, 429]  # the first one was for the token
    assert 0 < int(refused.headers["retry-after"]) <= 60
    resident.clock.pass_by(seconds=int(refused.headers["retry-after"]))
    assert resident.visitor.get("/orders").status_code == 200


@shows("throttles")
def test_sixty_requests_in_a_minute_are_not_too_many(resident: Resident) -> None:
    statuses = {resident.visitor.get("/shops").status_code for _ in range(59)}

    assert statuses == {200}
    assert resident.visitor.get("/shops").status_code == 429
