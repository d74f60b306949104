"""Lists as the sandbox gives them with its habits, by the habits themselves and without a socket."""

from __future__ import annotations

import random
from collections.abc import Sequence

from mycloud_sandbox.habits import EVERY, Habits, choose
from mycloud_sandbox.habits.describing import Guarantee, Page
from mycloud_sandbox.store import Entry

from .hostile import Asked, HostileList

HABITS = [
    habit.name
    for habit in EVERY.values()
    if habit.endangers is Guarantee.WALKED_WHOLE
    or habit.name == "lists-deleted-entries"
]


class _Listed:
    """Cuts pages as a habit does."""

    def __init__(self, habits: Habits, table: str) -> None:
        self._habits = habits
        self._table = table
        self._changed_at: dict[int, float] = {}
        self._places: list[int] = []

    def __call__(self, server: HostileList, asked: Asked) -> Sequence[int]:
        self._note_changes(server, asked)
        entries = [
            Entry(key, key in server.gone, _day(key), 0.0, self._changed_at.get(key, 0))
            for key in sorted({*server.entries, *server.gone})
        ]
        page = Page(self._table, asked.offset, asked.count, deleted=False)
        return self._habits.listed(entries, page, now=1.0)

    def _note_changes(self, server: HostileList, asked: Asked) -> None:
        """What others moved to the front was changed just now."""
        if server.moves and self._places and server.entries != self._places:
            for key in set(server.entries[:1]) - set(self._places[:1]):
                self._changed_at[key] = asked.serial
        self._places = [*server.entries]


def _day(key: int) -> str:
    return f"2018-04-{key % 1_000_000 // 8 % 28 + 1:02}"


def by_habit(
    habit: str, seed: int, *, quiet: bool = False
) -> tuple[HostileList, str, int]:
    """A list with a habit, the resource it is of, and how many entries to ask for at a time."""
    dice = random.Random(seed)
    resource = "products" if habit.startswith("products") else "customers"
    if not habit.startswith(("customers", "products")):
        resource = "orders"
    name = habit.partition("=")[0]
    count = dice.choice(
        [10, 20, 100] if name == "filters-after-limit" else [3, 10, 100]
    )
    table = {"orders": "Order", "customers": "Customer", "products": "Product"}[
        resource
    ]
    server = HostileList(
        seed,
        _Listed(choose([habit]), table),
        size=dice.choice([0, 1, 9, 10, 24, 57, 130]),
        changes=0 if quiet else dice.choice([0, 4, 12]),
        moves=name == "sorts-by-last-update",
        keeps_gone=True,
        none={"empty-list-as-404": "404", "empty-list-as-refusal": "refusal"}.get(
            name, "list"
        ),
    )
    for _ in range(dice.choice([0, 1, 3])):
        start = dice.randrange(server.size + 1)
        server.gone.update(server.entries[start : start + dice.choice([1, 8, 35])])
    return server, resource, count
