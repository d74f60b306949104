"""The examination that writes: it places a few orders, looks at them, deletes them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from .asking import Asking, Reply, entries_of, entry_of
from .habits import FULL, goes_up
from .observations import Listing, Observations, Written, flattened
from .telling import is_falling, is_ours, marker_of, telling_digits, telling_number

WRITES: Final = 80
"""Requests that an examination sends for what it writes, at most."""
_LOOKS: Final = 12
_SMALL: Final = 80
"""A list of so many entries is read from its start each time."""
_NOTE: Final = "placed by mycloud doctor --learn"


class CannotPlace(Exception):
    """There is nothing to order, or no way to ship it."""


class Writing:
    """Orders of our own on a server, and what was seen of them.

    Args:
        asking: Sends requests.
        seen: What was seen by reading, to which this adds.
        unique: Hexadecimal digits that no other order number has.
        sleep: Waits between two looks at a list.
    """

    def __init__(
        self,
        asking: Asking,
        seen: Observations,
        unique: str,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._asking, self._seen, self._sleep = asking, seen, sleep
        self._marker, self._unique = marker_of(unique), unique
        self._wrote = seen.written = Written()
        self._form: list[tuple[str, str]] = []
        self._window: dict[str, int] = {}

    def run(self) -> None:
        """Place, look, change and delete.

        Raises:
            CannotPlace: The shop has no product or no delivery mode.
        """
        self._form, self._window = self._order_form(), self._newest_window()
        try:
            self._place_and_look()
        finally:
            self._delete_all()

    def _place_and_look(self) -> None:
        wrote, number = self._wrote, telling_number(self._marker)
        wrote.sent, wrote.digits_sent = number, telling_digits(self._unique)
        reply = self._create(number)
        wrote.create_status, wrote.create_seconds = reply.status, reply.seconds
        if not reply.is_good:
            wrote.refusal = f"a create was refused with {reply.status}"
            return
        first = self._find_first()
        self._judge_answer(reply, first)
        if first is None:
            return
        wrote.stored = str(first.get("order_number"))
        self._more_orders(number)
        self._change(str(first["id"]))
        self._delete_between(str(first["id"]))

    def _create(self, number: str) -> Reply:
        form = [*self._form, ("order_number", number), ("note", _NOTE)]
        return self._asking.write("POST", "/orders", form)

    def _find_first(self) -> dict[str, Any] | None:
        """The order as the list shows it; waits a while for a list that lags."""
        for look in range(_LOOKS):
            found = self._ours()
            self._wrote.listed_at_once = (
                bool(found) if look == 0 else self._wrote.listed_at_once
            )
            if found:
                return found[0]
            self._sleep(0.5)
        self._wrote.listed_at_once = None
        self._seen.notes.append(
            "the list did not show the order: it may still be there"
        )
        return None

    def _judge_answer(self, reply: Reply, listed: Mapping[str, Any] | None) -> None:
        """What the answer to the create says of the order that is listed."""
        answered = entry_of(reply.payload, "order")
        if answered is None:
            is_redirect = 300 <= reply.status < 400
            self._wrote.answer_id = "redirect" if is_redirect else "no order"
        elif answered.get("id") in (None, ""):
            self._wrote.answer_id = "absent"
        elif str(answered["id"]) == "0":
            self._wrote.answer_id = "zero"
        else:
            is_right = listed is None or str(listed.get("id")) == str(answered["id"])
            self._wrote.answer_id = "right" if is_right else "other"

    def _more_orders(self, number: str) -> None:
        """Order numbers of digits, the same once more, and in other letters."""
        digits = self._wrote.digits_sent
        if self._create(digits).is_good:
            self._wrote.digits_stored = self._stored_digits(digits)
        self._wrote.same_accepted = self._create(number).is_good
        self._wrote.other_case_accepted = self._create(number.upper()).is_good

    def _stored_digits(self, digits: str) -> str | None:
        """How the number of digits came back, if it came as text."""
        for _ in range(_LOOKS):
            for order in self._listed():
                if digits.lstrip("0") in str(order.get("order_number")):
                    stored = order["order_number"]
                    return stored if isinstance(stored, str) else None
            self._sleep(0.5)
        return None

    def _change(self, id: str) -> None:
        """Update the order, and see whether that changed it, or its place in the list."""
        note = f"changed {self._marker}"
        self._asking.write("PATCH", f"/orders/{id}", [("note", note)])
        order = entry_of(self._asking.get(f"/orders/{id}").payload, "order") or {}
        self._wrote.patched = order.get("note") == note
        ids = [str(each.get("id")) for each in self._listed()]
        before = self._seen.listings.get("long")
        if is_falling(before.distinct if before else []):
            self._wrote.updated_first = ids[:1] == [id] and len(self._ours()) > 1

    def _delete_between(self, id: str) -> None:
        """Delete an order that has neighbours, and ask for the page of two around it."""
        ids = [str(each.get("id")) for each in self._listed()]
        place = ids.index(id) if id in ids else 0
        self._asking.write("DELETE", f"/orders/{id}")
        if not 0 < place < len(ids) - 1:
            return
        at = self._window["offset"] + place - 1
        page, _ = self._asking.listing("orders", offset=at, count=2)
        neighbours = [ids[place - 1], ids[place + 1]]
        self._wrote.after_delete = _kind_of(page, id, neighbours)

    def _delete_all(self) -> None:
        """Delete every order that is ours; where pages are short, more are listed after that."""
        for _ in range(_LOOKS):
            orders = [str(order.get("id")) for order in self._ours()]
            there = [id for id in orders if self._asking.get(f"/orders/{id}").is_good]
            self._wrote.left = len(there)
            if not there:
                return
            for id in there:
                self._asking.write("DELETE", f"/orders/{id}")

    def _ours(self) -> list[dict[str, Any]]:
        """The orders that bear the marker or the number of digits, and no other."""
        digits = telling_digits(self._unique).lstrip("0")
        return [
            order
            for order in self._listed()
            if is_ours(order.get("order_number"), self._marker)
            or digits in str(order.get("order_number"))
        ]

    def _listed(self) -> list[dict[str, Any]]:
        payload = self._asking.get("/orders", **self._window).payload
        found: dict[str, dict[str, Any]] = {}
        for entry in entries_of(payload, "orders") or []:
            flat = flattened(entry)
            found.setdefault(str(flat.get("id")), flat)
        return list(found.values())

    def _order_form(self) -> list[tuple[str, str]]:
        """What every order has: a way to ship it, and one piece of the first product."""
        mode = _first_id(self._asking, "deliverymodes")
        product = _first_id(self._asking, "products")
        return [
            ("delivery_mode_id", mode),
            ("order_items[0][product_id]", product),
            ("order_items[0][quantity]", "1"),
            ("order_items[0][price]", "1.25"),
            ("name", "Mycloud Doctor"),
        ]

    def _newest_window(self) -> dict[str, int]:
        """Where new orders will be listed."""
        if not goes_up(self._seen):
            return {"offset": 0, "count": FULL}
        end, length = self._end(), len(self._seen.listings["long"].distinct)
        is_small = end == length and end <= _SMALL
        return {"offset": 0 if is_small else end - 3, "count": FULL if is_small else 20}

    def _end(self) -> int:
        """How many orders are listed; found by doubling and halving where a page is not all."""
        long, after = self._seen.listings["long"], self._seen.listings.get("after long")
        length = len(long.distinct)
        if after is None or not set(after.distinct) - set(long.distinct):
            return length
        low, high = length, length * 2
        while self._is_there(high):
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._is_there(middle) else (low, middle)
        return high

    def _is_there(self, offset: int) -> bool:
        listing, _ = self._asking.listing("orders", offset=offset, count=1)
        return bool(listing.ids)


def _kind_of(page: Listing, deleted: str, neighbours: Sequence[str]) -> str:
    """What stands in the page of two around a deleted order."""
    if deleted in page.distinct:
        return "deleted"
    if page.distinct == list(neighbours):
        return "neighbours"
    return "short" if page.distinct == [neighbours[0]] else "unclear"


def _first_id(asking: Asking, resource: str) -> str:
    for entry in (
        entries_of(asking.get(f"/{resource}", offset=0, count=1).payload, resource)
        or []
    ):
        return str(flattened(entry).get("id"))
    raise CannotPlace(f"there are no {resource} to place an order with")
