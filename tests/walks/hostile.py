"""Servers whose lists are hard to walk: those of the sandbox's habits, and others made by hand.

Each is an httpx transport, so that both clients walk it, without a socket.
"""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..http_library import httpx


@dataclass
class Asked:
    """What a request asks for."""

    offset: int
    count: int
    serial: int


Cut = Callable[["HostileList", Asked], Sequence[int]]
"""What a server gives for a request."""


@dataclass
class HostileList(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A list that changes before some requests, and is cut into pages in its own way.

    Attributes:
        cut: How a page is cut.
        entries: The ids in order.
        gone: Those that were deleted, and are still in their places where `keeps_gone`.
    """

    seed: int
    cut: Cut
    size: int = 120
    changes: int = 0
    moves: bool = False
    keeps_gone: bool = False
    none: str = "list"
    gone: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.entries = list(range(1, self.size + 1))
        self.random.random()
        self.asked: list[Asked] = []
        self._next = 1_000_000
        self._lock = threading.Lock()
        self._at_first: set[int] = set()

    @property
    def there_throughout(self) -> set[int]:
        """What was there at the first request, and is there still."""
        return self._at_first & (set(self.entries) - self.gone)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        params = request.url.params
        with self._lock:
            if not self.asked:
                self._at_first = set(self.entries) - self.gone
            elif self.changes and self.random.random() < 0.5:
                self.changes -= 1
                self._change()
            asked = Asked(int(params["offset"]), int(params["count"]), len(self.asked))
            self.asked.append(asked)
            page = self.cut(self, asked)
        return self._answer(request.url.path.rpartition("/")[2], page)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)

    def _answer(self, name: str, page: Sequence[int]) -> httpx.Response:
        if not page and self.none == "404":
            return httpx.Response(404, json={"message": "Nothing was found."})
        if not page and self.none == "refusal":
            refusal = {"success": False, "message": "Nothing was found."}
            return httpx.Response(200, json=refusal)
        content = json.dumps({name: [{"id": key} for key in page]})
        return httpx.Response(200, content=content)

    def _change(self) -> None:
        kinds = [self._insert, self._delete, self._delete]
        self.random.choice([*kinds, self._move, self._move] if self.moves else kinds)()

    def _insert(self) -> None:
        self._next += 1
        place = self.random.choice([0, len(self.entries)])
        self.entries.insert(place, self._next)

    def _delete(self) -> None:
        if not self.entries:
            return
        place = self.random.randrange(len(self.entries))
        some = self.entries[place : place + self.random.choice([1, 1, 9])]
        self.gone.update(some)
        if not self.keeps_gone:
            self.entries = [key for key in self.entries if key not in self.gone]

    def _move(self) -> None:
        """Somebody changes an entry, which is listed first from then on."""
        if self.entries:
            key = self.entries.pop(self.random.randrange(len(self.entries)))
            self.entries.insert(0, key)


def lost_and_doubled(
    server: HostileList, given: Sequence[int | None]
) -> tuple[int, int]:
    """How many entries that were there throughout were missed, and how many came twice."""
    twice = sum(times - 1 for times in Counter(given).values())
    return len(server.there_throughout - set(given)), twice


# Ways to cut a page, made by hand.


def plain(server: HostileList, asked: Asked) -> Sequence[int]:
    return server.entries[asked.offset : asked.offset + asked.count]


def capped(server: HostileList, asked: Asked) -> Sequence[int]:
    return server.entries[asked.offset : asked.offset + min(asked.count, 7)]


def newest_first(server: HostileList, asked: Asked) -> Sequence[int]:
    by_id = sorted(server.entries, reverse=True)
    return by_id[asked.offset : asked.offset + asked.count]


def filtered_after_the_cut(server: HostileList, asked: Asked) -> Sequence[int]:
    raw = server.entries[asked.offset : asked.offset + asked.count]
    return [key for key in raw if key not in server.gone]


def capped_and_filtered(server: HostileList, asked: Asked) -> Sequence[int]:
    return [key for key in capped(server, asked) if key not in server.gone]


def shuffled(server: HostileList, asked: Asked) -> Sequence[int]:
    server.random.shuffle(server.entries)
    return plain(server, asked)


def shuffled_and_capped(server: HostileList, asked: Asked) -> Sequence[int]:
    server.random.shuffle(server.entries)
    return capped(server, asked)


def ties(server: HostileList, asked: Asked) -> Sequence[int]:
    """Entries with equal sort keys, in groups of three, in another order for each request."""
    chance = [server.random.random() for _ in server.entries]
    order = sorted(
        range(len(server.entries)), key=lambda place: (place // 3, chance[place])
    )
    listed = [server.entries[place] for place in order]
    return listed[asked.offset : asked.offset + asked.count]


def settled_ties(server: HostileList, asked: Asked) -> Sequence[int]:
    """The same, but a request that comes again gets the same answer, as MySQL sorts."""
    dice = random.Random(f"{server.seed} {asked.offset} {asked.count}")
    keys = sorted(server.entries)
    keys.sort(key=lambda key: (key // 4, dice.random()))
    return keys[asked.offset : asked.offset + asked.count]


def one_swap(server: HostileList, asked: Asked) -> Sequence[int]:
    """Two neighbours change places now and then."""
    if len(server.entries) > 1:
        place = server.random.randrange(len(server.entries) - 1)
        pair = server.entries[place : place + 2]
        server.entries[place : place + 2] = reversed(pair)
    return plain(server, asked)


def turned(server: HostileList, asked: Asked) -> Sequence[int]:
    listed = server.entries[:: -1 if asked.serial % 2 else 1]
    return listed[asked.offset : asked.offset + asked.count]


def offset_ignored(server: HostileList, asked: Asked) -> Sequence[int]:
    return server.entries[: asked.count]


def offset_clamped(server: HostileList, asked: Asked) -> Sequence[int]:
    last = max(0, len(server.entries) - 1) // asked.count * asked.count
    offset = min(asked.offset, last)
    return server.entries[offset : offset + asked.count]


def last_entries_for_ever(server: HostileList, asked: Asked) -> Sequence[int]:
    offset = min(asked.offset, max(0, len(server.entries) - asked.count))
    return server.entries[offset : offset + asked.count]


def counted_from_one(server: HostileList, asked: Asked) -> Sequence[int]:
    offset = max(0, asked.offset - 1)
    return server.entries[offset : offset + asked.count]


def page_number(server: HostileList, asked: Asked) -> Sequence[int]:
    offset = max(0, asked.offset - 1) * asked.count
    return server.entries[offset : offset + asked.count]


def page_number_from_zero(server: HostileList, asked: Asked) -> Sequence[int]:
    offset = asked.offset * asked.count
    return server.entries[offset : offset + asked.count]


def offset_at_most_fifty(server: HostileList, asked: Asked) -> Sequence[int]:
    offset = min(asked.offset, 50)
    return server.entries[offset : offset + asked.count]


def wraps_around(server: HostileList, asked: Asked) -> Sequence[int]:
    offset = asked.offset % max(1, len(server.entries))
    return server.entries[offset : offset + asked.count]


def sometimes_empty(server: HostileList, asked: Asked) -> Sequence[int]:
    return [] if asked.serial % 5 == 3 else plain(server, asked)


# The next two leave out entries by chance, and nobody can notice that each time.


def cut_short(server: HostileList, asked: Asked) -> Sequence[int]:
    """Fewer than asked for, by chance, but from the front."""
    page = plain(server, asked)
    return page[: server.random.randint(1, max(1, len(page)))]


def with_holes(server: HostileList, asked: Asked) -> Sequence[int]:
    """An entry of the page is left out now and then."""
    page = list(plain(server, asked))
    if len(page) > 2 and server.random.random() < 0.3:
        del page[server.random.randrange(len(page))]
    return page


def doubled(server: HostileList, asked: Asked) -> Sequence[int]:
    page = plain(server, asked)
    middle = len(page) // 2
    return [*page[: middle + 1], *page[middle:]]


def doubled_rows(server: HostileList, asked: Asked) -> Sequence[int]:
    """Every fifth entry stands in the list twice, as after a JOIN."""
    rows = [key for key in server.entries for _ in range(1 + (key % 5 == 0))]
    return rows[asked.offset : asked.offset + asked.count]


def growing(server: HostileList, asked: Asked) -> Sequence[int]:
    """The first page for any offset, with one doubled entry more each time."""
    return [*server.entries[: asked.count], *server.entries[:1] * asked.serial]


CUTS: dict[str, Cut] = {
    cut.__name__: cut
    for cut in (
        plain,
        capped,
        newest_first,
        filtered_after_the_cut,
        capped_and_filtered,
        shuffled,
        shuffled_and_capped,
        ties,
        settled_ties,
        one_swap,
        turned,
        offset_ignored,
        offset_clamped,
        last_entries_for_ever,
        counted_from_one,
        page_number,
        page_number_from_zero,
        offset_at_most_fifty,
        wraps_around,
        sometimes_empty,
        doubled,
        doubled_rows,
        growing,
    )
}


def hostile(seed: int) -> tuple[str, HostileList, int]:
    """A list for a seed: one of the ways to cut it, some size, changes or none; and how many entries
    to ask for at a time.
    """
    dice = random.Random(seed)
    name = list(CUTS)[seed % len(CUTS)]
    server = HostileList(
        seed,
        CUTS[name],
        size=dice.choice([0, 1, 2, 5, 9, 10, 11, 30, 57, 90, 120]),
        changes=dice.choice([0, 0, 3, 12]),
        keeps_gone="filtered" in name,
        none=dice.choice(["list", "list", "404", "refusal"]),
    )
    if name == "capped_and_filtered":
        server.changes = 0
    if server.keeps_gone:
        runs = [1, 8, 11] if "capped" in name else [1, 8, 35]
        for _ in range(dice.choice([0, 1, 3])):
            # A server that gives fewer than asked for must show that before a gap.
            start = dice.randrange(server.size + 1) + (21 if "capped" in name else 0)
            server.gone.update(server.entries[start : start + dice.choice(runs)])
    return (
        name,
        server,
        dice.choice([10, 10, 100] if server.keeps_gone else [2, 3, 10, 100]),
    )
