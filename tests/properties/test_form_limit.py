"""PHP drops fields past its limit without a word, so a longer form is refused; one of just that
length is sent.
"""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mycloud import Attachment, InvalidRequestError, Item, MyCloud

from ..wire.orders import many_lines
from ..wire.php import LOOPBACK, Php
from .asking import ITEM, QUICK, creating, refused
from .strategies import TEXT_FIELDS

COUNTS = st.tuples(
    st.integers(1, 30), st.sets(st.sampled_from(TEXT_FIELDS)), st.integers(0, 3)
)


def order_of(items: int, fields: set[str], files: int) -> dict[str, Any]:
    """What an order of so much is placed with."""
    attachments = [Attachment(str(number), b"%PDF") for number in range(files)]
    return {
        "items": [ITEM] * items,
        "attachments": attachments,
        **dict.fromkeys(fields, "x"),
    }


def fields_of(items: int, fields: set[str], files: int) -> int:
    """How many form fields it takes: the name of a file counts, the file does not."""
    return 1 + 3 * items + len(fields) + files


def sent_with(most: int, order: dict[str, Any]) -> int:
    """How many requests go out where the server reads so many fields."""
    asked: list[httpx.Request] = []
    with MyCloud(
        token="ready",
        transport=httpx.MockTransport(keeping(asked)),
        max_form_fields=most,
    ) as client:
        client.orders.create(delivery_mode_id=343, **order)
    return len(asked)


def keeping(asked: list[httpx.Request]) -> Any:
    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"order": {"id": 342}})

    return handler


@QUICK
@given(COUNTS, st.integers(0, 3))
def test_an_order_of_just_as_many_fields_as_the_server_reads_is_sent(
    counts: tuple[int, set[str], int], spare: int
) -> None:
    assert sent_with(fields_of(*counts) + spare, order_of(*counts)) == 1


@QUICK
@given(COUNTS, st.integers(1, 3))
def test_an_order_of_more_fields_than_the_server_reads_is_refused(
    counts: tuple[int, set[str], int], excess: int
) -> None:
    most = fields_of(*counts) - excess
    act = creating(**order_of(*counts))
    error = refused(lambda client: act(client.with_options(max_form_fields=most)))

    assert (error.argument, error.got) == ("items", f"{most + excess} form fields")
    assert f"{most} at most" in error.takes


def test_it_is_a_thousand_unless_told_otherwise() -> None:
    error = refused(creating(items=[ITEM] * 333, note="one more"))

    assert error.got == "1001 form fields"
    assert "1000 at most" in error.takes


def test_a_change_of_an_order_and_anything_else_is_counted_too() -> None:
    refused(lambda client: client.orders.update(342, items=[ITEM] * 334))
    refused(lambda client: client.request("POST", "/orders", form={"a": ["x"] * 1001}))


def test_the_limit_of_a_sibling_is_its_own() -> None:
    with MyCloud(token="ready", transport=httpx.MockTransport(keeping([]))) as client:
        sibling = client.with_options(max_form_fields=3)
        with pytest.raises(InvalidRequestError):
            sibling.orders.create(delivery_mode_id=343, items=[ITEM])

        assert client.orders.create(delivery_mode_id=343, items=[ITEM]).id == 342


@pytest.mark.php
@LOOPBACK
def test_a_thousand_fields_arrive_to_the_last(php: Php) -> None:
    lines = many_lines(333)
    with MyCloud(token="ready", transport=php) as client:
        client.orders.create(
            delivery_mode_id=343, items=[Item(**line) for line in lines]
        )

    received = php.received[-1].fields["order_items"]
    assert received == [
        {name: str(value) for name, value in line.items()} for line in lines
    ]
