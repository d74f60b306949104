"""Places the orders of a shop from Celery, each once, however often a task is handed out.

    celery -A tasks worker --concurrency 4        and next to it
    celery -A tasks beat

Reads REDIS_URL (the broker) and LEDGER_URL (PostgreSQL), and the keys that `MyCloud` reads.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, Task
from celery.utils.log import get_task_logger
from mycloud import (
    AlreadyPlacedError,
    ClaimedError,
    InvalidRequestError,
    Item,
    MyCloud,
    MyCloudError,
    PostgresLedger,
    RefusedError,
    RetryPolicy,
    UnknownOutcomeError,
    ValidationError,
)

LATER = float(os.environ.get("SHOP_RETRY_SECONDS", "30"))
"""Seconds before a task is tried again."""

DEADLINE = float(os.environ.get("SHOP_DEADLINE_SECONDS", "60"))
"""Seconds of one call. A number whose process was killed is free so long after, and a little more."""

log = get_task_logger(__name__)

app = Celery("tasks", broker=os.environ["REDIS_URL"])
app.conf.update(
    task_acks_late=True,  # a task is done when it has ended, not when it begins
    task_reject_on_worker_lost=True,  # and is handed out again when its process was killed
    task_ignore_result=True,  # the ledger has them
    task_time_limit=3 * DEADLINE,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    # Seconds after which Redis hands a task out again whose worker is gone; above the time limit.
    broker_transport_options={
        "visibility_timeout": int(os.environ.get("SHOP_VISIBILITY_SECONDS", "600"))
    },
    beat_schedule={"settle": {"task": "tasks.settle", "schedule": 10 * LATER}},
)

# One client for all tasks, made before the workers are forked: it survives that.
client = MyCloud(
    ledger=PostgresLedger(os.environ["LEDGER_URL"]),
    retry=RetryPolicy(deadline=DEADLINE),
)


@app.task(bind=True, max_retries=None)
def place(
    self: Task[Any, Any], order_number: str, items: list[dict[str, Any]], **fields: Any
) -> None:
    """Place an order. The number was given when the order was made, never in here."""
    try:
        order = client.orders.ensure(
            order_number=order_number, items=[Item(**item) for item in items], **fields
        )
        log.info("order %s is %s", order_number, order.mc_number)
    except (
        InvalidRequestError,
        ValidationError,
        RefusedError,
        AlreadyPlacedError,
    ) as no:
        # The same order would be refused again. The ledger lists it for people.
        log.error("order %s was refused: %s", order_number, no)
    except UnknownOutcomeError as unknown:
        # It may be there. It is never sent again: `settle` looks for it.
        log.warning("order %s is unknown: %s", order_number, unknown)
    except ClaimedError as claimed:
        # Another worker is placing it, or died while it did.
        raise self.retry(exc=claimed, countdown=claimed.lease_left + 1) from claimed
    except MyCloudError as error:
        # Nothing was placed: no connection, a 429, a list that cannot be read, the ledger away.
        raise self.retry(exc=error, countdown=LATER) from error


@app.task
def settle() -> None:
    """Look for the orders of unknown outcome; name those that only a person can settle."""
    for entry in client.ledger.settle_unknowns(newest=5000):
        log.warning("order %s is unknown: %s", entry.number, entry.message)
