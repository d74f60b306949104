"""Servers on loopback that the calls go to, and what their stores hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol

from mycloud_sandbox import create_app
from starlette.applications import Starlette

from ..faults.faults import GOOD, Choose, Fault
from ..faults.faults import Kind as RequestKind
from ..faults.faulty import FIRST_ID, FaultyServer, documented, enveloped, serving
from ..serving import KEYS, serving_app
from .judging import Store, Stored
from .plan import Group, Operation, Trial

SEEDED: Final = 11
"""Orders that are there at the beginning."""
READ: Final = (
    "order_number",
    "name",
    "postcode",
    "phone_number",
    "mc_number",
    "create_date",
    "delivery_date",
    "total_price",
    "payment_amount",
    "status",
)
"""Fields that are compared with what the store has."""
_OPERATION_IDS: Final[dict[Operation, str]] = {
    "list": "list_orders",
    "get": "get_order",
    "update": "update_order",
    "delete": "delete_order",
    "create": "create_order",
    "reconcile": "create_order",
    "ensure": "create_order",
}
_REQUESTS: Final[dict[Operation, RequestKind]] = {
    "list": "read",
    "get": "read",
    "update": "update",
    "delete": "delete",
    "create": "create",
    "reconcile": "create",
    "ensure": "create",
}


class Shop(Protocol):
    """A server with orders.

    Attributes:
        base_url: Where it is.
        keys: What its clients sign in with.
    """

    base_url: str
    keys: tuple[str, str]

    def prepare(self, trial: Trial) -> None:
        """Arranges the circumstance of the next call."""
        ...

    def store(self) -> Store:
        """All orders that are there now, deleted ones too."""
        ...


class Sandbox:
    """The sandbox with a habit; an answer or a request is lost by a reset of its connection."""

    def __init__(self, app: Starlette, base_url: str) -> None:
        self.base_url = base_url
        self.keys = (KEYS["api_key"], KEYS["secret_key"])
        self._direct = app.state.direct

    def prepare(self, trial: Trial) -> None:
        self._direct.faults.rules.clear()
        when = {"answer lost": "after", "request lost": "before"}
        if trial.circumstance in when:
            self._direct.faults.add(
                {
                    "answer": "reset",
                    "when": when[trial.circumstance],
                    "operation": _OPERATION_IDS[trial.operation],
                    "times": 1,
                }
            )

    def store(self) -> Store:
        with self._direct.store.transaction(reading=True):
            kept = self._direct.store.rows("Order", deleted=True)
            there = {row["id"] for row in self._direct.store.rows("Order")}
        shown = {entry["id"]: entry for entry in self._direct.held("Order")}
        return {row["id"]: _stored(row, there, shown) for row in kept}


def _stored(row: Any, there: set[int], shown: Any) -> Stored:
    entry = shown.get(row["id"], {})
    return Stored(
        id=row["id"],
        name=row["name"],
        note=row["note"],
        deleted=row["id"] not in there,
        fields={name: entry[name] for name in READ if name in entry},
    )


class Switch:
    """Deals a fault to requests of one kind, so many times, and treats all others well."""

    def __init__(self) -> None:
        self._fault, self._kind, self._times = GOOD, "", 0

    def set(self, fault: Fault, kind: str, times: int) -> None:
        self._fault, self._kind, self._times = fault, kind, times

    def __call__(self, kind: RequestKind) -> Fault:
        if kind != self._kind or not self._times:
            return GOOD
        self._times -= 1
        return self._fault


class Faulty:
    """The server of `tests/faults`, with one fault."""

    def __init__(self, server: FaultyServer, switch: Switch, fault: Fault) -> None:
        self.base_url = server.base_url
        self.keys: tuple[str, str] = ("the-key", "the-secret")
        self._books = server.books
        self._books.placed += [f"OLD-{index}" for index in range(SEEDED)]
        self._switch = switch
        self._fault = fault

    def prepare(self, trial: Trial) -> None:
        kind = "token" if trial.circumstance == "token" else _REQUESTS[trial.operation]
        times = 1 if trial.circumstance == "once" else 10**9
        self._switch.set(self._fault, kind, times)

    def store(self) -> Store:
        return {
            FIRST_ID + index: self._stored(index)
            for index in range(len(self._books.placed))
        }

    def _stored(self, index: int) -> Stored:
        order = self._books.order(index)
        return Stored(
            id=order["id"],
            name=order.get("name", ""),
            note=order.get("note"),
            deleted=index in self._books.deleted,
            fields={"order_number": order["order_number"]},
        )


@contextmanager
def opened(group: Group) -> Iterator[Shop]:
    """The server of a group, stopped afterwards."""
    fault = group.row.fault
    if fault is None:
        habits = [group.row.name] if group.row.kind == "habit" else []
        app = create_app(dialect=group.dialect, habits=habits, orders=SEEDED)
        with serving_app(app) as url:
            yield Sandbox(app, url)
        return
    switch = Switch()
    choose: Choose = switch
    spell = enveloped if group.dialect == "envelope" else documented
    with serving(choose, spell) as server:
        yield Faulty(server, switch, fault)
