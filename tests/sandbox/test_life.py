"""An order goes through its statuses, by hand or on its own, and keeps the rules."""

from __future__ import annotations

import anyio
import anyio.lowlevel
import pytest

from .visiting import ADMIN, Visitor

STEPS = ["RESERVED", "APPROVED", "PICKING", "PACKED", "SHIPPED", "DELIVERED"]
MOVES = ["approve", "pick", "pack", "ship", "deliver"]

pytestmark = pytest.mark.usefixtures("both_databases")


def _move(visitor: Visitor, key: int, **sent: str) -> tuple[int, str | None]:
    answer = visitor.post(f"{ADMIN}/orders/{key}/move", json=sent)
    said = answer.json()
    return answer.status_code, said["order"]["status"] if "order" in said else said[
        "message"
    ]


def _order(visitor: Visitor, key: int) -> dict[str, object]:
    found: dict[str, object] = visitor.get(f"/orders/{key}").json()["order"]
    return found


@pytest.fixture
def visitor() -> Visitor:
    return Visitor({"orders": 0}).log_in()


@pytest.fixture
def key(visitor: Visitor) -> int:
    """A new order."""
    found: int = visitor.order(order_number="WEB-1")["id"]
    return found


def test_each_move_leads_to_its_status(visitor: Visitor, key: int) -> None:
    moved = [_move(visitor, key, to=move) for move in MOVES]

    assert moved == [(200, status) for status in STEPS[1:]]


def test_without_a_name_the_next_status_comes(visitor: Visitor, key: int) -> None:
    assert [_move(visitor, key)[1] for _ in MOVES] == STEPS[1:]
    assert _move(visitor, key) == (
        422,
        "An order that is DELIVERED has no next status.",
    )


def test_it_can_be_picked_while_it_is_approved(visitor: Visitor, key: int) -> None:
    seen = [_order(visitor, key)["can_pick"]]
    for _ in range(2):
        _move(visitor, key)
        seen.append(_order(visitor, key)["can_pick"])

    assert seen == [False, True, False]


def test_it_has_a_tracking_number_from_shipping_on(visitor: Visitor, key: int) -> None:
    _move(visitor, key, to="pack")
    assert _order(visitor, key)["tracking_number"] is None
    _move(visitor, key, to="ship", tracking_number="TH42")
    assert _order(visitor, key)["tracking_number"] == "TH42"

    other = visitor.order()["id"]
    _move(visitor, other, to="DELIVERED")
    assert _order(visitor, other)["tracking_number"] == f"TH{other:011d}"


@pytest.mark.parametrize(
    ("first", "then", "message"),
    [
        (
            "SHIPPED",
            "PICKING",
            "An order that is SHIPPED cannot be moved back to PICKING.",
        ),
        (
            "PICKING",
            "approve",
            "An order that is PICKING cannot be moved back to APPROVED.",
        ),
        (
            "SHIPPED",
            "ship",
            "An order that is SHIPPED cannot be moved back to SHIPPED.",
        ),
        ("PICKING", "cancel", "An order that is PICKING cannot be cancelled."),
        ("APPROVED", "fly", "An order can be moved to reserve, approve, "),
        ("APPROVED", "UNKNOWN", "An order can be moved to reserve, approve, "),
    ],
)
def test_a_way_that_there_is_not_is_refused(
    visitor: Visitor, key: int, first: str, then: str, message: str
) -> None:
    _move(visitor, key, to=first)

    status, said = _move(visitor, key, to=then)
    assert status == 422
    assert said
    assert said.startswith(message)
    assert _order(visitor, key)["status"] == first


def test_before_picking_it_can_be_reserved_again_and_cancelled(
    visitor: Visitor, key: int
) -> None:
    assert _move(visitor, key, to="approve") == (200, "APPROVED")
    assert _move(visitor, key, to="reserve") == (200, "RESERVED")
    assert _move(visitor, key, to="cancel") == (200, None)
    assert visitor.get(f"/orders/{key}").status_code == 404
    assert _move(visitor, key, to="approve") == (404, "There is no such order.")


def test_payment_lies_between_reserving_and_approving(
    visitor: Visitor, key: int
) -> None:
    moved = [
        _move(visitor, key, to=status)[1]
        for status in ("WAITPAY", "RECVPAY", "APPROVED")
    ]

    assert moved == ["WAITPAY", "RECVPAY", "APPROVED"]


def test_once_picking_has_started_the_shop_cannot_change_the_status(
    visitor: Visitor, key: int
) -> None:
    _move(visitor, key, to="pick")

    answer = visitor.patch(f"/orders/{key}", form={"status": "APPROVED"})
    assert "picking has started" in answer.json()["message"]


@pytest.mark.parametrize(
    "sent", [{"to": 1}, {"to": "x" * 200}, {"tracking_number": ["a"]}]
)
def test_what_is_no_move_is_refused(
    visitor: Visitor, key: int, sent: dict[str, object]
) -> None:
    assert visitor.post(f"{ADMIN}/orders/{key}/move", json=sent).status_code == 422


@pytest.mark.parametrize("path", ["orders/{}/move", "faults/{}"])
@pytest.mark.parametrize("key", ["9" * 19, "9" * 10_000, "-1", "x", "٣", "999999"])
def test_what_is_no_key_is_not_found(visitor: Visitor, path: str, key: str) -> None:
    method = "POST" if path.startswith("orders") else "DELETE"
    assert visitor.request(method, f"{ADMIN}/{path.format(key)}").status_code == 404


def test_a_move_that_is_refused_is_not_notified(visitor: Visitor, key: int) -> None:
    _move(visitor, key, to="PICKING")
    _move(visitor, key, to="RESERVED")
    visitor.patch(f"/orders/{key}", form={"status": "APPROVED"})

    waiting = visitor.get(f"{ADMIN}/notifications").json()["waiting"]
    assert [notification["status"] for notification in waiting] == [
        "APPROVED",
        "PICKING",
    ]


def test_the_shop_s_own_approval_is_notified_too(visitor: Visitor, key: int) -> None:
    order = _order(visitor, key)
    visitor.patch(f"/orders/{key}", form={"status": "APPROVED"})
    visitor.patch(f"/orders/{key}", form={"note": "not a move"})

    assert visitor.get(f"{ADMIN}/notifications").json()["waiting"] == [
        {"mc_number": order["mc_number"], "order_number": "WEB-1", "status": "APPROVED"}
    ]


class TestByItself:
    @pytest.fixture
    def visitor(self) -> Visitor:
        return Visitor({"orders": 0, "life": 60.0}).log_in()

    def test_an_approved_order_moves_on_one_status_at_a_time(
        self, visitor: Visitor, key: int
    ) -> None:
        visitor.patch(f"/orders/{key}", form={"status": "APPROVED"})
        seen = []
        for _ in range(6):
            seen.append(_order(visitor, key)["status"])
            visitor.clock.pass_by(seconds=60)

        assert seen == [
            "APPROVED",
            "PICKING",
            "PACKED",
            "SHIPPED",
            "DELIVERED",
            "DELIVERED",
        ]
        assert _order(visitor, key)["tracking_number"]

    def test_it_keeps_a_status_until_its_time_is_over(
        self, visitor: Visitor, key: int
    ) -> None:
        _move(visitor, key, to="approve")
        visitor.clock.pass_by(seconds=59)
        assert _order(visitor, key)["status"] == "APPROVED"

    def test_one_that_is_not_approved_waits(self, visitor: Visitor, key: int) -> None:
        visitor.clock.pass_by(hours=7)
        assert _order(visitor, key)["status"] == "RESERVED"

    def test_after_a_long_time_it_has_gone_all_its_way(
        self, visitor: Visitor, key: int
    ) -> None:
        _move(visitor, key, to="approve")
        visitor.clock.pass_by(seconds=150)

        assert _order(visitor, key)["status"] == "PACKED"
        waiting = visitor.get(f"{ADMIN}/notifications").json()["waiting"]
        assert [notification["status"] for notification in waiting] == STEPS[1:4]

    def test_orders_that_were_there_at_the_start_count_from_then(self) -> None:
        visitor = Visitor({"orders": 8, "life": 60.0}).log_in()
        listed = visitor.get("/orders?count=8").json()["orders"]
        before = {order["status"] for order in listed}
        visitor.clock.pass_by(seconds=300)
        after = {
            order["status"] for order in visitor.get("/orders?count=8").json()["orders"]
        }

        assert {"APPROVED", "PICKING", "SHIPPED"} <= before
        assert after == {"RESERVED", "WAITPAY", "RECVPAY", "DELIVERED"}


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_life_goes_on_after_the_database_was_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor({"orders": 0, "life": 0.01}).log_in()
    life, calls = visitor.app.state.direct.life, []

    def fail_once() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("the database is away")

    monkeypatch.setattr(life, "catch_up", fail_once)

    async def live() -> None:
        async with visitor.app.router.lifespan_context(visitor.app):
            while len(calls) < 3:
                await anyio.lowlevel.checkpoint()

    anyio.run(live)
    assert "The orders could not be moved" in caplog.text


def test_two_processes_make_each_move_once(shared_database: str) -> None:
    settings = {"database": shared_database, "orders": 0, "life": 60.0}
    first = Visitor(settings).log_in()
    second = Visitor(settings, clock=first.clock).log_in()
    key = first.order()["id"]
    _move(first, key, to="approve")
    first.clock.pass_by(seconds=600)

    statuses = [_order(visitor, key)["status"] for visitor in (first, second, first)]
    waiting = [
        notification["status"]
        for visitor in (first, second)
        for notification in visitor.get(f"{ADMIN}/notifications").json()["waiting"]
    ]

    assert statuses == ["DELIVERED"] * 3
    assert waiting == STEPS[1:]
