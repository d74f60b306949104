"""Orders to be shipped."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal, Self, TypeAlias

from mycloud_api import models
from mycloud_api.api import orders as api

from .._answers import result_of
from .._arguments import (
    NOT_GIVEN,
    Price,
    check_choice,
    convert_fields,
    database_key,
    given_fields,
    require_any,
    whole,
)
from .._attachments import Attachment, OpenedFile, attachment_fields, opened, rewindable
from .._calls import Call, request_of
from .._changes import check_changed
from .._content import Content
from .._errors import InvalidRequestError, NotFoundError
from .._hints import hinting
from .._items import Item, form_items
from .._ledger import Ledger
from .._messages import new_request_id
from .._notifications import (
    Notification,
    check_confirmed,
    check_notification,
    is_named,
    no_such_order,
    the_named,
)
from .._numbers import check_number
from .._order_list import order_list
from .._pages import OnShuffle, Page
from .._placing import LOOKED_THROUGH, Wanted, best_match, number_to_find
from .._settings import Settings
from .calls import AsyncCallRunner
from .ledger import AsyncBook
from .pages import AsyncPager, one_page
from .placing import AsyncPlacing
from .resource import AsyncResource

OrderItemList: TypeAlias = "list[models.OrderItem]"
OrderList: TypeAlias = "list[models.Order]"
# Inside a resource the word `list` is its method.


class AsyncOrders(AsyncResource):
    """Orders to be shipped.

    Pass an order's id, or the `Order`. Amounts are in THB, weights in kg.

    Every method raises `InvalidRequestError` before anything is sent, `TransportError` when no
    answer comes, `ApiError` when the answer says no, and `DecodeError` when it cannot be read. Each
    method lists what it raises beyond that, or the case to expect.
    """

    def __init__(self, calls: AsyncCallRunner, book: AsyncBook) -> None:
        super().__init__(calls)
        self._placing = AsyncPlacing(calls, book)

    @classmethod
    def _made_for(
        cls, calls: AsyncCallRunner, ledger: Ledger | None, settings: Settings
    ) -> Self:
        """The resource of a client."""
        return cls(calls, AsyncBook(ledger, settings))

    @hinting
    def list(
        self,
        *,
        deleted: bool = False,
        count: int = 100,
        offset: int = 0,
        prefetch: int = 0,
        overlap: int = 1,
        on_shuffle: OnShuffle = "raise",
        newest: int | None = None,
    ) -> AsyncPager[models.Order]:
        """Walk the orders (documented: Get All Orders).

        No order that is there throughout is missed or given twice, though others come and go
        meanwhile, as long as the server's ordering is stable.

        Args:
            deleted: Whether to be given deleted orders as well.
            count: How many orders to ask for at a time.
            offset: How many orders to skip.
            prefetch: How many pages to ask for in advance; fewer while the server answers 429.
            overlap: How many orders to ask for once more in each page, to see whether the list has
                shifted. 0 walks as the documentation shows it, and skips an order for each one that
                is deleted meanwhile.
            on_shuffle: What to do when the list is seen to change its order: `"raise"`, or `"log"`
                a warning and go on, though orders may be missed.
            newest: Walk that many of the newest orders instead of all, in the server's order. It
                assumes that the list goes by database keys, up or down. A walk that is shifted
                meanwhile may miss an order.

        Raises:
            InvalidRequestError: `newest` together with `offset` or `prefetch`.
            PaginationError: As it is walked: the server's pages do not join up, the list changes
                its order, or it ends before `offset`.
        """
        if newest is not None and (offset or prefetch):
            takes = "no offset and no prefetch next to it"
            raise InvalidRequestError("newest", got=str(newest), takes=takes)
        request = order_list(
            deleted,
            count=count,
            offset=offset,
            prefetch=prefetch,
            overlap=overlap,
            on_shuffle=on_shuffle,
            newest=newest if newest is None else whole("newest", newest),
        )
        return AsyncPager(self._calls, request)

    async def page(
        self, offset: int = 0, count: int = 100, deleted: bool = False
    ) -> Page[models.Order]:
        """One page of orders (documented: Get All Orders).

        Args:
            offset: How many orders to skip.
            count: How many orders to ask for.
            deleted: Whether to be given deleted orders as well.
        """
        request = order_list(deleted, offset=offset, count=count)
        return await one_page(self._calls, request)

    async def get(self, id: int | models.Order) -> models.Order:
        """One order by its id (documented: Get Order).

        Args:
            id: The order's database key, or an order.

        Raises:
            NotFoundError: No entry has that id, or it belongs to another shop.
        """
        key = database_key(id)
        arguments = api.get_order.build_request(id=key)
        call = self._call(arguments, api.get_order.read, id=key)
        return await self._calls.run(call)

    @hinting
    async def find(
        self,
        *,
        order_number: str | None = None,
        mc_number: str | None = None,
        newest: int = 500,
    ) -> models.Order | None:
        """The order with this number, if it is among the newest; of several the newest.

        The API has no search: orders are read from the newest end of the list. An order whose
        number differs in case, white space or leading zeros, or is cut, is given as well, and
        logged at WARNING: compare its number with yours before you rely on it.

        None means that the list shows no such order. It does not prove that the order is not there:
        a list may lag behind.

        Args:
            order_number: The shop's own number for the order.
            mc_number: MyCloud's number for the order. Give one of the two.
            newest: How many of the newest orders to look through.

        Raises:
            InvalidRequestError: Not one of the two, or a number that `create` would refuse.
            PaginationError: The list cannot be walked.
        """
        field, number = number_to_find(order_number=order_number, mc_number=mc_number)
        deadline = self._calls.deadline()
        newest = whole("newest", newest)
        found = await self._placing.search(field, number, newest, deadline)
        return best_match(field, number, found)

    @hinting
    async def create(
        self,
        *,
        delivery_mode_id: int,
        items: Sequence[Item],
        attachments: Sequence[Attachment] = (),
        on_unknown: Literal["raise", "reconcile"] = "raise",
        customer_id: int | None = None,
        name: str | None = None,
        address: str | None = None,
        postcode: str | None = None,
        phone_number: str | None = None,
        email: str | None = None,
        note: str | None = None,
        order_number: str | None = None,
        billing_title: str | None = None,
        customer_reference: str | None = None,
        delivery_date: datetime.date | str | None = None,
        total_price: Price | None = None,
        payment_amount: Price | None = None,
        payment_date: datetime.date | str | None = None,
        payment_time: datetime.time | datetime.datetime | str | None = None,
        weight: Price | None = None,
        urgent: bool | None = None,
        status: str | None = None,
    ) -> models.Order:
        """Place an order (documented: Create Order).

        It is sent again only when it certainly was not carried out. All fields below `on_unknown`
        are observed, except for `customer_id`, which is documented.

        Args:
            delivery_mode_id: Database key of the delivery mode to ship with.
            items: What is ordered; one or more.
            attachments: Files to attach; three at most.
            on_unknown: What to do when nobody knows whether the order was placed: `"raise"`, or
                `"reconcile"`: look for its `order_number` among the newest orders, before and
                after, and give the order once the list shows it. It is never sent a second time.
            customer_id: Database key of the customer to attach, or 0 for none.
            name: Name of the recipient.
            address: Street address of the recipient.
            postcode: Postal code of the recipient.
            phone_number: Phone number of the recipient.
            email: E-mail address of the recipient.
            note: Free text about the order.
            order_number: The shop's own number for the order.
            billing_title: Title on the bill.
            customer_reference: The customer's own reference for the order.
            delivery_date: Day of delivery.
            total_price: Price of the whole order, in THB.
            payment_amount: What the customer says was paid, in THB.
            payment_date: Day on which the customer says the payment was made.
            payment_time: Time of day of the payment, as `HH:MM` on a clock of 24 hours.
            weight: Weight of everything to be shipped, in kg.
            urgent: Whether the order is to be handled before others.
            status: The status to set; `APPROVED` releases the order to the warehouse.

        Raises:
            InvalidRequestError: Refused before anything was sent.
            UnknownOutcomeError: The order may have been placed, or was placed with other items than
                were sent.
            ValidationError: The server refused it, with a status of 422 or 400; nothing was placed.
            RefusedError: The server refused it, with status 200 (observed); nothing was placed.
        """
        fields = {
            "customer_id": customer_id,
            "name": name,
            "address": address,
            "postcode": postcode,
            "phone_number": phone_number,
            "email": email,
            "note": note,
            "order_number": order_number,
            "billing_title": billing_title,
            "customer_reference": customer_reference,
            "delivery_date": delivery_date,
            "total_price": total_price,
            "payment_amount": payment_amount,
            "payment_date": payment_date,
            "payment_time": payment_time,
            "weight": weight,
            "urgent": urgent,
            "status": status,
        }
        check_choice("on_unknown", on_unknown, ("raise", "reconcile"))
        with opened(attachments) as files:
            call = self._create_call(delivery_mode_id, items, files, fields)
            if on_unknown == "reconcile":
                content = Content.of(items, fields)
                return await self._placing.reconcile(call, content)
            return await self._placing.place(call, items)

    @hinting
    async def ensure(
        self,
        *,
        order_number: str,
        delivery_mode_id: int,
        items: Sequence[Item],
        attachments: Sequence[Attachment] = (),
        on_unknown: Literal["raise", "reconcile"] = "raise",
        customer_id: int | None = None,
        name: str | None = None,
        address: str | None = None,
        postcode: str | None = None,
        phone_number: str | None = None,
        email: str | None = None,
        note: str | None = None,
        billing_title: str | None = None,
        customer_reference: str | None = None,
        delivery_date: datetime.date | str | None = None,
        total_price: Price | None = None,
        payment_amount: Price | None = None,
        payment_date: datetime.date | str | None = None,
        payment_time: datetime.time | datetime.datetime | str | None = None,
        weight: Price | None = None,
        urgent: bool | None = None,
        status: str | None = None,
        newest: int = LOOKED_THROUGH,
    ) -> models.Order:
        """The order with this number: the one that is there, or else a new one.

        It looks for the number first. A program that runs again, one at a time, places nothing
        twice. With `MyCloud(ledger=...)` the number is claimed before the first byte is sent: any
        number of threads, processes and machines, killed at any moment, place at most one order.

        A list that does not show an order proves nothing: after an unknown outcome the order is
        looked for, and not sent again. A number that is there in another spelling is reported, and
        nothing is sent. Deleted orders are looked past.

        Args:
            order_number: The shop's own number for the order. Make it when the order is made, and
                never change it.
            delivery_mode_id: Database key of the delivery mode to ship with.
            items: What is ordered; one or more.
            attachments: Files to attach; three at most. An order that is there keeps its own.
            on_unknown: What to do when nobody knows whether the order was placed: `"raise"` looks
                for it once; `"reconcile"` looks as often as the retry policy allows.
            customer_id: Database key of the customer to attach, or 0 for none.
            name: Name of the recipient.
            address: Street address of the recipient.
            postcode: Postal code of the recipient.
            phone_number: Phone number of the recipient.
            email: E-mail address of the recipient.
            note: Free text about the order.
            billing_title: Title on the bill.
            customer_reference: The customer's own reference for the order.
            delivery_date: Day of delivery.
            total_price: Price of the whole order, in THB.
            payment_amount: What the customer says was paid, in THB.
            payment_date: Day on which the customer says the payment was made.
            payment_time: Time of day of the payment, as `HH:MM` on a clock of 24 hours.
            weight: Weight of everything to be shipped, in kg.
            urgent: Whether the order is to be handled before others.
            status: The status to set; `APPROVED` releases the order to the warehouse.
            newest: How many of the newest orders to look through for the number.

        Raises:
            InvalidRequestError: Refused before anything was sent.
            AlreadyPlacedError: The number is taken by an order with other items or another
                recipient, as far as it shows them; nothing was sent.
            ClaimedError: Another process is placing it now; nothing was sent by this call.
            LedgerError: The ledger cannot be used; nothing was sent.
            UnknownOutcomeError: The order may have been placed, now or by an earlier call, or an
                order has a number like it; with the candidates.
            ValidationError: The server refused it, with a status of 422 or 400; nothing was placed.
            RefusedError: The server refused it, with status 200 (observed); nothing was placed.
        """
        fields = {
            "customer_id": customer_id,
            "name": name,
            "address": address,
            "postcode": postcode,
            "phone_number": phone_number,
            "email": email,
            "note": note,
            "order_number": order_number,
            "billing_title": billing_title,
            "customer_reference": customer_reference,
            "delivery_date": delivery_date,
            "total_price": total_price,
            "payment_amount": payment_amount,
            "payment_date": payment_date,
            "payment_time": payment_time,
            "weight": weight,
            "urgent": urgent,
            "status": status,
        }
        check_choice("on_unknown", on_unknown, ("raise", "reconcile"))
        number = check_number("order_number", order_number)
        with opened(attachments) as files:
            call = self._create_call(delivery_mode_id, items, files, fields)
            content = Content.of(items, fields)
            wanted = Wanted(call, number, content, whole("newest", newest))
            return await self._placing.ensure(wanted, on_unknown == "reconcile")

    @hinting
    async def update(
        self,
        id: int | models.Order,
        *,
        items: Sequence[Item] = (),
        attachments: Sequence[Attachment] = (),
        delivery_mode_id: int = NOT_GIVEN,
        customer_id: int = NOT_GIVEN,
        name: str = NOT_GIVEN,
        address: str = NOT_GIVEN,
        postcode: str = NOT_GIVEN,
        phone_number: str = NOT_GIVEN,
        email: str = NOT_GIVEN,
        note: str = NOT_GIVEN,
        order_number: str = NOT_GIVEN,
        billing_title: str = NOT_GIVEN,
        customer_reference: str = NOT_GIVEN,
        delivery_date: datetime.date | str = NOT_GIVEN,
        total_price: Price = NOT_GIVEN,
        payment_amount: Price = NOT_GIVEN,
        payment_date: datetime.date | str = NOT_GIVEN,
        payment_time: datetime.time | datetime.datetime | str = NOT_GIVEN,
        weight: Price = NOT_GIVEN,
        urgent: bool = NOT_GIVEN,
        status: str = NOT_GIVEN,
    ) -> models.Order:
        """Change the given fields of an order and no others (documented: Update Order).

        An item whose product is in the order already changes its price and quantity; others are
        added. An attachment under an existing name replaces it. What is not given
        stays unchanged, empty text clears a field, and None is refused.

        Where the answer does not show a change that was sent, a warning is logged; with
        `strict=True` it is a `DecodeError`.

        Args:
            id: The order's database key, or an order.
            items: What is changed or added.
            attachments: Files to attach or replace; an order holds three.
            delivery_mode_id: Database key of the delivery mode to ship with.
            customer_id: Database key of the customer to attach, or 0 for none.
            name: Name of the recipient.
            address: Street address of the recipient.
            postcode: Postal code of the recipient.
            phone_number: Phone number of the recipient.
            email: E-mail address of the recipient.
            note: Free text about the order.
            order_number: The shop's own number for the order.
            billing_title: Title on the bill.
            customer_reference: The customer's own reference for the order.
            delivery_date: Day of delivery.
            total_price: Price of the whole order, in THB.
            payment_amount: What the customer says was paid, in THB.
            payment_date: Day on which the customer says the payment was made.
            payment_time: Time of day of the payment, as `HH:MM` on a clock of 24 hours.
            weight: Weight of everything to be shipped, in kg.
            urgent: Whether the order is to be handled before others.
            status: The status to set; `APPROVED` releases the order to the warehouse.

        Raises:
            InvalidRequestError: Nothing to change, None, or refused before anything was sent.
            NotFoundError: There is no such order.
            ValidationError: The server refused it, such as another status once picking has begun.
            RefusedError: The same, with status 200 (observed).
        """
        fields = {
            "delivery_mode_id": delivery_mode_id,
            "customer_id": customer_id,
            "name": name,
            "address": address,
            "postcode": postcode,
            "phone_number": phone_number,
            "email": email,
            "note": note,
            "order_number": order_number,
            "billing_title": billing_title,
            "customer_reference": customer_reference,
            "delivery_date": delivery_date,
            "total_price": total_price,
            "payment_amount": payment_amount,
            "payment_date": payment_date,
            "payment_time": payment_time,
            "weight": weight,
            "urgent": urgent,
            "status": status,
        }
        with opened(attachments) as files:
            call = self._update_call(database_key(id), items, files, fields)
            order = await self._calls.run(call)
        sent, strict = given_fields(fields), self._calls.options.strict
        return check_changed(order, sent, items, call, strict=strict)

    async def delete(self, id: int | models.Order) -> models.Order:
        """Delete an order; gives it as it was (documented: Delete Order).

        Args:
            id: The order's database key, or an order.

        Raises:
            NotFoundError: There is no such order, or it was deleted before.
        """
        key = database_key(id)
        arguments = api.delete_order.build_request(id=key)
        call = self._call(arguments, api.delete_order.read, id=key)
        return await self._calls.run(call)

    async def items(self, id: int | models.Order) -> OrderItemList:
        """The items of an order (documented: Get Order Items).

        Args:
            id: The order's database key, or an order.

        Raises:
            NotFoundError: There is no such order.
        """
        arguments = api.list_order_items.build_request(id=database_key(id))
        request = request_of(arguments, self._calls.options)
        read = partial(result_of, api.list_order_items.read)
        found = await self._calls.run(Call(request, read))
        return [item for item in found if item is not None]

    async def confirm(
        self,
        notification: Notification,
        *,
        id: int | models.Order | None = None,
        newest: int = 500,
    ) -> models.Order:
        """The order of a notification, read from the API (observed).

        Anybody can post a notification, so this reads the order and compares: its numbers must be
        those of the notification, and its status must not contradict the notification's. Where the
        two statuses cannot be ordered (see `is_after`) the order is given: its status is the truth.

        Without `id` the order is looked for among the newest, since the API has no search: exact
        numbers first; a loose match (see `find`) is logged at WARNING.

        Args:
            notification: What `Notification.parse` gave.
            id: The order's database key, if you know it: one request instead of several.
            newest: How many of the newest orders to look through without `id`.

        Raises:
            StaleNotificationError: The order is further already; it is in `.order`.
            ForgedNotificationError: The numbers are those of another order, there is no order of
                this `id`, or the order has not reached the status; `.reason` says which.
            UnlistedNotificationError: The list does not show such an order, at least not yet.
            PaginationError: The list cannot be walked.
        """
        check_notification(notification)
        if id is None:
            return await self._confirm_from_list(notification, whole("newest", newest))
        try:
            order = await self.get(id)
        except NotFoundError as error:
            raise no_such_order(notification) from error
        return check_confirmed(notification, order)

    async def _confirm_from_list(
        self, notification: Notification, newest: int
    ) -> models.Order:
        calls = self._calls.until(self._calls.deadline())
        orders = AsyncPager(calls, order_list(newest=newest))
        named = [order async for order in orders if is_named(notification, order)]
        return check_confirmed(notification, the_named(notification, named, newest))

    def _create_call(
        self,
        delivery_mode_id: int,
        items: Sequence[Item],
        files: Sequence[OpenedFile],
        fields: Mapping[str, object],
    ) -> Call[models.Order]:
        from mycloud_api.models.create_order_body import CreateOrderFields

        number = fields["order_number"]
        if number not in (None, ""):
            number = check_number("order_number", number)
        body = models.CreateOrderBody(
            delivery_mode_id=whole("delivery_mode_id", delivery_mode_id),
            order_items=form_items(items),
            **attachment_fields(files),
            **convert_fields(CreateOrderFields, fields, self._calls.options.time_zone),
        )
        operation = api.create_order
        arguments = operation.build_request(
            body=body, my_cloud_request_id=new_request_id()
        )
        return self._call(
            arguments,
            operation.read,
            creates=True,
            rewindable=rewindable(files),
            order_number=number if isinstance(number, str) else None,
        )

    def _update_call(
        self,
        id: int,
        items: Sequence[Item],
        files: Sequence[OpenedFile],
        fields: Mapping[str, object],
    ) -> Call[models.Order]:
        from mycloud_api.models.update_order_body import UpdateOrderFields

        given = given_fields(fields)
        if given.get("order_number"):
            check_number("order_number", given["order_number"])
        zone = self._calls.options.time_zone
        changes = convert_fields(UpdateOrderFields, given, zone)
        changes |= attachment_fields(files)
        if items:
            changes["order_items"] = form_items(items)
        operation = api.update_order
        body = models.UpdateOrderBody(**require_any(changes))
        arguments = operation.build_request(id=id, body=body)
        return self._call(
            arguments, operation.read, rewindable=rewindable(files), id=id
        )
