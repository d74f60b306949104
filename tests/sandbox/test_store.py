"""State lives in a database that can outlive the sandbox."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from mycloud_sandbox.contract import load_contract
from mycloud_sandbox.php_forms import Upload
from mycloud_sandbox.store import Store

from . import visiting
from .visiting import Visitor

LABEL = Upload("label.pdf", "application/pdf", b"%PDF\0\xff")


def test_a_database_keeps_its_orders_and_is_seeded_once(tmp_path: Path) -> None:
    settings = {"database": str(tmp_path / "sandbox.db"), "orders": 3}
    order = Visitor(settings).log_in().order(attach_name=["LABEL"], attach_file=[b"x"])
    later = Visitor(settings).log_in()
    assert later.get(f"/orders/{order['id']}").json()["order"] == order
    assert len(later.get("/orders").json()["orders"]) == 4


@pytest.mark.usefixtures("both_databases")
def test_two_sandboxes_with_databases_of_their_own_share_nothing() -> None:
    first, second = Visitor().log_in(), Visitor().log_in()
    assert second.get(f"/orders/{first.order()['id']}").status_code == 404


@pytest.mark.usefixtures("both_databases")
def test_orders_placed_at_the_same_time_get_different_numbers() -> None:
    visitor = Visitor().log_in()
    with ThreadPoolExecutor(8) as threads:
        orders = list(threads.map(lambda _: visitor.order(), range(40)))
    assert (
        len({order["mc_number"] for order in orders})
        == len({order["id"] for order in orders})
        == 40
    )


@pytest.mark.usefixtures("both_databases")
def test_a_failed_transaction_leaves_no_trace() -> None:
    store = Store(load_contract(), visiting.new_database())
    with pytest.raises(RuntimeError):
        _insert_and_fail(store)
    with store.transaction():
        assert store.rows("Customer") == []


def test_stores_that_share_a_database_give_every_row_a_key_of_its_own(
    shared_database: str,
) -> None:
    stores = [Store(load_contract(), shared_database) for _ in range(4)]
    with ThreadPoolExecutor(len(stores)) as threads:
        keys = list(threads.map(_insert_some, stores))
    assert sorted(key for some in keys for key in some) == list(range(1, 101))


@pytest.mark.usefixtures("both_databases")
def test_what_was_dumped_is_there_again_once_it_is_loaded() -> None:
    store = Store(load_contract(), visiting.new_database())
    with store.transaction():
        key, file, _ = (
            store.insert("Customer", {"name": "คุณ"}),
            store.save_file(LABEL),
            store.next_in("series"),
        )
        store.delete("Customer", store.insert("Customer", {}))
        dump = store.dump()
        before = store.rows("Customer", deleted=True)
        store.update("Customer", key, {"name": "changed"})
        store.insert("Customer", {})
        store.next_in("series")
        store.load(dump)
        assert store.rows("Customer", deleted=True) == before
        assert (
            store.file(file),
            store.next_in("series"),
            store.insert("Customer", {}),
        ) == (
            LABEL,
            2,
            3,
        )


def test_a_database_of_an_older_spec_gets_the_new_columns(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as old:
        old.execute(
            'CREATE TABLE "Customer" (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)'
        )
        old.execute("INSERT INTO \"Customer\" (name) VALUES ('x')")
    old.close()
    store = Store(load_contract(), str(path))
    (row,) = store.rows("Customer")
    assert (row["name"], row["note"], row["deleted"]) == ("x", None, False)


@pytest.mark.usefixtures("both_databases")
def test_a_database_that_kept_whole_totals_keeps_decimals_from_now_on(
    shared_database: str,
) -> None:
    older = Visitor({"database": shared_database}).log_in()
    store = older.app.state.direct.store
    if shared_database.startswith("postgresql"):  # the type that an amount had once
        with store.transaction():
            store._database.execute(
                'ALTER TABLE "Order" ALTER COLUMN total_price TYPE BIGINT'
            )

    later = Visitor({"database": shared_database}).log_in()

    order = later.order(total_price="497.50")
    assert later.get(f"/orders/{order['id']}").json()["order"]["total_price"] == 497.5


def test_more_keys_than_fit_in_one_statement_are_all_found() -> None:
    visitor = Visitor({"orders": 1200}).log_in()
    orders = visitor.get("/orders?count=2000").json()["orders"]
    assert len(orders) == 1200
    assert all(order["order_items"] for order in orders)


def _insert_some(store: Store) -> list[int]:
    """Rows in transactions that begin with a look, as those of requests do."""
    keys = []
    for _ in range(25):
        with store.transaction():
            store.rows("Customer", count=1)
            keys.append(store.insert("Customer", {}))
    return keys


def _insert_and_fail(store: Store) -> None:
    with store.transaction():
        store.insert("Customer", {"name": "x"})
        raise RuntimeError
