"""Notifications reach an ASGI application, a WSGI application and a callable, in every way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from mycloud import MyCloud, Notification, StaleNotificationError
from mycloud_testing import Sandbox
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

WAY = ["APPROVED", "PICKING", "PACKED", "SHIPPED"]


class Service:
    """A service that keeps what it is posted, in three forms."""

    def __init__(self) -> None:
        self.statuses: list[str] = []
        self.asgi = Starlette(
            routes=[Route("/mycloud/s3cret", self._endpoint, methods=["POST"])]
        )

    def take(self, body: bytes) -> None:
        self.statuses.append(Notification.parse(body).status)

    async def take_awaited(self, body: bytes) -> None:
        self.take(body)

    async def _endpoint(self, request: Request) -> Response:
        assert request.headers["content-type"] == "application/json"
        self.take(await request.body())
        return Response(status_code=202)

    def wsgi(
        self, environ: dict[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        assert environ["PATH_INFO"] == "/mycloud/s3cret"
        self.take(environ["wsgi.input"].read())
        start_response("202 Accepted", [])
        return [b""]


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.mark.parametrize(
    ("form", "status"),
    [("asgi", 202), ("wsgi", 202), ("take", None), ("take_awaited", None)],
)
def test_a_service_of_any_form_is_told_of_each_move(
    mycloud_sandbox: Sandbox, service: Service, form: str, status: int | None
) -> None:
    mycloud_sandbox.notify(getattr(service, form), "/mycloud/s3cret")

    order = mycloud_sandbox.ship(mycloud_sandbox.order(), tracking_number="TH1")

    assert (service.statuses, order.status) == (WAY, "SHIPPED")
    assert order.tracking_number == "TH1"
    assert [delivery.status for delivery in mycloud_sandbox.deliveries] == [status] * 4


@pytest.mark.parametrize(
    ("arrival", "at_once", "later"),
    [
        ("in order", WAY, []),
        ("twice", [status for status in WAY for _ in range(2)], []),
        ("out of order", WAY[::-1], []),
        ("late", [], WAY),
        ("never", [], []),
    ],
)
def test_notifications_arrive_as_the_test_says(
    mycloud_sandbox: Sandbox,
    service: Service,
    arrival: Any,
    at_once: list[str],
    later: list[str],
) -> None:
    mycloud_sandbox.notify(service.take)
    mycloud_sandbox.ship(mycloud_sandbox.order(), arrival=arrival)
    assert service.statuses == at_once

    mycloud_sandbox.pass_time(seconds=1)

    assert service.statuses == at_once + later


def test_an_order_can_be_moved_step_by_step(
    mycloud_sandbox: Sandbox, service: Service
) -> None:
    mycloud_sandbox.notify(service.take)
    order = mycloud_sandbox.order(status="APPROVED")

    moves = [mycloud_sandbox.pick, mycloud_sandbox.pack, mycloud_sandbox.ship]
    statuses = [move(order).status for move in [*moves, mycloud_sandbox.deliver]]

    assert statuses == service.statuses == ["PICKING", "PACKED", "SHIPPED", "DELIVERED"]


def test_a_late_one_is_stale_when_it_comes(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud
) -> None:
    posted: list[bytes] = []
    mycloud_sandbox.notify(posted.append)
    order = mycloud_sandbox.order(status="APPROVED")
    mycloud_sandbox.pick(order, arrival="late")
    mycloud_sandbox.deliver(order)
    mycloud_sandbox.pass_time(minutes=1)

    with pytest.raises(StaleNotificationError):
        mycloud_client.orders.confirm(Notification.parse(posted[-1]))


def test_a_forged_one_moves_nothing(mycloud_sandbox: Sandbox, service: Service) -> None:
    mycloud_sandbox.notify(service.asgi, "/mycloud/s3cret")
    order = mycloud_sandbox.order()

    assert mycloud_sandbox.forge(order, "DELIVERED", order_number="WEB-2") == 202

    assert service.statuses == ["DELIVERED"]
    posted = json.loads(mycloud_sandbox.deliveries[-1].body)
    assert (posted["mc_number"], posted["order_number"]) == (order.mc_number, "WEB-2")
    assert [order.status for order in mycloud_sandbox.orders] == ["RESERVED"]


@pytest.mark.mycloud(life=60)
def test_orders_that_move_by_themselves_are_told_of_as_time_passes(
    mycloud_sandbox: Sandbox, service: Service
) -> None:
    mycloud_sandbox.notify(service.take)
    mycloud_sandbox.order(status="APPROVED")
    mycloud_sandbox.pass_time(minutes=2)

    assert service.statuses == ["PICKING", "PACKED"]


def test_what_a_service_raises_reaches_the_test(mycloud_sandbox: Sandbox) -> None:
    def broken(_body: bytes) -> None:
        raise LookupError("of the service")

    mycloud_sandbox.notify(broken)
    with pytest.raises(LookupError, match="of the service"):
        mycloud_sandbox.ship(mycloud_sandbox.order())


def test_without_a_receiver_notifications_wait_to_be_asked_for(
    mycloud_sandbox: Sandbox,
) -> None:
    mycloud_sandbox.ship(mycloud_sandbox.order())

    assert len(mycloud_sandbox.notifications()) == len(WAY)
    with pytest.raises(TypeError, match="call `notify` first"):
        mycloud_sandbox.forge(mycloud_sandbox.order())


def test_what_takes_no_notification_is_refused(mycloud_sandbox: Sandbox) -> None:
    with pytest.raises(TypeError, match="this takes 0"):
        mycloud_sandbox.notify(lambda: None)


@pytest.mark.anyio
async def test_an_awaited_test_can_ship_too(
    mycloud_sandbox: Sandbox, service: Service
) -> None:
    mycloud_sandbox.notify(service.asgi, "/mycloud/s3cret")
    mycloud_sandbox.ship(mycloud_sandbox.order())

    assert service.statuses == WAY
