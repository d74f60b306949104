"""What becomes of the orders of a file, whatever the server answers, and when it is run again."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from mycloud import AuthenticationError, ConnectError, MyCloud, UnknownOutcomeError
from mycloud_cli.durable import NORMAL, opened
from mycloud_cli.files import OrderFile, check_file
from mycloud_cli.placing import Placed, PlacingError, ledger_of, place_from
from mycloud_testing import Sandbox

HEADER = "order_number,delivery_mode_id,product_id,quantity,price\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(
        HEADER + "".join(f"ORD-{number},343,164162,1,199\n" for number in range(6))
    )
    return path


def place(client: MyCloud, source: Path) -> Placed:
    return place_from(client, source, settle=0)


def results(source: Path) -> list[tuple[str, str]]:
    with source.with_name("orders.results.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return [(row["order_number"], row["outcome"]) for row in csv.DictReader(file)]


def numbers(sandbox: Sandbox) -> Counter[str]:
    return Counter(order.order_number or "" for order in sandbox.orders)


EACH_ONCE = Counter(f"ORD-{number}" for number in range(6))


def test_every_order_is_placed_and_placed_no_more_when_run_again(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, source: Path
) -> None:
    first, second = place(mycloud_client, source), place(mycloud_client, source)

    assert (first.sent, second.sent, second.before) == (6, 0, 6)
    assert numbers(mycloud_sandbox) == EACH_ONCE
    assert results(source) == [(f"ORD-{number}", "placed") for number in range(6)]


@pytest.mark.parametrize("times", [1, 3])
def test_an_order_whose_answer_is_lost_is_found_and_not_placed_again(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, source: Path, times: int
) -> None:
    mycloud_sandbox.fail("cut", on="create_order", after=1, times=times)

    placed = place(mycloud_client, source)

    assert placed.outcomes == {"placed": 6}
    assert numbers(mycloud_sandbox) == EACH_ONCE
    assert placed.sent == 6


def test_an_order_that_was_lost_on_its_way_is_placed_when_it_is_surely_not_there(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, source: Path
) -> None:
    mycloud_sandbox.fail(502, on="create_order", after=2, times=2)

    placed = place(mycloud_client, source)

    assert placed.outcomes == {"placed": 6}
    assert placed.sent == 8
    assert numbers(mycloud_sandbox) == EACH_ONCE


def test_an_order_that_was_placed_and_deleted_meanwhile_is_not_placed_again(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, source: Path
) -> None:
    mycloud_sandbox.fail("cut", on="create_order", after=5)
    mycloud_sandbox.fail(500, on="list_orders", times=9)
    assert place(mycloud_client, source).outcomes == {"placed": 5, "unknown": 1}
    mycloud_client.orders.delete(mycloud_sandbox.orders[-1])

    while (placed := place(mycloud_client, source)).error is not None:
        pass

    assert placed.outcomes == {"placed": 6}
    assert numbers(mycloud_sandbox)["ORD-5"] == 0


def test_an_order_that_is_refused_holds_up_no_other_and_is_sent_again_in_the_next_run(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, source: Path
) -> None:
    source.write_text(source.read_text().replace("ORD-2,343", "ORD-2,999"))
    first = place(mycloud_client, source)
    assert first.outcomes == {"placed": 5, "refused": 1}
    assert dict(results(source))["ORD-2"] == "refused"

    source.write_text(source.read_text().replace("ORD-2,999", "ORD-2,343"))
    second = place(mycloud_client, source)

    assert (second.outcomes, second.sent) == ({"placed": 6}, 1)
    assert numbers(mycloud_sandbox) == EACH_ONCE


def test_what_every_order_would_meet_stops_the_run_and_leaves_the_rest_waiting(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, source: Path
) -> None:
    mycloud_sandbox.fail("no-connection", on="create_order", after=2, times=3)

    placed = place(mycloud_client, source)

    assert isinstance(placed.error, ConnectError)
    assert placed.outcomes == {"placed": 2, "waiting": 4}
    assert place(mycloud_client, source).outcomes == {"placed": 6}
    assert numbers(mycloud_sandbox) == EACH_ONCE


def test_a_server_that_answers_nothing_is_not_sent_the_whole_file(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, source: Path
) -> None:
    mycloud_sandbox.fail(502, on="create_order", times=100)

    placed = place(mycloud_client, source)

    assert isinstance(placed.error, UnknownOutcomeError)
    assert placed.outcomes == {"unknown": 5, "waiting": 1}


def test_keys_that_are_refused_place_nothing(
    mycloud_sandbox: Sandbox, source: Path
) -> None:
    with pytest.raises(AuthenticationError):
        place(mycloud_sandbox.client(secret_key="another"), source)

    assert numbers(mycloud_sandbox) == Counter()


def test_it_stops_between_two_orders_when_asked_to(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, source: Path
) -> None:
    placed = place_from(
        mycloud_client, source, settle=0, stop=lambda: len(mycloud_sandbox.orders) == 3
    )

    assert placed.outcomes == {"placed": 3, "waiting": 3}
    assert place(mycloud_client, source).outcomes == {"placed": 6}


def test_a_placed_order_that_was_changed_in_the_file_is_told_of_and_not_sent(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, source: Path
) -> None:
    place(mycloud_client, source)
    source.write_text(
        source.read_text().replace("ORD-3,343,164162,1", "ORD-3,343,164162,9")
    )

    again = place(mycloud_client, source)

    assert (again.changed, again.sent) == (["ORD-3"], 0)


def test_the_doubt_is_on_the_disk_before_the_order_is_on_the_wire(
    mycloud_sandbox: Sandbox, mycloud_client: MyCloud, source: Path
) -> None:
    class Death(BaseException):
        """The process is gone while it waits for an answer."""

    def die(_answer: object) -> None:
        raise Death

    doomed = mycloud_client.with_options(
        on_response=lambda answer: die(answer) if mycloud_sandbox.orders else None
    )
    with pytest.raises(Death):
        place(doomed, source)

    assert results(source)[0] == ("ORD-0", "unknown")
    assert place(mycloud_client, source).outcomes == {"placed": 6}
    assert numbers(mycloud_sandbox) == EACH_ONCE


def test_two_runs_over_one_file_at_once_are_refused(
    mycloud_client: MyCloud, source: Path
) -> None:
    other = opened(ledger_of(source), "SELECT 1", NORMAL)

    with pytest.raises(PlacingError, match="by another process"):
        place(mycloud_client, source)

    other.close()


def test_results_without_their_ledger_are_not_gone_on_with(
    mycloud_client: MyCloud, source: Path
) -> None:
    place(mycloud_client, source)
    ledger_of(source).unlink()

    with pytest.raises(PlacingError, match="nobody knows what was placed"):
        place(mycloud_client, source)


def test_orders_begun_at_one_server_are_not_placed_at_another(
    mycloud_client: MyCloud, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(mycloud_client, source)
    monkeypatch.setattr(
        mycloud_client._settings.__class__, "__setattr__", object.__setattr__
    )
    monkeypatch.setattr(
        mycloud_client._settings, "base_url", "https://another.invalid/api/v1"
    )

    with pytest.raises(PlacingError, match="base URL https://mycloud"):
        place(mycloud_client, source)


def test_a_check_sends_nothing(mycloud_sandbox: Sandbox, source: Path) -> None:
    report = check_file(OrderFile(source))

    assert (report.orders, report.items, report.findings) == (6, 6, [])
    assert mycloud_sandbox.received == []
    assert not ledger_of(source).exists()
