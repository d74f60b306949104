"""Entries come and go while an export is interrupted or walks: those that stay are in
it once.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mycloud import Order, Pager
from mycloud_cli.export import gathering, rejoining
from mycloud_cli.export.gathering import gather
from mycloud_cli.export.spool import Spool

from ..listing import pager_over


class Killed(Exception):
    """The process is gone."""


class Shop:
    """A list that others change, walked by the real pager."""

    def __init__(self, count: int) -> None:
        self.ids = list(range(1000, 1000 + count))
        self.before_page: Callable[[], object] = lambda: None

    def list_from(self, offset: int) -> Pager[Any]:
        def fetch(offset: int, count: int) -> list[Order]:
            self.before_page()
            return [
                Order.from_dict({"id": key})
                for key in self.ids[offset : offset + count]
            ]

        return pager_over(fetch, offset=offset, count=10, documented_paging=True)

    def page_at(self, offset: int) -> list[Order]:
        self.before_page()
        return [Order.from_dict({"id": key}) for key in self.ids[offset : offset + 10]]


class Fate:
    """Kills a walk before a page, and changes the list, drawn by hypothesis."""

    def __init__(self, shop: Shop, data: st.DataObject) -> None:
        self.shop, self.data, self.new = shop, data, 5000
        self.gone: set[int] = set()

    def change(self) -> None:
        draw = self.data.draw
        for _ in range(draw(st.integers(0, 2))):
            start, many = (
                draw(st.integers(0, len(self.shop.ids))),
                draw(st.integers(1, 40)),
            )
            if draw(st.booleans()):
                self.gone.update(self.shop.ids[start : start + many])
                del self.shop.ids[start : start + many]
            else:
                self.shop.ids[start:start] = range(self.new, self.new + many)
                self.new += many

    def strike(self) -> None:
        if self.data.draw(st.integers(0, 9)) == 0:
            raise Killed
        if self.data.draw(st.integers(0, 9)) == 0:
            self.change()


@settings(deadline=None)  # it writes to the disk
@given(st.data())
def test_what_is_there_throughout_is_exported_once(data: st.DataObject) -> None:
    shop = Shop(data.draw(st.integers(0, 120)))
    fate = Fate(shop, data)
    throughout = set(shop.ids)
    keys: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spool"
        for run in range(8):
            spool = Spool(path)
            shop.before_page = fate.strike if run < 7 else lambda: None
            try:
                gather(spool, shop.list_from, shop.page_at, lambda _count: None)
                break
            except Killed:
                fate.change()
            finally:
                keys = [
                    key for (key,) in spool._connection.execute("SELECT key FROM entry")
                ]
                spool.close()

    assert throughout - fate.gone - set(keys) == set()
    assert max(Counter(keys).values(), default=1) == 1


def test_a_walk_whose_place_was_deleted_goes_back_to_what_it_knows(
    tmp_path: Path,
) -> None:
    shop = Shop(100)
    spool = Spool(tmp_path / "spool")
    spool.add([{"id": key} for key in shop.ids[:70]], reached=70)
    del shop.ids[20:69]

    gather(spool, shop.list_from, shop.page_at, lambda _count: None)

    assert spool.count == 100
    assert spool["walked"]


def test_a_list_that_shrinks_below_where_a_resumed_walk_began_is_read_to_its_end(
    tmp_path: Path,
) -> None:
    shop = Shop(30)
    spool = Spool(tmp_path / "spool")
    spool.add([{"id": key} for key in shop.ids[:29]], reached=29)
    pages = count()

    def shrink_before_the_second_page() -> None:
        if next(pages) == 1:
            del shop.ids[:15]

    shop.before_page = shrink_before_the_second_page

    gather(spool, shop.list_from, shop.page_at, lambda _count: None)

    assert spool.count == 30


@pytest.fixture(autouse=True, scope="module")
def small_pages() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "COUNT", 10)
        patch.setattr(rejoining, "COUNT", 10)
        yield
