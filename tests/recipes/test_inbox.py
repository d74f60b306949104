"""The store and the worker of the recipe, without processes: what goes wrong one at a time."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mycloud import DecodeError, Order, TransportError

from .warehouse import EXAMPLES


class Client:
    """Answers each read with an order that is delivered, or with an error."""

    def __init__(self, **errors: Exception) -> None:
        self._errors = errors
        self.orders = self

    def get(self, id: int) -> Order:
        if error := self._errors.get(f"order_{id}"):
            raise error
        return order(id, "DELIVERED")


def order(id: int, status: str | None) -> Order:
    return Order.from_dict({"id": id, "order_number": f"N-{id}", "status": status})


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    yield importlib.import_module("worker")
    for name in ("worker", "inbox"):
        sys.modules.pop(name, None)


@pytest.fixture
def inbox(worker: Any, tmp_path: Path) -> Iterator[Any]:
    inbox = worker.Inbox(tmp_path / "inbox.db")
    yield inbox
    inbox._db.close()


@pytest.mark.parametrize("odd", ["UNKNOWN", "CANCELLED", "shipped", None])
def test_a_status_that_nobody_can_order_does_not_open_the_way_back(
    inbox: Any, odd: str | None
) -> None:
    inbox.follow(order(1, "SHIPPED"))

    stored = [inbox.store(order(1, status)) for status in (odd, "PICKING", "DELIVERED")]

    assert stored == [False, False, True]


def test_an_order_that_cannot_be_read_keeps_no_other_from_being_read(
    worker: Any, inbox: Any
) -> None:
    for id in (1, 2, 3):
        inbox.follow(order(id, "RESERVED"))

    worker.sweep(
        Client(order_1=DecodeError("id", found="another id", request="GET /orders/1")),
        inbox,
        -1,
    )

    assert inbox.unread_for(-1) == [1]


def test_a_sweep_ends_while_the_server_is_away(worker: Any, inbox: Any) -> None:
    for id in (1, 2):
        inbox.follow(order(id, "RESERVED"))

    worker.sweep(Client(order_1=TransportError("no answer")), inbox, -1)

    assert inbox.unread_for(-1) == [1, 2]


def test_an_order_without_a_status_is_swept_too(inbox: Any) -> None:
    inbox.follow(order(1, None))

    assert inbox.unread_for(-1) == [1]


def test_a_notification_is_tried_for_half_a_day(worker: Any) -> None:
    tries = range(1, worker.TRIES)
    waits = [min(worker.LATEST, worker.SOON * 2 ** (each - 1)) for each in tries]

    assert 11 * 3600 < sum(waits) < 13 * 3600
