"""The file of a `SqliteLedger`: what is no such file is refused, and one that is lost is noticed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from mycloud import ConfigurationError, LedgerError, SqliteLedger

from .shop import WANTED, Shop


@pytest.mark.parametrize("path", ["", ":memory:", "a\0b", b"ledger.db", "a\ud800b", 7])
def test_what_no_other_process_would_see_is_refused(path: Any) -> None:
    with pytest.raises(ConfigurationError):
        SqliteLedger(path)


def test_a_program_that_changes_its_folder_keeps_its_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    shop = Shop()
    with (
        closing(SqliteLedger("ledger.db")) as ledger,
        shop.client(ledger=ledger) as client,
    ):
        client.orders.ensure(order_number="WEB-1", **WANTED)
        monkeypatch.chdir("elsewhere")
        ledger.close()

        assert client.ledger.get("WEB-1") is not None


def delete(path: Path) -> None:
    for file in path.parent.glob("ledger.db*"):
        file.unlink()


def delete_and_make_anew(path: Path) -> None:
    delete(path)
    SqliteLedger(path).close()


def put_a_copy_in_its_place(path: Path) -> None:
    shutil.copy(path, path.with_name("copy"))
    os.replace(path.with_name("copy"), path)


@pytest.mark.parametrize(
    "lose", [delete, delete_and_make_anew, put_a_copy_in_its_place]
)
def test_nothing_is_sent_under_a_file_that_others_do_not_see(
    tmp_path: Path, lose: Callable[[Path], None]
) -> None:
    shop, path = Shop(), tmp_path / "ledger.db"
    with closing(SqliteLedger(path)) as ledger, shop.client(ledger=ledger) as client:
        client.orders.ensure(order_number="WEB-1", **WANTED)

        lose(path)

        with pytest.raises(LedgerError):
            client.orders.ensure(order_number="WEB-2", **WANTED)
    assert shop.numbers == ["WEB-1"]
