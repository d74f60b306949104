"""A file checked before anything is sent: each order as the client checks it, and all counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from typing import Final, TypeAlias

import attrs
from mycloud import InvalidRequestError, MyCloud, Request

from .file_orders import FileOrder
from .findings import BadSource, Finding
from .reading import OrderFile

_SHOWN: Final = 3
_KEPT: Final = 10_000
"""Findings that are kept; a file with more is not mended line by line."""

OnProgress: TypeAlias = Callable[[str, int, int | None], object]
"""Called with what is done, how many are done, and of how many; None while nobody knows."""


def ignore_progress(_what: str, _done: int, _total: int | None) -> None:
    """Default for `on_progress`; does nothing."""


@attrs.define
class Report:
    """What is in a file.

    Attributes:
        described: What was detected, in one line.
        orders: How many orders can be sent.
        items: How many items they have.
        total: What the items cost, in THB.
        first: The first of them.
        findings: Faults and doubts, in the order of the file.
        dropped: How many findings more there are than are kept.
        skipped: How many rows the mapping leaves out, by why.
        products: The products by SKU or id, and the line in which each is ordered first.
        delivery_modes: The delivery modes, and the line in which each is used first.
        numbers: The order numbers, and their lines.
    """

    described: str
    orders: int = 0
    items: int = 0
    total: Decimal = Decimal()
    first: list[FileOrder] = attrs.Factory(list)
    findings: list[Finding] = attrs.Factory(list)
    dropped: int = 0
    skipped: Counter[str] = attrs.Factory(Counter)
    products: dict[tuple[str, str | int], int] = attrs.Factory(dict)
    delivery_modes: dict[int, int] = attrs.Factory(dict)
    numbers: dict[str, int] = attrs.Factory(dict)

    @property
    def faults(self) -> list[Finding]:
        """What keeps orders from being sent."""
        return [each for each in self.findings if each.severity == "fault"]

    @property
    def warnings(self) -> list[Finding]:
        """What is doubtful."""
        return [each for each in self.findings if each.severity == "warning"]

    def add(self, finding: Finding) -> None:
        """Keep a finding, if there is room."""
        if len(self.findings) < _KEPT:
            self.findings.append(finding)
        else:
            self.dropped += 1

    def count(self, order: FileOrder) -> None:
        """Count an order that can be sent."""
        self.orders += 1
        self.items += len(order.arguments["items"])
        self.total += order.total
        if len(self.first) < _SHOWN:
            self.first.append(order)
        self._note_references(order)

    def _note_references(self, order: FileOrder) -> None:
        self.numbers[order.number] = order.line
        mode = order.arguments.get("delivery_mode_id")
        if isinstance(mode, int):
            self.delivery_modes.setdefault(mode, order.line)
        for item in order.arguments["items"]:
            for kind in ("product_id", "product_sku", "shop_sku"):
                if (reference := getattr(item, kind)) is not None:
                    self.products.setdefault((kind, reference), order.line)


def check_file(file: OrderFile, *, on_progress: OnProgress = ignore_progress) -> Report:
    """Read all orders of a file, each checked as the client checks what it sends.

    Raises:
        BadSource: The file cannot be read to its end.
        OSError: The same, for a reason of the system.
    """
    report = Report(file.described)
    for finding in file.findings:
        report.add(finding)
    for done, order in enumerate(checked_orders(file), 1):
        for finding in order.findings:
            report.add(finding)
        if not order.is_faulty:
            report.count(order)
        if done % 100 == 0:
            on_progress("checking", done, None)
    report.skipped = Counter(file.skipped)
    if not report.numbers and not report.faults:
        report.add(Finding("fault", "empty", 1, _no_orders(report.skipped)))
    return report


def _no_orders(skipped: Counter[str]) -> str:
    if not skipped:
        return "there are no orders in the file"
    return f"all {skipped.total():,} lines are left out by the mapping"


def read_checked(file: OrderFile) -> Iterator[FileOrder]:
    """The orders of a file, after all of it was found to be without faults.

    Raises:
        BadSource: Something is wrong; no order is given then.
    """
    report = check_file(file)
    if report.faults:
        raise BadSource(report.faults)
    return checked_orders(file)


def checked_orders(file: OrderFile) -> Iterator[FileOrder]:
    """The orders of a file, each with what the client says of it."""
    with _checker() as client:
        for order in file:
            if not order.is_faulty and (fault := _refused(client, order)):
                order.findings.append(fault)
            yield order


def first_orders(file: OrderFile, count: int) -> list[FileOrder]:
    """The first orders of a file."""
    return list(islice(file, count))


@contextmanager
def _checker() -> Iterator[MyCloud]:
    """A client that checks and sends nothing."""
    with MyCloud(
        token="nobody", base_url="http://localhost", on_request=_stop_here
    ) as client:
        yield client


class _WouldBeSent(Exception):
    """An order came as far as the wire."""


def _stop_here(_request: Request) -> None:
    raise _WouldBeSent


def _refused(client: MyCloud, order: FileOrder) -> Finding | None:
    """What the client says of an order before it sends it."""
    try:
        client.orders.create(**order.arguments)
    except _WouldBeSent:
        return None
    except InvalidRequestError as error:
        return Finding("fault", "refused", order.line, str(error))
    raise AssertionError("an order was sent while its file was checked")
