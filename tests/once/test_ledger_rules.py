"""What a ledger is asked, and what its rows mean: the rules, and files that are no ledger."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from mycloud import Change, ConfigurationError, Entry, Order, SqliteLedger
from mycloud._ledger import (
    LONGEST_LEASE,
    NoLedger,
    change_by,
    change_by_hand,
    check_ledger,
    entry_of,
    lease_of,
    new_claim,
    unusable,
)
from mycloud._ledger_sql import Statements, values_of_change, values_of_list
from mycloud._ledger_states import MOVES

SQL = Statements("now()", durably="pg_current_wal_lsn()")
ORDER = Order.from_dict({"id": 7, "mc_number": "MC7"})


@pytest.mark.parametrize("left", [0.0, 0.1, 60.0, 119.9])
def test_a_lease_outlives_the_call_that_holds_it(left: float) -> None:
    assert lease_of(left) == left + 5


def test_a_lease_without_a_deadline_is_the_longest_and_one_after_it_still_holds() -> (
    None
):
    assert lease_of(None) == LONGEST_LEASE == 600
    assert lease_of(-10.0) == 5


def test_no_two_claims_are_alike() -> None:
    assert len({new_claim() for _ in range(100)}) == 100
    assert len(new_claim()) == 32


@pytest.mark.parametrize("left", [-3.0, 0.0, 2.5])
def test_a_lease_that_is_over_has_nothing_left(left: float) -> None:
    row = ("WEB-1", "sending", "A", "host:1", left, "{}", 7, "MC7", "x", "[1, 2]", 9.0)

    entry = entry_of(row)

    assert entry.lease_left == (left if left > 0 else 0.0)
    assert entry.is_held is (left > 0)
    assert (entry.number, entry.state, entry.claim) == ("WEB-1", "sending", "A")
    assert (entry.holder, entry.content) == ("host:1", "{}")
    assert (entry.order_id, entry.mc_number, entry.message) == (7, "MC7", "x")
    assert (entry.candidates, entry.changed_at) == ((1, 2), 9.0)


@pytest.mark.parametrize("move", MOVES)
def test_a_change_says_from_where_to_where_and_what_is_noted(move: Any) -> None:
    change = change_by(move, lease=3.0, order=ORDER, message="x" * 9999)

    assert (change.starts, change.state) == MOVES[move]
    assert (change.lease, change.order_id, change.mc_number) == (3.0, 7, "MC7")
    assert change.message == "x" * 1000
    assert change.candidates is None


def test_candidates_without_an_id_are_not_noted() -> None:
    nameless = Order.from_dict({"mc_number": "MC8"})

    assert change_by("lose", candidates=[ORDER, nameless]).candidates == (7,)
    bare = change_by("lose")
    assert (bare.order_id, bare.mc_number, bare.message) == (None, None, None)


def test_what_a_person_says_holds_for_the_state_that_was_seen() -> None:
    seen = Entry(
        number="WEB-1",
        state="unknown",
        claim="A",
        holder="h",
        lease_left=0,
        content="{}",
    )

    placed, free = change_by_hand(seen, ORDER), change_by_hand(seen, None)

    assert (placed.starts, placed.state) == (("unknown",), "placed")
    assert (placed.order_id, placed.mc_number) == (7, "MC7")
    assert change_by_hand(seen, 7).order_id == 7
    assert change_by_hand(seen, 7).mc_number is None
    assert (free.starts, free.state, free.order_id) == (
        ("unknown",),
        "not_placed",
        None,
    )
    assert free.message == "settled by hand"


def test_only_the_note_that_it_is_sent_waits_for_the_disk() -> None:
    sending = SQL.change(Change(starts=("claimed",), state="sending"))
    placed = SQL.change(Change(starts=("sending",), state="placed"))

    assert sending.endswith("RETURNING pg_current_wal_lsn()")
    assert placed.endswith("RETURNING 1")


def test_a_change_that_is_made_again_starts_from_its_end_too() -> None:
    statement = SQL.change(Change(starts=("sending", "claimed"), state="placed"))

    assert "state IN ('claimed', 'placed', 'sending')" in statement
    assert "claim = :claim" in statement


def test_a_claim_takes_free_numbers_only() -> None:
    statement = SQL.claim()

    assert "state IN ('not_placed', 'refused')" in statement
    assert "{" not in statement + SQL.get() + SQL.entries(None) + SQL.entries("placed")


def test_a_list_is_of_one_state_or_of_all() -> None:
    assert "state = :state" in SQL.entries("unknown")
    assert "state = :state" not in SQL.entries(None)
    assert values_of_list("s", "unknown", 5) == {
        "shop": "s",
        "state": "unknown",
        "limit": 5,
    }
    everything = values_of_list("s", None, None)
    assert set(everything) == {"shop", "limit"}
    assert int(everything["limit"] or 0) > 10**15


def test_candidates_are_kept_unless_others_are_given() -> None:
    kept = values_of_change(Change(starts=(), state="placed"))
    given = values_of_change(Change(starts=(), state="unknown", candidates=(1, 2)))

    assert (kept["candidates"], given["candidates"]) == (None, "[1, 2]")
    assert given["state"] == "unknown"


def test_a_file_that_is_no_ledger_is_refused_and_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opened = tmp_path / "orders.csv", list[sqlite3.Connection]()
    path.write_bytes(b"order_number,name\n" * 100)
    connect = sqlite3.connect

    def noted(*arguments: Any, **options: Any) -> sqlite3.Connection:
        opened.append(connect(*arguments, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    with pytest.raises(ConfigurationError, match=r"orders\.csv' cannot be opened"):
        SqliteLedger(path)

    assert path.read_bytes().startswith(b"order_number,name\n")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


@pytest.mark.parametrize("path", ["", None, 7, b""])
def test_a_ledger_is_a_file_with_a_name(path: Any) -> None:
    with pytest.raises(ConfigurationError, match="the path of a file"):
        SqliteLedger(path)


def test_without_a_ledger_every_claim_and_change_is_granted() -> None:
    none = NoLedger()

    entry = none.claim("s", "WEB-1", claim="A", holder="h", lease=60.0, content="{}")

    assert (entry.state, entry.claim, entry.lease_left) == ("claimed", "A", 60.0)
    assert none.change("s", "WEB-1", claim="A", change=change_by("send"))
    for ask in (lambda: none.get("s", "WEB-1"), lambda: none.entries("s")):
        with pytest.raises(ConfigurationError, match="has no ledger"):
            ask()


def test_a_ledger_has_its_methods_and_a_shop_a_key(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "ledger.db")

    check_ledger(None, None)
    check_ledger(ledger, "key")
    with pytest.raises(ConfigurationError, match="needs api_key="):
        check_ledger(ledger, None)
    for wrong in (SqliteLedger, object(), "ledger.db", {"one that can": "get"}):
        with pytest.raises(ConfigurationError, match="a ledger such as"):
            check_ledger(wrong, "key")
    ledger.close()


def test_an_unusable_ledger_says_what_it_said() -> None:
    assert str(unusable(OSError("no space"))).endswith("OSError: no space")


def test_a_closed_ledger_is_opened_by_the_next_call(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "ledger.db")
    claim = {"claim": "A", "holder": "h", "lease": 60.0, "content": "{}"}
    ledger.claim("s", "WEB-1", **claim)  # type: ignore[arg-type]

    ledger.close()
    ledger.close()

    assert ledger.get("s", "WEB-1") is not None
    assert ledger.get("s", "WEB-2") is None
    ledger.close()
