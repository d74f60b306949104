"""Places orders, looks for them, and settles what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from mycloud_api import models
from mycloud_api.api import orders as api

from .._calls import Call, call_hook
from .._content import Content
from .._deadline import Deadline
from .._errors import (
    InvalidRequestError,
    MyCloudError,
    NotFoundError,
    UnknownOutcomeError,
)
from .._items import Item
from .._ledger import change_by, lease_of
from .._ledger_states import Entry, next_step, ruled_out
from .._order_list import order_list
from .._placing import (
    LOOKED_THROUGH,
    Look,
    Wanted,
    already_placed,
    check_placed,
    claimed,
    is_match,
    is_order_of,
    judge,
    move_after,
    not_settled,
    settling_waits,
    the_placed,
)
from .calls import AsyncCallRunner
from .ledger import AsyncBook
from .pages import AsyncPager
from .resource import AsyncResource

OrderList: TypeAlias = "list[models.Order]"


class AsyncPlacing(AsyncResource):
    """Places orders: once each, where they have a number.

    Args:
        calls: Sends its calls.
        book: Claims numbers, and notes what became of them.
    """

    def __init__(self, calls: AsyncCallRunner, book: AsyncBook) -> None:
        super().__init__(calls)
        self._book = book

    async def search(
        self, field: str, number: str, newest: int, deadline: Deadline
    ) -> OrderList:
        """The orders among the newest whose number is this one, exactly or loosely."""
        request = order_list(newest=newest)
        orders = AsyncPager(self._calls.until(deadline), request)
        return [order async for order in orders if is_match(field, number, order)]

    async def place(
        self,
        call: Call[models.Order],
        items: Sequence[Item],
        deadline: Deadline | None = None,
    ) -> models.Order:
        """Send an order, and check that the answer matches what was sent."""
        return check_placed(await self._calls.run(call, deadline), items, call)

    async def reconcile(
        self, call: Call[models.Order], content: Content
    ) -> models.Order:
        """Send an order; if the outcome is unknown, look for it.

        It is never sent again after that: a list that does not show it proves nothing.
        """
        if not call.order_number:
            takes = "a number to look for, to reconcile by"
            raise InvalidRequestError("order_number", got="none", takes=takes)
        deadline = self._calls.deadline()
        before = await self._ids_of(call.order_number, deadline)
        try:
            return await self.place(call, content.items, deadline)
        except UnknownOutcomeError as unknown:
            if unknown.order is not None:
                raise
            return await self._settle(call, content, unknown, before, deadline)

    async def _ids_of(self, number: str, deadline: Deadline) -> set[int | None] | None:
        """The ids of the orders that have this number already; None if the list cannot tell."""
        try:
            found = await self.search("order_number", number, LOOKED_THROUGH, deadline)
        except MyCloudError:
            return None
        return {order.id for order in found}

    async def _settle(
        self,
        call: Call[models.Order],
        content: Content,
        unknown: UnknownOutcomeError,
        before: set[int | None] | None,
        deadline: Deadline,
    ) -> models.Order:
        """The order whose outcome was unknown, once the list shows it.

        Raises:
            UnknownOutcomeError: The list does not show it in time, or shows what may be another
                order; with the candidates.
        """
        for wait in settling_waits(self._calls.options, call, unknown):
            if not deadline.allows(wait.seconds):
                break
            call_hook(self._calls.options.on_retry, wait)
            await self._calls.options.clock.asleep(wait.seconds)
            found = await self._search_again(call, unknown, deadline)
            candidates = [order for order in found if order.id not in (before or ())]
            unknown.candidates = tuple(candidates)
            if candidates and before is not None:
                return the_placed(candidates, content, call, unknown)
        raise unknown

    async def _search_again(
        self, call: Call[models.Order], unknown: UnknownOutcomeError, deadline: Deadline
    ) -> OrderList:
        """Any error of a look re-raises the `UnknownOutcomeError`."""
        number = call.order_number or ""
        try:
            return await self.search("order_number", number, LOOKED_THROUGH, deadline)
        except MyCloudError as error:
            raise unknown from error

    async def ensure(self, wanted: Wanted, patient: bool) -> models.Order:
        """The order that is wanted, placed if it certainly was not.

        Args:
            wanted: The order.
            patient: Whether to look more than once after an unknown outcome.
        """
        deadline = self._calls.deadline()
        entry, claim = await self._book.claim(wanted.number, wanted.content, deadline)
        step = next_step(entry, claim)
        if step == "wait":
            raise claimed(entry)
        if step == "read":
            return await self._placed_before(entry, wanted, deadline)
        if step == "look":
            return await self._settled(entry, wanted, deadline)
        look = await self._look_first(entry, wanted, deadline)
        if look.order is not None:
            return look.order
        return await self._send(entry, wanted, patient, deadline)

    async def _look(
        self, wanted: Wanted, deadline: Deadline, others: frozenset[int] = frozenset()
    ) -> Look:
        found = await self.search(
            "order_number", wanted.number, wanted.newest, deadline
        )
        return judge(found, wanted.number, wanted.content, others)

    async def _look_first(
        self, entry: Entry, wanted: Wanted, deadline: Deadline
    ) -> Look:
        """Look for a number that is claimed; raises if the list shows it for another order.

        Nothing has been sent, so whatever goes wrong, the number is free again.
        """
        try:
            look = await self._look(wanted, deadline, ruled_out(entry))
        except BaseException as error:
            why = f"the list could not be read: {type(error).__name__}: {error}"
            await self._book.note(entry, change_by("release", message=why))
            raise
        if look.order is not None:
            await self._book.note(entry, change_by("place", order=look.order))
        elif look.taken is not None:
            taken = already_placed(wanted.number, look.taken)
            await self._book.note(entry, change_by("refuse", message=str(taken)))
            raise taken
        elif look.similar:
            raise await self._unknown(entry, "its number is spelled otherwise", look)
        return look

    async def _unknown(self, entry: Entry, why: str, look: Look) -> UnknownOutcomeError:
        """The error for a number that the list cannot settle; notes the candidates."""
        change = change_by("lose", message=why, candidates=look.candidates)
        await self._book.note(entry, change)
        return not_settled(entry.number, why, look.candidates)

    async def _send(
        self, entry: Entry, wanted: Wanted, patient: bool, deadline: Deadline
    ) -> models.Order:
        """Send an order whose number is claimed, and note what became of it."""
        await self._begin_sending(entry, deadline)
        items = wanted.content.items
        try:
            order = await self.place(wanted.call, items, deadline)
        except UnknownOutcomeError as unknown:
            return await self._after_unknown(entry, wanted, unknown, patient, deadline)
        except MyCloudError as error:
            change = change_by(move_after(error), message=str(error))
            await self._book.note(entry, change)
            raise
        except BaseException:
            why = "it was interrupted while it was sent"
            await self._book.note(entry, change_by("lose", message=why))
            raise
        await self._book.note(entry, change_by("place", order=order))
        return order

    async def _begin_sending(self, entry: Entry, deadline: Deadline) -> None:
        """Note that the order is sent; nothing was, whatever goes wrong."""
        lease = lease_of(deadline.left)
        try:
            taken = await self._book.change(entry, change_by("send", lease=lease))
        except MyCloudError:
            raise
        except BaseException:
            why = "it was interrupted before it was sent"
            await self._book.note(entry, change_by("release", message=why))
            raise
        if not taken:
            raise claimed(entry)

    async def _after_unknown(
        self,
        entry: Entry,
        wanted: Wanted,
        unknown: UnknownOutcomeError,
        patient: bool,
        deadline: Deadline,
    ) -> models.Order:
        """The order, if the list shows it now; otherwise it stays unknown, with candidates."""
        try:
            order = await self._find_sent(entry, wanted, unknown, patient, deadline)
        except BaseException:
            candidates = unknown.candidates
            change = change_by("lose", message=str(unknown), candidates=candidates)
            await self._book.note(entry, change)
            raise
        await self._book.note(entry, change_by("place", order=order))
        return order

    async def _find_sent(
        self,
        entry: Entry,
        wanted: Wanted,
        unknown: UnknownOutcomeError,
        patient: bool,
        deadline: Deadline,
    ) -> models.Order:
        others = ruled_out(entry)
        if unknown.order is not None:
            raise unknown
        if patient:
            call, content = wanted.call, wanted.content
            return await self._settle(call, content, unknown, set(others), deadline)
        try:
            look = await self._look(wanted, deadline, others)
        except MyCloudError as error:
            raise unknown from error
        if look.order is None:
            unknown.candidates = look.candidates
            raise unknown
        return look.order

    async def _settled(
        self, entry: Entry, wanted: Wanted, deadline: Deadline
    ) -> models.Order:
        """The order of an earlier call whose outcome is unknown, if the list shows it.

        Raises:
            UnknownOutcomeError: It does not, or cannot be read. Absence is never proof.
            AlreadyPlacedError: The number is taken by an order with other content.
        """
        why = entry.message or "the process that sent it ended without an answer"
        try:
            look = await self._look(wanted, deadline)
        except MyCloudError as error:
            unknown = not_settled(entry.number, f"{why}; and the list says nothing")
            unknown.error = error
            raise unknown from error
        if look.order is not None:
            await self._book.note(entry, change_by("place", order=look.order))
            return look.order
        if look.taken is not None:
            raise already_placed(wanted.number, look.taken)
        raise await self._unknown(entry, why, look)

    async def _placed_before(
        self, entry: Entry, wanted: Wanted, deadline: Deadline
    ) -> models.Order:
        """The order that the ledger notes as placed, as it is now.

        Raises:
            AlreadyPlacedError: It was placed with other content, or is no longer there.
        """
        order = await self._read(entry, deadline)
        if order is None:
            return await self._read_again(entry, wanted, deadline)
        same = entry.content == self._book.note_of(wanted.content)
        if same or wanted.content.agrees(order):
            return order
        raise already_placed(wanted.number, order)

    async def _read(self, entry: Entry, deadline: Deadline) -> models.Order | None:
        """The order by its id, unless that is the id of another order."""
        if entry.order_id is None:
            return None
        arguments = api.get_order.build_request(id=entry.order_id)
        call = self._call(arguments, api.get_order.read, id=entry.order_id)
        try:
            order = await self._calls.run(call, deadline)
        except NotFoundError:
            return None
        return order if is_order_of(entry.number, order) else None

    async def _read_again(
        self, entry: Entry, wanted: Wanted, deadline: Deadline
    ) -> models.Order:
        """The order by its number, where its id does not lead to it."""
        look = await self._look(wanted, deadline)
        if look.order is None:
            raise already_placed(wanted.number, look.taken)
        await self._book.note(entry, change_by("place", order=look.order))
        return look.order
