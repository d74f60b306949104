"""A sandbox with a habit, and a client of it that reads both dialects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from ..visiting import KEYS, ORDER, Clock, Visitor

DIALECTS = ("documented", "envelope")


@dataclass
class Resident:
    """A client with a token, of a sandbox that has habits."""

    habits: tuple[str, ...]
    dialect: str = "documented"
    settings: Mapping[str, Any] = field(default_factory=dict)
    slept: list[float] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        own = {"dialect": self.dialect, "habits": self.habits, "sleep": self._sleep}
        self.visitor = Visitor(
            {**own, **self.settings}, clock=self.clock, sees_failures=True
        )

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.pass_by(seconds=seconds)

    def log_in(self) -> Resident:
        self.visitor.token = self.fresh_token()
        return self

    def fresh_token(self) -> str:
        answer = self.visitor.post("/gettoken", data=KEYS).text
        token: str = json.loads(answer[answer.index("{") :])[
            "token"
        ]  # a habit may precede it
        return token

    def send(self, **changes: Any) -> httpx.Response:
        """A new order."""
        return self.visitor.post("/orders", form={**ORDER, **changes})

    def place(self, **changes: Any) -> dict[str, Any]:
        """A new order, with its fields as the answer has them."""
        answer = self.send(**changes)
        assert answer.status_code == 200, answer.text
        return self.fields(answer)

    def fields(self, answer: httpx.Response) -> dict[str, Any]:
        """The fields of the one entry of an answer, whatever the dialect."""
        document: dict[str, Any] = answer.json()
        names = ("order", "customer", "product")
        entry = document.get("data") or next(
            document[name] for name in names if name in document
        )
        return self.flat(entry)

    def get(self, path: str) -> dict[str, Any]:
        return self.fields(self.visitor.get(path))

    def listed(self, query: str = "", what: str = "orders") -> list[dict[str, Any]]:
        """The entries of a list."""
        document = self.visitor.get(f"/{what}{query}").json()
        return [self.flat(entry) for entry in document.get("data", document.get(what))]

    def ids(self, query: str = "", what: str = "orders") -> list[int]:
        return [entry["id"] for entry in self.listed(query, what)]

    def flat(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {**entry, **entry.get("attributes", {})}

    def numbers(self) -> list[str]:
        """The order numbers of all orders, as they are listed."""
        return [order["order_number"] for order in self.listed("?count=1000")]
