"""What one odd answer to a walk means: the end, an empty list, or an error."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from mycloud import (
    InvalidRequestError,
    MyCloud,
    NotFoundError,
    PaginationError,
    RefusedError,
    RetryPolicy,
    ServerError,
)

from ..http_library import httpx
from .hostile import CUTS, Asked, HostileList


def walked(server: httpx.BaseTransport, **how: Any) -> list[int | None]:
    with MyCloud(token="T", transport=server) as client:
        return [order.id for order in client.orders.list(**how)]


def orders(keys: object) -> httpx.Response:
    assert isinstance(keys, (list, range))
    return httpx.Response(
        200, content=json.dumps({"orders": [{"id": key} for key in keys]})
    )


def answering(answer: Callable[[int, int], httpx.Response]) -> httpx.MockTransport:
    """A server that answers by offset and count."""

    def answered(request: httpx.Request) -> httpx.Response:
        params = request.url.params
        return answer(int(params["offset"]), int(params["count"]))

    return httpx.MockTransport(answered)


def test_a_walk_from_an_offset_follows_its_entries_to_before_it() -> None:
    server = HostileList(1, CUTS["plain"], size=450)
    given: list[int | None] = []
    with MyCloud(token="T", transport=server) as client:
        for order in client.orders.list(offset=400, count=10):
            given.append(order.id)
            if len(given) == 10:
                del server.entries[:100]

    assert given == list(range(401, 451))


def test_an_offset_behind_the_end_is_an_error_and_one_at_the_end_is_not() -> None:
    assert walked(HostileList(1, CUTS["plain"], size=350), offset=350) == []

    with pytest.raises(PaginationError, match=r"ends before offset=400.*start earlier"):
        walked(HostileList(1, CUTS["plain"], size=350), offset=400)


def test_entries_before_the_offset_are_not_given_when_the_list_has_grown() -> None:
    server = HostileList(1, CUTS["plain"], size=50)
    given: list[int | None] = []
    with MyCloud(token="T", transport=server) as client:
        for order in client.orders.list(offset=20, count=10):
            given.append(order.id)
            if len(given) == 10:
                server.entries[:0] = [999]

    assert given == list(range(21, 51))


def test_a_run_of_entries_that_are_taken_out_of_their_pages_is_seen_over() -> None:
    server = HostileList(1, CUTS["filtered_after_the_cut"], size=600, keeps_gone=True)
    server.gone.update(range(201, 451))

    assert walked(server, count=100) == [*range(1, 201), *range(451, 601)]


def test_a_server_that_fails_at_a_wide_page_is_asked_for_a_usual_one() -> None:
    counts: list[int] = []

    def answer(offset: int, count: int) -> httpx.Response:
        counts.append(count)
        if count > 100:
            return httpx.Response(422, json={"message": "count: at most 100"})
        return orders(range(1, 151)[offset : offset + count])

    assert walked(answering(answer), count=100) == list(range(1, 151))
    assert counts == [100, 100, 500, 100]


def test_what_fails_at_a_usual_page_too_is_an_error() -> None:
    def answer(offset: int, count: int) -> httpx.Response:
        return orders(range(1, 3)) if offset == 0 else httpx.Response(500)

    with (
        MyCloud(
            token="T",
            transport=answering(answer),
            retry=RetryPolicy(max_attempts=1),
        ) as client,
        pytest.raises(ServerError),
    ):
        client.orders.list().all()


def test_an_entry_that_comes_twice_in_a_page_is_given_once() -> None:
    assert walked(HostileList(1, CUTS["doubled"], size=57), count=10) == list(
        range(1, 58)
    )


def test_a_shuffled_list_is_an_error_or_a_warning_by_choice(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(PaginationError, match=r"another order.*on_shuffle='log'"):
        walked(HostileList(1, CUTS["shuffled"]), count=10)

    with caplog.at_level(logging.WARNING, logger="mycloud"):
        given = walked(HostileList(1, CUTS["shuffled"]), count=10, on_shuffle="log")

    assert len(given) == len(set(given)) > 100
    warnings = [record for record in caplog.records if record.levelname == "WARNING"]
    assert len(warnings) == 1
    assert "may be missed" in warnings[0].message


def test_on_shuffle_takes_two_words() -> None:
    with pytest.raises(InvalidRequestError, match="on_shuffle"):
        walked(HostileList(1, CUTS["plain"]), on_shuffle="ignore")


@pytest.mark.parametrize("resource", ["customers", "products"])
def test_a_list_that_does_not_page_is_asked_for_once(resource: str) -> None:
    server = HostileList(1, lambda server, _: server.entries, size=450)
    with MyCloud(token="T", transport=server) as client:
        assert len(getattr(client, resource).list().all()) == 450

    assert len(server.asked) == 1


@pytest.mark.parametrize(("size", "is_whole"), [(30, True), (450, False)])
def test_customers_that_ignore_the_offset_are_whole_if_the_page_was_short(
    size: int, is_whole: bool
) -> None:
    server = HostileList(1, CUTS["offset_ignored"], size=size)
    with MyCloud(token="T", transport=server) as client:
        if is_whole:
            assert len(client.customers.list().all()) == size
        else:
            with pytest.raises(PaginationError, match="ignores the offset"):
                client.customers.list().all()


@pytest.mark.parametrize(
    "message",
    [
        "Nothing was found.",
        "No orders found",
        "There are no orders.",
        "Orders not found",
        "No data",
        "ไม่พบข้อมูล",
    ],
)
@pytest.mark.parametrize("status", [200, 404])
def test_an_empty_list_that_is_told_as_a_refusal_is_empty(
    message: str, status: int
) -> None:
    said = {"success": False, "message": message}
    server = answering(lambda _offset, _count: httpx.Response(status, json=said))

    assert walked(server) == []
    with MyCloud(token="T", transport=server) as client:
        assert client.orders.page().items == []
        assert client.orders.list().first() is None


@pytest.mark.parametrize(
    "message",
    [
        "The route api/v2/orders could not be found.",
        "Not found",
        "Shop not found",
        "No permission: orders of this shop",
        "Server busy",
        "No orders: your account is locked",
        "",
    ],
)
@pytest.mark.parametrize(
    ("status", "error"), [(200, RefusedError), (404, NotFoundError)]
)
def test_another_refusal_of_a_list_is_an_error(
    message: str, status: int, error: type[Exception]
) -> None:
    said = {"success": False, "message": message}

    with pytest.raises(error):
        walked(answering(lambda _offset, _count: httpx.Response(status, json=said)))


def test_once_a_page_has_come_a_404_in_json_is_the_end_and_another_is_an_error() -> (
    None
):
    def serving(rest: httpx.Response) -> httpx.MockTransport:
        return answering(lambda offset, _: rest if offset else orders([1]))

    assert walked(serving(httpx.Response(404, json={"message": "Not found"}))) == [1]
    with pytest.raises(NotFoundError):
        walked(serving(httpx.Response(404, text="<html>nginx</html>")))


@pytest.mark.parametrize("prefetch", [0, 8])
def test_the_first_entry_takes_one_request(prefetch: int) -> None:
    server = HostileList(1, CUTS["plain"], size=2_000)
    with MyCloud(token="T", transport=server) as client:
        found = client.orders.list(prefetch=prefetch).first()

    assert found is not None
    assert found.id == 1
    assert len(server.asked) == 1


def test_a_limit_asks_for_the_pages_it_needs() -> None:
    server = HostileList(1, CUTS["plain"], size=2_000)
    with MyCloud(token="T", transport=server) as client:
        assert len(client.orders.list(prefetch=8).all(limit=250)) == 250

    assert len(server.asked) == 3


def test_a_list_of_more_entries_than_places_are_remembered_is_walked_whole() -> None:
    """Newest first, and new ones come in while it is walked: more than 10,000 places shift."""
    size = 25_000
    new = iter(range(size + 1, size + 100))

    def growing(server: HostileList, asked: Asked) -> list[int]:
        if asked.serial % 3 == 2:
            server.entries.insert(0, next(new))
        return server.entries[asked.offset : asked.offset + asked.count]

    server = HostileList(1, growing, size=size)
    server.entries.reverse()
    given = walked(server, count=500)

    assert len(given) == len(set(given))
    assert set(range(1, size + 1)) <= set(given)


def test_a_list_whose_given_half_goes_away_at_once_is_walked_on() -> None:
    size = 25_000

    def shrinking(server: HostileList, asked: Asked) -> list[int]:
        if asked.serial == 40:
            del server.entries[:19_000]
        return server.entries[asked.offset : asked.offset + asked.count]

    given = walked(HostileList(1, shrinking, size=size), count=500)

    assert sorted(key or 0 for key in given) == list(range(1, size + 1))


@pytest.mark.parametrize("count", [10, 100])
@pytest.mark.parametrize("size", [1, 9, 10, 57, 100, 199, 1_000])
def test_a_quiet_list_costs_one_request_more_than_the_plain_walk_at_most(
    size: int, count: int
) -> None:
    server = HostileList(1, CUTS["plain"], size=size)
    assert walked(server, count=count) == list(range(1, size + 1))

    with_overlap = -(-max(size - 1, 1) // (count - 1)) + 1
    assert len(server.asked) <= with_overlap + 1
