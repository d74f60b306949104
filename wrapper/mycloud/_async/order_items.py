"""Single lines of orders."""

from __future__ import annotations

from mycloud_api import models
from mycloud_api.api import order_items as api

from .._arguments import Price, database_key, money, whole
from .resource import AsyncResource


class AsyncOrderItems(AsyncResource):
    """Single lines of an order, by their own ids. They are added through `orders.update`."""

    async def get(self, id: int | models.OrderItem) -> models.OrderItem:
        """One order item (documented elsewhere: order item).

        Args:
            id: The item's own database key, or an item.

        Raises:
            NotFoundError: There is no such item.
        """
        key = database_key(id)
        arguments = api.get_order_item.build_request(id=key)
        call = self._call(arguments, api.get_order_item.read, id=key)
        return await self._calls.run(call)

    async def update(
        self, id: int | models.OrderItem, *, price: Price, quantity: int
    ) -> models.OrderItem:
        """Set the price and the quantity; the product stays (documented elsewhere: order item).

        Args:
            id: The item's own database key, or an item.
            price: Price of one piece in THB.
            quantity: How many pieces; 1 or more.

        Raises:
            InvalidRequestError: An impossible price or quantity.
            NotFoundError: There is no such item.
        """
        body = models.UpdateOrderItemBody(
            price=money("price", price), quantity=whole("quantity", quantity)
        )
        key = database_key(id)
        operation = api.update_order_item
        arguments = operation.build_request(id=key, body=body)
        call = self._call(arguments, operation.read, id=key)
        return await self._calls.run(call)

    async def delete(self, id: int | models.OrderItem) -> models.OrderItem:
        """Take an item out of its order; gives it as it was (documented elsewhere: order item).

        Args:
            id: The item's own database key, or an item.

        Raises:
            NotFoundError: There is no such item.
        """
        key = database_key(id)
        arguments = api.delete_order_item.build_request(id=key)
        call = self._call(arguments, api.delete_order_item.read, id=key)
        return await self._calls.run(call)
