"""A consumer's program, with public names alone: type checkers read it, and it runs against the
sandbox.

`make release-check` does both with the built wheel in fresh environments, with the lowest and
newest of what it needs.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from decimal import Decimal

from mycloud import (
    ApiError,
    AsyncMyCloud,
    Attachment,
    InvalidRequestError,
    Item,
    MyCloud,
    NotFoundError,
    Order,
    RetryPolicy,
    __version__,
)

ITEMS = [
    Item(product_id=164162, quantity=2, price="199.00"),
    Item(product_sku="MAI002", quantity=1, price=50),
    Item(shop_sku="UPC_230458300", quantity=1, price=Decimal("49.50")),
]


def place(client: MyCloud, number: str) -> Order:
    return client.orders.create(
        delivery_mode_id=343,
        items=ITEMS,
        order_number=number,
        name="คุณ พวริด",
        attachments=[Attachment("LABEL", b"a label", "label.txt")],
    )


def work(client: MyCloud) -> list[int]:
    """One order's life, and what is refused."""
    order = place(client, "ORD-004564014")
    changed: Order = client.orders.update(order, note="This is a special order.")
    assert changed.note == "This is a special order."
    ids = [one.id for one in client.orders.list(count=10) if one.id is not None]
    client.orders.delete(order)
    try:
        client.orders.get(999999)
    except NotFoundError as error:
        print("as it should be:", error.status, error.message)
    except ApiError as error:
        raise SystemExit(f"an unknown order gave {error.status}") from error
    try:
        client.orders.update(order, total_price="much")
    except InvalidRequestError as error:
        print("as it should be:", error)
    return ids


async def count_customers(base_url: str, api_key: str, secret_key: str) -> int:
    async with AsyncMyCloud(
        api_key, secret_key, base_url=base_url, retry=RetryPolicy()
    ) as client:
        found = [customer.name async for customer in client.customers.list()]
        return len(found)


def main() -> None:
    command = [sys.executable, "-m", "mycloud_sandbox", "--port", "0", "--orders", "25"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as sandbox:
        try:
            settings = announced(sandbox)
            keys = settings["api_key"], settings["secret_key"]
            with MyCloud(*keys, base_url=settings["base_url"]) as client:
                orders = work(client)
            customers = asyncio.run(count_customers(settings["base_url"], *keys))
        finally:
            sandbox.terminate()
    print(
        f"mycloud {__version__} walked {len(orders)} orders and {customers} customers of the installed sandbox"
    )


def announced(sandbox: subprocess.Popen[str]) -> dict[str, str]:
    """The lines `name: value` that a sandbox prints when it begins to answer."""
    assert sandbox.stdout is not None
    settings: dict[str, str] = {}
    while not {"base_url", "api_key", "secret_key"} <= settings.keys():
        line = sandbox.stdout.readline()
        if not line:
            raise SystemExit("the sandbox did not start")
        name, _, value = line.strip().partition(": ")
        settings[name] = value
    return settings


if __name__ == "__main__":
    main()
