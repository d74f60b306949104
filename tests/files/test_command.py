"""`mycloud orders create --from FILE --dry-run`: the orders as understood, and every fault."""

from __future__ import annotations

import csv
from pathlib import Path

import httpx
import pytest

from ..cli.conftest import home, mycloud, nobody_waits, sandbox, sandbox_url
from ..cli.running import Mycloud
from .making import USUAL, csv_of

__all__ = ["home", "mycloud", "nobody_waits", "sandbox", "sandbox_url"]

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def write(*rows: dict[str, str], name: str = "orders.csv") -> Path:
    path = Path(name)
    path.write_text(csv_of(rows), encoding="utf-8")
    return path


def test_a_dry_run_shows_what_was_understood_and_sends_nothing(
    mycloud: Mycloud, sandbox: str
) -> None:
    before = _orders(sandbox)
    write(USUAL, USUAL | {"order_number": "A-2", "price": "฿1,290.00", "quantity": "2"})

    shown = mycloud("orders", "create", "--from", "orders.csv", "--dry-run")

    assert shown.code == 0, shown.err
    assert shown.out.splitlines()[:4] == [
        "2 orders of 2 items, 2,779.00 THB",
        "",
        "A-1  (line 2, delivery mode 343)",
        "  name             สมหญิง ทดสอบ",
    ]
    assert "  item             2 x MAI002 at 1,290.00" in shown.out
    assert "orders.csv: CSV, UTF-8, commas" in shown.err
    assert "Looked up 1 products, 1 delivery modes and 2 order numbers." in shown.err
    assert shown.err.endswith("Nothing was sent.\n")
    assert _orders(sandbox) == before
    assert not Path("orders.faults.csv").exists()


def test_a_dry_run_finds_what_the_shop_does_not_have(
    mycloud: Mycloud, sandbox: str
) -> None:
    placed = USUAL | {"order_number": "A-4"}
    write(placed, name="first.csv")
    assert mycloud("orders", "create", "--from", "first.csv").code == 0
    write(
        USUAL | {"product_sku": "GONE-1"},
        USUAL | {"order_number": "A-2", "product_sku": "SHOP-164162"},
        USUAL | {"order_number": "A-3", "delivery_mode_id": "999"},
        USUAL | {"order_number": "a-4 "},
    )

    shown = mycloud("orders", "create", "--from", "orders.csv", "--dry-run")

    assert shown.code == 2
    with Path("orders.faults.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [
            (row["line"], row["severity"], row["code"]) for row in csv.DictReader(file)
        ]
    assert found == [
        ("2", "fault", "product"),
        ("3", "fault", "product"),
        ("4", "fault", "delivery-mode"),
        ("5", "warning", "placed"),
    ]
    assert (
        "'SHOP-164162' is a SKU of the shop, and was given as product_sku" in shown.err
    )
    assert "3 faults, 1 warning; see orders.faults.csv" in shown.err


def test_a_dry_run_without_keys_says_what_it_did_not_check(mycloud: Mycloud) -> None:
    write(USUAL)

    shown = mycloud("orders", "create", "--from", "orders.csv", "--dry-run")

    assert (shown.code, "were not looked up" in shown.err) == (0, True)


def test_a_delivery_mode_may_be_given_for_all_orders(
    mycloud: Mycloud, sandbox: str
) -> None:
    write(USUAL | {"delivery_mode_id": ""})
    command = ["orders", "create", "--from", "orders.csv", "--dry-run", "--offline"]

    assert "delivery_mode_id is missing" in mycloud(*command).err
    given = mycloud(*command, "--delivery-mode-id", "345")
    assert (given.code, "delivery mode 345" in given.out) == (0, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--map", "shopfy"], "no preset of that name: the presets are shopify"),
        (["--accept", "all"], "--accept takes one of currency"),
        (["--sku", "shop_sku"], "--sku goes with --map"),
        (["--encoding", "siam"], "there is no encoding 'siam'"),
        (["--header-row", "90"], "there is no such line"),
    ],
)
def test_an_option_that_cannot_be_used_is_refused(
    mycloud: Mycloud, options: list[str], said: str
) -> None:
    write(USUAL)

    shown = mycloud("orders", "create", "--from", "orders.csv", *options)

    assert (shown.code, said in shown.err) == (2, True), shown.err


def test_an_option_of_a_file_goes_with_a_file(mycloud: Mycloud) -> None:
    shown = mycloud("orders", "create", "--map", "shopify")

    assert (shown.code, "--map goes with --from" in shown.err) == (2, True)


def _orders(url: str) -> object:
    snapshot = httpx.get(url.replace("/api/v1", "/admin/requests"), trust_env=False)
    return [
        each
        for each in snapshot.json()["requests"]
        if each["operation"] == "create_order"
    ]
