"""Where order numbers are claimed, so that each is placed once: what a ledger can do."""

from __future__ import annotations

import json
import os
import secrets
import socket
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

import attrs

from ._arguments import database_key
from ._errors import ConfigurationError, LedgerError
from ._ledger_states import MOVES, Entry, Move, State
from ._setting_values import refusal

if TYPE_CHECKING:
    from mycloud_api.models import Order

LONGEST_LEASE: Final = 600.0
"""Seconds of a lease where a call has no deadline."""

_MARGIN: Final = 5.0
"""Seconds between the deadline of a call and the end of its lease."""

_LONGEST_MESSAGE: Final = 1000

_METHODS: Final = ("claim", "change", "get", "entries")


@attrs.frozen(kw_only=True)
class Change:
    """What is noted about a number.

    Attributes:
        starts: The states it may be in; in any other nothing is changed.
        state: The state it is in afterwards.
        lease: Seconds until others may take it over.
        order_id: The order's database key.
        mc_number: MyCloud's number for the order.
        message: What was said.
        candidates: Ids of orders that look like it; None keeps those that are noted.
    """

    starts: tuple[State, ...]
    state: State
    lease: float = 0.0
    order_id: int | None = None
    mc_number: str | None = None
    message: str | None = None
    candidates: Sequence[int] | None = None


class Ledger(Protocol):
    """Keeps order numbers for any number of shops, threads and processes.

    `SqliteLedger` and `PostgresLedger` are ledgers; write one of your own for another store. Each
    method is atomic, and what it wrote is there when it returns. It may raise anything.
    """

    def claim(
        self,
        shop: str,
        number: str,
        *,
        claim: str,
        holder: str,
        lease: float,
        content: str,
    ) -> Entry:
        """Claim a number in one statement, if it is free; gives the entry as it stands then.

        It is free without an entry, in a state of `FREE`, and `claimed` with its lease over. Asked
        again with the same claim, it gives the same.

        Args:
            shop: Names the shop on its server.
            number: The order number, compared exactly.
            claim: Names this attempt; the entry has it where the number was free.
            holder: The process, for people.
            lease: Seconds until others may take it over, by the clock of the store.
            content: What is to be sent.
        """
        ...

    def change(self, shop: str, number: str, *, claim: str, change: Change) -> bool:
        """Change an entry if it has that claim and is in one of the states; says whether it was.

        Args:
            shop: Names the shop on its server.
            number: The order number.
            claim: The claim that the entry must have.
            change: From which states to which, and what to note.
        """
        ...

    def get(self, shop: str, number: str) -> Entry | None:
        """The entry of a number, or None."""
        ...

    def entries(
        self, shop: str, state: State | None = None, limit: int | None = None
    ) -> list[Entry]:
        """The entries of a shop, those that changed last first.

        Args:
            shop: Names the shop on its server.
            state: Only those in this state.
            limit: How many at most.
        """
        ...


class NoLedger:
    """Grants every claim and keeps nothing."""

    def claim(
        self,
        shop: str,
        number: str,
        *,
        claim: str,
        holder: str,
        lease: float,
        content: str,
    ) -> Entry:
        """The number is claimed."""
        return Entry(
            number=number,
            state="claimed",
            claim=claim,
            holder=holder,
            lease_left=lease,
            content=content,
        )

    def change(self, shop: str, number: str, *, claim: str, change: Change) -> bool:
        """Every change is granted."""
        return True

    def get(self, shop: str, number: str) -> Entry | None:
        """Raises: there is no ledger."""
        raise ConfigurationError(_NONE)

    def entries(
        self, shop: str, state: State | None = None, limit: int | None = None
    ) -> list[Entry]:
        """Raises: there is no ledger."""
        raise ConfigurationError(_NONE)


_NONE: Final = "this client has no ledger: give MyCloud(ledger=SqliteLedger(path))"


def check_ledger(ledger: object, api_key: str | None) -> None:
    """Checks that a ledger has its methods, and that the shop it is for has a name.

    Raises:
        ConfigurationError: It has not, or there is no API key.
    """
    if ledger is None:
        return
    methods = (getattr(ledger, name, None) for name in _METHODS)
    if isinstance(ledger, type) or not all(map(callable, methods)):
        takes = "a ledger such as SqliteLedger(path)"
        raise refusal("ledger=", ledger, takes)
    if not api_key:
        raise ConfigurationError(
            "ledger= needs api_key=: the ledger tells shops apart by it, and a token changes"
        )


def new_claim() -> str:
    """Names one attempt to place an order."""
    return secrets.token_hex(16)


def this_process() -> str:
    """Host and process, for people."""
    return f"{socket.gethostname()}:{os.getpid()}"


def lease_of(left: float | None) -> float:
    """Seconds that a call with so much time left may hold a number."""
    return LONGEST_LEASE if left is None else max(left, 0.0) + _MARGIN


def change_by(
    move: Move,
    *,
    lease: float = 0.0,
    order: Order | None = None,
    message: str | None = None,
    candidates: Iterable[Order] | None = None,
) -> Change:
    """The change that a move makes."""
    starts, state = MOVES[move]
    return Change(
        starts=starts,
        state=state,
        lease=lease,
        order_id=None if order is None else next(iter(_ids([order])), None),
        mc_number=None if order is None else _storable(order.mc_number),
        message=_storable(message),
        candidates=None if candidates is None else _ids(candidates),
    )


def change_by_hand(entry: Entry, order: int | Order | None) -> Change:
    """The change that a person makes: to this order, or to none."""
    move: Move = "settle_not_placed" if order is None else "settle_placed"
    return Change(
        starts=(entry.state,),
        state=MOVES[move][1],
        order_id=None if order is None else database_key(order),
        mc_number=_storable(getattr(order, "mc_number", None)),
        message="settled by hand",
    )


def _ids(orders: Iterable[Order]) -> tuple[int, ...]:
    """The ids that a column of 64 bits takes; a server may send anything."""
    ids = (order.id for order in orders)
    return tuple(id for id in ids if isinstance(id, int) and abs(id) < 2**63)


def _storable(text: object) -> str | None:
    """Text as every database takes it: of limited length, without NUL and lone surrogates."""
    if not isinstance(text, (str, int)):
        return None
    clean = str(text).replace("\0", "").encode(errors="replace").decode()
    return clean[:_LONGEST_MESSAGE]


def entry_of(row: Sequence[Any]) -> Entry:
    """The entry that a row of `COLUMNS` holds."""
    number, state, claim, holder, left, content, *rest = row
    order_id, mc_number, message, candidates, changed_at = rest
    return Entry(
        number=number,
        state=state,
        claim=claim,
        holder=holder,
        lease_left=max(0.0, left),
        content=content,
        order_id=order_id,
        mc_number=mc_number,
        message=message,
        candidates=tuple(json.loads(candidates)),
        changed_at=changed_at,
    )


def unusable(error: Exception) -> LedgerError:
    """The error for a store that failed. Its text may show the data source, not a password."""
    said = f"{type(error).__name__}: {error}".strip()
    return LedgerError(f"the ledger cannot be used: {said}")
