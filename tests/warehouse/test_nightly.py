"""What a load reads and what it takes out, over a shop in the process: no order that lives goes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from mycloud import MyCloud
from mycloud_dlt import VanishedError
from mycloud_dlt.nightly import Reader, Settings, State, packed, unpacked

from ..http_library import httpx

DAY = 86_400.0


class Shop(httpx.BaseTransport):
    """Orders in the order in which they are listed; `before` is called before each answer."""

    def __init__(self, size: int, *, newest_first: bool = False) -> None:
        ids = range(1, size + 1)
        self.listed = [*reversed(ids)] if newest_first else [*ids]
        self.newest_first = newest_first
        self.status = dict.fromkeys(ids, "DELIVERED")
        self.hidden: set[int] = set()
        """Orders that live, and that the list does not show."""
        self.before: Callable[[], object] = lambda: None
        self.asked: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.before()
        path = request.url.path
        self.asked.append(path)
        if path.endswith("/orders"):
            params = request.url.params
            offset, count = int(params["offset"]), int(params["count"])
            shown = [key for key in self.listed if key not in self.hidden]
            page = shown[offset : offset + count]
            return self._said({"orders": [self._order(key) for key in page]})
        key = int(path.rpartition("/")[2])
        if key not in self.status:
            return httpx.Response(404, json={"message": "Order not found."})
        return self._said({"order": self._order(key)})

    def place(self, count: int, status: str = "APPROVED") -> list[int]:
        first = max(self.status, default=0) + 1
        new = [*range(first, first + count)]
        for key in new:
            self.status[key] = status
            self.listed.insert(0 if self.newest_first else len(self.listed), key)
        return new

    def delete(self, key: int) -> None:
        self.listed.remove(key)
        del self.status[key]

    def touch(self, key: int) -> None:
        """Changes an order, which is listed first from then on."""
        self.listed.remove(key)
        self.listed.insert(0, key)

    def _order(self, key: int) -> dict[str, Any]:
        return {"id": key, "status": self.status[key]}

    def _said(self, answer: object) -> httpx.Response:
        return httpx.Response(200, content=json.dumps(answer))


class Warehouse:
    """What the loads have brought, and the state that is kept with it."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.state: State = {}
        self.rows: dict[int, str | None] = {}
        self.deleted_alive: list[int] = []

    def load(self, now: float = 0.0, **settings: Any) -> int:
        """Loads, and gives how many requests that took."""
        before = len(self.shop.asked)
        with MyCloud(token="T", transport=self.shop) as client:
            reader = Reader(client, self.state, Settings(**settings), now)
            for found in reader.read():
                self.rows |= {
                    order.id: order.status for order in found.orders if order.id
                }
                for key in found.gone:
                    self.rows.pop(key, None)
                    self.deleted_alive += [key] if key in self.shop.status else []
        return len(self.shop.asked) - before


def test_no_order_that_lives_is_deleted_under_sorted_by_last_update() -> None:
    for seed in range(15):
        dice = random.Random(seed)
        shop = Shop(dice.choice([130, 350, 700]))
        dice.shuffle(shop.listed)
        warehouse = Warehouse(shop)
        warehouse.load(prefetch=dice.choice([0, 4]))

        def change(shop: Shop = shop, dice: random.Random = dice) -> None:
            for _ in range(dice.choice([0, 1, 4])):
                shop.touch(dice.choice(shop.listed))
            if dice.random() < 0.3:
                shop.delete(dice.choice(shop.listed))
            shop.place(dice.choice([0, 1]))

        shop.before = change
        warehouse.load(prefetch=dice.choice([0, 4]), max_vanished=1)
        shop.before = lambda: None

        assert warehouse.deleted_alive == []
        warehouse.load(max_vanished=1)
        assert warehouse.rows.keys() == shop.status.keys()


def test_an_order_that_the_list_hides_stays_as_it_is_now() -> None:
    shop = Shop(300)
    warehouse = Warehouse(shop)
    warehouse.load()
    shop.hidden = {5, 250}
    shop.status[250] = "UNKNOWN"
    shop.delete(7)

    warehouse.load()

    assert warehouse.deleted_alive == []
    assert warehouse.rows == shop.status


def test_a_load_stops_when_many_orders_are_gone() -> None:
    shop = Shop(100)
    warehouse = Warehouse(shop)
    warehouse.load()
    for key in range(1, 21):
        shop.delete(key)

    with pytest.raises(VanishedError, match=r"20 of 100.*max_vanished=1"):
        warehouse.load()
    assert not any(path.endswith("/20") for path in shop.asked)

    warehouse.load(max_vanished=0.2)
    assert warehouse.rows.keys() == shop.status.keys()


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_look_back_finds_what_is_new_at_either_end_of_the_list(
    newest_first: bool,
) -> None:
    shop = Shop(1_000, newest_first=newest_first)
    warehouse = Warehouse(shop)
    warehouse.load()
    new = shop.place(5)

    requests = warehouse.load(lookback=20)

    assert set(new) <= warehouse.rows.keys()
    assert requests <= 5


@pytest.mark.parametrize("newest_first", [False, True])
def test_more_new_orders_than_a_page_are_all_found(newest_first: bool) -> None:
    shop = Shop(1_000, newest_first=newest_first)
    warehouse = Warehouse(shop)
    warehouse.load(full_every_days=7)
    new = shop.place(450)

    warehouse.load(now=DAY, full_every_days=7)

    assert set(new) <= warehouse.rows.keys()


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_quiet_night_costs_a_twentieth_of_a_full_load_at_most(
    newest_first: bool,
) -> None:
    shop = Shop(10_000, newest_first=newest_first)
    shop.status[17] = "APPROVED"  # an old one that is open
    warehouse = Warehouse(shop)

    full = warehouse.load(full_every_days=7)
    quiet = warehouse.load(now=DAY, full_every_days=7)

    assert full >= 100
    assert quiet <= 0.05 * full
    assert warehouse.load(now=7 * DAY, full_every_days=7) == full


def test_an_open_order_is_read_by_its_id_until_it_is_delivered() -> None:
    shop = Shop(1_000)
    shop.status |= {3: "APPROVED", 4: "RESERVED"}
    warehouse = Warehouse(shop)
    warehouse.load(full_every_days=7)

    shop.status[3] = "DELIVERED"
    shop.delete(4)
    warehouse.load(now=DAY, full_every_days=7)
    assert warehouse.rows[3] == "DELIVERED"
    assert 4 not in warehouse.rows

    asked = len(shop.asked)
    warehouse.load(now=2 * DAY, full_every_days=7)
    assert all(path.endswith("/orders") for path in shop.asked[asked:])


def test_many_open_orders_are_read_with_the_whole_list() -> None:
    shop = Shop(1_000)
    shop.status = dict.fromkeys(shop.status, "APPROVED")
    warehouse = Warehouse(shop)
    full = warehouse.load(full_every_days=7)

    assert warehouse.load(now=DAY, full_every_days=7) <= full + 5


def test_ids_are_kept_in_short() -> None:
    ids = [3, 7, 8, 9, 1_000_000, 2**40]

    assert unpacked(packed(ids)) == ids
    assert unpacked(packed([])) == unpacked("") == []
    assert len(packed(range(100_000))) < 2_000
