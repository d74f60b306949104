"""What a client offers, resource by resource. Each method builds a call and has it run; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias, TypeVar, Unpack

from mycloud_api.models import (
    Customer,
    DeliveryMode,
    Order,
    OrderItem,
    Product,
    ProductCategory,
    Shop,
)

from . import _calls
from ._attachments import Attachment, Content, opened, opened_photo
from ._exchange import Call
from ._fields import CustomerFields, OrderFields, ProductFields
from ._items import Item, Price
from ._pages import Page, Pager, Walk

T = TypeVar("T")

OrderItemList: TypeAlias = list[OrderItem]
# Inside a resource the word `list` is its method.

_COUNT = 100
"""Entries to ask for at a time, unless told otherwise."""


class Run(Protocol):
    """Sends a call and gives its result."""

    def __call__(self, call: Call[T]) -> T: ...


class _Resource:
    def __init__(self, run: Run) -> None:
        self._run = run

    def _pager(
        self, call: Callable[[int, int], Call[list[T]]], offset: int, count: int, *, promised: bool = False
    ) -> Pager[T]:
        def fetch(at: int, wanted: int) -> list[T]:
            return self._run(call(at, wanted))

        return Pager(fetch, lambda: Walk(offset=offset, count=count, promised=promised))

    def _page(self, call: Callable[[int, int], Call[list[T]]], offset: int, count: int) -> Page[T]:
        walk: Walk[T] = Walk(offset=offset, count=count, promised=False)
        return Page(self._run(call(walk.offset, walk.count)), offset, count)

    def _whole_list(self, call: Callable[[], Call[list[T]]]) -> Pager[T]:
        """A list the server gives in one answer, walked like any other."""

        def fetch(at: int, wanted: int) -> list[T]:
            return [] if at else self._run(call())

        return Pager(fetch, lambda: Walk(offset=0, count=_COUNT, promised=True))


class Orders(_Resource):
    """Orders to be shipped.

    An order is meant by its database key or by the order itself. Every method raises `InvalidRequestError` before
    anything is sent, `TransportError` when no answer comes, `ApiError` when the answer says no, and `DecodeError` when
    it cannot be read.
    """

    def list(self, *, deleted: bool = False, count: int = _COUNT, offset: int = 0) -> Pager[Order]:
        """Walk the orders (documented: Get All Orders).

        Args:
            deleted: Whether to be given deleted orders as well.
            count: How many orders to ask for at a time.
            offset: How many orders to skip.
        """
        return self._pager(lambda at, wanted: _calls.orders(at, wanted, deleted), offset, count, promised=True)

    def page(self, offset: int = 0, count: int = _COUNT, deleted: bool = False) -> Page[Order]:
        """One page of orders (documented: Get All Orders)."""
        return self._page(lambda at, wanted: _calls.orders(at, wanted, deleted), offset, count)

    def get(self, id: int | Order) -> Order:
        """One order by its database key (documented: Get Order)."""
        return self._run(_calls.order(id))

    def create(
        self,
        *,
        delivery_mode_id: int,
        items: Sequence[Item],
        attachments: Sequence[Attachment] = (),
        **fields: Unpack[OrderFields],
    ) -> Order:
        """Place an order (documented: Create Order).

        Args:
            delivery_mode_id: Database key of the delivery mode to ship with.
            items: What is ordered; one or more.
            attachments: Files to attach; three at most.
            **fields: Recipient, payment and the rest: see `OrderFields`.

        Raises:
            UnknownOutcomeError: No answer came, and the order may have been placed.
        """
        with opened(attachments) as files:
            return self._run(_calls.new_order(delivery_mode_id, items, files, fields))

    def update(
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
            return self._run(_calls.changed_order(id, delivery_mode_id, items, files, fields))

    def delete(self, id: int | Order) -> Order:
        """Delete an order; gives it as it was (documented: Delete Order)."""
        return self._run(_calls.deleted_order(id))

    def items(self, id: int | Order) -> OrderItemList:
        """The items of an order (documented: Get Order Items)."""
        return self._run(_calls.items_of_order(id))


class OrderItems(_Resource):
    """Single lines of an order. They are added through `orders.update`."""

    def get(self, id: int | OrderItem) -> OrderItem:
        """One order item by its own database key (documented elsewhere)."""
        return self._run(_calls.order_item(id))

    def update(self, id: int | OrderItem, *, price: Price, quantity: int) -> OrderItem:
        """Set the price of one piece, in THB, and the quantity; the product stays (documented elsewhere)."""
        return self._run(_calls.changed_order_item(id, price, quantity))

    def delete(self, id: int | OrderItem) -> OrderItem:
        """Take an item out of its order; gives it as it was (documented elsewhere)."""
        return self._run(_calls.deleted_order_item(id))


class Customers(_Resource):
    """Recipients saved for more than one order."""

    def list(self, *, count: int = _COUNT, offset: int = 0) -> Pager[Customer]:
        """Walk the customers (documented: Get All Customers; the paging is observed)."""
        return self._pager(_calls.customers, offset, count)

    def page(self, offset: int = 0, count: int = _COUNT) -> Page[Customer]:
        """One page of customers (documented: Get All Customers; the paging is observed)."""
        return self._page(_calls.customers, offset, count)

    def get(self, id: int | Customer) -> Customer:
        """One customer by its database key (documented: Get Customer)."""
        return self._run(_calls.customer(id))

    def create(self, **fields: Unpack[CustomerFields]) -> Customer:
        """Save a customer (observed)."""
        return self._run(_calls.new_customer(fields))

    def update(self, id: int | Customer, **fields: Unpack[CustomerFields]) -> Customer:
        """Change the given fields of a customer and no others (observed)."""
        return self._run(_calls.changed_customer(id, fields))


class Products(_Resource):
    """The goods in the warehouse. `ref` is a database key, a MyCloud SKU, a shop SKU, or the product itself."""

    def list(self, *, count: int = _COUNT, offset: int = 0) -> Pager[Product]:
        """Walk the products (documented elsewhere; the paging is observed)."""
        return self._pager(_calls.products, offset, count)

    def page(self, offset: int = 0, count: int = _COUNT) -> Page[Product]:
        """One page of products (documented elsewhere; the paging is observed)."""
        return self._page(_calls.products, offset, count)

    def get(self, ref: int | str | Product) -> Product:
        """One product (documented elsewhere)."""
        return self._run(_calls.product(ref))

    def create(
        self,
        *,
        name: str,
        description: str,
        price: Price,
        photo: Content | None = None,
        **fields: Unpack[ProductFields],
    ) -> Product:
        """Add a product; the price is in THB (documented elsewhere). MyCloud assigns its SKU."""
        required = {"name": name, "description": description, "price": price}
        with opened_photo(photo) as file:
            return self._run(_calls.new_product(file, {**required, **fields}))

    def update(
        self,
        ref: int | str | Product,
        *,
        name: str | None = None,
        description: str | None = None,
        price: Price | None = None,
        photo: Content | None = None,
        **fields: Unpack[ProductFields],
    ) -> Product:
        """Change the given fields of a product and no others; the price is in THB (documented elsewhere)."""
        named = {"name": name, "description": description, "price": price}
        with opened_photo(photo) as file:
            return self._run(_calls.changed_product(ref, file, {**named, **fields}))

    def delete(self, ref: int | str | Product) -> Product:
        """Delete a product; refused while the warehouse holds any of it (documented elsewhere)."""
        return self._run(_calls.deleted_product(ref))


class ProductCategories(_Resource):
    """Groups of products."""

    def list(self) -> Pager[ProductCategory]:
        """Walk the categories (documented elsewhere)."""
        return self._whole_list(_calls.product_categories)

    def get(self, id: int) -> ProductCategory:
        """One category by its database key (documented elsewhere)."""
        return self._run(_calls.product_category(id))

    def create(self, *, name: str) -> ProductCategory:
        """Add a category; MyCloud assigns its code (documented elsewhere)."""
        return self._run(_calls.new_product_category(name))


class DeliveryModes(_Resource):
    """The ways an order can be shipped."""

    def list(self) -> Pager[DeliveryMode]:
        """Walk the delivery modes (documented elsewhere)."""
        return self._pager(_calls.delivery_modes, 0, _COUNT)

    def get(self, id: int) -> DeliveryMode:
        """One delivery mode by its database key (documented elsewhere)."""
        return self._run(_calls.delivery_mode(id))


class Shops(_Resource):
    """The shop the keys belong to. It can only be read."""

    def list(self) -> Pager[Shop]:
        """Walk the shops: at most one (documented elsewhere)."""
        return self._whole_list(_calls.shops)

    def get(self, ref: int | str) -> Shop:
        """One shop by its database key, its code or its e-mail address (documented elsewhere)."""
        return self._run(_calls.shop(ref))
