"""What becomes of the orders of a file, whatever the server answers, and when it is run again."""

from __future__ import annotations

import csv
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from mycloud import (
    AuthenticationError,
    Change,
    ConfigurationError,
    ConnectError,
    Item,
    MyCloud,
    Request,
    SqliteLedger,
    UnknownOutcomeError,
)
from mycloud_cli.files import BadSource, OrderFile, check_file
from mycloud_cli.placing import Placed, TakeOverError, place_from
from mycloud_cli.placing.taken_over import old_ledger_of
from mycloud_testing import Sandbox
from openpyxl import load_workbook

HEADER = "order_number,delivery_mode_id,product_id,quantity,price\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(tmp_path / "orders.csv")


def written(path: Path, numbers: range = range(6)) -> Path:
    path.write_text(HEADER + "".join(f"ORD-{n},343,164162,1,199\n" for n in numbers))
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> SqliteLedger:
    return SqliteLedger(tmp_path / "ledger.sqlite3")


@pytest.fixture
def client(mycloud_sandbox: Sandbox, ledger: SqliteLedger) -> Iterator[MyCloud]:
    """A client with a ledger, as the command has it."""
    with mycloud_sandbox.client(ledger=ledger) as client:
        yield client


@pytest.fixture(params=[1, 4])
def parallel(request: pytest.FixtureRequest) -> int:
    """How many orders to place at a time."""
    return int(request.param)


def results(source: Path) -> list[tuple[str, str]]:
    path = source.with_name(f"{source.stem}.results.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["order_number"], row["outcome"]) for row in csv.DictReader(file)]


def numbers(sandbox: Sandbox) -> Counter[str]:
    return Counter(order.order_number or "" for order in sandbox.orders)


def creates(sandbox: Sandbox) -> int:
    return sum(call.operation == "create_order" for call in sandbox.received)


EACH_ONCE = Counter(f"ORD-{number}" for number in range(6))


def test_every_order_is_placed_and_placed_no_more_when_run_again(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path, parallel: int
) -> None:
    first = place_from(client, source, parallel=parallel)
    second = place_from(client, source, parallel=parallel)

    assert first.outcomes == {"placed": 6}
    assert second.outcomes == {"placed before": 6}
    assert numbers(mycloud_sandbox) == EACH_ONCE
    assert creates(mycloud_sandbox) == 6
    assert results(source) == [(f"ORD-{n}", "placed before") for n in range(6)]


def test_a_file_under_another_name_or_in_another_folder_places_nothing_twice(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    copies = [
        source,
        written(tmp_path / "copy.csv"),
        written(tmp_path / "other/orders.csv"),
    ]

    outcomes = [place_from(client, copy).outcomes for copy in copies]

    assert outcomes == [{"placed": 6}, {"placed before": 6}, {"placed before": 6}]
    assert numbers(mycloud_sandbox) == EACH_ONCE


def test_a_next_day_file_that_repeats_orders_places_the_new_ones_only(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path, tmp_path: Path
) -> None:
    place_from(client, source)

    placed = place_from(client, written(tmp_path / "tomorrow.csv", range(3, 9)))

    assert placed.outcomes == {"placed": 3, "placed before": 3}
    assert numbers(mycloud_sandbox) == Counter(f"ORD-{n}" for n in range(9))


def test_an_order_whose_answer_is_lost_is_found_and_not_placed_again(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path, parallel: int
) -> None:
    mycloud_sandbox.fail("cut", on="create_order", after=1, times=2)

    placed = place_from(client, source, parallel=parallel)

    assert placed.outcomes == {"placed": 6}
    assert numbers(mycloud_sandbox) == EACH_ONCE
    assert creates(mycloud_sandbox) == 6


def test_an_order_that_may_be_under_way_is_never_sent_again(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    mycloud_sandbox.fail(502, on="create_order", after=2, times=2)

    first, second = place_from(client, source), place_from(client, source)

    assert first.outcomes == {"placed": 4, "unknown": 2}
    assert second.outcomes == {"placed before": 4, "unknown": 2}
    assert first.unknown == ["ORD-2", "ORD-3"]
    assert creates(mycloud_sandbox) == 6


def test_an_unknown_order_is_sent_when_a_person_says_that_it_was_not_placed(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    mycloud_sandbox.fail(502, on="create_order", after=2)
    place_from(client, source)

    client.ledger.settle("ORD-2", placed=False)
    placed = place_from(client, source)

    assert placed.outcomes == {"placed": 1, "placed before": 5}
    assert numbers(mycloud_sandbox) == EACH_ONCE


def test_an_order_that_is_refused_holds_up_no_other_and_is_sent_again_in_the_next_run(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    source.write_text(source.read_text().replace("ORD-2,343", "ORD-2,999"))
    first = place_from(client, source)
    assert first.outcomes == {"placed": 5, "refused": 1}
    assert dict(results(source))["ORD-2"] == "refused"

    source.write_text(source.read_text().replace("ORD-2,999", "ORD-2,343"))
    second = place_from(client, source)

    assert second.outcomes == {"placed": 1, "placed before": 5}
    assert numbers(mycloud_sandbox) == EACH_ONCE


def test_what_every_order_would_meet_stops_the_run_and_leaves_the_rest_waiting(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    mycloud_sandbox.fail("no-connection", on="create_order", after=2, times=3)

    placed = place_from(client, source)

    assert isinstance(placed.error, ConnectError)
    assert placed.outcomes == {"placed": 2, "waiting": 4}
    assert place_from(client, source).outcomes == {"placed": 4, "placed before": 2}
    assert numbers(mycloud_sandbox) == EACH_ONCE


def test_a_server_that_answers_nothing_is_not_sent_the_whole_file(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    mycloud_sandbox.fail(502, on="create_order", times=100)

    placed = place_from(client, source)

    assert isinstance(placed.error, UnknownOutcomeError)
    assert placed.outcomes == {"unknown": 5, "waiting": 1}


def test_keys_that_are_refused_place_nothing(
    mycloud_sandbox: Sandbox, ledger: SqliteLedger, source: Path
) -> None:
    placed = place_from(mycloud_sandbox.client(secret_key="x", ledger=ledger), source)

    assert isinstance(placed.error, AuthenticationError)
    assert placed.outcomes == {"waiting": 6}
    assert numbers(mycloud_sandbox) == Counter()


def test_it_stops_between_two_orders_when_asked_to(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    placed = place_from(client, source, stop=lambda: len(mycloud_sandbox.orders) >= 3)

    assert placed.outcomes["waiting"] in (2, 3)
    assert place_from(client, source).error is None
    assert numbers(mycloud_sandbox) == EACH_ONCE


def test_a_placed_order_that_was_changed_in_the_file_is_told_of_and_not_sent(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    place_from(client, source)
    changed = source.read_text().replace("ORD-3,343,164162,1", "ORD-3,343,164162,9")
    source.write_text(changed)

    again = place_from(client, source)

    assert again.changed == ["ORD-3"]
    assert again.outcomes == {"placed before": 5, "changed": 1}
    assert numbers(mycloud_sandbox) == EACH_ONCE


def test_orders_that_a_dead_process_holds_are_waited_for_and_looked_for(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    _die_while_sending(client, "ORD-1", is_placed=True)
    _die_while_sending(client, "ORD-4", is_placed=False)
    told: list[str] = []

    placed = place_from(client, source, on_progress=lambda what, *_: told.append(what))

    assert placed.outcomes == {"placed": 5, "unknown": 1}
    assert placed.unknown == ["ORD-4"]
    assert "waiting for what may be in flight" in told
    assert numbers(mycloud_sandbox) == EACH_ONCE - Counter(["ORD-4"])


def _die_while_sending(client: MyCloud, number: str, *, is_placed: bool) -> None:
    """Leave a number as a process does that is killed while it waits for an answer."""
    item = Item(product_id=164162, quantity=1, price=199)
    order = client.orders.ensure(
        order_number=number, delivery_mode_id=343, items=[item]
    )
    entry = client.ledger.get(number)
    assert entry is not None
    client.ledger._book.change(
        entry, Change(starts=("placed",), state="sending", lease=0.3)
    )
    if not is_placed:
        client.orders.delete(order)


def test_orders_that_another_process_goes_on_holding_are_told_of(
    client: MyCloud, source: Path
) -> None:
    item = Item(product_id=164162, quantity=1, price=199)
    client.orders.ensure(order_number="ORD-1", delivery_mode_id=343, items=[item])
    entry = client.ledger.get("ORD-1")
    assert entry is not None
    client.ledger._book.change(
        entry, Change(starts=("placed",), state="sending", lease=600)
    )

    placed = place_from(client, source, longest_wait=0.2)

    assert placed.outcomes == {"placed": 5, "held": 1}
    assert placed.unknown == ["ORD-1"]


def test_as_many_orders_are_under_way_as_were_asked_for(
    mycloud_sandbox: Sandbox, ledger: SqliteLedger, source: Path
) -> None:
    three = threading.Barrier(3, timeout=20)

    def meet(request: Request) -> None:
        if request.url.endswith("/orders") and request.method == "POST":
            three.wait()

    client = mycloud_sandbox.client(ledger=ledger, on_request=meet)

    placed = place_from(client, source, parallel=3)

    assert placed.outcomes == {"placed": 6}


def test_nothing_is_placed_without_a_ledger(
    mycloud_client: MyCloud, mycloud_sandbox: Sandbox, source: Path
) -> None:
    with pytest.raises(ConfigurationError, match="has no ledger"):
        place_from(mycloud_client, source)

    assert mycloud_sandbox.received == []


def test_a_faulty_file_is_placed_in_part_only_if_that_is_asked_for(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    source.write_text(source.read_text().replace("ORD-2,343", "ORD-2,#N/A"))

    with pytest.raises(BadSource, match="error of a formula"):
        place_from(client, source)
    assert mycloud_sandbox.received == []
    placed = place_from(client, source, skip_faulty=True)

    assert placed.outcomes == {"placed": 5}
    assert numbers(mycloud_sandbox) == EACH_ONCE - Counter(["ORD-2"])


def test_the_results_of_a_workbook_are_a_workbook_too(
    client: MyCloud, tmp_path: Path
) -> None:
    from ..files.making import USUAL
    from ..files.test_workbooks import written as workbook

    source = workbook(tmp_path, [USUAL, USUAL | {"order_number": "A-2"}])

    place_from(client, source)

    sheet = load_workbook(tmp_path / "orders.results.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("line", "order_number", "outcome", "mc_number")
    assert [row[1:3] for row in rows[1:]] == [("A-1", "placed"), ("A-2", "placed")]
    assert str(rows[1][3]).startswith("MC")


def old_ledger(source: Path, client: MyCloud, base_url: str | None = None) -> Path:
    """A ledger as earlier versions kept it: ORD-0 placed, ORD-1 unknown, ORD-2 refused."""
    path = old_ledger_of(source)
    item = Item(product_id=164162, quantity=1, price=199)
    order = client.orders.create(
        order_number="ORD-0", delivery_mode_id=343, items=[item]
    )
    shop = client.shops.list().first()
    assert shop is not None
    connection = sqlite3.connect(path)
    connection.executescript(
        """CREATE TABLE about (name TEXT PRIMARY KEY, value);
        CREATE TABLE orders (number TEXT PRIMARY KEY, outcome TEXT NOT NULL, fingerprint TEXT,
        sent REAL, id INTEGER, mc_number TEXT, message TEXT);"""
    )
    about = {"base URL": base_url or client.base_url, "shop": shop.id}
    connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    rows = [("ORD-0", "placed", order.id), ("ORD-1", "unknown", None), ("ORD-2", "refused", None)]  # fmt: skip
    insert = "INSERT INTO orders (number, outcome, id) VALUES (?, ?, ?)"
    connection.executemany(insert, rows)
    connection.commit()
    connection.close()
    return path


def test_an_old_ledger_beside_the_file_is_taken_over_once(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    path = old_ledger(source, client)

    first, second = place_from(client, source), place_from(client, source)

    assert first.outcomes == {"placed before": 1, "unknown": 1, "placed": 4}
    assert second.outcomes == {"placed before": 5, "unknown": 1}
    assert (path.exists(), path.with_name(f"{path.name}.taken-over").exists()) == (False, True)  # fmt: skip
    assert numbers(mycloud_sandbox)["ORD-0"] == 1


def test_an_old_ledger_of_another_server_is_not_taken_over(
    mycloud_sandbox: Sandbox, client: MyCloud, source: Path
) -> None:
    path = old_ledger(source, client, "https://another.invalid/api/v1")

    with pytest.raises(TakeOverError, match="is of base URL https://another"):
        place_from(client, source)

    assert path.exists()
    assert numbers(mycloud_sandbox) == Counter(["ORD-0"])


def test_a_check_sends_nothing(mycloud_sandbox: Sandbox, source: Path) -> None:
    report = check_file(OrderFile(source))

    assert (report.orders, report.items, report.findings) == (6, 6, [])
    assert mycloud_sandbox.received == []


def test_progress_is_told_after_each_order(client: MyCloud, source: Path) -> None:
    told: list[tuple[str, int, int]] = []

    def note(what: str, done: int, total: int) -> None:
        told.append((what, done, total))

    placed: Placed = place_from(client, source, on_progress=note)

    assert placed.outcomes == {"placed": 6}
    assert told == [("placed", done, 6) for done in range(1, 7)]
