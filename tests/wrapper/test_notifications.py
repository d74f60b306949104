"""Notifications: what is shown of them, what confirms them, and what never leaves the tree."""

from __future__ import annotations

import contextlib
import copy
import json
import logging
import pickle
import subprocess
import sys

import httpx
import mycloud
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mycloud import (
    AsyncMyCloud,
    ForgedNotificationError,
    InvalidNotificationError,
    InvalidRequestError,
    MyCloud,
    NotFoundError,
    Notification,
    RetryPolicy,
    StaleNotificationError,
    UnlistedNotificationError,
    is_after,
)
from mycloud._statuses import STAGES

from ..test_house import SCHEMAS

BODY = b'{"mc_number": "MC1", "order_number": "WEB-1", "status": "SHIPPED"}'
ORDER = {"id": 342, "mc_number": "MC1", "order_number": "WEB-1", "status": "SHIPPED"}


def serving(*orders: dict[str, object]) -> httpx.MockTransport:
    """A server that has these orders."""

    def handle(request: httpx.Request) -> httpx.Response:
        key = request.url.path.rpartition("/")[2]
        if key == "orders":
            first = request.url.params.get("offset", "0") == "0"
            return httpx.Response(200, json={"orders": orders if first else []})
        found = [order for order in orders if str(order["id"]) == key]
        return httpx.Response(200, json={"order": found[0]}) if found else _nothing()

    return httpx.MockTransport(handle)


def _nothing() -> httpx.Response:
    return httpx.Response(404, json={"message": "There is no such order."})


def client_of(transport: httpx.MockTransport) -> MyCloud:
    retry = RetryPolicy(max_attempts=1)
    return MyCloud("key", "secret", transport=transport, token="t.o.k", retry=retry)


def test_what_is_beyond_the_three_fields_is_kept_and_not_shown() -> None:
    body = json.loads(BODY) | {"name": "Malee", "phone": {"number": "0812345678"}}

    notification = Notification.parse(json.dumps(body))

    assert notification.extra["phone"] == {"number": "0812345678"}
    assert repr(notification) == (
        "Notification(mc_number='MC1', order_number='WEB-1', status='SHIPPED', "
        "extra=<2 fields>)"
    )


def test_a_repr_is_harmless_in_a_terminal() -> None:
    shown = repr(
        Notification.parse('{"mc_number": "\u202eMC\u200b", "status": "\u2028"}')
    )

    assert shown.isprintable()


def test_a_notification_survives_pickle_and_copy_and_can_be_counted() -> None:
    notification = Notification.parse(BODY.replace(b"}", b', "more": [1]}'))

    for twin in (
        pickle.loads(pickle.dumps(notification)),
        copy.copy(notification),
        copy.deepcopy(notification),
    ):
        assert twin == notification
        assert len({twin, notification}) == 1


@pytest.mark.parametrize("body", [None, 1, {"status": "SHIPPED"}, ["x"]])
def test_what_is_no_body_is_refused_too(body: object) -> None:
    with pytest.raises(InvalidNotificationError, match="in place of bytes or text"):
        Notification.parse(body)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_a_refusal_says_what_to_answer_and_shows_nothing_that_was_posted() -> None:
    with pytest.raises(InvalidNotificationError) as refused:
        Notification.parse('{"mc_number": ["0812345678"], "status": "SHIPPED"}')

    assert str(refused.value) == (
        "the notification cannot be read at mc_number: found list in place of "
        "text; answer with status 400"
    )
    assert (refused.value.where, isinstance(refused.value, ValueError)) == (
        "mc_number",
        True,
    )
    assert (refused.value.__cause__, refused.value.__suppress_context__) == (
        None,
        False,
    )


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_nothing_but_a_refusal_comes_of_any_body(body: bytes | str) -> None:
    with contextlib.suppress(InvalidNotificationError):
        Notification.parse(body)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["mc_number", "order_number", "status", "more"]), VALUES
    )
)
def test_any_object_is_refused_or_gives_text_that_can_be_stored(
    fields: dict[str, object],
) -> None:
    try:
        found = Notification.parse(json.dumps(fields))
    except InvalidNotificationError:
        return
    for text in (found.mc_number or "", found.order_number or "", found.status):
        assert "\0" not in text.encode().decode()


def test_lists_of_thousands_within_each_other_are_refused() -> None:
    with pytest.raises(InvalidNotificationError):
        Notification.parse("[" * 60_000)


def test_an_order_that_is_known_is_read_by_one_request() -> None:
    with client_of(serving(ORDER)) as client, client.answers() as answers:
        order = client.orders.confirm(Notification.parse(BODY), id=342)

    assert (order.status, len(answers)) == ("SHIPPED", 1)


def test_an_id_that_is_not_there_is_a_forged_notification() -> None:
    with (
        client_of(serving(ORDER)) as client,
        pytest.raises(ForgedNotificationError) as forged,
    ):
        client.orders.confirm(Notification.parse(BODY), id=999)

    assert (forged.value.reason, forged.value.may_pass) == ("no such order", False)
    assert isinstance(forged.value.__cause__, NotFoundError)


def test_an_id_of_another_order_is_a_contradiction() -> None:
    other = ORDER | {"id": 343, "mc_number": "MC2", "order_number": "WEB-2"}
    with (
        client_of(serving(ORDER, other)) as client,
        pytest.raises(ForgedNotificationError) as forged,
    ):
        client.orders.confirm(Notification.parse(BODY), id=343)

    assert forged.value.reason == "contradiction"


@pytest.mark.anyio
async def test_the_awaited_client_confirms_as_the_blocking_one_does() -> None:
    transport = serving(ORDER)
    async with AsyncMyCloud(
        "key", "secret", transport=transport, token="t.o.k"
    ) as client:
        order = await client.orders.confirm(Notification.parse(BODY))
        late = Notification(mc_number="MC1", status="PACKED")
        with pytest.raises(StaleNotificationError) as stale:
            await client.orders.confirm(late)

    assert (order.id, stale.value.order.status) == (342, "SHIPPED")


def test_a_loose_match_is_logged_without_the_numbers(
    caplog: pytest.LogCaptureFixture,
) -> None:
    loose = Notification(order_number="web-1", status="SHIPPED")
    with (
        caplog.at_level(logging.WARNING, "mycloud"),
        client_of(serving(ORDER)) as client,
    ):
        assert client.orders.confirm(loose).id == 342

    assert caplog.messages == [
        "the order_number of a notification is not exactly that of order 342: "
        "compare the two"
    ]


def test_only_what_may_pass_is_worth_another_look() -> None:
    ahead = Notification(mc_number="MC1", status="DELIVERED")
    nowhere = Notification(mc_number="MC9", status="DELIVERED")
    reused = Notification(mc_number="MC9", order_number="WEB-1", status="SHIPPED")
    crossed = Notification(mc_number="MC1", order_number="WEB-9", status="SHIPPED")

    assert [may_pass(one) for one in (ahead, nowhere, reused, crossed)] == [
        *[True] * 3,
        False,
    ]


def may_pass(notification: Notification) -> bool:
    with (
        client_of(serving(ORDER)) as client,
        pytest.raises((ForgedNotificationError, UnlistedNotificationError)) as error,
    ):
        client.orders.confirm(notification)
    return error.value.may_pass


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (BODY, "Notification.parse reads one"),
        (Notification(status="X"), "got one without"),
    ],
)
def test_what_names_no_order_is_refused_before_anything_is_sent(
    given: object, says: str
) -> None:
    with client_of(serving()) as client, pytest.raises(InvalidRequestError, match=says):
        client.orders.confirm(given)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_errors_of_the_api_stay_what_they_are() -> None:
    down = httpx.MockTransport(lambda request: httpx.Response(503))
    with client_of(down) as client, pytest.raises(mycloud.ServerError):
        client.orders.confirm(Notification.parse(BODY))


def test_an_unconfirmed_notification_can_be_handed_to_another_process() -> None:
    with (
        client_of(serving(ORDER)) as client,
        pytest.raises(StaleNotificationError) as error,
    ):
        client.orders.confirm(Notification(mc_number="MC1", status="PACKED"))

    twin = pickle.loads(pickle.dumps(error.value))
    assert (twin.notification, twin.order) == (
        error.value.notification,
        error.value.order,
    )
    assert "WEB-1" not in str(twin)


def test_the_stages_are_those_of_the_spec_but_for_unknown() -> None:
    known = SCHEMAS["Order"]["properties"]["status"]["x-extensible-enum"]

    assert {*STAGES, "UNKNOWN"} == {*known}


@pytest.mark.parametrize("names", ["Notification", "is_after"])
def test_neither_name_loads_an_http_library(names: str) -> None:
    script = f"import sys, mycloud; mycloud.{names}; sys.exit('httpx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_store_that_drops_what_is_older_ends_at_the_last_status() -> None:
    posted = ["SHIPPED", "PACKED", "SHIPPED", "DELIVERED", "PICKING", "DELIVERED"]
    stored = "RESERVED"
    for status in posted:
        stored = stored if is_after(stored, status) else status

    assert stored == "DELIVERED"


def test_a_number_that_no_float_holds_is_refused() -> None:
    with pytest.raises(InvalidNotificationError):
        Notification.parse('{"order_number": "W", "status": "S", "x": 1e999}')


def test_half_a_surrogate_pair_is_refused_and_not_replaced() -> None:
    with pytest.raises(InvalidNotificationError):
        Notification.parse('{"order_number": "WEB-\ud800", "status": "S"}')
