"""Orders and their items: what is sent for each operation, and how its answer is read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Literal, TypeAlias, Unpack

from mycloud_api.api.order_items import delete_order_item, get_order_item, update_order_item
from mycloud_api.api.orders import (
    create_order,
    delete_order,
    get_order,
    list_order_items,
    list_orders,
    update_order,
)
from mycloud_api.models import (
    CreateOrderBody,
    Order,
    OrderItem,
    UpdateOrderBody,
    UpdateOrderItemBody,
)
from mycloud_api.models.create_order_body import CreateOrderFields as OrderFields
from mycloud_api.models.update_order_body import UpdateOrderFields
from mycloud_api.types import UNSET

from ._arguments import Price, key, money, ready, some, whole
from ._errors import InvalidRequestError, MyCloudError, UnknownOutcomeError
from ._exchange import Call, Exchange, Wait
from ._items import Attachment, Item, OpenedFile, form_items, opened, rewindable
from ._operation import Mode, Resource, list_operation, new_id, operation
from ._pages import AsyncPager, Listing, Page, one_page
from ._reading import read_list, read_one

OrderItemList: TypeAlias = list[OrderItem]
# Inside a resource the word `list` is its method.


class Orders(Resource[Mode]):
    """Orders to be shipped.

    An order is meant by its database key or by the order itself. Amounts are in THB, weights in kg.

    Every method raises `InvalidRequestError` before anything is sent, `TransportError` when no
    answer comes, `ApiError` when the answer says no, and `DecodeError` when it cannot be read. What
    a method says that it raises is beyond that, or the case to expect.
    """

    @list_operation
    def list(
        self,
        *,
        deleted: bool = False,
        count: int = 100,
        offset: int = 0,
        prefetch: int = 0,
        overlap: int = 1,
    ) -> Listing[Order]:
        """Walk the orders (documented: Get All Orders).

        None that is there throughout is missed or given twice, though others come and go meanwhile,
        as long as the server keeps them in one order.

        Args:
            deleted: Whether to be given deleted orders as well.
            count: How many orders to ask for at a time.
            offset: How many orders to skip.
            prefetch: How many pages to ask for ahead; fewer while the server says that it is too
                much.
            overlap: How many orders to ask for once more in each page, to see whether the list has
                shifted. 0 walks as the documentation shows it, and skips an order for each one that
                is deleted meanwhile.

        Raises:
            PaginationError: As it is walked: the server's pages do not join up.
        """
        return self._orders(deleted, offset=offset, count=count, prefetch=prefetch, overlap=overlap)

    @operation
    async def page(self, offset: int = 0, count: int = 100, deleted: bool = False) -> Page[Order]:
        """One page of orders (documented: Get All Orders).

        Args:
            offset: How many orders to skip.
            count: How many orders to ask for.
            deleted: Whether to be given deleted orders as well.
        """
        return await one_page(self._orders(deleted, offset=offset, count=count))

    @operation
    async def get(self, id: int | Order) -> Order:
        """One order by its database key (documented: Get Order).

        Args:
            id: The order's database key, or an order.

        Raises:
            NotFoundError: There is none of that key, or it belongs to another shop.
        """
        return await self._send(get_order._get_kwargs(id=key(id)), _ORDER)

    @operation
    async def find(self, *, order_number: str, newest: int = 500) -> Order | None:
        """The order of that number, if it is among the newest; the newest one if there are several.

        Use it after an `UnknownOutcomeError`. The API has no search: orders are read from the
        newest end of the list.

        Args:
            order_number: The shop's own number for the order.
            newest: How many of the newest orders to look through.
        """
        return await self._found(order_number, whole("newest", newest))

    @operation
    async def create(
        self,
        *,
        delivery_mode_id: int,
        items: Sequence[Item],
        attachments: Sequence[Attachment] = (),
        on_unknown: Literal["raise", "reconcile"] = "raise",
        **fields: Unpack[OrderFields],
    ) -> Order:
        """Place an order (documented: Create Order).

        It is sent again only when it certainly was not carried out.

        Args:
            delivery_mode_id: Database key of the delivery mode to ship with.
            items: What is ordered; one or more.
            attachments: Files to attach; three at most.
            on_unknown: What to do when nobody knows whether the order was placed: raise, or look
                for its `order_number` among the newest orders and place it again only if it is not
                there. A request that is still under way somewhere is not seen by that look.
            **fields: Recipient, payment and the rest; amounts in THB, weights in kg (observed, but
                for `customer_id`).

        Raises:
            InvalidRequestError: Refused before anything was sent.
            UnknownOutcomeError: The order may have been placed, or was placed with other items than
                were sent.
            ValidationError: The server refused it, with a status of 422 or 400; nothing was placed.
            RefusedError: The server refused it, with status 200 (observed); nothing was placed.
        """
        with opened(attachments) as files:
            call = self._create(delivery_mode_id, items, files, fields)
            send = self._reconciled if on_unknown == "reconcile" else self._placed
            return await send(call, items)

    @operation
    async def update(
        self,
        id: int | Order,
        *,
        items: Sequence[Item] = (),
        attachments: Sequence[Attachment] = (),
        **fields: Unpack[UpdateOrderFields],
    ) -> Order:
        """Change the given fields of an order and no others (documented: Update Order).

        An item whose product is in the order already changes its price and quantity; others are
        added. An attachment under an existing name replaces it.

        Args:
            id: The order's database key, or an order.
            items: What is changed or added.
            attachments: Files to attach or replace; an order holds three.
            **fields: What else is changed. Empty text clears a field.

        Raises:
            InvalidRequestError: Nothing to change, or refused before anything was sent.
            NotFoundError: There is no such order.
            ValidationError: The server refused it, such as another status once picking has begun.
            RefusedError: The same, with status 200 (observed).
        """
        with opened(attachments) as files:
            change = ready("orders.update", UpdateOrderFields, fields) | _attached(files)
            change |= {"order_items": form_items(items)} if items else {}
            kwargs = update_order._get_kwargs(id=key(id), body=UpdateOrderBody(**some(change)))
            return await self._send(kwargs, _ORDER, rewindable=rewindable(files))

    @operation
    async def delete(self, id: int | Order) -> Order:
        """Delete an order; gives it as it was (documented: Delete Order).

        Args:
            id: The order's database key, or an order.

        Raises:
            NotFoundError: There is no such order, or it was deleted before.
        """
        return await self._send(delete_order._get_kwargs(id=key(id)), _ORDER)

    @operation
    async def items(self, id: int | Order) -> OrderItemList:
        """The items of an order (documented: Get Order Items).

        Args:
            id: The order's database key, or an order.

        Raises:
            NotFoundError: There is no such order.
        """
        return [
            item
            for item in await self._send(list_order_items._get_kwargs(id=key(id)), _ORDER_ITEMS)
            if item
        ]

    def _orders(self, deleted: bool, **how: int) -> Listing[Order]:
        # To be left out rather than sent as false, which PHP may take for true.
        ask = partial(list_orders._get_kwargs, deleted=deleted or UNSET)
        return self._listing(ask, _ORDERS, promised=True, **how)

    async def _found(self, order_number: str | None, newest: int = 500) -> Order | None:
        pager = AsyncPager(self._orders(False, newest=newest), self._client._io)
        named = [order async for order in pager if order.order_number == order_number]
        return max(
            named, key=lambda order: order.id if isinstance(order.id, int) else 0, default=None
        )

    def _create(
        self,
        delivery_mode_id: int,
        items: Sequence[Item],
        files: Sequence[OpenedFile],
        fields: OrderFields,
    ) -> Call[Order]:
        body = CreateOrderBody(
            delivery_mode_id=whole("delivery_mode_id", delivery_mode_id),
            order_items=form_items(items),
            **_attached(files),
            **ready("orders.create", OrderFields, fields),
        )
        kwargs = create_order._get_kwargs(body=body, my_cloud_request_id=new_id())
        number = fields.get("order_number")
        return self._call(
            kwargs, _ORDER, repeatable=False, rewindable=rewindable(files), order_number=number
        )

    async def _placed(self, call: Call[Order], items: Sequence[Item]) -> Order:
        """Send an order, and count what the answer holds of it."""
        return _counted(await Exchange(call, self._client).result(), items, call)

    async def _reconciled(self, call: Call[Order], items: Sequence[Item]) -> Order:
        """Send an order; where the outcome is unknown, look for it and send it again only if it is
        not there.
        """
        if not call.order_number:
            raise InvalidRequestError(
                "order_number", got="none", takes="a number to look for, to reconcile by"
            )
        try:
            return await self._placed(call, items)
        except UnknownOutcomeError as unknown:
            if unknown.order is not None or not call.rewindable:
                raise
            return await self._settled(call, items, unknown)

    async def _settled(
        self, call: Call[Order], items: Sequence[Item], unknown: UnknownOutcomeError
    ) -> Order:
        """The order whose outcome was unknown: found, or sent again. Whatever fails meanwhile
        leaves it unknown.
        """
        options = self._client._options
        for attempt in range(1, options.retry.max_attempts):
            options.on_retry(Wait(options.retry.backoff, attempt, unknown, call.request))
            await self._client._io.sleep(options.retry.backoff)
            try:
                found = await self._found(call.order_number)
                return _counted(found, items, call) if found else await self._placed(call, items)
            except UnknownOutcomeError as error:
                if error.order is not None:
                    raise
                unknown = error
            except MyCloudError as error:
                raise unknown from error
        raise unknown


class OrderItems(Resource[Mode]):
    """Single lines of an order, by their own database keys. They are added through
    `orders.update`.
    """

    @operation
    async def get(self, id: int | OrderItem) -> OrderItem:
        """One order item (documented elsewhere: order item).

        Args:
            id: The item's own database key, or an item.

        Raises:
            NotFoundError: There is no such item.
        """
        return await self._send(get_order_item._get_kwargs(id=key(id)), _ORDER_ITEM)

    @operation
    async def update(self, id: int | OrderItem, *, price: Price, quantity: int) -> OrderItem:
        """Set the price and the quantity; the product stays (documented elsewhere: order item).

        Args:
            id: The item's own database key, or an item.
            price: Price of one piece in THB.
            quantity: How many pieces; 1 or more.

        Raises:
            InvalidRequestError: A price or quantity that cannot be.
            NotFoundError: There is no such item.
        """
        body = UpdateOrderItemBody(
            price=money("price", price), quantity=whole("quantity", quantity)
        )
        return await self._send(update_order_item._get_kwargs(id=key(id), body=body), _ORDER_ITEM)

    @operation
    async def delete(self, id: int | OrderItem) -> OrderItem:
        """Take an item out of its order; gives it as it was (documented elsewhere: order item).

        Args:
            id: The item's own database key, or an item.

        Raises:
            NotFoundError: There is no such item.
        """
        return await self._send(delete_order_item._get_kwargs(id=key(id)), _ORDER_ITEM)


_ORDER, _ORDERS = read_one(Order, "order"), read_list(Order, "orders")
_ORDER_ITEM, _ORDER_ITEMS = read_one(OrderItem, "orderitem"), read_list(OrderItem, "orderitems")


def _attached(files: Sequence[OpenedFile]) -> dict[str, Any]:
    names, sent = [name for name, _ in files], [file for _, file in files]
    return {"attach_name": names, "attach_file": sent} if files else {}


def _counted(order: Order, items: Sequence[Item], call: Call[Order]) -> Order:
    """The order, if it is what was sent, as far as the answer shows it."""
    if (fault := _fault(order, items)) is None:
        return order
    error = UnknownOutcomeError(f"{call.request.name} {fault}: look at it before you ship it")
    error.request_id, error.order_number, error.order = (
        call.request.id,
        call.order_number,
        order if order.id else None,
    )
    raise error


def _fault(order: Order, items: Sequence[Item]) -> str | None:
    """What is wrong with an order that was placed. A server may join lines of one product."""
    if order.id is None:
        return "was answered with an order without an id"
    lines: object = order.order_items  # kept as it came, if it was no list
    if isinstance(lines, list) and len(lines) != len(items):
        shown = [
            line.quantity
            for line in lines
            if isinstance(line, OrderItem) and isinstance(line.quantity, int)
        ]
        if sum(shown) != sum(item.quantity for item in items):
            return (
                f"placed order {order.mc_number} with {len(lines)} items, where "
                f"{len(items)} were sent"
            )
    return None
