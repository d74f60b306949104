"""Which orders a load reads, and which of those in the warehouse it finds gone. Nothing here knows
dlt.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import accumulate, pairwise
from typing import Any, Final

import attrs
from mycloud import MyCloud, NotFoundError, Order, RefusedError
from mycloud_cli.export.rejoining import COUNT, rejoined

_DAY: Final = 86_400.0
_EARLY: Final = 3_600.0
"""A full load is due that many seconds early, so that a nightly run keeps its day."""
_FEW: Final = 5
"""So many may vanish in any case."""
_LOOKBACK: Final = 100
_DONE: Final = frozenset({"DELIVERED"})
_NOT_FOUND: Final = re.compile(r"not found|does not exist|no such", re.IGNORECASE)

State = dict[str, Any]


class VanishedError(Exception):
    """More orders than expected are no longer listed; nothing was loaded."""


@attrs.frozen
class Settings:
    """How orders are read; as `mycloud_source` takes it."""

    lookback: int | None = None
    prefetch: int = 4
    max_vanished: float = 0.1
    full_every_days: float = 0


@attrs.frozen
class Found:
    """What a request brought: orders as they are now, and ids of such as are gone."""

    orders: list[Order] = attrs.Factory(list)
    gone: list[int] = attrs.Factory(list)


class Reader:
    """Reads the orders of one load.

    The state says what the warehouse holds: `live`, the ids of all orders; `open`, of those that
    are not delivered; `full_at`, when all were read; `reached`, how far the list went; `pages`, how
    many it had.
    """

    def __init__(
        self, client: MyCloud, state: State, settings: Settings, now: float
    ) -> None:
        self._client = client
        self._state = state
        self._settings = settings
        self._now = now
        self._live = set(unpacked(state.get("live", "")))
        self._open = set[int](state.get("open", []))
        self._before = frozenset(self._live)
        self._seen: set[int] = set()

    def read(self) -> Iterator[Found]:
        """Read what is due, and keep in the state what is known after it."""
        for found in self._light() if self._is_light() else self._full():
            self._note(found)
            yield found
        self._state.update(live=packed(self._live), open=sorted(self._open))

    def _is_light(self) -> bool:
        """Whether the newest orders, and those that are open, are enough."""
        due = self._state.get("full_at", 0.0) + self._settings.full_every_days * _DAY
        is_recent = self._settings.lookback is not None or self._now < due - _EARLY
        return bool(self._before) and is_recent

    def _full(self) -> Iterator[Found]:
        pages = reached = 0
        listed = self._client.orders.list(
            count=COUNT, prefetch=self._settings.prefetch, on_shuffle="log"
        )
        for page in listed.pages():
            pages, reached = pages + 1, max(reached, page.offset + len(page.items))
            yield Found(page.items)
        vanished = self._before - self._seen
        self._refuse_many(vanished)
        yield from map(self._by_id, sorted(vanished))
        self._state.update(full_at=self._now, reached=reached, pages=pages)

    def _refuse_many(self, vanished: set[int] | frozenset[int]) -> None:
        most = max(_FEW, self._settings.max_vanished * len(self._before))
        if len(vanished) > most:
            raise VanishedError(
                f"{len(vanished)} of {len(self._before)} orders in the warehouse are no longer "
                f"listed. Nothing was loaded. If they were deleted, run once with "
                f"max_vanished=1; if not, look at the shop and its keys first"
            )

    def _by_id(self, id: int) -> Found:
        """The order itself: a list that does not show it proves nothing."""
        try:
            return Found([self._client.orders.get(id)])
        except NotFoundError:
            return Found(gone=[id])
        except RefusedError as error:
            if not _NOT_FOUND.search(error.message or ""):
                raise
            return Found(gone=[id])

    def _light(self) -> Iterator[Found]:
        first = self._client.orders.page(count=COUNT).items
        order = _direction(first)
        if order is None:
            yield from self._full()
            return
        yield from self._newest_first(first) if order < 0 else self._newest_last()
        if self._settings.lookback is not None:
            return
        unseen = self._open - self._seen
        if len(unseen) > self._state.get("pages", 0):
            yield from self._full()  # which costs less
            return
        yield from map(self._by_id, sorted(unseen))

    def _newest_first(self, first: list[Order]) -> Iterator[Found]:
        """Until as many known orders as `lookback` says have been read, and then a page of known
        ones.
        """
        yield Found(first)
        known = self._known_in(first)
        if known == len(first) and known >= self._lookback:
            return
        for page in self._client.orders.list(count=COUNT, on_shuffle="log").pages():
            yield Found(page.items)
            here = self._known_in(page.items)
            known = here if page.offset == 0 else known + here
            if here == len(page.items) and known >= self._lookback:
                return

    def _newest_last(self) -> Iterator[Found]:
        reached = self._state.get("reached", 0)
        list_from = partial(self._list_from, count=COUNT)
        _, pages = rejoined(list_from, max(0, reached - self._lookback), self._is_known)
        end = 0
        for page in pages:
            yield Found(page.items)
            end = max(end, page.offset + len(page.items))
        self._state["reached"] = end or reached

    def _list_from(self, offset: int, count: int) -> Any:
        return self._client.orders.list(offset=offset, count=count, on_shuffle="log")

    @property
    def _lookback(self) -> int:
        lookback = self._settings.lookback
        return _LOOKBACK if lookback is None else lookback

    def _is_known(self, order: Order) -> bool:
        return order.id in self._before

    def _known_in(self, orders: list[Order]) -> int:
        return sum(map(self._is_known, orders))

    def _note(self, found: Found) -> None:
        for order in found.orders:
            if order.id is None:
                continue
            self._seen.add(order.id)
            self._live.add(order.id)
            is_done = str(order.status or "") in _DONE
            (self._open.discard if is_done else self._open.add)(order.id)
        self._live.difference_update(found.gone)
        self._open.difference_update(found.gone)


def _direction(orders: list[Order]) -> int | None:
    """1 where ids rise, -1 where they fall, None where they do neither."""
    ids = [order.id or 0 for order in orders]
    if all(one < next_one for one, next_one in pairwise(ids)):
        return 1
    return -1 if all(one > next_one for one, next_one in pairwise(ids)) else None


def packed(ids: Iterable[int]) -> str:
    """Ids as short text: of most lists a byte or two each."""
    ordered = [0, *sorted(ids)]
    steps = ",".join(str(after - before) for before, after in pairwise(ordered))
    return base64.b64encode(zlib.compress(steps.encode(), 9)).decode()


def unpacked(text: str) -> list[int]:
    """The ids again."""
    steps = zlib.decompress(base64.b64decode(text)).decode() if text else ""
    return list(accumulate(map(int, filter(None, steps.split(",")))))
