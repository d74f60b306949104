"""Customers, products, categories, delivery modes and shops: what is sent, and how the answer is
read.
"""

from __future__ import annotations

from typing import Unpack

from mycloud_api import models
from mycloud_api.api.customers import create_customer, get_customer, list_customers, update_customer
from mycloud_api.api.delivery_modes import get_delivery_mode, list_delivery_modes
from mycloud_api.api.product_categories import (
    create_product_category,
    get_product_category,
    list_product_categories,
)
from mycloud_api.api.products import (
    create_product,
    delete_product,
    get_product,
    list_products,
    update_product,
)
from mycloud_api.api.shops import get_shop, list_shops
from mycloud_api.models import Customer, DeliveryMode, Product, ProductCategory, Shop
from mycloud_api.models.create_product_body import CreateProductFields as MoreFields
from mycloud_api.models.customer_body import CustomerFields
from mycloud_api.models.update_product_body import UpdateProductFields as AllProductFields

from ._arguments import Price, filled, key, ready, reference, some
from ._items import Content, opened_photo, rewindable
from ._operation import Mode, Resource, list_operation, new_id, operation
from ._pages import Listing, Page, one_page
from ._reading import read_list, read_one


class Customers(Resource[Mode]):
    """Recipients saved for more than one order."""

    @list_operation
    def list(
        self, *, count: int = 100, offset: int = 0, overlap: int = 1, prefetch: int = 0
    ) -> Listing[Customer]:
        """Walk the customers, as `orders.list` does (documented: Get All Customers; the paging is
        observed).

        Args:
            count: How many customers to ask for at a time.
            offset: How many customers to skip.
            overlap: How many to ask for once more in each page, to see whether the list has
                shifted.
            prefetch: How many pages to ask for ahead.

        Raises:
            PaginationError: As it is walked: the server's pages do not join up.
        """
        how = {"count": count, "offset": offset, "overlap": overlap, "prefetch": prefetch}
        return self._listing(list_customers._get_kwargs, _CUSTOMERS, **how)

    @operation
    async def page(self, offset: int = 0, count: int = 100) -> Page[Customer]:
        """One page of customers (documented: Get All Customers; the paging is observed).

        Args:
            offset: How many customers to skip.
            count: How many customers to ask for.
        """
        return await one_page(
            self._listing(list_customers._get_kwargs, _CUSTOMERS, offset=offset, count=count)
        )

    @operation
    async def get(self, id: int | Customer) -> Customer:
        """One customer (documented: Get Customer).

        Args:
            id: The customer's database key, or a customer.

        Raises:
            NotFoundError: There is none of that key, or it belongs to another shop.
        """
        return await self._send(get_customer._get_kwargs(id=key(id)), _CUSTOMER)

    @operation
    async def create(self, **fields: Unpack[CustomerFields]) -> Customer:
        """Save a customer (observed). It is sent again only when it certainly was not carried out.

        Args:
            **fields: What is known of the customer; one field or more.

        Raises:
            UnknownOutcomeError: The customer may have been saved.
            ValidationError: The server refused it.
        """
        body = models.CustomerBody(**some(ready("customers.create", CustomerFields, fields)))
        kwargs = create_customer._get_kwargs(body=body, my_cloud_request_id=new_id())
        return await self._send(kwargs, _CUSTOMER, repeatable=False)

    @operation
    async def update(self, id: int | Customer, **fields: Unpack[CustomerFields]) -> Customer:
        """Change the given fields of a customer and no others (observed).

        Args:
            id: The customer's database key, or a customer.
            **fields: What is changed; empty text clears a field.

        Raises:
            NotFoundError: There is no such customer.
            ValidationError: The server refused it.
        """
        body = models.CustomerBody(**some(ready("customers.update", CustomerFields, fields)))
        return await self._send(update_customer._get_kwargs(id=key(id), body=body), _CUSTOMER)


class Products(Resource[Mode]):
    """The goods in the warehouse. `ref` is a database key, a MyCloud SKU, a shop SKU, or the
    product itself.
    """

    @list_operation
    def list(
        self, *, count: int = 100, offset: int = 0, overlap: int = 1, prefetch: int = 0
    ) -> Listing[Product]:
        """Walk the products, as `orders.list` does (documented elsewhere: product; the paging is
        observed).

        Args:
            count: How many products to ask for at a time.
            offset: How many products to skip.
            overlap: How many to ask for once more in each page, to see whether the list has
                shifted.
            prefetch: How many pages to ask for ahead.

        Raises:
            PaginationError: As it is walked: the server's pages do not join up.
        """
        how = {"count": count, "offset": offset, "overlap": overlap, "prefetch": prefetch}
        return self._listing(list_products._get_kwargs, _PRODUCTS, **how)

    @operation
    async def page(self, offset: int = 0, count: int = 100) -> Page[Product]:
        """One page of products (documented elsewhere: product; the paging is observed).

        Args:
            offset: How many products to skip.
            count: How many products to ask for.
        """
        return await one_page(
            self._listing(list_products._get_kwargs, _PRODUCTS, offset=offset, count=count)
        )

    @operation
    async def get(self, ref: int | str | Product) -> Product:
        """One product (documented elsewhere: product).

        Args:
            ref: Its database key, its MyCloud SKU, the shop's own SKU, or a product.

        Raises:
            NotFoundError: There is no such product, or it belongs to another shop.
        """
        return await self._send(get_product._get_kwargs(product_id=reference(ref)), _PRODUCT)

    @operation
    async def create(
        self,
        *,
        name: str,
        description: str,
        price: Price,
        photo: Content | None = None,
        **fields: Unpack[MoreFields],
    ) -> Product:
        """Add a product (documented elsewhere: product). MyCloud assigns its SKU.

        Args:
            name: What it is called.
            description: What it is.
            price: What it is sold for, in THB.
            photo: A picture of it: a path, bytes, or a file opened in binary mode (observed).
            **fields: What else is known of it; amounts are in THB.

        Raises:
            UnknownOutcomeError: The product may have been added.
            ValidationError: The server refused it.
        """
        given = {"name": name, "description": description, "price": price, **fields}
        with opened_photo(photo) as file:
            body = models.CreateProductBody(
                **ready("products.create", AllProductFields, given) | file
            )
            kwargs = create_product._get_kwargs(body=body, my_cloud_request_id=new_id())
            return await self._send(
                kwargs, _PRODUCT, repeatable=False, rewindable=rewindable(file.items())
            )

    @operation
    async def update(
        self,
        ref: int | str | Product,
        *,
        photo: Content | None = None,
        **fields: Unpack[AllProductFields],
    ) -> Product:
        """Change the given fields of a product and no others (documented elsewhere: product).

        Args:
            ref: Its database key, its MyCloud SKU, the shop's own SKU, or a product.
            photo: A picture of it: a path, bytes, or a file opened in binary mode (observed).
            **fields: What is changed; prices are in THB, and empty text clears a field.

        Raises:
            NotFoundError: There is no such product.
            ValidationError: The server refused it.
        """
        with opened_photo(photo) as file:
            body = models.UpdateProductBody(
                **some(ready("products.update", AllProductFields, fields) | file)
            )
            kwargs = update_product._get_kwargs(product_id=reference(ref), body=body)
            return await self._send(kwargs, _PRODUCT, rewindable=rewindable(file.items()))

    @operation
    async def delete(self, ref: int | str | Product) -> Product:
        """Delete a product; gives it as it was (documented elsewhere: product).

        Args:
            ref: Its database key, its MyCloud SKU, the shop's own SKU, or a product.

        Raises:
            NotFoundError: There is no such product.
            ApiError: Refused while the warehouse holds any of it.
        """
        return await self._send(delete_product._get_kwargs(product_id=reference(ref)), _PRODUCT)


class ProductCategories(Resource[Mode]):
    """Groups of products."""

    @list_operation
    def list(self) -> Listing[ProductCategory]:
        """Walk the categories, which come in one answer (documented elsewhere: product
        category).
        """
        return self._listing(list_product_categories._get_kwargs, _CATEGORIES, in_one=True)

    @operation
    async def get(self, id: int | ProductCategory) -> ProductCategory:
        """One category (documented elsewhere: product category).

        Args:
            id: Its database key, or a category.

        Raises:
            NotFoundError: There is no such category.
        """
        return await self._send(get_product_category._get_kwargs(category_id=key(id)), _CATEGORY)

    @operation
    async def create(self, *, name: str) -> ProductCategory:
        """Add a category; MyCloud assigns its code (documented elsewhere: product category).

        Args:
            name: What it is called.

        Raises:
            UnknownOutcomeError: The category may have been added.
            ValidationError: The server refused it.
        """
        body = models.CreateProductCategoryBody(name=filled("name", name))
        kwargs = create_product_category._get_kwargs(body=body, my_cloud_request_id=new_id())
        return await self._send(kwargs, _CATEGORY, repeatable=False)


class DeliveryModes(Resource[Mode]):
    """The ways an order can be shipped."""

    @list_operation
    def list(self) -> Listing[DeliveryMode]:
        """Walk the delivery modes (documented elsewhere: delivery mode; the paging is observed)."""
        return self._listing(list_delivery_modes._get_kwargs, _MODES)

    @operation
    async def get(self, id: int | DeliveryMode) -> DeliveryMode:
        """One delivery mode (documented elsewhere: delivery mode).

        Args:
            id: Its database key, or a delivery mode.

        Raises:
            NotFoundError: There is no such delivery mode.
        """
        return await self._send(get_delivery_mode._get_kwargs(id=key(id)), _MODE)


class Shops(Resource[Mode]):
    """The shop the keys belong to. It can only be read."""

    @list_operation
    def list(self) -> Listing[Shop]:
        """Walk the shops: at most one (documented elsewhere: shop)."""
        return self._listing(list_shops._get_kwargs, _SHOPS, in_one=True)

    @operation
    async def get(self, ref: int | str | Shop) -> Shop:
        """One shop (documented elsewhere: shop).

        Args:
            ref: Its database key, its code, its e-mail address, or a shop.

        Raises:
            NotFoundError: There is no such shop.
        """
        return await self._send(get_shop._get_kwargs(id=reference(ref)), _SHOP)


_CUSTOMER, _CUSTOMERS = read_one(Customer, "customer"), read_list(Customer, "customers")
_PRODUCT, _PRODUCTS = read_one(Product, "product"), read_list(Product, "products")
_CATEGORY = read_one(ProductCategory, "productcategory")
_CATEGORIES = read_list(ProductCategory, "productcategories")
_MODE, _MODES = read_one(DeliveryMode, "deliverymode"), read_list(DeliveryMode, "deliverymodes")
_SHOP, _SHOPS = read_one(Shop, "shop"), read_list(Shop, "shop")
