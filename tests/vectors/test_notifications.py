"""The client arrives at what the vectors say of notifications, statuses and confirming."""

from __future__ import annotations

import base64
import json
from typing import Any

import attrs
import httpx
import pytest
from mycloud import (
    InvalidNotificationError,
    MyCloud,
    Notification,
    Order,
    UnconfirmedNotificationError,
    is_after,
)

from .algorithms import cases
from .notifications import NotificationVector, load_notifications

VECTORS = load_notifications()
every_vector = pytest.mark.parametrize(
    "vector", VECTORS, ids=[vector.name for vector in VECTORS]
)


@every_vector
def test_a_body_is_read_as_the_vector_says(vector: NotificationVector) -> None:
    if vector.means is None:
        with pytest.raises(InvalidNotificationError):
            Notification.parse(vector.content)
    else:
        assert attrs.asdict(Notification.parse(vector.content)) == vector.means


@every_vector
def test_text_is_read_as_its_bytes_are(vector: NotificationVector) -> None:
    text = vector.content.decode(errors="surrogateescape")
    if vector.means is None:
        with pytest.raises(InvalidNotificationError):
            Notification.parse(text)
    else:
        assert Notification.parse(text) == Notification.parse(vector.content)


def test_there_are_good_and_bad_bodies() -> None:
    bad = [vector for vector in VECTORS if vector.means is None]

    assert (len(VECTORS) - len(bad) > 10, len(bad) > 20) == (True, True)


@pytest.mark.parametrize("case", cases("statuses"), ids=json.dumps)
def test_a_status_is_after_another_or_not(case: dict[str, Any]) -> None:
    assert is_after(case["status"], case["other"]) is case["after"]


@pytest.mark.parametrize("case", cases("confirming"), ids=lambda case: case["name"])
def test_a_notification_is_confirmed_or_not(case: dict[str, Any]) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        first = request.url.params.get("offset", "0") == "0"
        return httpx.Response(200, json={"orders": case["listed"] if first else []})

    with MyCloud(
        "key", "secret", transport=httpx.MockTransport(handle), token="t.o.k"
    ) as client:
        verdict, order = outcome(client, Notification(**case["notification"]))

    assert (verdict, order and order.id) == (case["verdict"], case["order"])


def outcome(client: MyCloud, notification: Notification) -> tuple[str, Order | None]:
    try:
        return "confirmed", client.orders.confirm(notification)
    except UnconfirmedNotificationError as error:
        return error.reason, error.order


def test_the_bytes_that_are_not_utf_8_are_just_that() -> None:
    (vector,) = [vector for vector in VECTORS if vector.name == "not-utf-8"]

    assert base64.b64encode(vector.content).startswith(b"eyJ")
    with pytest.raises(UnicodeDecodeError):
        vector.content.decode()
