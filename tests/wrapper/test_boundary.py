"""One boundary: whatever goes wrong after a request was sent is an error of ours, for a create an
unknown outcome; and an answer belongs to its request.
"""

from __future__ import annotations

import asyncio
import gzip
import logging
import pickle
from typing import Any

import pytest
from mycloud import (
    AsyncMyCloud,
    ConfigurationError,
    DecodeError,
    Item,
    MyCloud,
    Order,
    TransportError,
    UnknownOutcomeError,
)

from ..http_library import httpx
from .serving import Server, answering, async_client, client, order_answer

ITEM = Item(product_id=164162, quantity=1, price=1)


def create(mycloud: MyCloud, **fields: Any) -> Order:
    given = {"order_number": "A-1", **fields}
    return mycloud.orders.create(delivery_mode_id=343, items=[ITEM], **given)


def breaks(_: object) -> None:
    raise ValueError("a fault of the caller's hook")


def test_a_hook_that_raises_after_a_create_was_answered_leaves_its_outcome_unknown() -> (
    None
):
    server = Server(order_answer)

    with pytest.raises(UnknownOutcomeError) as caught:
        create(client(server, on_response=breaks))

    assert len(server.creates()) == 1
    assert caught.value.status == 200
    assert isinstance(caught.value.__cause__, ValueError)


def test_a_hook_that_raises_after_a_read_is_an_error_of_ours() -> None:
    with pytest.raises(TransportError, match="ValueError"):
        client(Server(order_answer), on_response=breaks).orders.get(342)


def test_a_hook_that_raises_before_anything_was_sent_raises_its_own_error() -> None:
    server = Server(order_answer)

    with pytest.raises(ValueError, match="of the caller's hook"):
        create(client(server, token="ready", on_request=breaks))

    assert server.requests == []


@pytest.mark.parametrize(
    "error",
    [OSError, OverflowError, RuntimeError, httpx.InvalidURL, httpx.LocalProtocolError],
)
def test_whatever_a_transport_raises_leaves_a_create_unknown(
    error: type[Exception],
) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error("a fault of the transport")

    with pytest.raises(UnknownOutcomeError):
        create(client(Server(fail), token="ready"))
    with pytest.raises(TransportError):
        client(Server(fail), token="ready").orders.get(342)


@pytest.mark.parametrize("status", [301, 302, 303, 408, 500, 502, 520])
def test_an_unknown_outcome_says_what_was_seen_and_survives_pickling(
    status: int,
) -> None:
    with pytest.raises(UnknownOutcomeError) as caught:
        create(client(Server(answering(status, json={"message": "No."}))))

    kept = pickle.loads(pickle.dumps(caught.value))
    assert (kept.status, kept.order_number, kept.candidates) == (status, "A-1", ())
    assert type(kept.error) is type(caught.value.error)
    assert str(kept) == str(caught.value)


ODD_IDS = [0, -1, 1.5, "0", "abc", False, [1], None, {}]


@pytest.mark.parametrize("id", ODD_IDS, ids=repr)
def test_an_order_without_a_database_key_is_no_placed_order(id: object) -> None:
    server = Server(answering(200, json={"order": {"id": id}}))

    with pytest.raises(UnknownOutcomeError):
        create(client(server))
    with pytest.raises(DecodeError):
        client(server).orders.get(342)


@pytest.mark.parametrize(
    "fields",
    [
        {"order_number": "B-2"},
        {"order_items": [{"quantity": 2}]},
        {"order_items": [{"quantity": 1}, {"quantity": 1}]},
        {"order_items": []},
    ],
    ids=repr,
)
def test_an_answer_with_other_content_than_was_sent_is_an_unknown_outcome(
    fields: dict[str, Any],
) -> None:
    server = Server(answering(200, json={"order": {"id": 7, **fields}}))

    with pytest.raises(UnknownOutcomeError) as caught:
        create(client(server))

    assert caught.value.order is not None
    assert caught.value.order.id == 7


@pytest.mark.parametrize("call", ["get", "delete", "update"])
def test_an_answer_about_another_order_is_not_taken(call: str) -> None:
    server = Server(answering(200, json={"order": {"id": 343}}))
    change = {"note": "x"} if call == "update" else {}

    with pytest.raises(DecodeError, match="another id"):
        getattr(client(server).orders, call)(342, **change)


def test_a_cancelled_create_is_logged_with_its_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Hangs(Server):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            started.set()
            await asyncio.Event().wait()
            raise AssertionError("nobody answers")

    async def main() -> None:
        mycloud = async_client(Hangs(order_answer), token="ready")
        task = asyncio.create_task(
            mycloud.orders.create(
                delivery_mode_id=343, items=[ITEM], order_number="A-1"
            )
        )
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    started = asyncio.Event()
    with caplog.at_level(logging.WARNING, "mycloud"):
        asyncio.run(main())

    assert ["A-1" in record.getMessage() for record in caplog.records] == [True]


def test_a_closed_client_is_refused_before_anything_is_sent() -> None:
    server = Server(order_answer)
    mycloud = client(server, token="ready")
    mycloud.close()

    with pytest.raises(ConfigurationError, match="closed"):
        create(mycloud)
    assert server.requests == []


def test_a_client_in_another_event_loop_is_refused_before_anything_is_sent() -> None:
    server = Server(order_answer)
    mycloud = async_client(server, token="ready")
    asyncio.run(get(mycloud))

    with pytest.raises(ConfigurationError, match="event loop"):
        asyncio.run(get(mycloud))
    assert len(server.requests) == 1


async def get(mycloud: AsyncMyCloud) -> Order:
    return await mycloud.orders.get(342)


def test_an_answer_that_is_too_large_after_unpacking_is_not_read_to_its_end() -> None:
    packed = gzip.compress(b" " * 5_000_000)
    server = Server(
        answering(200, content=packed, headers={"content-encoding": "gzip"})
    )

    with pytest.raises(DecodeError, match="max_answer_bytes"):
        client(server, max_answer_bytes=1_000_000).orders.get(342)
    with pytest.raises(UnknownOutcomeError):
        create(client(server, token="ready", max_answer_bytes=1_000_000))


def test_an_answer_compressed_twice_is_refused_before_it_is_unpacked() -> None:
    packed = gzip.compress(gzip.compress(b" " * 5_000_000))
    server = Server(
        answering(200, content=packed, headers={"content-encoding": "gzip, GZIP"})
    )

    with pytest.raises(DecodeError, match="compressed more than once"):
        client(server, token="ready").orders.get(342)
    with pytest.raises(DecodeError, match="compressed more than once"):
        asyncio.run(get(async_client(server, token="ready")))


def test_cookies_are_not_kept() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("cookie"))
        return httpx.Response(
            200,
            json={"order": {"id": 342}},
            headers={"set-cookie": "session=1; Path=/"},
        )

    seen: list[str | None] = []
    mycloud = client(Server(answer))
    for _ in range(3):
        mycloud.orders.get(342)

    assert seen == [None] * 3
