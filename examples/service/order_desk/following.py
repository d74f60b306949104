"""Where the orders are: MyCloud posts a notification on each move, and the API says what is so."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from mycloud import MyCloud, NotFoundError


@dataclass
class Follower:
    """Knows the status of each order that was followed.

    Nothing is signed, so a notification is a hint: anybody may post one. The order is read from the
    API before anything is believed, and so it does not matter that one comes late, twice, or after
    the one that should follow it.
    """

    client: MyCloud
    orders: dict[str, int] = field(default_factory=dict)
    """The ids of the followed orders, by their numbers."""
    seen: dict[str, list[str]] = field(default_factory=dict)
    """The statuses that each order had, in the order in which they were seen."""

    def follow(self, number: str, key: int, status: str) -> None:
        """Begins with an order that was just placed."""
        self.orders[number] = key
        self.seen[number] = [status]

    def receive(self, body: bytes) -> bool:
        """Takes what was posted; whether it was news. What is no notification of ours is not."""
        number = _order_number(body)
        if number not in self.orders:
            return False
        status = self._status(self.orders[number])
        is_news = status is not None and status != self.seen[number][-1]
        if is_news:
            self.seen[number].append(str(status))
        return is_news

    def _status(self, key: int) -> str | None:
        try:
            return self.client.orders.get(key).status
        except NotFoundError:
            return None


def _order_number(body: bytes) -> str | None:
    """The order number in a notification, if the body is one."""
    try:
        notification = json.loads(body)
    except ValueError:
        return None
    number = (
        notification.get("order_number") if isinstance(notification, dict) else None
    )
    return number if isinstance(number, str) else None
