"""The client over a transport that never leaves the process: tokens, attempts, and what becomes of
no answer.
"""

from __future__ import annotations

import json
import os
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from mycloud import (
    AuthenticationError,
    ConfigurationError,
    ConnectError,
    DecodeError,
    InvalidRequestError,
    Item,
    MyCloud,
    RateLimitError,
    RedirectError,
    RetryPolicy,
    ServerError,
    TimeoutError,
    TransportError,
    UnknownOutcomeError,
)

from ..forms import FormPart, form_of
from ..http_library import httpx
from .serving import Server, answering, client, failing, order_answer

ITEM = Item(product_id=164162, quantity=1, price=1)


def test_the_keys_go_once_into_a_form_and_never_into_a_url() -> None:
    server = Server(order_answer)
    client(server).orders.get(342)

    first = server.requests[0]
    assert (first.method, first.url.path, first.url.query) == (
        "POST",
        "/api/v1/gettoken",
        b"",
    )
    assert b"the-key" in first.content
    assert all("the-key" not in str(request.url) for request in server.requests)


def test_one_token_serves_all_requests() -> None:
    server = Server(order_answer)
    mycloud = client(server)

    for _ in range(3):
        mycloud.orders.get(342)

    assert server.bearers() == [None, "Bearer T1", "Bearer T1", "Bearer T1"]


def test_a_refused_token_is_renewed_once_and_the_request_repeated() -> None:
    server = Server(
        lambda request: (
            httpx.Response(401) if server.tokens == 1 else order_answer(request)
        )
    )

    assert client(server).orders.get(342).id == 342
    assert server.bearers() == [None, "Bearer T1", None, "Bearer T2"]


def test_a_create_is_repeated_after_a_refused_token_under_the_same_request_id() -> None:
    server = Server(
        lambda request: (
            httpx.Response(401) if server.tokens == 1 else order_answer(request)
        )
    )

    client(server).orders.create(delivery_mode_id=343, items=[ITEM], name="คุณ พวริด")

    first, second = (
        request for request in server.requests if request.url.path.endswith("/orders")
    )
    assert first.headers["mycloud-request-id"] == second.headers["mycloud-request-id"]
    assert fields(first) == fields(second)


def fields(request: httpx.Request) -> list[FormPart]:
    return form_of(request.headers["content-type"], request.content)


def test_a_token_that_is_refused_again_is_an_authentication_error() -> None:
    server = Server(answering(401, json={"message": "Unauthorized."}))

    with pytest.raises(AuthenticationError, match="MYCLOUD_API_KEY") as caught:
        client(server).orders.get(342)

    assert caught.value.message == "Unauthorized."
    assert (
        server.tokens == 6
    )  # five renewals in a row, since another client may renew too


def test_a_ready_token_is_used_without_asking_for_another() -> None:
    server = Server(answering(401))

    with pytest.raises(AuthenticationError):
        MyCloud(token="ready", transport=server).orders.get(342)

    assert server.bearers() == ["Bearer ready"]


def test_a_ready_token_that_is_refused_is_replaced_when_there_are_keys() -> None:
    server = Server(
        lambda request: (
            httpx.Response(401) if not server.tokens else order_answer(request)
        )
    )

    client(server, token="ready").orders.get(342)

    assert server.bearers() == ["Bearer ready", None, "Bearer T1"]


def test_many_threads_fetch_one_token() -> None:
    server = Server(order_answer)
    mycloud = client(server)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(mycloud.orders.get, range(1, 65)))

    assert server.tokens == 1


def test_many_threads_with_a_refused_token_fetch_one_new_one() -> None:
    barrier = threading.Barrier(8)

    def handler(request: httpx.Request) -> httpx.Response:
        if request.headers["authorization"] != "Bearer T1":
            return order_answer(request)
        barrier.wait()
        return httpx.Response(401)

    server = Server(handler)
    mycloud = client(server)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(mycloud.orders.get, range(1, 9)))

    assert server.tokens == 2


@pytest.mark.parametrize(
    "error",
    [httpx.ReadTimeout, httpx.WriteTimeout, httpx.ReadError, httpx.RemoteProtocolError],
)
def test_a_create_without_an_answer_has_an_unknown_outcome(
    error: type[httpx.TransportError],
) -> None:
    server = Server(failing(error))

    with pytest.raises(UnknownOutcomeError, match="ORD-004564014") as caught:
        client(server).orders.create(
            delivery_mode_id=343, items=[ITEM], order_number="ORD-004564014"
        )

    assert caught.value.order_number == "ORD-004564014"
    assert caught.value.request_id == server.requests[-1].headers["mycloud-request-id"]
    assert sum(request.url.path.endswith("/orders") for request in server.requests) == 1


@pytest.mark.parametrize(
    "error", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout]
)
def test_a_create_without_a_connection_was_certainly_not_sent(
    error: type[httpx.TransportError],
) -> None:
    with pytest.raises(ConnectError, match="not sent"):
        client(Server(failing(error))).orders.create(delivery_mode_id=343, items=[ITEM])


def test_a_create_whose_token_could_not_be_had_is_no_unknown_outcome() -> None:
    def no_answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("no luck", request=request)

    mycloud = MyCloud(
        "the-key",
        "the-secret",
        transport=httpx.MockTransport(no_answer),
        retry=RetryPolicy(max_attempts=1),
    )
    with pytest.raises(TimeoutError, match="POST /gettoken"):
        mycloud.orders.create(delivery_mode_id=343, items=[ITEM])


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (httpx.ReadTimeout, TimeoutError),
        (httpx.ReadError, TransportError),
        (httpx.ConnectError, ConnectError),
    ],
)
def test_a_read_without_an_answer_is_a_transport_error(
    error: type[httpx.TransportError], ours: type[Exception]
) -> None:
    with pytest.raises(ours) as caught:
        client(Server(failing(error))).orders.get(342)

    assert type(caught.value) is ours
    assert "GET /orders/342" in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).args == caught.value.args


def test_a_redirect_is_an_error_and_not_followed() -> None:
    server = Server(
        answering(301, headers={"location": "https://elsewhere.example/orders"})
    )

    with pytest.raises(RedirectError, match="base_url"):
        client(server).orders.get(342)

    assert {request.url.host for request in server.requests} == {
        "api.mycloudfulfillment.com"
    }


def test_too_many_requests_tell_how_long_to_wait() -> None:
    with pytest.raises(RateLimitError) as caught:
        client(Server(answering(429, headers={"retry-after": "7"}))).orders.get(342)

    assert caught.value.retry_after == 7


def test_an_html_page_with_an_unregistered_status_is_an_ordinary_error() -> None:
    with pytest.raises(ServerError, match="HTML") as caught:
        client(Server(answering(520, html="<h1>Unknown</h1>"))).orders.get(342)

    assert (caught.value.status, caught.value.body) == (520, "<h1>Unknown</h1>")


def test_an_html_page_in_place_of_an_order_is_a_decode_error() -> None:
    with pytest.raises(DecodeError, match="HTML"):
        client(Server(answering(200, html="<h1>Maintenance</h1>"))).orders.get(342)


@pytest.mark.parametrize("items", [[], (), None, "MAI002", [{"product_id": 1}], ITEM])
def test_an_order_without_proper_items_is_not_sent(items: Any) -> None:
    server = Server(order_answer)

    with pytest.raises(InvalidRequestError, match="items"):
        client(server).orders.create(delivery_mode_id=343, items=items)

    assert server.requests == []


@pytest.mark.parametrize("ref", ["", " ", "a/b", ".", "..", 0, -1, None, True, 1.5])
def test_a_reference_that_would_change_the_path_is_not_sent(ref: Any) -> None:
    server = Server(order_answer)

    with pytest.raises(InvalidRequestError, match="ref"):
        client(server).products.get(ref)

    assert server.requests == []


@pytest.mark.parametrize("id", ["342", "", 0, None, True])
def test_an_id_is_a_whole_number(id: Any) -> None:
    with pytest.raises(InvalidRequestError, match="id"):
        client(Server(order_answer)).orders.get(id)


def test_a_reference_is_escaped_in_the_path() -> None:
    server = Server(answering(200, json={"product": {"id": 1}}))

    client(server).products.get("เสื้อ ?#%")

    assert server.requests[-1].url.raw_path.endswith(b"%3F%23%25")


def test_an_update_of_nothing_is_not_sent() -> None:
    with pytest.raises(InvalidRequestError, match="one field or more"):
        client(Server(order_answer)).orders.update(342)


def test_a_deleted_flag_is_sent_as_one_or_not_at_all() -> None:
    server = Server(answering(200, json={"orders": []}))
    mycloud = client(server)

    mycloud.orders.list().all()
    mycloud.orders.list(deleted=True).all()

    queries = [request.url.query for request in server.requests[1:]]
    assert queries[::2] == [b"offset=0&count=100", b"offset=0&count=100&deleted=1"]


def test_every_create_bears_a_request_id_of_its_own() -> None:
    server = Server(order_answer)
    mycloud = client(server)
    for _ in range(2):
        mycloud.orders.create(delivery_mode_id=343, items=[ITEM])

    ids = [request.headers.get("mycloud-request-id") for request in server.requests[1:]]
    assert None not in ids
    assert len(set(ids)) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
def test_a_forked_child_uses_connections_of_its_own() -> None:
    mycloud = MyCloud("key", "secret")
    connections = mycloud._transport._kept.client

    child = os.fork()
    if child == 0:
        os._exit(0 if mycloud._transport._kept.client is not connections else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert mycloud._transport._kept.client is connections


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
def test_a_transport_of_the_callers_own_is_refused_after_a_fork() -> None:
    mycloud = client(Server(order_answer))
    mycloud.orders.get(342)

    child = os.fork()
    if child == 0:
        try:
            mycloud.orders.get(342)
        except ConfigurationError:
            os._exit(0)
        os._exit(1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert mycloud.orders.get(342).id == 342


def test_nothing_secret_or_personal_shows_in_reprs_and_errors() -> None:
    body = json.dumps({"success": False, "message": "No."})
    with pytest.raises(Exception, match=r"No\.") as caught:
        client(Server(answering(200, text=body))).orders.create(
            delivery_mode_id=343,
            items=[ITEM],
            name="คุณ พวริด",
            phone_number="0899969094",
        )

    shown = str(caught.value) + repr(caught.value) + repr(vars(caught.value))
    assert not any(
        text in shown for text in ("the-key", "the-secret", "T1", "พวริด", "0899969094")
    )
