"""Both clients, as one function that asks for an order; and the ledgers there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import anyio
import pytest
from mycloud import Ledger, Order, SqliteLedger

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


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger in a file."""
    return SqliteLedger(tmp_path / "ledger.db")
