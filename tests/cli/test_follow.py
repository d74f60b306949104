"""`mycloud orders follow` reads orders by their ids until each has arrived or is gone."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from mycloud_cli.exits import ExitCode

from .running import Mycloud
from .servers import sandbox as healthy_sandbox
from .servers import served


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A sandbox of the test's own, for its admin calls; the command finds it by the environment."""
    with served(healthy_sandbox(orders=3, seed=1)) as port:
        url = f"http://127.0.0.1:{port}"
        monkeypatch.setenv("MYCLOUD_BASE_URL", f"{url}/api/v1")
        monkeypatch.setenv("MYCLOUD_API_KEY", "d76a13d4113c4323b74e8d7bf14c9a5e")
        monkeypatch.setenv(
            "MYCLOUD_SECRET_KEY", "87bddb3998b44272ab254c6447ed7f2452a1e581241944ea"
        )
        with httpx.Client(base_url=url, trust_env=False) as client:
            yield client


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the command would have waited, wait by wait."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    return waits


@pytest.fixture
def meanwhile(
    monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> Callable[..., None]:
    """Says what happens in the waits of the command, one after the other."""

    def happens(*what: Callable[[], object] | None) -> None:
        left = list(what)

        def sleep(seconds: float) -> None:
            waits.append(seconds)
            act = left.pop(0)
            if act is not None:
                act()

        monkeypatch.setattr(time, "sleep", sleep)

    return happens


def placed(mycloud: Mycloud, number: str) -> int:
    item = "--item=product_sku=MAI002,quantity=1,price=50"
    fields = ["--delivery-mode-id=343", item, f"--order-number={number}", "--json"]
    found: int = mycloud("orders", "create", *fields).object["id"]
    return found


def mover(server: httpx.Client, id: int, to: str) -> Callable[[], object]:
    return lambda: server.post(
        f"/admin/orders/{id}/move", json={"to": to}
    ).raise_for_status()


def test_an_order_is_followed_by_its_number_until_it_is_delivered(
    mycloud: Mycloud, server: httpx.Client, meanwhile: Callable[..., None]
) -> None:
    id = placed(mycloud, "FOLLOW-1")
    meanwhile(mover(server, id, "ship"), mover(server, id, "deliver"))

    done = mycloud("orders", "follow", "FOLLOW-1")

    assert done.code == 0
    told = [line.split()[1:] for line in done.out.splitlines()]
    assert [line[3] for line in told] == ["RESERVED", "SHIPPED", "DELIVERED"]
    assert {(line[0], line[1]) for line in told} == {(str(id), "FOLLOW-1")}
    assert (told[0][4], told[1][4][:2]) == ("-", "TH")


def test_it_is_read_by_its_id_alone_once_it_is_found(
    mycloud: Mycloud, server: httpx.Client, meanwhile: Callable[..., None]
) -> None:
    id = placed(mycloud, "FOLLOW-2")
    server.delete("/admin/requests")
    meanwhile(mover(server, id, "deliver"))

    assert mycloud("orders", "follow", "--id", str(id)).code == 0

    asked = [one["path"] for one in server.get("/admin/requests").json()["requests"]]
    assert [path for path in asked if "gettoken" not in path] == [
        f"/api/v1/orders/{id}"
    ] * 2


def test_programs_get_a_line_of_json_for_each_change(
    mycloud: Mycloud, server: httpx.Client, meanwhile: Callable[..., None]
) -> None:
    id, other = placed(mycloud, "FOLLOW-3"), placed(mycloud, "FOLLOW-4")
    meanwhile(mover(server, id, "deliver"), None, mover(server, other, "deliver"))

    done = mycloud("orders", "follow", "FOLLOW-3", "FOLLOW-4", "--json")

    changes = [(one["id"], one["status"]) for one in done.objects]
    assert changes == [
        (id, "RESERVED"),
        (other, "RESERVED"),
        (id, "DELIVERED"),
        (other, "DELIVERED"),
    ]


def test_an_order_that_is_deleted_is_followed_no_longer(
    mycloud: Mycloud, server: httpx.Client, meanwhile: Callable[..., None]
) -> None:
    id = placed(mycloud, "FOLLOW-5")
    meanwhile(mover(server, id, "cancel"))

    done = mycloud("orders", "follow", "FOLLOW-5", "--json")

    assert (done.code, [one["status"] for one in done.objects]) == (
        0,
        ["RESERVED", "DELETED"],
    )


def test_the_wait_doubles_while_nothing_changes_and_has_a_bound(
    mycloud: Mycloud,
    server: httpx.Client,
    waits: list[float],
    meanwhile: Callable[..., None],
) -> None:
    id = placed(mycloud, "FOLLOW-6")
    meanwhile(*[None] * 5, mover(server, id, "ship"), mover(server, id, "deliver"))

    mycloud("orders", "follow", "FOLLOW-6", "--interval", "3")

    assert waits == [3, 6, 12, 24, 30, 30, 3]


def test_a_server_that_is_away_is_asked_again(
    mycloud: Mycloud, server: httpx.Client, meanwhile: Callable[..., None]
) -> None:
    id = placed(mycloud, "FOLLOW-7")

    def goes_away() -> None:
        fault = {"status": 503, "operation": "get_order", "times": 3}
        server.post("/admin/faults", json=fault).raise_for_status()

    meanwhile(goes_away, mover(server, id, "deliver"))
    done = mycloud("orders", "follow", "--id", str(id), "--json")

    assert [one["status"] for one in done.objects] == ["RESERVED", "DELIVERED"]
    assert f"order {id} was not read, but will be again" in done.err


def test_an_mc_number_will_do(
    mycloud: Mycloud, server: httpx.Client, meanwhile: Callable[..., None]
) -> None:
    id = placed(mycloud, "FOLLOW-8")
    number = mycloud("orders", "get", str(id), "--json").object["mc_number"]
    meanwhile(mover(server, id, "deliver"))

    assert mycloud("orders", "follow", number, "--json").objects[-1]["id"] == id


@pytest.mark.usefixtures("server", "waits")
@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], ExitCode.USAGE, "name an order"),
        (["NONE-SUCH"], ExitCode.NOT_FOUND, "there is no order 'NONE-SUCH'"),
        (["--id", "999999"], ExitCode.NOT_FOUND, "404"),
        (["--interval", "0", "X"], ExitCode.USAGE, "--interval"),
    ],
)
def test_what_cannot_be_followed_is_said_at_once(
    mycloud: Mycloud, arguments: list[str], code: ExitCode, says: str
) -> None:
    done = mycloud("orders", "follow", *arguments)

    assert (done.code, says in done.err) == (code, True), done.err


def test_a_table_on_a_terminal_is_drawn_again_in_its_place(
    mycloud: Mycloud, server: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from .test_processes import on_a_terminal

    id = placed(mycloud, "FOLLOW-9")
    mover(server, id, "deliver")()
    settings = {
        name: os.environ[name] for name in os.environ if name.startswith("MYCLOUD_")
    }

    shown = on_a_terminal("orders", "follow", "FOLLOW-9", columns=80, **settings)

    lines = shown.replace("\r", "").split("\n")
    assert any("ORDER NUMBER" in line for line in lines)
    assert any("FOLLOW-9" in line and "DELIVERED" in line for line in lines)


def test_lines_of_json_say_when_they_were_seen(
    mycloud: Mycloud, server: httpx.Client
) -> None:
    id = placed(mycloud, "FOLLOW-10")
    mover(server, id, "deliver")()

    (line,) = mycloud("orders", "follow", "--id", str(id), "--json").out.splitlines()

    assert json.loads(line)["at"][:4].isdecimal()
