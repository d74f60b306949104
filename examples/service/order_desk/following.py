"""Where the orders are: MyCloud posts a notification on each move, and the API says what is so."""

from __future__ import annotations

from dataclasses import dataclass, field

from mycloud import (
    InvalidNotificationError,
    MyCloud,
    Notification,
    UnconfirmedNotificationError,
    is_after,
)


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
        """Store a notification; return whether it was new. Bodies that are no notification are not stored."""
        try:
            notification = Notification.parse(body)
        except InvalidNotificationError:
            return False
        number = notification.order_number
        if number not in self.orders:
            return False
        status = self._status(notification, self.orders[number])
        return status is not None and self._move(number, status)

    def _move(self, number: str, status: str) -> bool:
        """Whether it is news; an order never moves back."""
        last = self.seen[number][-1]
        is_news = status != last and not is_after(last, status)
        if is_news:
            self.seen[number].append(status)
        return is_news

    def _status(self, notification: Notification, key: int) -> str | None:
        """What the API says, whatever the notification does."""
        try:
            return self.client.orders.confirm(notification, id=key).status
        except UnconfirmedNotificationError as error:
            return error.order.status if error.order else None
