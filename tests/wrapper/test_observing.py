"""What can be seen from outside: logs, hooks, raw answers; and siblings, and whatever else there is
to send.
"""

from __future__ import annotations

import logging
import ssl
from contextlib import AbstractContextManager
from typing import Any

import pytest
from mycloud import (
    Answer,
    AsyncMyCloud,
    ConnectError,
    DecodeError,
    Item,
    MyCloud,
    NotFoundError,
    RefusedError,
    Request,
    RetryPolicy,
    ServerError,
    UnknownOutcomeError,
)
from mycloud._http import Connections, _tls
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from ..forms import form_of
from ..http_library import NAME, httpx
from .serving import (
    Server,
    answering,
    async_client,
    client,
    failing,
    in_turn,
    order_answer,
)

ITEM = Item(product_id=164162, quantity=1, price=1)


def test_the_log_tells_each_attempt_and_nothing_secret(
    caplog: pytest.LogCaptureFixture,
) -> None:
    server = Server(in_turn(503, order_answer))
    with caplog.at_level(logging.DEBUG, "mycloud"):
        client(server, retry=RetryPolicy(backoff=0)).orders.get(342)

    lines = [
        record.getMessage() for record in caplog.records if record.name == "mycloud"
    ]
    assert [line.split(",")[0] for line in lines] == [
        "POST /gettoken 200",
        "GET /orders/342 503",
        "GET /orders/342 200",
    ]
    assert ["attempt 2" in line for line in lines] == [False, False, True]


def test_the_log_tells_a_lost_answer_by_its_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG, "mycloud"), pytest.raises(UnknownOutcomeError):
        client(Server(failing(httpx.ReadTimeout))).orders.create(
            delivery_mode_id=343, items=[ITEM]
        )

    last = caplog.records[-1].getMessage()
    assert last.startswith("POST /orders TimeoutError")
    assert len(last.split(", ")[-1]) == 36


def test_an_email_address_in_a_path_is_neither_logged_nor_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with (
        caplog.at_level(logging.DEBUG, "mycloud"),
        pytest.raises(DecodeError) as caught,
    ):
        client(Server(answering(200))).shops.get("customer@domain.com")

    assert "GET /shops/..." in str(caught.value)
    assert "domain.com" not in str(caught.value) + caplog.text


def test_hooks_see_requests_and_answers_but_no_token() -> None:
    requests: list[Request] = []
    answers: list[Answer] = []
    hooked = client(
        Server(order_answer), on_request=requests.append, on_response=answers.append
    )

    hooked.orders.get(342)

    assert [request.name for request in requests] == [
        "POST /gettoken",
        "GET /orders/342",
    ]
    assert [(answer.status, answer.json()) for answer in answers] == [
        (200, {"order": {"id": 342}})
    ]
    assert not any(
        secret in repr([requests, answers])
        for secret in ("the-key", "the-secret", "T1")
    )


def test_answers_are_kept_as_they_came_within_a_block() -> None:
    mycloud = client(Server(in_turn(order_answer, 404, order_answer)))
    with mycloud.answers() as answers:
        mycloud.orders.get(342)
        with pytest.raises(NotFoundError):
            mycloud.orders.get(343)
    mycloud.orders.get(344)

    assert [(answer.status, answer.request.url) for answer in answers] == [
        (200, "/orders/342"),
        (404, "/orders/343"),
    ]


@pytest.mark.anyio
async def test_answers_are_kept_for_the_awaited_client_too() -> None:
    mycloud = async_client(Server(order_answer))
    with mycloud.answers() as answers:
        await mycloud.orders.get(342)

    assert [answer.content for answer in answers] == [b'{"order":{"id":342}}']


def test_a_sibling_has_other_options_and_the_same_token() -> None:
    server = Server(order_answer)
    mycloud = client(server)
    mycloud.orders.get(342)

    mycloud.with_options(timeout=5).orders.get(342)
    mycloud.orders.get(342)

    assert [request.extensions["timeout"]["read"] for request in server.requests] == [
        30,
        30,
        5,
        30,
    ]
    assert server.tokens == 1


def test_there_is_a_timeout_unless_it_is_given_away() -> None:
    server = Server(order_answer)

    client(server, timeout=None, retry=RetryPolicy(deadline=None)).orders.get(342)

    assert server.requests[-1].extensions["timeout"]["read"] is None


def test_anything_can_be_sent_with_token_and_errors_as_usual() -> None:
    server = Server(in_turn(order_answer, 404))
    mycloud = client(server)

    answer = mycloud.request(
        "POST",
        "/orders",
        params={"a": 1},
        form={"order_items": [{"product_id": 7}], "urgent": False},
    )

    sent = server.requests[-1]
    assert answer.json() == {"order": {"id": 342}}
    assert (sent.url.query, sent.headers["authorization"]) == (b"a=1", "Bearer T1")
    assert [
        part[::2] for part in form_of(sent.headers["content-type"], sent.content)
    ] == [
        ("order_items[0][product_id]", b"7"),
        ("urgent", b"0"),
    ]
    with pytest.raises(NotFoundError):
        mycloud.request("GET", "/nothing")


def test_an_answer_to_anything_need_not_be_json_but_may_not_refuse() -> None:
    mycloud = client(
        Server(
            in_turn(
                answering(200, content=b"\x00\xff"),
                answering(200, json={"success": False}),
            )
        )
    )

    assert mycloud.request("get", "/files/1").content == b"\x00\xff"
    with pytest.raises(RefusedError):
        mycloud.request("GET", "/orders")


def test_a_post_of_anything_is_sent_once() -> None:
    server = Server(answering(503))
    with pytest.raises(UnknownOutcomeError):
        client(server).request("POST", "/orders")
    with pytest.raises(ServerError):
        client(server, retry=RetryPolicy(backoff=0)).request("DELETE", "/orders/1")

    assert len(server.creates()) == 1
    assert len(server.requests) == 6


def test_certificates_are_loaded_once_and_reach_every_request() -> None:
    own = ssl.create_default_context()
    proxy = "http://127.0.0.1:9"
    first, second = (
        Connections(httpx, "https://h", proxy=proxy).client_options(kept=True)
        for _ in range(2)
    )

    assert first["verify"] is second["verify"] is _tls(httpx.__name__, None)
    assert first["proxy"] == proxy
    given = Connections(httpx, "https://h", ca_bundle=own).client_options(kept=True)
    assert given["verify"] is own


@pytest.mark.parametrize(
    "settings",
    [{"proxy": "http://127.0.0.1:1"}, {"ca_bundle": ssl.create_default_context()}],
)
def test_a_client_takes_a_proxy_and_certificates(settings: dict[str, Any]) -> None:
    with MyCloud("key", "secret", **settings) as mycloud:
        assert mycloud.orders is not None


def unreached() -> AbstractContextManager[object]:
    return pytest.raises(ConnectError, match="not sent")


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.skipif(
    NAME != "httpx", reason="there is no instrumentation for httpx2 yet"
)
def test_spans_of_opentelemetry_appear_for_every_attempt() -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    instrumentor = HTTPXClientInstrumentor()
    instrumentor.instrument(tracer_provider=provider)
    policy = RetryPolicy(max_attempts=2, backoff=0)
    try:
        with (
            MyCloud(
                "key", "secret", base_url="http://127.0.0.1:9", retry=policy
            ) as mycloud,
            unreached(),
        ):
            mycloud.orders.get(1)
    finally:
        instrumentor.uninstrument()

    assert [span.name for span in exporter.get_finished_spans()] == ["POST", "POST"]


def test_the_clients_show_where_they_go_and_nothing_else() -> None:
    for kind in (MyCloud, AsyncMyCloud):
        shown = repr(kind("the-key", "the-secret", base_url="https://example.com/api"))
        assert shown == f"{kind.__name__}(base_url='https://example.com/api')"
