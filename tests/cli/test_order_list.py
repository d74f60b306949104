"""`orders list`, `get`, `find` and `open`: the newest first, chosen as asked, by any name."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from mycloud import Order
from mycloud_cli.errors import Misuse
from mycloud_cli.order_filter import (
    STATUSES,
    OrderFilter,
    filter_of,
    newest_first,
)
from mycloud_cli.order_refs import names_of
from mycloud_sandbox import create_app

from ..serving import client_of
from .running import Mycloud
from .servers import served

ALL = 25
SPEC = Path(__file__).parents[2] / "openapi" / "mycloud.yaml"


def order(**fields: object) -> Order:
    """An order as the server gives it."""
    return Order.from_dict(fields)


def test_the_statuses_that_complete_are_those_of_the_spec() -> None:
    schemas = yaml.safe_load(SPEC.read_text(encoding="utf-8"))["components"]["schemas"]

    known = schemas["Order"]["properties"]["status"]["x-extensible-enum"]
    assert list(STATUSES) == known


def test_an_order_matches_by_status_day_and_text() -> None:
    placed = order(
        id=1,
        status="WAITPAY",
        create_date="2018-04-08",
        name="คุณ พวริด",
        order_number="Web-7",
    )

    for wanted in (
        filter_of(["shipped,waitpay"], None, None, None),
        filter_of(None, "2018-04-08", "2018-04-08", None),
        filter_of(None, None, None, "wEB-7"),
        filter_of(None, None, None, "พวริด"),
        OrderFilter(),
    ):
        assert wanted.matches(placed), wanted
    for unwanted in (
        filter_of(["SHIPPED"], None, None, None),
        filter_of(None, "2018-04-09", None, None),
        filter_of(None, None, "2018-04-07", None),
        filter_of(None, None, None, "WEB-8"),
    ):
        assert not unwanted.matches(placed), unwanted


def test_an_order_without_a_day_is_not_within_days() -> None:
    assert not filter_of(None, "2018-04-08", None, None).matches(order(id=1))


@pytest.mark.parametrize(
    ("since", "until"),
    [("8/4/2018", None), (None, "2018-02-30"), ("2018-04-09", "2018-04-08")],
)
def test_a_day_that_is_none_is_refused(since: str | None, until: str | None) -> None:
    with pytest.raises(Misuse, match=r"--since|--until"):
        filter_of(None, since, until, None)


def test_orders_that_were_read_reach_back_when_one_is_older_than_the_first_day() -> (
    None
):
    wanted = OrderFilter(since=date(2018, 4, 8))

    assert not wanted.reaches_back([order(id=1, create_date="2018-04-08"), order(id=2)])
    assert wanted.reaches_back([order(id=1, create_date="2018-04-07")])


@pytest.mark.usefixtures("sandbox")
def test_the_newest_orders_come_first(mycloud: Mycloud, sandbox: str) -> None:
    with client_of(sandbox) as client:
        ids = [each.id for each in newest_first(client.orders.list())]

    listed = mycloud("orders", "list", "--limit=3", "--json")

    assert [each["id"] for each in listed.objects] == ids[:3]
    assert listed.err == "Read the newest 3 orders; --limit N shows more.\n"
    oldest = mycloud("orders", "list", "--limit=3", "--json", "--oldest")
    assert [each["id"] for each in oldest.objects] == ids[: -3 - 1 : -1]


@pytest.mark.usefixtures("sandbox")
def test_a_table_shows_twenty_and_programs_get_all(mycloud: Mycloud) -> None:
    table, whole = mycloud("orders", "list"), mycloud("orders", "list", "--json")

    assert len(table.out.splitlines()) == 1 + 20
    assert "--limit N shows more" in table.err
    assert len(whole.objects) >= ALL
    assert whole.err == ""


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("habits", [[], ["newest-first"]])
def test_the_order_of_the_servers_list_makes_no_difference(
    mycloud: Mycloud, habits: list[str]
) -> None:
    with served(create_app(habits=habits, orders=230)) as port:
        at = [f"--base-url=http://127.0.0.1:{port}/api/v1", "orders", "list", "--json"]
        newest = mycloud(*at, "--limit=2").objects
        oldest = mycloud(*at, "--limit=2", "--oldest").objects
        old = mycloud(*at, "--since=2018-04-08", "--until=2018-04-08", "--newest=10")

    assert [each["order_number"] for each in newest] == [
        "ORD-000000230",
        "ORD-000000229",
    ]
    assert [each["order_number"] for each in oldest] == [
        "ORD-000000001",
        "ORD-000000002",
    ]
    assert {each["create_date"] for each in old.objects} == {"2018-04-08"}
    assert old.err.startswith("Read all 230 orders: ")


@pytest.mark.usefixtures("sandbox")
def test_a_list_that_does_not_go_by_ids_is_said_to_be_doubtful(
    mycloud: Mycloud,
) -> None:
    with served(create_app(habits=["reshuffles-lists"], orders=30)) as port:
        url = f"--base-url=http://127.0.0.1:{port}/api/v1"
        listed = mycloud(url, "orders", "list", "--limit=25")

    assert "there may be newer ones" in listed.err


@pytest.mark.usefixtures("sandbox")
def test_what_was_read_for_a_filter_is_told(mycloud: Mycloud) -> None:
    found = mycloud(
        "orders", "list", "--status=shipped", "--newest=10", "--limit=1", "--json"
    )

    assert [each["status"] for each in found.objects] == ["SHIPPED"]
    assert found.err.startswith("Read the newest 10 orders: ")
    assert "--newest N reads further back" in found.err


@pytest.mark.usefixtures("sandbox")
def test_nothing_that_matches_is_no_failure(mycloud: Mycloud) -> None:
    found = mycloud("orders", "list", "--search=nobody of that name", "--json")

    assert (found.code, found.out) == (0, "")
    assert ": 0 match" in found.err


def test_digits_are_an_id_first_or_last() -> None:
    assert names_of("1984", id_first=True) == ["id", "order_number", "mc_number"]
    assert names_of("1984", id_first=False) == ["order_number", "mc_number", "id"]
    assert names_of("MC180408001", id_first=True) == ["mc_number", "order_number"]
    assert names_of("ORD-1", id_first=True) == ["order_number", "mc_number"]
    assert "id" not in names_of("0123", id_first=True)


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("command", ["get", "find"])
@pytest.mark.parametrize("name", ["1984", "ORD-000000001", "MC180408001"])
def test_an_order_is_shown_by_any_of_its_names(
    mycloud: Mycloud, command: str, name: str
) -> None:
    assert mycloud("orders", command, name, "--json").object["id"] == 1984


@pytest.mark.usefixtures("sandbox")
def test_several_orders_are_shown_and_a_missing_one_decides_the_code(
    mycloud: Mycloud,
) -> None:
    found = mycloud("orders", "get", "NO-1", "1984", "NO-2", "ORD-000000002", "--json")

    assert found.code == 4
    assert [each["order_number"] for each in found.objects] == [
        "ORD-000000001",
        "ORD-000000002",
    ]
    assert "'NO-1'" in found.err
    assert "'NO-2'" in found.err


@pytest.mark.usefixtures("sandbox")
def test_a_number_where_an_id_belongs_is_pointed_to_find(mycloud: Mycloud) -> None:
    refused = mycloud("orders", "update", "ORD-1", "--note=x")

    assert refused.code == 2
    assert "`mycloud orders find ORDER_NUMBER` shows it" in refused.err


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    "command",
    [
        ["orders", "delete", "1984"],
        ["order-items", "delete", "1"],
        ["products", "delete", "A"],
    ],
)
def test_what_deletes_asks_first_and_is_refused_where_nobody_answers(
    mycloud: Mycloud, command: list[str]
) -> None:
    refused = mycloud(*command)

    assert refused.code == 2
    assert "add --yes" in refused.err
    assert mycloud("orders", "get", "1984").code == 0


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(("answer", "code"), [("n\n", 130), ("\n", 130), ("y\n", 4)])
def test_a_delete_is_carried_out_after_a_yes_alone(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    import io

    answers = io.StringIO(answer)
    monkeypatch.setattr(answers, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", answers)

    assert mycloud("orders", "delete", "7").code == code  # there is no such order


@pytest.mark.usefixtures("sandbox")
def test_an_order_without_a_tracking_link_says_so(mycloud: Mycloud) -> None:
    refused = mycloud("open", "ORD-000000001")

    assert refused.code == 4
    assert "has no tracking link yet; its status is RESERVED" in refused.err


@pytest.mark.parametrize(
    ("link", "code"), [("https://bit.ly/2HkVnrz", 0), ("javascript:alert(1)", 4)]
)
@pytest.mark.usefixtures("sandbox")
def test_a_tracking_link_is_printed_if_it_is_a_web_address(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch, link: str, code: int
) -> None:
    from mycloud_cli.commands import raw

    monkeypatch.setattr(
        raw, "order_by_any", lambda *_, **__: order(id=1, bitly_url=link)
    )
    opened = mycloud("open", "1")

    assert opened.code == code
    assert (opened.out == f"{link}\n") is (code == 0)
