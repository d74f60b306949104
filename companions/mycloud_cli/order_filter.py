"""Which orders `orders list` shows: the API has no search, so orders are read and chosen here."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from .errors import Misuse

if TYPE_CHECKING:
    from mycloud import Order

STATUSES: Final = (
    "RESERVED",
    "WAITPAY",
    "RECVPAY",
    "APPROVED",
    "PICKING",
    "PROCESSING",
    "PACKED",
    "INPROGRESS",
    "SHIPPED",
    "DELIVERED",
    "UNKNOWN",
)
_SEARCHED: Final = (
    "order_number",
    "mc_number",
    "tracking_number",
    "customer_ref",
    "name",
    "phone_number",
    "email",
    "note",
)


@dataclasses.dataclass(frozen=True)
class OrderFilter:
    """What an order must be to be shown.

    Attributes:
        statuses: One of these, in capital letters; empty for any.
        since: Created on this day or later.
        until: Created on this day or before.
        search: Text in a number, a name, a phone number, an e-mail address or a note.
    """

    statuses: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    search: str = ""

    def __bool__(self) -> bool:
        return bool(self.statuses or self.since or self.until or self.search)

    def matches(self, order: Order) -> bool:
        """Whether an order is to be shown. Without a date it is not, where a day is asked for."""
        status = (order.status or "").upper()
        return (
            (not self.statuses or status in self.statuses)
            and self._is_in_time(order.create_date)
            and self._has_text(order)
        )

    def reaches_back(self, orders: Sequence[Order]) -> bool:
        """Whether orders read from the newest on go back beyond the first day asked for."""
        days = [order.create_date for order in orders]
        return any(isinstance(day, date) and day < (self.since or day) for day in days)

    def _is_in_time(self, created: object) -> bool:
        if not (self.since or self.until):
            return True
        if not isinstance(created, date):
            return False
        return (self.since or created) <= created <= (self.until or created)

    def _has_text(self, order: Order) -> bool:
        wanted = self.search.casefold()
        return not wanted or any(
            wanted in str(getattr(order, name, None) or "").casefold()
            for name in _SEARCHED
        )


def filter_of(
    status: Iterable[str] | None,
    since: str | None,
    until: str | None,
    search: str | None,
) -> OrderFilter:
    """The filter that the options describe.

    Raises:
        Misuse: A text that is no day, or days in the wrong order.
    """
    first, last = _day("--since", since), _day("--until", until)
    if first and last and first > last:
        raise Misuse(f"--since {first} is after --until {last}: no day is between them")
    names = [part.strip() for text in status or [] for part in text.split(",")]
    wanted = frozenset(name.upper() for name in names if name)
    return OrderFilter(wanted, first, last, (search or "").strip())


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Misuse(
            f"{option}: got {text!r}; takes a day as YYYY-MM-DD, such as 2018-04-08"
        ) from None


def newest_first(orders: Iterable[Order]) -> list[Order]:
    """The orders by their database keys, the latest first."""
    return sorted(orders, key=lambda order: order.id or 0, reverse=True)
