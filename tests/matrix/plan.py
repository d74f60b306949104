"""What is tried: rows (a habit or a fault), the clients they are tried with, and the calls."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from mycloud_sandbox.habits import EVERY

from ..faults.faults import ALL, Fault

Operation = Literal["list", "get", "update", "delete", "create", "reconcile", "ensure"]
Circumstance = Literal[
    "answered", "answer lost", "request lost", "once", "always", "token"
]
Kind = Literal["plain", "habit", "fault"]

READS: Final[tuple[Operation, ...]] = ("list", "get")
WRITES: Final[tuple[Operation, ...]] = ("update", "delete")
CREATES: Final[tuple[Operation, ...]] = ("create", "reconcile", "ensure")
OPERATIONS: Final = (*READS, *WRITES, *CREATES)

TIMEOUT: Final = 0.8
DEADLINE: Final = 2.0
LATE_BY: Final = 0.5
"""Seconds by which a call may pass its deadline: a busy machine wakes late."""

MOST_REQUESTS: Final = 60
"""A walk over a dozen orders, four a page, that asks more often asks without end."""

VALUES: Final[dict[str, tuple[str, ...]]] = {
    "late-commit": ("0.1", "2.6"),
    "list-lags": ("0.1", "60"),
    "slow-answers": ("0.05", "5"),
    "slow-headers": ("0.1", "5"),
    "session-cookie": ("0.02",),
    "throttles": ("6",),
    "caps-pages": ("3",),
    "closes-idle-connections": ("0.02",),
    "informational-answers": ("1", "100"),
}
"""Values that fit the short deadlines here: within the timeout, and beyond it."""
BEYOND: Final = ("late-commit=2.6", "slow-answers=5", "slow-headers=5")
"""Every call waits for its timeout, so fewer calls are made."""

NUMBERS: Final[tuple[Callable[[int], str], ...]] = (
    lambda n: f"WEB-{n:06}",
    lambda n: f"00{n:07}",
    lambda n: f"Web-{n}-ab",
    lambda n: f"A&B-{n:06}",
    lambda n: f"SHOP-BANGKOK-2026-{n:08}",
    lambda n: f"WEB-{n:06}-😀x",
    lambda n: f"ส้ม-{n:06}",
)
"""Shapes of order numbers: each is changed by some habit."""


_FAULTS: Final = {fault.name: fault for fault in ALL}


@dataclass(frozen=True)
class Row:
    """One way in which a server behaves."""

    kind: Kind
    name: str

    @property
    def fault(self) -> Fault | None:
        """The fault of this name; it cannot be sent to another process itself."""
        return _FAULTS[self.name] if self.kind == "fault" else None

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


@dataclass(frozen=True)
class Group:
    """A row with one kind of client, whose calls are made one after the other."""

    row: Row
    client: Literal["MyCloud", "AsyncMyCloud"]
    library: Literal["httpx", "httpx2"]
    dialect: Literal["documented", "envelope"]

    def __str__(self) -> str:
        return f"{self.row}, {self.client}, {self.library}, {self.dialect}"


@dataclass(frozen=True)
class Trial:
    """One call, in one circumstance."""

    operation: Operation
    circumstance: Circumstance
    number: Callable[[int], str] = NUMBERS[0]

    @property
    def column(self) -> str:
        return f"{self.operation}, {self.circumstance}"


def rows() -> list[Row]:
    """The plain server, every habit with its values, and every fault."""
    habits = [
        f"{name}={value}" if value else name
        for name, habit in EVERY.items()
        for value in VALUES.get(name, (habit.value or "",))
    ]
    return [
        Row("plain", "no habit"),
        *(Row("habit", name) for name in habits),
        *(Row("fault", name) for name in _FAULTS),
    ]


def groups(chosen: Sequence[Row]) -> list[Group]:
    """Each row with each client, library and dialect."""
    clients: tuple[Literal["MyCloud", "AsyncMyCloud"], ...] = (
        "MyCloud",
        "AsyncMyCloud",
    )
    libraries: tuple[Literal["httpx", "httpx2"], ...] = ("httpx", "httpx2")
    dialects: tuple[Literal["documented", "envelope"], ...] = ("documented", "envelope")
    return [
        Group(*combination)
        for combination in itertools.product(chosen, clients, libraries, dialects)
    ]


def trials(group: Group, seed: int) -> list[Trial]:
    """The calls of a group: reads first, then changes, then creates, each in each circumstance."""
    random = Random(f"{seed}: {group}")
    circumstances = _circumstances(group.row)
    plain = [
        Trial(operation, circumstance)
        for operation in (*READS, *WRITES, "list")
        for circumstance in circumstances
        if not (operation in READS and circumstance == "request lost")
    ]
    creates = [
        Trial(operation, circumstance, number)
        for operation in CREATES
        for circumstance in circumstances
        for number in _numbers(group.row, circumstance, random)
    ]
    return [*plain, *creates]


def _circumstances(row: Row) -> tuple[Circumstance, ...]:
    if row.kind == "fault":
        return ("once", "always", "token")
    if row.name in BEYOND:
        return ("answered",)
    return ("answered", "answer lost", "request lost")


def _numbers(
    row: Row, circumstance: Circumstance, random: Random
) -> Sequence[Callable[[int], str]]:
    """All shapes where the server changes numbers and the order is there, otherwise one."""
    changes = "order-numbers" in row.name and circumstance != "request lost"
    return NUMBERS if changes else random.sample(NUMBERS, 1)
