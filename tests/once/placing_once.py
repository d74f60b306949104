"""A program that places one order with a ledger, for a process that is killed.

python -m tests.once.placing_once LEDGER NUMBER
"""

from __future__ import annotations

import sys

from mycloud import Item, MyCloud, MyCloudError, PostgresLedger, SqliteLedger


def ledger_at(place: str) -> SqliteLedger | PostgresLedger:
    """The ledger in a file, or at a data source."""
    if place.startswith("postgresql://"):
        return PostgresLedger(place)
    return SqliteLedger(place)


def main(place: str, number: str) -> None:
    """Says which order it is, or the name of the error."""
    item = Item(product_sku="MAI002", quantity=1, price=50)
    with MyCloud(ledger=ledger_at(place)) as client:
        try:
            order = client.orders.ensure(
                order_number=number, delivery_mode_id=343, items=[item]
            )
        except MyCloudError as error:
            print(type(error).__name__)
        else:
            print(order.id)


if __name__ == "__main__":
    main(*sys.argv[1:])
