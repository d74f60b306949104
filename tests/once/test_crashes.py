"""A process that is killed at each state, a fork, and sixty-four threads at once."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mycloud import ClaimedError, Entry, Ledger, MyCloud, Order
from mycloud._ledger import Change

from ..serving import KEYS, client_of, serving_app
from .placing_once import ledger_at
from .shop import WANTED, Shop

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


class Deadly:
    """An application that kills a process when it has sent a request, or has been answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.kills_at: tuple[str, bool] | None = None
        self.victim: subprocess.Popen[str] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope.get("method", "") if scope.get("path", "").endswith("s") else ""
        self._strike(method, False)
        await self._app(scope, receive, send)
        self._strike(method, True)

    def _strike(self, method: str, afterwards: bool) -> None:
        if self.victim is not None and self.kills_at == (method, afterwards):
            self.victim.kill()


class Stage:
    """A sandbox that kills the processes which place orders there, and their ledger."""

    def __init__(self, deadly: Deadly, url: str, place: str) -> None:
        self._deadly, self.url, self.place = deadly, url, place

    def run(self, kills_at: tuple[str, bool] | None = None) -> str:
        """Runs the program once, killed there; gives what it said."""
        keys = {f"MYCLOUD_{name.upper()}": value for name, value in KEYS.items()}
        self._deadly.kills_at = kills_at
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.once.placing_once", self.place, "WEB-1"],
            env={**os.environ, **keys, "MYCLOUD_BASE_URL": self.url},
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self._deadly.victim = program
        said, _ = program.communicate(timeout=60)
        self._deadly.victim = None
        return said.strip()

    def numbers(self) -> list[str | None]:
        """The numbers of the orders at the server."""
        with client_of(self.url) as client:
            return [order.order_number for order in client.orders.list()]

    def entry(self) -> Entry:
        """What the ledger notes of the number."""
        with self._client() as client:
            found = client.ledger.get("WEB-1")
        assert found is not None
        return found

    def end_lease(self) -> None:
        """Let the time pass that the lease lasts."""
        found = self.entry()
        ended = Change(starts=(found.state,), state=found.state, lease=-1)
        with self._client() as client:
            client.ledger._book.change(found, ended)

    def _client(self) -> MyCloud:
        return MyCloud(
            KEYS["api_key"],
            KEYS["secret_key"],
            base_url=self.url,
            ledger=ledger_at(self.place),
        )


@pytest.fixture
def stage(place: str) -> Iterator[Stage]:
    with _stage(place) as found:
        yield found


@contextmanager
def _stage(place: str) -> Iterator[Stage]:
    from mycloud_sandbox import create_app

    deadly = Deadly(create_app(orders=0))
    with serving_app(deadly) as url:
        yield Stage(deadly, url, place)


def test_killed_before_anything_was_sent_the_next_process_places_it(
    stage: Stage,
) -> None:
    assert stage.run(("GET", False)) == ""
    assert stage.entry().state == "claimed"
    assert stage.run() == "ClaimedError"

    stage.end_lease()

    assert stage.run().isdecimal()
    assert stage.numbers().count("WEB-1") == 1


def test_killed_when_it_was_sent_and_not_placed_it_stays_unknown(stage: Stage) -> None:
    stage.run(("POST", False))
    placed = stage.numbers().count("WEB-1")
    assert stage.entry().state == "sending"

    stage.end_lease()

    # The server may have carried on with what the process had sent.
    assert stage.run() == "UnknownOutcomeError" or placed == 1
    assert stage.numbers().count("WEB-1") == placed


def test_killed_before_it_heard_the_answer_the_order_is_found(stage: Stage) -> None:
    stage.run(("POST", True))
    stage.end_lease()

    assert stage.run().isdecimal() or stage.entry().state == "placed"
    assert stage.numbers().count("WEB-1") == 1


def test_run_twice_it_gives_the_same_order(stage: Stage) -> None:
    assert stage.run() == stage.run() != ""
    assert stage.numbers().count("WEB-1") == 1


@pytest.mark.parametrize("clients", [1, 64])
def test_sixty_four_threads_place_one_order(ledger: Ledger, clients: int) -> None:
    shop, together = Shop(), threading.Barrier(64)
    known = [shop.client(ledger=ledger) for _ in range(clients)]

    def ask(turn: int) -> Order | None:
        together.wait()
        try:
            return known[turn % clients].orders.ensure(order_number="WEB-1", **WANTED)
        except ClaimedError:
            return None

    with ThreadPoolExecutor(64) as threads:
        orders = [order for order in threads.map(ask, range(64)) if order]
    for client in known:
        client.close()

    assert shop.numbers == ["WEB-1"]
    assert {order.id for order in orders} == {1}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_forked_children_share_the_ledger_of_their_parent(stage: Stage) -> None:
    with stage._client() as client:
        client.ledger.entries()  # open in the parent
        children = [_forked(client) for _ in range(4)]
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]
        found = client.orders.ensure(order_number="WEB-1", **ORDER)

    assert set(codes) <= {0, 3}
    assert stage.numbers().count("WEB-1") == 1
    assert found.order_number == "WEB-1"


ORDER: dict[str, Any] = {"delivery_mode_id": 343, "items": WANTED["items"]}


def _forked(client: MyCloud) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        client.orders.ensure(order_number="WEB-1", **ORDER)
        code = 0
    except ClaimedError:
        code = 3
    finally:
        os._exit(code)
