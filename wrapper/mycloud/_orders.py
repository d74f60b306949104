"""Orders and their items: what is sent for each operation, and how its answer is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias, Unpack

from mycloud_api.api.order_items import delete_order_item, get_order_item, update_order_item
from mycloud_api.api.orders import create_order, delete_order, get_order, list_order_items, list_orders, update_order
from mycloud_api.models import CreateOrderBody, Order, OrderItem, UpdateOrderBody, UpdateOrderItemBody
from mycloud_api.types import UNSET

from ._arguments import OrderFields, Price, key, money, ready, some, whole
from ._errors import InvalidRequestError, MyCloudError, PaginationError, UnknownOutcomeError
from ._exchange import Call, Exchange, Flow, Wait
from ._items import Attachment, Item, OpenedFile, form_items, opened, rewindable
from ._operation import Mode, Resource, list_operation, new_id, one_page, operation
from ._pages import Listing, Page
from ._reading import read_list, read_one

Fetch: TypeAlias = Callable[[int, int], Flow[list[Order]]]
OrderItemList: TypeAlias = list[OrderItem]
# Inside a resource the word `list` is its method.


class Orders(Resource[Mode]):
    """Orders to be shipped.

    An order is meant by its database key or by the order itself. Every method raises `InvalidRequestError` before
    anything is sent, `TransportError` when no answer comes, `ApiError` when the answer says no, and `DecodeError` when
    it cannot be read.
    """

    @list_operation
    def list(self, *, deleted: bool = False, count: int = 100, offset: int = 0) -> Listing[Order]:
        """Walk the orders (documented: Get All Orders).

        Args:
            deleted: Whether to be given deleted orders as well.
            count: How many orders to ask for at a time.
            offset: How many orders to skip.
        """
        return self._listing(deleted, offset, count)

    @operation
    async def page(self, offset: int = 0, count: int = 100, deleted: bool = False) -> Page[Order]:
        """One page of orders (documented: Get All Orders)."""
        return await one_page(self._listing(deleted, offset, count))

    @operation
    async def get(self, id: int | Order) -> Order:
        """One order by its database key (documented: Get Order)."""
        return await self._send(get_order._get_kwargs(id=key(id)), _ORDER)

    @operation
    async def find(self, *, order_number: str, newest: int = 500) -> Order | None:
        """The order of that number, if it is among the newest; the newest one if there are several.

        Use it after an `UnknownOutcomeError`. The API has no search: orders are read from the newest end of the list.

        Args:
            order_number: The shop's own number for the order.
            newest: How many of the newest orders to look through.
        """
        return await find_order(self._listing(False, 0, 1).fetch, order_number, whole("newest", newest))

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
            on_unknown: What to do when nobody knows whether the order was placed: raise, or look for its
                `order_number` among the newest orders and place it again only if it is not there. A request that is
                still under way somewhere is not seen by that look.
            **fields: Recipient, payment and the rest: see `OrderFields`.

        Raises:
            UnknownOutcomeError: The order may have been placed, or was placed with other items than were sent.
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
        delivery_mode_id: int | None = None,
        items: Sequence[Item] = (),
        attachments: Sequence[Attachment] = (),
        **fields: Unpack[OrderFields],
    ) -> Order:
        """Change the given fields of an order and no others (documented: Update Order).

        An item whose product is in the order already changes its price and quantity; others are added. An attachment
        under an existing name replaces it.
        """
        with opened(attachments) as files:
            change = ready("orders.update", OrderFields, fields) | _attached(files)
            change |= (
                {} if delivery_mode_id is None else {"delivery_mode_id": whole("delivery_mode_id", delivery_mode_id)}
            )
            change |= {"order_items": form_items(items)} if items else {}
            kwargs = update_order._get_kwargs(id=key(id), body=UpdateOrderBody(**some(change)))
            return await self._send(kwargs, _ORDER, rewindable=rewindable(files))

    @operation
    async def delete(self, id: int | Order) -> Order:
        """Delete an order; gives it as it was (documented: Delete Order)."""
        return await self._send(delete_order._get_kwargs(id=key(id)), _ORDER)

    @operation
    async def items(self, id: int | Order) -> OrderItemList:
        """The items of an order (documented: Get Order Items)."""
        return await self._send(list_order_items._get_kwargs(id=key(id)), _ORDER_ITEMS)

    def _listing(self, deleted: bool, offset: int, count: int) -> Listing[Order]:
        def fetch(at: int, most: int) -> Flow[list[Order]]:
            # To be left out rather than sent as false, which PHP may take for true.
            return self._send(list_orders._get_kwargs(offset=at, count=most, deleted=deleted or UNSET), _ORDERS)

        return Listing(fetch, offset, count, promised=True)

    def _create(
        self, delivery_mode_id: int, items: Sequence[Item], files: Sequence[OpenedFile], fields: OrderFields
    ) -> Call[Order]:
        body = CreateOrderBody(
            delivery_mode_id=whole("delivery_mode_id", delivery_mode_id),
            order_items=form_items(items),
            **_attached(files),
            **ready("orders.create", OrderFields, fields),
        )
        kwargs = create_order._get_kwargs(body=body, my_cloud_request_id=new_id())
        number = fields.get("order_number")
        return self._call(kwargs, _ORDER, repeatable=False, rewindable=rewindable(files), order_number=number)

    async def _placed(self, call: Call[Order], items: Sequence[Item]) -> Order:
        """Send an order, and count what the answer holds of it."""
        return _counted(await Exchange(call, self._client).result(), items, call)

    async def _reconciled(self, call: Call[Order], items: Sequence[Item]) -> Order:
        """Send an order; where the outcome is unknown, look for it and send it again only if it is not there."""
        if not call.order_number:
            raise InvalidRequestError("order_number", got="none", takes="a number to look for, to reconcile by")
        try:
            return await self._placed(call, items)
        except UnknownOutcomeError as unknown:
            if unknown.order is not None or not call.rewindable:
                raise
            return await self._settled(call, items, unknown)

    async def _settled(self, call: Call[Order], items: Sequence[Item], unknown: UnknownOutcomeError) -> Order:
        """The order whose outcome was unknown: found, or sent again. Whatever fails meanwhile leaves it unknown."""
        options = self._client._options
        for attempt in range(1, options.retry.max_attempts):
            options.on_retry(Wait(options.retry.backoff, attempt, unknown, call.request))
            await self._client._io.sleep(options.retry.backoff)
            try:
                found = await find_order(self._listing(False, 0, 1).fetch, call.order_number or "", _NEWEST)
                return _counted(found, items, call) if found else await self._placed(call, items)
            except UnknownOutcomeError as error:
                if error.order is not None:
                    raise
                unknown = error
            except MyCloudError as error:
                raise unknown from error
        raise unknown


class OrderItems(Resource[Mode]):
    """Single lines of an order. They are added through `orders.update`."""

    @operation
    async def get(self, id: int | OrderItem) -> OrderItem:
        """One order item by its own database key (documented elsewhere)."""
        return await self._send(get_order_item._get_kwargs(id=key(id)), _ORDER_ITEM)

    @operation
    async def update(self, id: int | OrderItem, *, price: Price, quantity: int) -> OrderItem:
        """Set the price of one piece, in THB, and the quantity; the product stays (documented elsewhere)."""
        body = UpdateOrderItemBody(price=money("price", price), quantity=whole("quantity", quantity))
        return await self._send(update_order_item._get_kwargs(id=key(id), body=body), _ORDER_ITEM)

    @operation
    async def delete(self, id: int | OrderItem) -> OrderItem:
        """Take an item out of its order; gives it as it was (documented elsewhere)."""
        return await self._send(delete_order_item._get_kwargs(id=key(id)), _ORDER_ITEM)


_ORDER, _ORDERS = read_one(Order, "order"), read_list(Order, "orders")
_ORDER_ITEM, _ORDER_ITEMS = read_one(OrderItem, "orderitem"), read_list(OrderItem, "orderitems")
_NEWEST = 500
_COUNT = 100


def _attached(files: Sequence[OpenedFile]) -> dict[str, Any]:
    names, sent = [name for name, _ in files], [file for _, file in files]
    return {"attach_name": names, "attach_file": sent} if files else {}


def _counted(order: Order, items: Sequence[Item], call: Call[Order]) -> Order:
    """The order, if it holds what was sent, as far as it shows its items. A server may join lines of one product."""
    lines: object = order.order_items  # kept as it came, if it was no list
    if not isinstance(lines, list) or len(lines) == len(items):
        return order
    shown = [line.quantity for line in lines if isinstance(line, OrderItem) and isinstance(line.quantity, int)]
    if sum(shown) == sum(item.quantity for item in items):
        return order
    placed = f"{call.request.name} placed order {order.mc_number} with {len(lines)} items"
    error = UnknownOutcomeError(f"{placed}, where {len(items)} were sent: look at it before you ship it")
    error.request_id, error.order_number, error.order = call.request.id, call.order_number, order
    raise error


async def find_order(fetch: Fetch, order_number: str, newest: int) -> Order | None:
    """The newest order of that number among the `newest` orders; None if it is not there.

    Sandbox and live server list orders by id. Where the first page shows them falling, the newest are at the start;
    otherwise at the end, which is found by doubling the offset until a page is empty and halving the gap after that.

    Raises:
        PaginationError: The server ignores the offset.
    """
    first = await fetch(0, _COUNT)
    falling = len(first) > 1 and _id(first[0]) > _id(first[-1])
    start = 0 if falling or not first else max(0, await _end(fetch, first[0]) - newest)
    orders: list[Order] = []
    while (not falling or len(orders) < newest) and (page := await fetch(start + len(orders), _COUNT)):
        _refuse_repeated(page, orders[-len(page) :])
        orders += page
    return max((order for order in orders if order.order_number == order_number), key=_id, default=None)


async def _end(fetch: Fetch, first: Order) -> int:
    """The number of orders, in about two requests for each doubling."""
    low, high, last = 0, _COUNT, [first]
    while page := await fetch(high, 1):
        _refuse_repeated(page, last)
        low, high, last = high, high * 2, page
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if await fetch(middle, 1) else (low, middle)
    return high


def _refuse_repeated(page: list[Order], before: list[Order]) -> None:
    if before and page[0] == before[0]:
        raise PaginationError("the server gave the same order at another offset, so no order can be looked for")


def _id(order: Order) -> int:
    return order.id if isinstance(order.id, int) else 0
