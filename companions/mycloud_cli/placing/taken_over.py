"""The ledger that earlier versions kept beside each file, taken over into that of the shop."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from mycloud import MyCloud

_SELECT: Final = (
    "SELECT number, outcome, id FROM orders WHERE outcome IN ('placed', 'unknown')"
)


class TakeOverError(Exception):
    """An old ledger that cannot be taken over; says what to do."""


def old_ledger_of(source: Path) -> Path:
    """Where earlier versions noted what became of the orders of a file."""
    return source.with_name(f"{source.name}.ledger")


def take_over(client: MyCloud, source: Path) -> None:
    """Take over the old ledger beside a file, if there is one, and rename it.

    Raises:
        TakeOverError: It is of another shop or server, or cannot be read.
    """
    path = old_ledger_of(source)
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=1)) as old:
            about = dict(old.execute("SELECT name, value FROM about").fetchall())
            notes = old.execute(_SELECT).fetchall()
    except sqlite3.Error as error:
        raise TakeOverError(
            f"{path}, the ledger of an earlier version, cannot be read: {error}. Nothing was "
            f"sent. Bring it back, or move it away if none of its orders was placed"
        ) from error
    _agree(client, about, path)
    for number, outcome, id in notes:
        client.ledger.adopt(number, order_id=id if outcome == "placed" else None)
    _rename(path)


def _agree(client: MyCloud, about: dict[str, object], path: Path) -> None:
    shop = client.shops.list().first()
    here = {"base URL": client.base_url, "shop": None if shop is None else shop.id}
    differing = [name for name in here if name in about and about[name] != here[name]]
    if differing:
        said = ", ".join(
            f"{name} {about[name]} (now {here[name]})" for name in differing
        )
        raise TakeOverError(
            f"{path} is of {said}. Move it away to place the orders of this file here too"
        )


def _rename(path: Path) -> None:
    path.replace(path.with_name(f"{path.name}.taken-over"))
    for rest in ("-wal", "-shm"):
        path.with_name(f"{path.name}{rest}").unlink(missing_ok=True)
