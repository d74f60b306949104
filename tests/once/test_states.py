"""Each transition of an order number in a ledger, on every store; and no other."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from mycloud import Change, Entry, Ledger, SqliteLedger
from mycloud._ledger_states import FREE, LEASED, MOVES, STATES, Move, State, next_step

SHOP, NUMBER = "shop", "WEB-1"


def claim(ledger: Ledger, name: str, lease: float = 60.0, shop: str = SHOP) -> Entry:
    return ledger.claim(
        shop, NUMBER, claim=name, holder="host:1", lease=lease, content="{}"
    )


def put(ledger: Ledger, state: State, lease: float = 60.0) -> Entry:
    """An entry in a state, claimed as A."""
    claim(ledger, "A")
    forced = Change(starts=STATES, state=state, lease=lease)
    assert ledger.change(SHOP, NUMBER, claim="A", change=forced)
    return entry(ledger)


def entry(ledger: Ledger) -> Entry:
    found = ledger.get(SHOP, NUMBER)
    assert found is not None
    return found


@pytest.mark.parametrize(("move", "state"), [*product(get_args(Move), STATES)])
def test_a_move_is_made_from_its_states_only(
    ledger: Ledger, move: Move, state: State
) -> None:
    starts, end = MOVES[move]
    put(ledger, state)

    change = Change(starts=starts, state=end)
    granted = ledger.change(SHOP, NUMBER, claim="A", change=change)

    # A move that is made again is granted again: the answer may have been lost.
    assert granted == (state in starts or state == end)
    assert entry(ledger).state == (end if granted else state)


@pytest.mark.parametrize("move", get_args(Move))
def test_a_move_needs_the_claim(ledger: Ledger, move: Move) -> None:
    starts, end = MOVES[move]
    before = put(ledger, starts[0])

    change = Change(starts=starts, state=end)
    assert not ledger.change(SHOP, NUMBER, claim="B", change=change)
    assert entry(ledger).state == before.state


@pytest.mark.parametrize("state", STATES)
def test_a_number_is_claimed_when_it_is_free(ledger: Ledger, state: State) -> None:
    put(ledger, state)

    found = claim(ledger, "B")

    assert found.claim == ("B" if state in FREE else "A")
    assert found.state == ("claimed" if state in FREE else state)


@pytest.mark.parametrize("state", LEASED)
def test_a_claim_whose_lease_is_over_is_taken_unless_it_may_have_been_sent(
    ledger: Ledger, state: State
) -> None:
    put(ledger, state, lease=-1)

    found = claim(ledger, "B")

    assert next_step(found, "B") == ("send" if state == "claimed" else "look")


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("claimed", "wait"),
        ("sending", "wait"),
        ("placed", "read"),
        ("unknown", "look"),
        ("refused", "send"),
        ("not_placed", "send"),
    ],
)
def test_who_asks_for_a_number_does_what_its_state_says(
    ledger: Ledger, state: State, step: str
) -> None:
    put(ledger, state)

    assert next_step(claim(ledger, "B"), "B") == step


def test_a_claim_that_is_asked_for_again_is_granted_again(ledger: Ledger) -> None:
    assert claim(ledger, "A").claim == claim(ledger, "A").claim == "A"


def test_one_of_two_claims_is_granted(ledger: Ledger) -> None:
    assert next_step(claim(ledger, "A"), "A") == "send"
    assert next_step(claim(ledger, "B"), "B") == "wait"


def test_the_holder_of_an_old_claim_sends_nothing(ledger: Ledger) -> None:
    claim(ledger, "A", lease=-1)
    claim(ledger, "B")
    starts, end = MOVES["send"]

    change = Change(starts=starts, state=end)
    assert not ledger.change(SHOP, NUMBER, claim="A", change=change)
    assert ledger.change(SHOP, NUMBER, claim="B", change=change)


def test_two_shops_share_no_entry(ledger: Ledger) -> None:
    claim(ledger, "A")

    assert next_step(claim(ledger, "B", shop="other"), "B") == "send"
    assert [found.claim for found in ledger.entries("other")] == ["B"]


def test_what_is_noted_is_kept(ledger: Ledger) -> None:
    claim(ledger, "A")
    change = Change(
        starts=STATES,
        state="unknown",
        order_id=7,
        mc_number="MC7",
        message="สวัสดี",
        candidates=(1, 2),
    )
    assert ledger.change(SHOP, NUMBER, claim="A", change=change)

    found = entry(ledger)
    noted = (found.order_id, found.mc_number, found.message, found.candidates)
    assert noted == (7, "MC7", "สวัสดี", (1, 2))
    assert (found.holder, found.content, found.is_held) == ("host:1", "{}", False)


def test_entries_are_listed_by_their_state(ledger: Ledger) -> None:
    put(ledger, "unknown")

    assert [found.number for found in ledger.entries(SHOP, "unknown")] == [NUMBER]
    assert ledger.entries(SHOP, "refused") == []
    assert ledger.entries(SHOP, limit=0) == []


@pytest.mark.parametrize("fsync", [True, False])
def test_a_ledger_with_fsync_waits_for_the_disk_before_an_order_is_sent(
    tmp_path: Path, fsync: bool
) -> None:
    ledger, seen = SqliteLedger(tmp_path / "ledger.db", fsync=fsync), list[str]()
    assert ledger._connection is not None
    ledger._connection.set_trace_callback(seen.append)

    put(ledger, "sending")

    levels = [statement for statement in seen if "synchronous" in statement]
    full, normal = "PRAGMA synchronous = FULL", "PRAGMA synchronous = NORMAL"
    assert levels == ([full, normal] if fsync else [])
    ledger.close()
