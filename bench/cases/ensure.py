"""What `orders.ensure` takes beyond `orders.create`: one look at the list, and the notes in a ledger.

The requests never leave the process, so that only the client and the ledger are measured. The
list is empty; each sample places orders of new numbers.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from mycloud import Item, Ledger, MyCloud, PostgresLedger, SqliteLedger

from tests.postgresql import serving_postgresql

from ..measuring import Case, Sides
from ..orders import one_order

CALLS = 20
"""Orders to a sample."""

_ITEMS = [Item(product_sku="MAI002", quantity=1, price=50)]
_NUMBERS = itertools.count(1)


@contextmanager
def _against_create() -> Iterator[Sides]:
    with _client(None) as client:
        create = partial(client.orders.create, delivery_mode_id=343, items=_ITEMS)

        def create_and_page() -> None:
            client.orders.page(count=100)
            create(order_number=f"WEB-{next(_NUMBERS)}")

        yield {
            "ensure": partial(_took, partial(_ensure, client)),
            "create, and one page": partial(_took, create_and_page),
            "create": partial(_took, create),
        }


@contextmanager
def _on(ledger_in: Callable[[], AbstractContextManager[Ledger]]) -> Iterator[Sides]:
    with ledger_in() as ledger, _client(ledger) as noting, _client(None) as plain:
        with_ledger, without = partial(_ensure, noting), partial(_ensure, plain)
        yield {type(ledger).__name__: lambda: _took(with_ledger) - _took(without)}


@contextmanager
def _sqlite() -> Iterator[Ledger]:
    with (
        TemporaryDirectory() as folder,
        closing(SqliteLedger(Path(folder) / "ledger.db")) as ledger,
    ):
        yield ledger


@contextmanager
def _postgresql() -> Iterator[Ledger]:
    with serving_postgresql() as url, closing(PostgresLedger(url)) as ledger:
        yield ledger


def _client(ledger: Ledger | None) -> MyCloud:
    return MyCloud(
        "key",
        "secret",
        token="T",
        transport=httpx.MockTransport(_answer),
        ledger=ledger,
    )


def _answer(request: httpx.Request) -> httpx.Response:
    """An empty list, or the order, without its own number."""
    is_list = request.method == "GET"
    return httpx.Response(200, content=b'{"orders": []}' if is_list else _ORDER)


_ORDER = one_order().replace(b'"order_number"', b'"another"')


def _ensure(client: MyCloud) -> None:
    number = f"WEB-{next(_NUMBERS)}"
    client.orders.ensure(order_number=number, delivery_mode_id=343, items=_ITEMS)


def _took(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(CALLS):
        call()
    return (time.perf_counter() - began) / CALLS * 1e3


CASES = [
    Case(
        "ensure", "ms", _against_create, rounds=51, bars={"create, and one page": 1.25}
    ),
    Case(
        "ensure on SQLite",
        "ms more",
        partial(_on, _sqlite),
        rounds=51,
        bars={"SqliteLedger": 1},
    ),
    Case(
        "ensure on PostgreSQL",
        "ms more",
        partial(_on, _postgresql),
        rounds=51,
        bars={"PostgresLedger": 3},
    ),
]
