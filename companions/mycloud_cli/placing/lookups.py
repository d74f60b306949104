"""What a file is checked against in the shop, reading only: products, delivery modes, numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, TypeAlias

from mycloud import MyCloud, NotFoundError, Product

from ..files import Finding, Report

_AT_ONCE: Final = 8
_FIELDS: Final = {"product_id": "id", "product_sku": "sku", "shop_sku": "shop_sku"}
_KINDS: Final = {"id": "an id", "sku": "a MyCloud SKU", "shop_sku": "a SKU of the shop"}

OnProgress: TypeAlias = Callable[[str, int, int | None], object]


def look_up(
    client: MyCloud, report: Report, on_progress: OnProgress
) -> Iterator[Finding]:
    """What the shop says of the orders of a file; nothing is written.

    Raises:
        MyCloudError: The shop cannot be asked.
    """
    yield from _delivery_modes(client, report)
    yield from _products(client, report, on_progress)
    yield from _numbers(client, report, on_progress)


def _delivery_modes(client: MyCloud, report: Report) -> Iterator[Finding]:
    known = {mode.id: mode for mode in client.delivery_modes.list()}
    for mode, line in report.delivery_modes.items():
        if mode not in known:
            there = ", ".join(f"{each.id} {each.name}" for each in known.values())
            what = f"there is no delivery mode {mode}; there is {there}"
            yield Finding("fault", "delivery-mode", line, what)


def _products(
    client: MyCloud, report: Report, on_progress: OnProgress
) -> Iterator[Finding]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        asked = pool.map(partial(_product, client), report.products)
        pairs = zip(report.products.items(), asked, strict=True)
        for done, (((kind, reference), line), product) in enumerate(pairs, 1):
            on_progress("looking up products", done, len(report.products))
            if what := _doubt(kind, reference, product):
                yield Finding("fault", "product", line, what)


def _product(client: MyCloud, wanted: tuple[str, str | int]) -> Product | None:
    try:
        return client.products.get(wanted[1])
    except NotFoundError:
        return None


def _doubt(kind: str, reference: str | int, product: Product | None) -> str | None:
    """Why a product is not the one that is meant: the API takes any of its names for it."""
    if product is None:
        return f"the shop has no product {reference!r} ({kind})"
    found = {name: getattr(product, name) for name in _FIELDS.values()}
    if found[_FIELDS[kind]] == reference:
        return None
    other = next((name for name, value in found.items() if value == reference), None)
    if other is None:
        return None
    return (
        f"{reference!r} is {_KINDS[other]}, and was given as {kind}: --sku changes that"
    )


def _numbers(
    client: MyCloud, report: Report, on_progress: OnProgress
) -> Iterator[Finding]:
    by_loose = {_loosely(number): number for number in report.numbers}
    for done, order in enumerate(client.orders.list(prefetch=4), 1):
        if done % 100 == 0:
            on_progress("looking through the orders", done, None)
        number = by_loose.get(_loosely(order.order_number or ""))
        if number is not None:
            what = f"{number} is placed already, as {order.mc_number}; it is not sent again"
            yield Finding("warning", "placed", report.numbers[number], what)


def _loosely(number: str) -> str:
    return "".join(number.casefold().split()).lstrip("0")


def in_file_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as their rows follow each other."""
    return sorted(findings, key=lambda finding: finding.row)
