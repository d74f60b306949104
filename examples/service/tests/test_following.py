"""Orders are followed by notifications, whatever becomes of those on the way."""

from __future__ import annotations

import pytest
from mycloud import MyCloud
from mycloud_testing import Arrival, Sandbox
from order_desk.following import Follower

LIFE = ["RESERVED", "APPROVED", "PICKING", "PACKED", "SHIPPED", "DELIVERED"]


@pytest.fixture
def follower(mycloud_sandbox: Sandbox, mycloud_client: MyCloud) -> Follower:
    """Follows one order, CART-1, that was just placed."""
    order = mycloud_sandbox.order(order_number="CART-1")
    follower = Follower(mycloud_client)
    follower.follow("CART-1", order.id or 0, order.status or "")
    return follower


def test_an_order_is_seen_from_reserved_to_delivered(
    mycloud_sandbox: Sandbox, follower: Follower
) -> None:
    mycloud_sandbox.notify(follower.receive)
    key = follower.orders["CART-1"]
    mycloud_sandbox.move(key, "approve")
    for move in (mycloud_sandbox.pick, mycloud_sandbox.pack, mycloud_sandbox.ship):
        move(key)
    mycloud_sandbox.deliver(key)

    assert follower.seen["CART-1"] == [LIFE[0], *LIFE[2:]]


@pytest.mark.parametrize("arrival", ["in order", "twice", "out of order", "late"])
def test_however_notifications_arrive_they_lead_to_the_same_status(
    mycloud_sandbox: Sandbox, follower: Follower, arrival: Arrival
) -> None:
    mycloud_sandbox.notify(follower.receive)

    mycloud_sandbox.ship(follower.orders["CART-1"], arrival=arrival)
    mycloud_sandbox.pass_time(minutes=1)

    assert follower.seen["CART-1"] == ["RESERVED", "SHIPPED"]


def test_each_notification_that_comes_twice_is_news_once(
    mycloud_sandbox: Sandbox, follower: Follower
) -> None:
    mycloud_sandbox.set_habits("notifies-twice")
    news = []
    for _ in LIFE[1:]:
        mycloud_sandbox.move(follower.orders["CART-1"])
        news += [follower.receive(body) for body in mycloud_sandbox.notifications()]

    assert news == [True, False] * 5
    assert follower.seen["CART-1"] == LIFE


@pytest.mark.mycloud(life=3600)
def test_an_approved_order_moves_on_while_time_passes(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, follower: Follower
) -> None:
    mycloud_client.orders.update(follower.orders["CART-1"], status="APPROVED")
    for _ in LIFE[1:]:
        for body in mycloud_sandbox.notifications():
            follower.receive(body)
        mycloud_sandbox.pass_time(hours=1)

    assert follower.seen["CART-1"] == LIFE


@pytest.mark.parametrize(
    "forged",
    [
        b'{"mc_number": "MC1", "order_number": "CART-1", "status": "DELIVERED"}',
        b'{"order_number": "CART-2", "status": "DELIVERED"}',
        b'{"order_number": ["CART-1"]}',
        b"[1]",
        b"\xff",
        b"",
    ],
)
def test_what_anybody_may_post_changes_nothing(
    mycloud_sandbox: Sandbox, follower: Follower, forged: bytes
) -> None:
    mycloud_sandbox.notify(follower.receive)
    mycloud_sandbox.forge(follower.orders["CART-1"])

    assert not follower.receive(forged)
    assert follower.seen["CART-1"] == ["RESERVED"]


def test_an_order_that_is_cancelled_is_no_news(
    mycloud_sandbox: Sandbox, follower: Follower
) -> None:
    mycloud_sandbox.move(follower.orders["CART-1"])
    mycloud_sandbox.cancel(follower.orders["CART-1"])

    assert [follower.receive(body) for body in mycloud_sandbox.notifications()] == [
        False
    ]
