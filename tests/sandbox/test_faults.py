"""The sandbox fails when it is asked to, in the way and as often as it is asked to."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from ..serving import KEYS as SERVED_KEYS
from ..serving import serving
from .visiting import ADMIN, ORDER, Visitor, parts_of

FAULT = "MyCloud-Sandbox-Fault"
ON_LOOPBACK = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def _placed(visitor: Visitor) -> int:
    return len(visitor.get("/orders?count=1000").json()["orders"])


def _create(visitor: Visitor, fault: str) -> tuple[httpx.Response, int]:
    """A create that meets a fault, and how many orders it placed."""
    before = _placed(visitor)
    answer = visitor.post("/orders", form=ORDER, headers={FAULT: fault})
    return answer, _placed(visitor) - before


def test_a_status_comes_in_place_of_the_work(visitor: Visitor) -> None:
    answer, placed = _create(visitor, "status=429; retry-after=7")
    assert (answer.status_code, answer.headers["retry-after"], placed) == (429, "7", 0)
    assert answer.json() == {
        "success": False,
        "message": "The sandbox was asked to fail so.",
    }


def test_the_work_is_done_and_the_answer_lost_when_it_says_after(
    visitor: Visitor,
) -> None:
    answer, placed = _create(visitor, "status=504; when=after")
    assert (answer.status_code, placed) == (504, 1)


@pytest.mark.parametrize(
    ("fault", "expected", "body"),
    [
        ("answer=html", (502, "text/html; charset=utf-8", 0), b"<!DOCTYPE html>"),
        (
            "answer=html; status=503; when=after",
            (503, "text/html; charset=utf-8", 1),
            b"<!DOCTYPE html>",
        ),
        ("answer=empty", (200, None, 0), b""),
        (
            "answer=error; status=200",
            (200, "application/json", 0),
            b'{"success": false',
        ),
        ("answer=warning", (200, "application/json", 1), b"<br />\n<b>Warning</b>"),
    ],
)
def test_an_answer_can_be_anything_but_the_true_one(
    visitor: Visitor, fault: str, expected: tuple[int, str | None, int], body: bytes
) -> None:
    answer, placed = _create(visitor, fault)
    assert (answer.status_code, answer.headers.get("content-type"), placed) == expected
    assert answer.content.startswith(body)
    assert bool(answer.content) == bool(body)


def test_after_a_warning_in_html_comes_the_true_answer(visitor: Visitor) -> None:
    answer = visitor.get("/shops", headers={FAULT: "answer=warning"})
    assert answer.text.endswith(visitor.get("/shops").text)


def test_a_token_can_be_called_expired(visitor: Visitor) -> None:
    answer, placed = _create(visitor, "answer=expired-token")
    assert (answer.status_code, answer.json()["message"], placed) == (
        401,
        "The token has expired.",
        0,
    )
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_delay_alone_changes_nothing_else() -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    answer, placed = _create(Visitor({"sleep": sleep}).log_in(), "delay=2.5")
    assert (answer.status_code, placed, waited) == (200, 1, [2.5])


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("answer=reset", httpx.ReadError),
        ("answer=reset; when=after", httpx.ReadError),
        ("answer=cut", httpx.RemoteProtocolError),
    ],
)
def test_in_process_a_broken_connection_is_what_httpx_makes_of_one(
    visitor: Visitor, fault: str, error: type[Exception]
) -> None:
    before = _placed(visitor)
    with pytest.raises(error):
        visitor.post("/orders", form=ORDER, headers={FAULT: fault})
    assert _placed(visitor) - before == (fault != "answer=reset")


@pytest.fixture
def served() -> Iterator[httpx.Client]:
    """A client of a sandbox behind a real socket."""
    with (
        serving("documented") as url,
        httpx.Client(base_url=url, trust_env=False) as client,
    ):
        sent = {
            "apikey": SERVED_KEYS["api_key"],
            "secretkey": SERVED_KEYS["secret_key"],
        }
        client.headers["Authorization"] = (
            f"Bearer {client.post('/gettoken', data=sent).json()['token']}"
        )
        yield client


@ON_LOOPBACK
@pytest.mark.parametrize(("when", "placed"), [("before", 0), ("after", 1)])
def test_a_real_connection_is_reset(
    served: httpx.Client, when: str, placed: int
) -> None:
    before = len(served.get("/orders?count=1000").json()["orders"])
    with pytest.raises(httpx.ReadError, match="reset by peer"):
        served.post(
            "/orders",
            files=parts_of(ORDER),
            headers={FAULT: f"answer=reset; when={when}"},
        )
    assert len(served.get("/orders?count=1000").json()["orders"]) - before == placed


@ON_LOOPBACK
def test_a_real_answer_ends_half_way(
    served: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    whole = served.get("/orders").content
    received: list[bytes] = []
    with served.stream("GET", "/orders", headers={FAULT: "answer=cut"}) as answer:
        assert int(answer.headers["content-length"]) == len(whole)
        with pytest.raises(
            httpx.RemoteProtocolError, match="without sending complete message body"
        ):
            received.extend(answer.iter_raw())
    assert b"".join(received) == whole[: len(whole) // 2]
    assert caplog.records == []


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("", "A fault needs an answer, a status or a delay."),
        ("retry-after=1", "A fault needs an answer, a status or a delay."),
        ("status=42", "status must be an integer from 200 to 599, got '42'."),
        ("status=teapot", "status must be an integer from 200 to 599, got 'teapot'."),
        ("delay=-1", "delay must be a number from 0 to 300, got '-1'."),
        ("delay=1e9", "delay must be a number from 0 to 300, got '1e9'."),
        (
            "answer=nonsense",
            "answer must be one of error, html, warning, cut, empty, reset, expired-token, got 'nonsense'.",
        ),
        ("status=503; when=never", "when must be one of before, after, got 'never'."),
        (
            "status=503; answer=reset",
            "The answer reset has its own status: leave status out.",
        ),
        (
            "answer=cut; when=before",
            "The answer cut needs the true one, which there is only after the work.",
        ),
        (
            "answer=expired-token; when=after",
            "With an expired token no work is done: leave when out.",
        ),
        (
            "status=503; times=2",
            "A fault has no times; here it takes answer, status, retry_after, delay, when.",
        ),
    ],
)
def test_a_fault_that_cannot_be_is_refused(
    visitor: Visitor, fault: str, message: str
) -> None:
    answer, placed = _create(visitor, fault)
    assert (answer.status_code, answer.json(), placed) == (
        400,
        {"success": False, "message": message},
        0,
    )


# Rules, set by an admin call, strike requests that say nothing of faults.


def _set(visitor: Visitor, **rule: Any) -> dict[str, Any]:
    answer = visitor.post(f"{ADMIN}/faults", json=rule)
    assert answer.status_code == 200, answer.text
    fault: dict[str, Any] = answer.json()["fault"]
    return fault


def test_a_rule_strikes_the_next_requests_and_no_more(visitor: Visitor) -> None:
    _set(visitor, status=503, times=2)
    assert [visitor.get("/shops").status_code for _ in range(4)] == [503, 503, 200, 200]


def test_a_rule_without_times_stands_until_it_is_cleared(visitor: Visitor) -> None:
    number = _set(visitor, status=503)["id"]
    assert [visitor.get("/shops").status_code for _ in range(3)] == [503] * 3
    assert visitor.delete(f"{ADMIN}/faults/{number}").json()["fault"]["struck"] == 3
    assert visitor.get("/shops").status_code == 200
    assert visitor.delete(f"{ADMIN}/faults/{number}").status_code == 404


@pytest.mark.parametrize(
    ("rule", "struck"),
    [
        ({"operation": "get_order"}, {("GET", "/orders/1984")}),
        ({"method": "delete"}, {("DELETE", "/orders/197984")}),
        (
            {"path": "/orders/*"},
            {("GET", "/orders/1984"), ("DELETE", "/orders/197984")},
        ),
        ({"path": "/orders", "method": "GET"}, {("GET", "/orders")}),
    ],
)
def test_a_rule_may_be_for_some_requests_only(
    visitor: Visitor, rule: Any, struck: set[tuple[str, str]]
) -> None:
    _set(visitor, status=503, **rule)
    requests = [
        ("GET", "/orders"),
        ("GET", "/orders/1984"),
        ("GET", "/shops"),
        ("DELETE", "/orders/197984"),
    ]
    assert {
        sent for sent in requests if visitor.request(*sent).status_code == 503
    } == struck


def test_a_rate_strikes_its_share_and_the_same_ones_for_the_same_seed() -> None:
    runs = [_statuses(seed) for seed in (7, 7, 8)]
    assert runs[0] == runs[1] != runs[2]
    assert 30 < Counter(runs[0])[503] < 70


def _statuses(seed: int) -> list[int]:
    visitor = Visitor().log_in()
    _set(visitor, status=503, rate=0.25, seed=seed)
    return [visitor.get("/productcategories").status_code for _ in range(200)]


def test_the_first_rule_that_strikes_wins_and_a_header_wins_over_rules(
    visitor: Visitor,
) -> None:
    _set(visitor, status=503, times=1)
    _set(visitor, status=502)
    assert visitor.get("/shops", headers={FAULT: "status=418"}).status_code == 418
    assert [visitor.get("/shops").status_code for _ in range(2)] == [503, 502]


def test_a_token_that_is_asked_for_cannot_have_expired(visitor: Visitor) -> None:
    _set(visitor, answer="expired-token", times=1)
    assert visitor.log_in().get("/shops").status_code == 401
    assert visitor.get("/shops").status_code == 200


def test_the_rules_are_listed_and_cleared(visitor: Visitor) -> None:
    rule = {
        "answer": "html",
        "status": 503,
        "delay": 0.5,
        "when": "after",
        "rate": 0.5,
        "path": "/orders*",
    }
    _set(visitor, **rule)
    (listed,) = visitor.get(f"{ADMIN}/faults").json()["faults"]
    assert rule.items() <= listed.items()
    assert listed["struck"] == 0
    visitor.delete(f"{ADMIN}/faults")
    assert visitor.get(f"{ADMIN}/faults").json()["faults"] == []


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            {"status": 503, "times": 0},
            "times must be an integer from 1 to 1000000000, got 0.",
        ),
        ({"status": 503, "rate": 0}, "rate must be over 0 and at most 1, got 0.0."),
        ({"status": 503, "rate": 1.5}, "rate must be a number from 0 to 1, got 1.5."),
        ({"status": True}, "status must be an integer from 200 to 599, got True."),
        (
            {"status": 503, "retry_after": "1\r\nX: y"},
            "retry_after must be plain text, got '1\\r\\nX: y'.",
        ),
        (
            {"status": 503, "colour": "red"},
            "A fault has no colour; here it takes answer, status",
        ),
        (
            {"status": 503, "operation": "make_tea"},
            "operation must be one of get_token, list_orders",
        ),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    visitor: Visitor, rule: Any, message: str
) -> None:
    answer = visitor.post(f"{ADMIN}/faults", json=rule)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)
    assert visitor.get(f"{ADMIN}/faults").json()["faults"] == []
