"""How many requests a look at the newest orders costs, and that it misses none of them."""

from __future__ import annotations

import random

import pytest
from mycloud import MyCloud
from mycloud._newest import Ends, Newest

from ..http_library import httpx
from .test_unknown_outcome import Shop

DIRECTIONS = pytest.mark.parametrize("falling", [False, True])


def requests_of_a_look(shop: Shop, mycloud: MyCloud) -> int:
    """The cost of finding the order that was placed last, which must be found."""
    before = looks(shop)
    newest = len(shop.numbers)
    found = mycloud.orders.find(order_number=f"N-{newest - 1}")
    assert (found.id if found else 0) == newest
    return looks(shop) - before


def looks(shop: Shop) -> int:
    """How many pages were asked for."""
    return sum(each.url.path.endswith("/orders") for each in shop.server.requests)


def place(shop: Shop, orders: int = 1) -> None:
    """Orders that somebody placed."""
    shop.numbers += [f"N-{len(shop.numbers) + more}" for more in range(orders)]


def test_a_look_at_an_empty_list_is_one_request() -> None:
    shop = Shop(0)
    mycloud = shop.client()

    assert [requests_of_a_look(shop, mycloud) for _ in range(3)] == [1, 1, 1]


@DIRECTIONS
def test_each_look_at_a_short_list_confirms_that_it_is_short(
    falling: bool,
) -> None:
    shop = Shop(31, falling=falling)
    mycloud = shop.client()

    assert requests_of_a_look(shop, mycloud) == 2
    for _ in range(3):
        place(shop)
        assert requests_of_a_look(shop, mycloud) == 2


def test_a_long_list_is_searched_once_for_its_end() -> None:
    shop = Shop(10_000)
    mycloud = shop.client()

    assert requests_of_a_look(shop, mycloud) <= 13
    for _ in range(60):
        place(shop)
        assert requests_of_a_look(shop, mycloud) == 1


def test_a_list_that_begins_with_the_newest_costs_one() -> None:
    shop = Shop(10_000, falling=True)
    mycloud = shop.client()

    for _ in range(3):
        assert requests_of_a_look(shop, mycloud) == 1
        place(shop)


def test_a_page_that_comes_short_of_the_known_end_ends_nothing() -> None:
    shop = Shop(10_000)
    handle = shop.server.handler
    mycloud = shop.client()
    requests_of_a_look(shop, mycloud)

    def halving(request: httpx.Request) -> httpx.Response:
        shop.server.handler = handle
        count = int(request.url.params["count"]) // 2
        return handle(httpx.Request("GET", request.url.copy_set_param("count", count)))

    shop.server.handler = halving
    place(shop)
    assert requests_of_a_look(shop, mycloud) == 2


def test_clients_with_other_options_know_the_end_as_well() -> None:
    shop = Shop(10_000)
    mycloud = shop.client()
    requests_of_a_look(shop, mycloud)

    assert requests_of_a_look(shop, mycloud.with_options(timeout=5)) == 1


@DIRECTIONS
@pytest.mark.parametrize("cap", [None, 10, 50, 300])
@pytest.mark.parametrize("seed", range(4))
def test_all_of_the_newest_are_seen_however_the_list_changed_between_looks(
    falling: bool, cap: int | None, seed: int
) -> None:
    drawn = random.Random(seed)
    ends, ids = Ends(), list(range(1, drawn.choice([0, 3, 700, 9000]) + 1))
    for _ in range(25):
        _change(drawn, ids)
        newest = drawn.choice([1, 100, 500, 1500])

        assert _looked_at(ids, newest, ends, falling, cap) == ids[-newest:]


def _change(drawn: random.Random, ids: list[int]) -> None:
    last = ids[-1] if ids else 0
    grown = drawn.choice([0, 1, 1, 2, 30, 700, 5000])
    ids += range(last + 1, last + 1 + grown)
    for _ in range(drawn.choice([0, 0, 1, 3, 60])):
        if ids:
            del ids[drawn.randrange(max(0, len(ids) - 600), len(ids))]
    if drawn.random() < 0.1:
        del ids[drawn.randrange(len(ids) + 1) :]


def _looked_at(
    ids: list[int], newest: int, ends: Ends, falling: bool, cap: int | None
) -> list[int]:
    listed = [_Entry(id) for id in (reversed(ids) if falling else ids)]
    walk, found = Newest[_Entry](newest, ends), list[_Entry]()
    for _ in range(5000):
        if walk.over:
            return sorted(entry.id for entry in found)
        count = walk.count if cap is None else min(cap, walk.count)
        found += walk.accept(listed[walk.offset :][:count])
    raise AssertionError("the walk does not end")


class _Entry:
    def __init__(self, id: int) -> None:
        self.id = id


def test_a_server_that_bears_no_long_pages_is_asked_for_one_once() -> None:
    shop = Shop(10_000)
    handle = shop.server.handler

    def refusing(request: httpx.Request) -> httpx.Response:
        if request.method == "GET" and int(request.url.params["count"]) > 100:
            return httpx.Response(422, json={"message": "count is 100 at most"})
        return handle(request)

    shop.server.handler = refusing
    mycloud = shop.client()
    requests_of_a_look(shop, mycloud)

    assert requests_of_a_look(shop, mycloud) <= 7
