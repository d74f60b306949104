"""`mycloud orders create` with a number, and `mycloud ledger`: each order once, anyone who asks."""

from __future__ import annotations

from pathlib import Path

from .running import Mycloud

ORDER = ["--delivery-mode-id=343", "--item=product_sku=MAI002,quantity=1,price=50"]


def create(mycloud: Mycloud, number: str, *more: str) -> tuple[int, str, str]:
    ended = mycloud(
        "orders", "create", f"--order-number={number}", *ORDER, "--json", *more
    )
    return ended.code, str(ended.object["id"]) if ended.out else "", ended.err


def test_an_order_with_a_number_is_placed_once(
    mycloud: Mycloud, sandbox: str, home: Path
) -> None:
    first = create(mycloud, "ONCE-1")
    second = create(mycloud, "ONCE-1")

    assert first[:2] == (0, second[1])
    assert second[0] == 0
    assert second[2].startswith("mycloud: placed before: order 'ONCE-1'")
    assert (home / ".local/state/mycloud/ledger.sqlite3").exists()


def test_the_same_number_with_other_content_is_refused(
    mycloud: Mycloud, sandbox: str
) -> None:
    create(mycloud, "ONCE-2")

    code, _id, said = create(
        mycloud, "ONCE-2", "--item=product_id=164162,quantity=3,price=199"
    )

    assert (code, "ONCE-2" in said) == (1, True), said


def test_again_insists(mycloud: Mycloud, sandbox: str) -> None:
    first, second = create(mycloud, "ONCE-3"), create(mycloud, "ONCE-3", "--again")

    assert (first[0], second[0]) == (0, 0)
    assert first[1] != second[1]


def test_the_ledger_may_be_another_file(
    mycloud: Mycloud, sandbox: str, home: Path
) -> None:
    create(mycloud, "ONCE-4", "--ledger=mine.sqlite3")

    shown = mycloud("ledger", "list", "--ledger=mine.sqlite3", "--json")

    assert [(row["order_number"], row["state"]) for row in shown.objects] == [
        ("ONCE-4", "placed")
    ]


def test_an_entry_is_shown_and_settled(mycloud: Mycloud, sandbox: str) -> None:
    _code, id, _said = create(mycloud, "ONCE-5")

    shown = mycloud("ledger", "show", "ONCE-5", "--json").object
    settled = mycloud("ledger", "settle", "ONCE-5", "--not-placed", "--json").object
    back = mycloud("ledger", "settle", "ONCE-5", f"--order-id={id}", "--json").object

    assert (shown["state"], str(shown["order_id"])) == ("placed", id)
    assert settled["state"] == "not_placed"
    assert (back["state"], str(back["order_id"])) == ("placed", id)
    assert "ONCE-5" in mycloud("ledger", "list").out


def test_unknowns_are_looked_for_together(mycloud: Mycloud, sandbox: str) -> None:
    assert mycloud("ledger", "settle").code == 0


def test_what_cannot_be_settled_is_refused(mycloud: Mycloud, sandbox: str) -> None:
    assert mycloud("ledger", "settle", "ONCE-6").code == 2
    assert mycloud("ledger", "settle", "--not-placed").code == 2
    assert mycloud("ledger", "settle", "NEVER-1", "--not-placed").code == 2
    assert mycloud("ledger", "show", "NEVER-1").code == 4
