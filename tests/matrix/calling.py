"""Makes the calls of a group, and notes what each reported."""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from mycloud import AsyncMyCloud, Item, MyCloud, RetryPolicy
from mycloud_api import values

from .judging import EndlessWalk, Judgement, Outcome, judged
from .plan import DEADLINE, MOST_REQUESTS, TIMEOUT, Group, Trial, trials
from .shops import Shop, opened

_BACKOFF: Final = 0.02
_SETTLED: Final = 3.0
"""Seconds after which nothing is in flight at the server any more."""


def run_group(group: Group, seed: int, backoff: float = _BACKOFF) -> list[Judgement]:
    """The judgements on all calls of a group.

    A busy machine can make any call late once: a group with a late call is run again.
    """
    judgements = _run_once(group, seed, backoff)
    if any("overdue" in judgement.broken for judgement in judgements):
        return _run_once(group, seed, backoff)
    return judgements


def _run_once(group: Group, seed: int, backoff: float) -> list[Judgement]:
    logging.getLogger("uvicorn.error").setLevel(
        logging.CRITICAL
    )  # clients hang up here
    with opened(group) as shop:
        outcomes = asyncio.run(_Caller(group, shop, backoff).run(trials(group, seed)))
        _settle(shop)
        after = shop.store()
    return [judged(group, outcome, after) for outcome in outcomes]


def _settle(shop: Shop) -> None:
    """Waits until requests that outlived their calls have done what they do."""
    until, seen = time.monotonic() + _SETTLED, 0
    while time.monotonic() < until and len(shop.store()) != seen:
        seen = len(shop.store())
        time.sleep(0.05)


class _Caller:
    """One client and its calls.

    A blocking client is called from the same coroutine: the server runs in its own thread.
    """

    def __init__(self, group: Group, shop: Shop, backoff: float) -> None:
        self._group = group
        self._retry = RetryPolicy(
            max_attempts=3, backoff=backoff, max_wait=0.1, deadline=DEADLINE
        )
        self._shop = shop
        self._serial = 0

    async def run(self, wanted: list[Trial]) -> list[Outcome]:
        client = self._client()
        try:
            return [await self._tried(client, trial) for trial in wanted]
        finally:
            await _closed(client)

    def _client(self) -> Any:
        made = MyCloud if self._group.client == "MyCloud" else AsyncMyCloud
        return made(
            *self._shop.keys,
            base_url=self._shop.base_url,
            timeout=TIMEOUT,
            retry=self._retry,
            http=self._group.library,
        )

    async def _tried(self, client: Any, trial: Trial) -> Outcome:
        self._serial += 1
        if trial.circumstance != "token":
            return await self._outcome(client, trial)
        fresh = self._client()  # it has no token yet
        try:
            return await self._outcome(fresh, trial)
        finally:
            await _closed(fresh)

    async def _outcome(self, client: Any, trial: Trial) -> Outcome:
        before = self._shop.store()
        there = [id for id, order in before.items() if not order.deleted]
        target = there[self._serial % len(there)]  # no order is changed twice
        outcome = Outcome(trial, f"Recipient {self._serial}", target, before)
        self._shop.prepare(trial)
        call = self._call(client, outcome)
        with _noted(outcome):
            try:
                outcome.result = await _given(call())
            except Exception as error:
                outcome.error = error
        return outcome

    def _call(self, client: Any, outcome: Outcome) -> Callable[[], Any]:
        orders, operation = client.orders, outcome.trial.operation
        if operation == "list":
            walker = client.with_options(on_request=_Counted())
            return lambda: walker.orders.list(count=4).all()
        if operation == "get":
            return lambda: orders.get(outcome.target)
        if operation == "update":
            return lambda: orders.update(outcome.target, note=outcome.name)
        if operation == "delete":
            return lambda: orders.delete(outcome.target)
        send = orders.ensure if operation == "ensure" else orders.create
        return lambda: send(**self._order(outcome))

    def _order(self, outcome: Outcome) -> dict[str, Any]:
        return {
            "delivery_mode_id": 343,
            "items": [Item(product_id=164162, quantity=1, price="49.50")],
            "order_number": outcome.trial.number(self._serial),
            "name": outcome.name,
            "postcode": "01234",
            "phone_number": "0812345678",
            "delivery_date": "2027-01-02",
            "on_unknown": "raise"
            if outcome.trial.operation == "create"
            else "reconcile",
        }


async def _given(result: Any) -> Any:
    return await result if inspect.isawaitable(result) else result


async def _closed(client: MyCloud | AsyncMyCloud) -> None:
    if isinstance(client, MyCloud):
        client.close()
    else:
        await client.aclose()


@contextmanager
def _noted(outcome: Outcome) -> Iterator[None]:
    """Times a call, and notes whether it logged a warning."""
    values._log_once.cache_clear()  # it reports each place once in a process
    heard, log = _Heard(), logging.getLogger("mycloud")
    log.addHandler(heard)
    began = time.monotonic()
    try:
        yield
    finally:
        outcome.seconds = time.monotonic() - began
        outcome.logged = heard.records > 0
        log.removeHandler(heard)


class _Counted:
    """Ends a walk that asks without end."""

    def __init__(self) -> None:
        self._left = MOST_REQUESTS

    def __call__(self, _request: object) -> None:
        self._left -= 1
        if self._left < 0:
            raise EndlessWalk


class _Heard(logging.Handler):
    """Counts warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.records += 1
