"""The algorithms of openapi/algorithms.md, step by step as they are written there, and the servers that
their vectors describe. It is a reader's check of the page; the client has its own code.
"""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

Data: TypeAlias = Any
VECTORS = Path(__file__).resolve().parents[2] / "openapi" / "vectors" / "algorithms"


def cases(name: str) -> list[Data]:
    """The cases of a file."""
    found: list[Data] = json.loads(
        (VECTORS / f"{name}.json").read_text(encoding="utf-8")
    )["cases"]
    return found


class WalkError(Exception):
    """A list that cannot be walked without loss."""


@dataclass
class Server:
    """A list as a case describes it."""

    case: Data
    requests: int = 0
    entries: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entries = list(self.case["entries"])

    def page(self, offset: int, count: int) -> list[int] | None:
        """What it answers; changes of the list come into force after their request."""
        how, before = self.case["server"], self.requests
        self.requests += 1
        for change in how.get("changes", ()):
            if change["after_request"] == before:
                self._change(change)
        if how.get("answers_null_at_request") == self.requests:
            return None
        return self._cut(how, offset, min(count, how.get("caps_pages", count)))

    def _change(self, change: Data) -> None:
        gone = change.get("delete", ())
        kept = [one for one in self.entries if one not in gone]
        self.entries = [*change.get("insert_first", ()), *kept]

    def _cut(self, how: Data, offset: int, count: int) -> list[int]:
        doubled = how.get("doubles", ())
        listed = [
            one for one in self.entries for _ in range(2 if one in doubled else 1)
        ]
        if how.get("reverses_each_time") and self.requests % 2 == 0:
            listed.reverse()
        if how.get("ignores_offset"):
            offset = 0
        if how.get("clamps_offset"):
            offset = min(offset, max(0, len(listed) - count))
        return [
            one
            for one in listed[offset : offset + count]
            if one not in how.get("filtered", ())
        ]


@dataclass
class Walk:
    """Algorithm 1. What it knows between two pages."""

    count: int
    known: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Of each entry given, how many steps back came before, and its place."""
    first: list[int] = field(default_factory=list)
    offset: int = 0
    back: int = 1
    stretch: int = 0
    asked: int = 0
    beyond: int = 0
    fruitless: int = 0
    same: int = 0
    over: bool = False

    def take(self, page: list[int] | None) -> list[int]:
        """What of a page is given; the numbers are those of the steps."""
        self.asked += 1
        if page is None:
            raise WalkError("1: no list")
        self._compare_with_the_first(page)
        self._check_order(page)
        if (
            not self.beyond
            and self.offset
            and not any(one in self.known for one in page)
        ):
            return self._step_back()
        return [] if self.over else self._give(page)

    def _step_back(self) -> list[int]:
        self.offset, self.back = max(0, self.offset - self.back), self.back * 2
        self.stretch += 1
        if self.stretch > max(10, self.asked / 3):
            raise WalkError("4: the list has no order")
        return []

    def _compare_with_the_first(self, page: list[int]) -> None:
        self.first = self.first or page
        self.same = self.same + 1 if self.offset and page and page == self.first else 0
        self.over = bool(self.same) and len(page) < self.count
        if self.same == 2 and not self.over:
            raise WalkError("2: the server ignores the offset")

    def _check_order(self, page: list[int]) -> None:
        for stretch in range(self.stretch + 1):
            places = [
                self.known[one][1]
                for one in page
                if one in self.known and self.known[one][0] == stretch
            ]
            if places != sorted(places):
                raise WalkError("3: the list has no order")

    def _give(self, page: list[int]) -> list[int]:
        new = [one for one in dict.fromkeys(page) if one not in self.known]  # 5
        self.back = 1
        for one in new:
            self.known[one] = (self.stretch, len(self.known))
        self._move_on(page, bool(new))
        return new

    def _move_on(self, page: list[int], new: bool) -> None:
        if new:  # 6
            self.beyond = self.fruitless = 0
            self.offset += max(len(page) - 1, 1)
        elif page:  # 7
            self.beyond, self.fruitless = max(self.beyond, 1), self.fruitless + 1
            self.offset += len(page)
        else:
            self.beyond, self.offset = self.beyond + 1, self.offset + self.count
        if self.fruitless == 20:  # 8
            raise WalkError("8: the server repeats itself")
        self.over = self.beyond == 6


def walk(server: Server, count: int) -> Iterator[int]:
    """All that a list has to give."""
    state = Walk(count)
    while not state.over:
        yield from state.take(server.page(state.offset, count))


def token_step(case: Data) -> str:
    """Algorithm 2: what a caller does next."""
    slot = case["slot"]
    if case.get("refusals") == 2:
        return "fail"
    if slot is None or "of" in slot:
        return "fetch"
    if case["used"] is not None:
        return "fetch" if slot["token"] == case["used"] else f"use {slot['token']}"
    left = slot["seconds_left"]
    return f"use {slot['token']}" if left is None or left > 60 else "fetch"


def after_create(event: Data, number: str) -> tuple[str, str]:
    """Algorithm 3, step 4."""
    if "failure" in event:
        certain = ("not found", "refused", "while connecting", "handshake")
        did_not = any(word in event["failure"] for word in certain)
        return ("not placed", "send again") if did_not else ("unknown", "look")
    if _refuses(event):
        return _REFUSALS.get(event["status"], ("not placed", "give up"))
    if 200 <= event["status"] < 300 and _holds_order(event.get("json"), number):
        return "placed", "keep the id"
    return "unknown", "look"


_REFUSALS = {
    401: ("not placed", "renew the token and send once more"),
    429: ("not placed", "wait as long as Retry-After says and send again"),
}
_CERTAIN = (307, 308, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429)


def _refuses(event: Data) -> bool:
    answer = event.get("json")
    says_no = isinstance(answer, dict) and answer.get("success") is False
    return event["status"] in _CERTAIN or (says_no and 200 <= event["status"] < 300)


def _holds_order(answer: Data, number: str) -> bool:
    found = answer if isinstance(answer, dict) else {}
    order = found.get("order") or ((found.get("data") or {}).get("attributes")) or {}
    key = order.get("id")
    has_id = isinstance(key, int) and not isinstance(key, bool) and key > 0
    return has_id and order.get("order_number") == number


def match(sent: str, found: str | None) -> str:
    """Algorithm 3, step 5."""
    if not found:
        return "none"
    if found == sent:
        return "exact"
    ours, theirs = _loose(sent), _loose(found)
    cut = len(theirs) >= 8 and ours.startswith(theirs)
    return "loose" if ours == theirs or cut else "none"


def _loose(number: str) -> str:
    text = re.sub(r"[\s\u200b-\u200d\u2060\ufeff]", "", html.unescape(number))
    return text.lower().lstrip("0")


def verdict(case: Data) -> str:
    """Algorithm 3, step 6."""
    sent, listed = case["sent"], case["listed"]
    matches = [
        (match(sent["order_number"], one["order_number"]), one) for one in listed
    ]
    near = [(how, one) for how, one in matches if how != "none"]
    if not near:
        return "unknown"
    if len(near) > 1 or near[0][0] != "exact":
        return "candidates"
    order = near[0][1]
    day = datetime.date.fromisoformat
    mine = (
        order["order_items"] == sent["order_items"]
        and day(order["create_date"]) >= day(case["sent_on"])
        and not order.get("deleted")
    )
    return "placed" if mine else "candidates"
