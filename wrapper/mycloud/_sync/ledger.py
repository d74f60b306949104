# Made by `make generate` from _async/ledger.py; edit that file.
# Its SHA-256 was 3a81bec59fcafce3af95592e256f1d29277634319b407bbabd49ae5cf4558b52.
"""The ledger as the client uses it: what people ask of it, and the notes that `ensure` makes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Literal, Self, TypeVar, overload

from mycloud_api import models

from .._arguments import check_choice, whole
from .._content import (
    NO_CONTENT,
    Content,
    items_agree,
    noted_items,
    recipient_is_noted,
)
from .._deadline import Deadline
from .._errors import InvalidRequestError, MyCloudError
from .._ledger import (
    Change,
    Ledger,
    NoLedger,
    change_by,
    change_by_hand,
    lease_of,
    new_claim,
    this_process,
    unusable,
)
from .._ledger_states import STATES, Entry, State
from .._numbers import check_number
from .._order_list import order_list
from .._placing import LOOKED_THROUGH, claimed
from .._settings import Settings
from .._threads import in_thread
from .calls import CallRunner
from .pages import Pager
from .resource import Resource

T = TypeVar("T")

_log = logging.getLogger("mycloud")


class Book:
    """One shop's part of a ledger. It knows the moves and keeps the errors in the tree.

    Args:
        store: The ledger.
        settings: The shop and its server. Its key keeps digests from being guessed.
    """

    def __init__(self, store: Ledger | None, settings: Settings) -> None:
        self._store = NoLedger() if store is None else store
        self._shop = "" if store is None else settings.shop_key()
        self._key = settings.api_key or ""

    def note_of(self, content: Content) -> str:
        """What is noted of an order's content."""
        return content.note(self._key)

    def may_be(self, entry: Entry, order: models.Order) -> bool:
        """Whether an order has the items and the recipient that an entry notes."""
        items = noted_items(entry.content)
        same = recipient_is_noted(entry.content, self._key, order)
        return same and items_agree(items, order)

    def claim(
        self, number: str, content: Content, deadline: Deadline
    ) -> tuple[Entry, str]:
        """Try to claim a number; gives its entry, and the claim that was tried.

        Raises:
            LedgerError: The ledger cannot be used; nothing was sent.
        """
        claim = new_claim()
        entry = self._run(
            partial(
                self._store.claim,
                self._shop,
                number,
                claim=claim,
                holder=this_process(),
                lease=lease_of(deadline.left),
                content=self.note_of(content),
            )
        )
        return entry, claim

    def change(self, entry: Entry, change: Change) -> bool:
        """Change an entry under its claim; says whether the ledger took it.

        Raises:
            LedgerError: The ledger cannot be used.
        """
        return self._run(
            partial(
                self._store.change,
                self._shop,
                entry.number,
                claim=entry.claim,
                change=change,
            )
        )

    def note(self, entry: Entry, change: Change) -> None:
        """Change an entry after the fact: a failure is logged, so that it hides no outcome.

        The number then counts as of unknown outcome, and is looked for when it is asked for again.
        """
        why = "it was changed meanwhile"
        try:
            taken = self.change(entry, change)
        except MyCloudError as error:
            taken, why = False, str(error)
        if not taken:
            what = (entry.number, change.state, why)
            _log.warning("order %r is %s, and the ledger did not note it: %s", *what)

    def get(self, number: str) -> Entry | None:
        """The entry of a number."""
        return self._run(partial(self._store.get, self._shop, number))

    def entries(self, state: State | None, limit: int | None) -> list[Entry]:
        """The entries of the shop."""
        return self._run(partial(self._store.entries, self._shop, state, limit))

    def _run(self, function: Callable[[], T]) -> T:
        """Ask the store, which may block."""
        try:
            if isinstance(self._store, NoLedger):  # which never blocks
                return function()
            return in_thread(function)
        except MyCloudError:
            raise
        except Exception as error:  # a caller's store may raise anything
            raise unusable(error) from error


class ShopLedger(Resource):
    """What became of the orders of this shop that `orders.ensure` placed.

    Every method raises `ConfigurationError` for a client without a ledger, and `LedgerError` when
    the ledger cannot be used.
    """

    def __init__(self, calls: CallRunner, book: Book) -> None:
        super().__init__(calls)
        self._book = book

    @classmethod
    def _made_for(
        cls, calls: CallRunner, ledger: Ledger | None, settings: Settings
    ) -> Self:
        """The resource of a client."""
        return cls(calls, Book(ledger, settings))

    def entries(
        self, state: State | None = None, *, limit: int | None = None
    ) -> list[Entry]:
        """What is noted, those that changed last first.

        Args:
            state: Only those in this state, such as `"unknown"` or `"refused"`.
            limit: How many at most; None for all.
        """
        if state is not None:
            check_choice("state", state, STATES)
        most = None if limit is None else whole("limit", limit, least=0)
        return self._book.entries(state, most)

    def get(self, order_number: str) -> Entry | None:
        """What is noted of one order number, or None.

        Args:
            order_number: The shop's own number for the order.
        """
        return self._book.get(check_number("order_number", order_number))

    @overload
    def settle(self, order_number: str, *, order_id: int | models.Order) -> Entry: ...
    @overload
    def settle(self, order_number: str, *, placed: Literal[False]) -> Entry: ...
    def settle(
        self,
        order_number: str,
        *,
        order_id: int | models.Order | None = None,
        placed: Literal[False] | None = None,
    ) -> Entry:
        """Note what a person found out about an order number; gives the entry as it is then.

        Args:
            order_number: The shop's own number for the order.
            order_id: The order that it is, by its database key: `ensure` gives this order from now
                on.
            placed: False if no order was placed, and none is on its way: `ensure` may then place
                it. The orders that were noted as candidates count as others.

        Raises:
            InvalidRequestError: Not one of the two, or a number that is not in the ledger.
            ClaimedError: A process is placing it now.
        """
        entry = self.get(order_number)
        if entry is None:
            takes = "a number that is in the ledger"
            raise InvalidRequestError(
                "order_number", got=repr(order_number), takes=takes
            )
        if (order_id is None) == (placed is None) or placed not in (None, False):
            takes = "either order_id= or placed=False"
            raise InvalidRequestError("settle", got=repr(placed), takes=takes)
        if entry.is_held:
            raise claimed(entry)
        return self._settle(entry, order_id)

    def adopt(self, order_number: str, *, order_id: int | models.Order | None) -> Entry:
        """Note an order that was sent without this ledger; gives the entry as it is then.

        A number that is in the ledger already is left as it is.

        Args:
            order_number: The shop's own number for the order.
            order_id: The order that it is, by its database key; None if nobody knows whether it was
                placed.
        """
        entry = self.get(order_number)
        if entry is not None:
            return entry
        deadline = self._calls.deadline()
        entry, claim = self._book.claim(order_number, NO_CONTENT, deadline)
        if entry.claim != claim:
            return entry
        if order_id is not None:
            return self._settle(entry, order_id)
        change = change_by("lose", message="it was sent without this ledger")
        self._book.change(entry, change)
        return self.get(order_number) or entry

    def settle_unknowns(self, *, newest: int = LOOKED_THROUGH) -> list[Entry]:
        """Look once for all orders of unknown outcome; gives the entries that stay unknown.

        One is settled as placed where a single order has exactly its number, its items and its
        recipient. Where the server shows the recipient otherwise than it was given, `ensure`, which
        knows both, settles its own number.

        Args:
            newest: How many of the newest orders to look through.

        Raises:
            MyCloudError: The list cannot be read; nothing was settled.
        """
        sending = self.entries("sending")
        unsettled = [entry for entry in sending if not entry.is_held]
        unsettled += self.entries("unknown")
        if not unsettled:
            return []
        orders: dict[object, list[models.Order]] = {}
        request = order_list(newest=whole("newest", newest))
        for order in Pager(self._calls, request):
            orders.setdefault(order.order_number, []).append(order)
        return [
            entry
            for entry in unsettled
            if not self._found(entry, orders.get(entry.number, []))
        ]

    def _found(self, entry: Entry, orders: list[models.Order]) -> bool:
        if len(orders) != 1 or not self._book.may_be(entry, orders[0]):
            return False
        return self._book.change(entry, change_by("place", order=orders[0]))

    def _settle(self, entry: Entry, order: int | models.Order | None) -> Entry:
        if not self._book.change(entry, change_by_hand(entry, order)):
            raise claimed(entry)
        settled = self.get(entry.number)
        assert settled is not None
        return settled
