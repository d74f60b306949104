"""The walk over pages, without any server."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import pytest
from mycloud import InvalidRequestError, Page, Pager, PaginationError

from ..listing import Fetch, pager_over


def pager(fetch: Fetch, **how: Any) -> Pager[int]:
    return pager_over(fetch, **{"documented_paging": True, "count": 3, **how})


def server(
    entries: Sequence[int], cap: int = 1000
) -> tuple[Fetch, list[tuple[int, int]]]:
    """A server that gives `cap` entries at most, and the requests it got."""
    asked: list[tuple[int, int]] = []

    def fetch(offset: int, count: int) -> list[int]:
        asked.append((offset, count))
        return list(entries[offset : offset + min(count, cap)])

    return fetch, asked


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 6, 7])
def test_every_entry_is_given_once_and_in_order(size: int) -> None:
    fetch, _ = server(range(size))

    assert list(pager(fetch)) == list(range(size))


def test_a_server_that_caps_the_count_does_not_end_the_walk_early() -> None:
    fetch, asked = server(range(10), cap=2)

    assert list(pager(fetch, count=5)) == list(range(10))
    assert [offset for offset, _ in asked][:10] == list(range(10))


def test_the_walk_starts_at_the_offset() -> None:
    fetch, _ = server(range(10))

    assert list(pager(fetch, offset=7)) == [7, 8, 9]


def test_pages_tell_where_they_stand() -> None:
    fetch, _ = server(range(4))

    assert list(pager(fetch).pages()) == [Page([0, 1, 2], 0, 3), Page([3], 3, 3)]


def test_nothing_is_asked_before_the_first_entry_is_wanted_and_no_more_than_needed() -> (
    None
):
    fetch, asked = server(range(10))
    entries = iter(pager(fetch))
    assert asked == []

    assert list(islice(entries, 3)) == [0, 1, 2]
    assert asked == [(0, 3)]


def test_each_iteration_starts_anew() -> None:
    fetch, _ = server(range(4))
    walked = pager(fetch)

    assert list(walked) == list(walked)


def test_first_asks_for_one_page() -> None:
    fetch, asked = server(range(10))

    assert pager(fetch).first() == 0
    assert asked == [(0, 3)]


def test_first_of_an_empty_list_is_none() -> None:
    assert pager(server([])[0]).first() is None


@pytest.mark.parametrize(("limit", "given"), [(None, 10), (0, 0), (4, 4), (99, 10)])
def test_all_gives_a_list_up_to_the_limit(limit: int | None, given: int) -> None:
    assert pager(server(range(10))[0]).all(limit) == list(range(given))


def test_all_asks_for_no_page_beyond_the_limit() -> None:
    fetch, asked = server(range(10))

    pager(fetch).all(limit=3)

    assert asked == [(0, 3)]


def test_a_server_that_ignores_the_offset_is_an_error_and_no_endless_loop() -> None:
    with pytest.raises(PaginationError, match="ignore"):
        list(pager(lambda offset, count: [1, 2, 3]))


def test_where_paging_is_not_promised_a_repeated_page_was_the_whole_list() -> None:
    assert list(pager(lambda offset, count: [1, 2], documented_paging=False)) == [1, 2]


@pytest.mark.parametrize("size", [0, 2])
def test_a_list_that_comes_in_one_answer_is_asked_for_once(size: int) -> None:
    fetch, asked = server(range(size))

    assert list(pager(fetch, whole=True)) == list(range(size))
    assert len(asked) == 1


@pytest.mark.parametrize(
    "settings", [{"count": 0}, {"count": 2.5}, {"count": True}, {"offset": -1}]
)
def test_offset_and_count_are_whole_numbers(settings: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError):
        list(pager(server([])[0], **settings))


def test_a_limit_below_zero_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="limit"):
        pager(server([])[0]).all(limit=-1)
