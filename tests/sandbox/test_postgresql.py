"""What is particular to PostgreSQL."""

import sys
from itertools import count

import psycopg
import pytest
from mycloud_sandbox.contract import load_contract
from mycloud_sandbox.database import DatabaseError, open_database
from mycloud_sandbox.store import Store

from ..postgresql import new_schema
from . import visiting
from .visiting import Visitor

TEXTS = (
    "\0",
    "a\0b",
    "\uffff",
    "\uffff0",
    "\uffff1",
    "\0\uffff\0",
    "\uffff\uffff00",
    "100 % ?",
    "ผ้าพันคอ \N{SCARF}",
)
END_THE_LOST = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'lost'"
NUMBERS = count()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.usefixtures("both_databases")
def test_any_text_is_kept_and_found_as_it_is(text: str) -> None:
    store = Store(load_contract(), visiting.new_database())
    with store.transaction():
        key = store.insert("Product", {"name": text, "sku": text})
        found = store.find("Product", "sku", text)
    assert found is not None
    assert (found["id"], found["name"]) == (key, text)


def test_a_connection_that_is_lost_is_made_again(postgresql: str) -> None:
    url = new_schema(postgresql, f"lost_{next(NUMBERS)}") + "&application_name=lost"
    visitor = Visitor({"database": url}).log_in()
    order = visitor.order()
    with psycopg.connect(postgresql) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'lost'"
        )
    assert visitor.get(f"/orders/{order['id']}").json()["order"] == order


def test_a_server_that_cannot_be_reached_is_said_so_without_the_password() -> None:
    with pytest.raises(
        DatabaseError, match=r"PostgreSQL cannot be used: .*127\.0\.0\.1"
    ) as refused:
        open_database("postgresql://someone:password-of-someone@127.0.0.1:1/sandbox")
    assert "password-of-someone" not in str(refused.value)


def test_without_psycopg_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "mycloud_sandbox.postgresql", raising=False)
    with pytest.raises(
        DatabaseError, match=r"pip install 'mycloud-client\[sandbox,postgresql\]'"
    ):
        open_database("postgresql:///sandbox")


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(
        DatabaseError, match="path of a file or a URL that begins with postgresql://"
    ):
        open_database("mysql://localhost/sandbox")
