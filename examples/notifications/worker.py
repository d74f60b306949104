"""`python worker.py`: confirms what was posted, and reads the orders that nothing was posted of.

Start it beside the web server. Any number may run: each notification is taken by one of them.
"""

from __future__ import annotations

import os
import time

from inbox import Inbox, Job
from mycloud import (
    MyCloud,
    MyCloudError,
    NotFoundError,
    Order,
    StaleNotificationError,
    TransportError,
    UnconfirmedNotificationError,
)

TRIES = 24
SOON, LATEST = 1.0, 3600.0
"""Seconds until the second try, and at most; each wait is twice the one before: half a day."""


def confirm_next(client: MyCloud, inbox: Inbox) -> bool:
    """Confirms one notification; False if none is due."""
    job = inbox.take()
    if job is None:
        return False
    id = inbox.id_of(job.notification)
    if id is None:  # not ours, or `create` has not returned yet
        _again(inbox, job, "not ours")
        return True
    try:
        keep(inbox, client.orders.confirm(job.notification, id=id))
    except StaleNotificationError as stale:
        keep(inbox, stale.order)  # it came late, and the order is in hand
    except UnconfirmedNotificationError as error:
        _again(inbox, job, error.reason, may_pass=error.may_pass)
        return True
    except MyCloudError as error:
        _again(inbox, job, type(error).__name__)
        return True
    inbox.settle(job, "done")
    return True


def _again(inbox: Inbox, job: Job, reason: str, *, may_pass: bool = True) -> None:
    if may_pass and job.tries < TRIES:
        inbox.postpone(job, min(LATEST, SOON * 2 ** (job.tries - 1)))
    else:
        inbox.settle(job, reason)


def keep(inbox: Inbox, order: Order) -> None:
    """Stores an order, and acts on each move once."""
    if inbox.store(order):
        print(
            order.id, order.status, flush=True
        )  # tell the customer, close the case, ...


def sweep(client: MyCloud, inbox: Inbox, seconds: float) -> None:
    """Reads each order in flight that nobody has read for so long: notifications get lost."""
    for id in inbox.unread_for(seconds):
        try:
            keep(inbox, client.orders.get(id))
        except NotFoundError:
            inbox.gone(id)
        except TransportError:
            return  # the server is away: the next sweep reads it
        except MyCloudError:
            inbox.not_read(id)


def main() -> None:
    every = float(os.environ.get("SWEEP_SECONDS", "900"))
    with MyCloud() as client:
        inbox, swept = Inbox(os.environ["INBOX"]), 0.0
        while True:
            if time.monotonic() - swept > every / 10:
                sweep(client, inbox, every)
                swept = time.monotonic()
            if not confirm_next(client, inbox):
                time.sleep(0.2)


if __name__ == "__main__":
    main()
