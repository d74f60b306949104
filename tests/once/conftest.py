"""Both clients, as one function that asks for an order; and the ledgers there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import anyio
import pytest
from mycloud import Ledger, Order

from .placing_once import ledger_at
from .shop import WANTED, Shop

Ask: TypeAlias = Callable[..., Order]


@pytest.fixture(params=["blocking", "awaited"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Asks a shop for order WEB-1 with a new client, as a program that is run again does."""

    def blocking(shop: Shop, ledger: Ledger | None = None, **changes: Any) -> Order:
        with shop.client(ledger=ledger) as client:
            return client.orders.ensure(**arguments(changes))

    def awaited(shop: Shop, ledger: Ledger | None = None, **changes: Any) -> Order:
        async def run() -> Order:
            async with shop.awaited_client(ledger=ledger) as client:
                return await client.orders.ensure(**arguments(changes))

        return anyio.run(run)

    return blocking if request.param == "blocking" else awaited


def arguments(changes: dict[str, Any]) -> dict[str, Any]:
    """What is asked for."""
    return {"order_number": "WEB-1", **WANTED, **changes}


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A server of PostgreSQL, for all tests."""
    from ..postgresql import serving_postgresql

    with serving_postgresql() as url:
        yield url


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty ledger is: a file, or a data source."""
    if request.param == "SQLite":
        return str(tmp_path / "ledger.db")
    from ..postgresql import empty

    url: str = request.getfixturevalue("postgresql")
    empty(url)
    return url


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    """A ledger of each kind."""
    with closing(ledger_at(place)) as found:
        yield found
