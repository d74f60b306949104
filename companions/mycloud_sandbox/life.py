"""The life of an order: its statuses, by hand or on its own, and the rules for them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .outbox import Outbox
from .reading import shown
from .records import Record, key_of
from .refusals import NotFound, Refusal
from .store import Store

FIRST = "RESERVED"
APPROVED = "APPROVED"
PICKING = "PICKING"
SHIPPED = "SHIPPED"
UNKNOWN = "UNKNOWN"
STEPS = (FIRST, APPROVED, PICKING, "PACKED", SHIPPED, "DELIVERED")
"""The statuses that every order goes through; others lie between them."""
MOVES: Mapping[str, str] = {
    "reserve": FIRST,
    "approve": APPROVED,
    "pick": PICKING,
    "pack": "PACKED",
    "ship": SHIPPED,
    "deliver": "DELIVERED",
}
"""What is done to an order, and the status it then has."""
CANCEL = "cancel"


def has_started(status: object, statuses: Sequence[str]) -> bool:
    """Whether picking has started; of UNKNOWN nobody can tell, and it counts as started."""
    return status in statuses[statuses.index(PICKING) :]


def steps(status: str, to: str, statuses: Sequence[str]) -> list[str]:
    """The statuses an order goes through from one to another, the last one included.

    Raises:
        Refusal: There is no such way.
    """
    if to not in statuses or to == UNKNOWN:
        ways = ", ".join((*MOVES, CANCEL, *statuses[:-1]))
        raise Refusal(f"An order can be moved to {ways}, got {shown(to)}.")
    if status == UNKNOWN or status not in statuses:
        raise Refusal(
            f"An order that is {status} cannot be moved: its place is not known."
        )
    here, there = statuses.index(status), statuses.index(to)
    if there <= here and has_started(status, statuses):
        raise Refusal(f"An order that is {status} cannot be moved back to {to}.")
    between = [step for step in STEPS if here < statuses.index(step) < there]
    return [*between, to]


def step_after(status: str, statuses: Sequence[str]) -> str | None:
    """The next status of an order; None at the end of its life."""
    if status not in statuses or status == UNKNOWN:
        return None
    here = statuses.index(status)
    return next((step for step in STEPS if statuses.index(step) > here), None)


@dataclass(kw_only=True)
class OrderLife:
    """Moves the orders of a sandbox."""

    store: Store
    statuses: Sequence[str]
    """All that are known, from the first to the last."""
    outbox: Outbox
    clock: Callable[[], datetime]
    seconds: float | None = None
    """How long an approved order keeps each status on its own; None for ever."""
    _since: float = 0.0
    _looked: float = 0.0

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Orders that were there before count from now."""
        self._since = self.clock().timestamp()
        self._looked = 0.0

    def move(
        self, key: int, to: str | None = None, tracking_number: str | None = None
    ) -> Record:
        """Moves an order, through every status on the way, and gives its row.

        `to` is a status or one of `MOVES`; the next one if not given.
        """
        now = self.clock().timestamp()
        with self.store.transaction():
            order = self._order(key)
            status = str(order["status"])
            wanted = to or step_after(status, self.statuses)
            if wanted is None:
                raise Refusal(f"An order that is {status} has no next status.")
            way = steps(status, MOVES.get(wanted, wanted), self.statuses)
            moved = [self._set(order, step, now, tracking_number) for step in way]
        for row in moved:
            self.outbox.add(row, now)
        return moved[-1]

    def cancel(self, key: int) -> None:
        """Hides an order that nobody has begun to pick. Nobody knows of a notification for it."""
        with self.store.transaction():
            order = self._order(key)
            if has_started(order["status"], self.statuses):
                raise Refusal(
                    f"An order that is {order['status']} cannot be cancelled."
                )
            self.store.delete("Order", key)

    def catch_up(self) -> None:
        """Moves every approved order as far as the time that has passed takes it."""
        if self.seconds is None:
            return
        now = self.clock().timestamp()
        if now < self._looked + self.seconds / 20:
            return
        self._looked = now
        with self.store.transaction(reading=True):
            is_any_due = any(self._is_due(row, now) for row in self._on_their_way())
        if is_any_due:
            self._move_the_due(now)

    def _move_the_due(self, now: float) -> None:
        with (
            self.store.transaction()
        ):  # another process may have moved some of them meanwhile
            moved = [
                move for row in self._on_their_way() for move in self._moves(row, now)
            ]
        for at, row in sorted(moved, key=lambda move: move[0]):
            self.outbox.add(row, at)

    def _moves(self, row: Record, now: float) -> Iterator[tuple[float, Record]]:
        """Moves one order as far as it is due, and gives it after each step with its time."""
        while self._is_due(row, now):
            at = self._moved_at(row) + (self.seconds or 0)
            yield (
                at,
                self._set(row, str(step_after(str(row["status"]), self.statuses)), at),
            )

    def _on_their_way(self) -> list[Record]:
        first = self.statuses.index(APPROVED)
        last = self.statuses.index(STEPS[-1])
        return self.store.rows_with("Order", "status", self.statuses[first:last])

    def _is_due(self, row: Record, now: float) -> bool:
        has_next = step_after(str(row["status"]), self.statuses) is not None
        return has_next and self._moved_at(row) + (self.seconds or 0) <= now

    def _moved_at(self, row: Record) -> float:
        """When it got its status: when it was placed if it was not moved since, and when life began
        if it was there before.
        """
        known = (
            at for at in (row["moved_at"], row["stored_at"]) if isinstance(at, float)
        )
        return next(known, self._since)

    def _order(self, key: int) -> Record:
        row = self.store.find("Order", "id", key)
        if row is None:
            raise NotFound("There is no such order.")
        return row

    def _set(
        self, order: Record, status: str, at: float, tracking: str | None = None
    ) -> Record:
        changes: Record = {"status": status, "moved_at": at, "changed_at": at}
        if status == SHIPPED and (tracking or not order["tracking_number"]):
            changes["tracking_number"] = tracking or f"TH{key_of(order):011d}"
        self.store.update("Order", key_of(order), changes)
        order.update(changes)
        return dict(order)
