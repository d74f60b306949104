"""`mycloud orders create --from` and `mycloud orders export` as processes: exit codes, Ctrl-C, what
they say.
"""

from __future__ import annotations

import csv
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import anyio.to_thread
import pytest
from mycloud_sandbox import create_app

from ..killing import Command, Deadly, Ended
from ..serving import client_of, serving_app
from .test_kills import write_orders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


class Interrupting(Deadly):
    """An application that sends Ctrl-C in place of SIGKILL."""

    def _strike(self) -> None:
        if self._victim is not None:
            self._victim.interrupt()


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Interrupting, str]]:
    app = Interrupting(create_app(orders=500))
    with serving_app(app) as url:
        yield app, url


def run(
    arguments: list[str | Path],
    server: tuple[Interrupting, str],
    folder: Path,
    at: int = 0,
    method: str = "",
) -> Ended:
    with Command(arguments, server[1], folder / "log") as command:
        if at:
            server[0].kill(command, at=at, method=method)
        ended = command.ended()
    server[0].spare()
    return ended


def test_ctrl_c_ends_it_after_the_order_that_is_under_way(
    server: tuple[Interrupting, str], tmp_path: Path
) -> None:
    source, numbers = tmp_path / "orders.csv", [f"FILE-{number}" for number in range(8)]
    write_orders(source, numbers)
    command: list[str | Path] = ["orders", "create", "--from", source]

    stopped = run(command, server, tmp_path, at=3, method="POST")
    finished = run(command, server, tmp_path)

    assert (stopped.code, finished.code) == (130, 0)
    assert "3 placed, 5 waiting" in stopped.said
    assert "no order is placed twice" in stopped.said
    assert "5 placed, 3 placed before" in finished.said
    with client_of(server[1]) as client:
        placed = [
            order.order_number
            for order in client.orders.list()
            if order.order_number in numbers
        ]
    assert placed == numbers


def test_every_fault_of_a_file_has_its_line_and_the_exit_code_says_that_nothing_was_sent(
    server: tuple[Interrupting, str], tmp_path: Path
) -> None:
    source = tmp_path / "orders.csv"
    source.write_text(
        "order_number,delivery_mode_id,product_id,quantity,price\nA,343,1,0,1\nA,343,1,1\n,343,1,1,1\n"
    )

    ended = run(["orders", "create", "--from", source], server, tmp_path)

    assert ended.code == 2
    assert re.findall(r"fault: .*orders\.csv: (line \d+)", ended.said) == [
        "line 2",
        "line 3",
        "line 4",
    ]
    assert "3 faults, 0 warnings; see " in ended.said
    with (tmp_path / "orders.faults.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        assert [row["line"] for row in csv.DictReader(file)] == ["2", "3", "4"]


def test_what_stands_in_the_file_is_not_taken_beside_it(
    server: tuple[Interrupting, str], tmp_path: Path
) -> None:
    ended = run(
        ["orders", "create", "--from", tmp_path / "orders.csv", "--note", "x"],
        server,
        tmp_path,
    )

    assert (ended.code, "leave out --note" in ended.said) == (2, True)


def test_an_export_that_is_interrupted_says_how_to_go_on(
    server: tuple[Interrupting, str], tmp_path: Path
) -> None:
    target = tmp_path / "orders.csv"
    command: list[str | Path] = ["orders", "export", "--to", target]

    stopped = run(command, server, tmp_path, at=3, method="GET")
    finished = run(command, server, tmp_path)
    again = run(command, server, tmp_path)

    assert (stopped.code, finished.code, again.code) == (130, 0, 9)
    assert "The same command goes on where it was" in stopped.said
    assert "--overwrite" in again.said
    with target.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) >= 500


def test_a_second_ctrl_c_leaves_the_order_under_way_unknown_and_names_it(
    tmp_path: Path,
) -> None:
    app = Waiting(create_app(orders=3))
    source = tmp_path / "orders.csv"
    write_orders(source, ["FILE-1", "FILE-2"])
    with serving_app(app) as url:
        command: list[str | Path] = ["orders", "create", "--from", source]
        with Command(command, url, tmp_path / "log") as placing:
            assert app.reached.wait(20)
            placing.interrupt()
            while "Ctrl-C again" not in (tmp_path / "log").read_text():
                placing.runs(0.05)
            placing.interrupt()
            ended = placing.ended()
        app.go_on.set()

    assert ended.code == 6
    assert "1 unknown, 1 waiting" in ended.said
    assert "Unknown whether placed: FILE-1" in ended.said
    assert "`mycloud ledger settle` ends it" in ended.said
    assert "Traceback" not in ended.said


def test_results_that_cannot_be_written_change_no_outcome(
    server: tuple[Interrupting, str], tmp_path: Path
) -> None:
    source = tmp_path / "orders.csv"
    write_orders(source, ["FILE-R1"])
    (tmp_path / "orders.results.csv.tmp").mkdir()

    ended = run(["orders", "create", "--from", source], server, tmp_path)

    assert ended.code == 0
    assert "1 placed" in ended.said
    assert "orders.results.csv could not be written" in ended.said


class Waiting:
    """An application that holds back the answers to creates."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.reached, self.go_on = threading.Event(), threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (scope.get("method"), scope.get("path", "")[-7:]) == ("POST", "/orders"):
            self.reached.set()
            await anyio.to_thread.run_sync(self.go_on.wait, 20)
        await self._app(scope, receive, send)
