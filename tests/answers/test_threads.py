"""Threads that read their first answers at the same time."""

from __future__ import annotations

from typing import Any

import pytest
from mycloud_api import models, rows


@pytest.mark.skipif(not rows.msgspec, reason="the fast lane is msgspec's")
def test_one_thread_at_a_time_makes_a_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    made, locked = rows._made, list[bool]()

    def make(model: type, key: str, many: bool) -> Any:
        locked.append(rows._Building.lock.locked())
        return made(model, key, many)

    monkeypatch.setattr(rows, "_made", make)
    rows.decoder(models.Order, "orders", many=True)(b'{"orders": []}')

    assert locked == [True]
    assert not rows._Building.lock.locked()


def test_a_child_process_does_not_inherit_a_lock_that_is_held() -> None:
    held = rows._Building.lock
    with held:
        rows._Building.renew()

        assert not rows._Building.lock.locked()
