# Made by `make generate` from _async/catalogue.py; edit that file.
# Its SHA-256 was c6dde05948b3b09ec1da693cea8ab4db5949a7241dc536cecb7354bc55f373ac.
"""Customers, products, categories, delivery modes and shops."""

from __future__ import annotations

from collections.abc import Sequence

from mycloud_api import models
from mycloud_api.api import customers as customers_api
from mycloud_api.api import delivery_modes as modes_api
from mycloud_api.api import product_categories as categories_api
from mycloud_api.api import products as products_api
from mycloud_api.api import shops as shops_api

from .._arguments import (
    NOT_GIVEN,
    Price,
    convert_fields,
    database_key,
    filled,
    given_fields,
    reference,
    require_any,
    text,
)
from .._attachments import Content, opened_photo, rewindable
from .._hints import hinting
from .._messages import new_request_id
from .._pages import ListRequest, OnShuffle, Page
from .pages import Pager, one_page
from .resource import Resource


class Customers(Resource):
    """Recipients saved for more than one order."""

    @hinting
    def list(
        self,
        *,
        count: int = 100,
        offset: int = 0,
        overlap: int = 1,
        prefetch: int = 0,
        on_shuffle: OnShuffle = "raise",
    ) -> Pager[models.Customer]:
        """Walk the customers, as `orders.list` does (documented: Get All Customers; the paging is
        observed).

        Args:
            count: How many customers to ask for at a time.
            offset: How many customers to skip.
            overlap: How many to ask for once more in each page, to see whether the list has
                shifted.
            prefetch: How many pages to ask for in advance.
            on_shuffle: What to do when the list is seen to change its order: `"raise"` or `"log"`.

        Raises:
            PaginationError: As it is walked: the server's pages do not join up.
        """
        operation = customers_api.list_customers
        request = ListRequest(
            operation.build_request,
            operation.read,
            count=count,
            offset=offset,
            overlap=overlap,
            prefetch=prefetch,
            on_shuffle=on_shuffle,
        )
        return Pager(self._calls, request)

    def page(self, offset: int = 0, count: int = 100) -> Page[models.Customer]:
        """One page of customers (documented: Get All Customers; the paging is observed).

        Args:
            offset: How many customers to skip.
            count: How many customers to ask for.
        """
        operation = customers_api.list_customers
        request = ListRequest(
            operation.build_request, operation.read, offset=offset, count=count
        )
        return one_page(self._calls, request)

    def get(self, id: int | models.Customer) -> models.Customer:
        """One customer (documented: Get Customer).

        Args:
            id: The customer's database key, or a customer.

        Raises:
            NotFoundError: No entry has that id, or it belongs to another shop.
        """
        key = database_key(id)
        arguments = customers_api.get_customer.build_request(id=key)
        call = self._call(arguments, customers_api.get_customer.read, id=key)
        return self._calls.run(call)

    @hinting
    def create(
        self,
        *,
        code: str | None = None,
        name: str | None = None,
        phone_number: str | None = None,
        email: str | None = None,
        social_id: str | None = None,
        address: str | None = None,
        postcode: str | None = None,
        note: str | None = None,
    ) -> models.Customer:
        """Save a customer (observed). It is sent again only when it certainly was not carried out.

        Give one field or more.

        Args:
            code: The shop's own code for the customer.
            name: Full name.
            phone_number: Phone number.
            email: E-mail address.
            social_id: Name on a social network.
            address: Street address.
            postcode: Postal code.
            note: Free text about the customer.

        Raises:
            UnknownOutcomeError: The customer may have been saved.
            ValidationError: The server refused it.
        """
        body = _customer_body(
            code=code,
            name=name,
            phone_number=phone_number,
            email=email,
            social_id=social_id,
            address=address,
            postcode=postcode,
            note=note,
        )
        operation = customers_api.create_customer
        arguments = operation.build_request(
            body=body, my_cloud_request_id=new_request_id()
        )
        call = self._call(arguments, operation.read, creates=True)
        return self._calls.run(call)

    @hinting
    def update(
        self,
        id: int | models.Customer,
        *,
        code: str = NOT_GIVEN,
        name: str = NOT_GIVEN,
        phone_number: str = NOT_GIVEN,
        email: str = NOT_GIVEN,
        social_id: str = NOT_GIVEN,
        address: str = NOT_GIVEN,
        postcode: str = NOT_GIVEN,
        note: str = NOT_GIVEN,
    ) -> models.Customer:
        """Change the given fields of a customer and no others (observed).

        What is not given stays unchanged, empty text clears a field, and None is refused.

        Args:
            id: The customer's database key, or a customer.
            code: The shop's own code for the customer.
            name: Full name.
            phone_number: Phone number.
            email: E-mail address.
            social_id: Name on a social network.
            address: Street address.
            postcode: Postal code.
            note: Free text about the customer.

        Raises:
            NotFoundError: There is no such customer.
            ValidationError: The server refused it.
        """
        fields = {
            "code": code,
            "name": name,
            "phone_number": phone_number,
            "email": email,
            "social_id": social_id,
            "address": address,
            "postcode": postcode,
            "note": note,
        }
        body = _customer_body(**given_fields(fields))
        key = database_key(id)
        operation = customers_api.update_customer
        arguments = operation.build_request(id=key, body=body)
        call = self._call(arguments, operation.read, id=key)
        return self._calls.run(call)


def _customer_body(**fields: object) -> models.CustomerBody:
    from mycloud_api.models.customer_body import CustomerFields

    return models.CustomerBody(**require_any(convert_fields(CustomerFields, fields)))


class Products(Resource):
    """The goods in the warehouse. Pass a product's id, its MyCloud SKU, the shop's own SKU, or the
    `Product`.
    """

    @hinting
    def list(
        self,
        *,
        count: int = 100,
        offset: int = 0,
        overlap: int = 1,
        prefetch: int = 0,
        on_shuffle: OnShuffle = "raise",
    ) -> Pager[models.Product]:
        """Walk the products, as `orders.list` does (documented elsewhere: product; the paging is
        observed).

        Args:
            count: How many products to ask for at a time.
            offset: How many products to skip.
            overlap: How many to ask for once more in each page, to see whether the list has
                shifted.
            prefetch: How many pages to ask for in advance.
            on_shuffle: What to do when the list is seen to change its order: `"raise"` or `"log"`.

        Raises:
            PaginationError: As it is walked: the server's pages do not join up.
        """
        operation = products_api.list_products
        request = ListRequest(
            operation.build_request,
            operation.read,
            count=count,
            offset=offset,
            overlap=overlap,
            prefetch=prefetch,
            on_shuffle=on_shuffle,
        )
        return Pager(self._calls, request)

    def page(self, offset: int = 0, count: int = 100) -> Page[models.Product]:
        """One page of products (documented elsewhere: product; the paging is observed).

        Args:
            offset: How many products to skip.
            count: How many products to ask for.
        """
        operation = products_api.list_products
        request = ListRequest(
            operation.build_request, operation.read, offset=offset, count=count
        )
        return one_page(self._calls, request)

    def get(self, ref: int | str | models.Product) -> models.Product:
        """One product (documented elsewhere: product).

        Args:
            ref: Its database key, its MyCloud SKU, the shop's own SKU, or a product.

        Raises:
            NotFoundError: There is no such product, or it belongs to another shop.
        """
        arguments = products_api.get_product.build_request(product_id=reference(ref))
        call = self._call(arguments, products_api.get_product.read)
        return self._calls.run(call)

    @hinting
    def create(
        self,
        *,
        name: str,
        description: str,
        price: Price,
        photo: Content | None = None,
        shop_sku: str | None = None,
        cost: Price | None = None,
        supplier_reference: str | None = None,
        client_references: Sequence[str] | None = None,
    ) -> models.Product:
        """Add a product (documented elsewhere: product). MyCloud assigns its SKU.

        Args:
            name: Name of the product.
            description: Free text about the product.
            price: What one piece is sold at, in THB.
            photo: A picture of it: a path, bytes, or a file opened in binary mode (observed).
            shop_sku: The shop's own SKU.
            cost: What one piece costs the shop, in THB.
            supplier_reference: The supplier's reference for the product (observed).
            client_references: Up to four references of the shop's own (observed).

        Raises:
            UnknownOutcomeError: The product may have been added.
            ValidationError: The server refused it.
        """
        from mycloud_api.models.update_product_body import UpdateProductFields

        fields = {
            "name": filled("name", name),
            "description": text("description", description),
            "price": price,
            "shop_sku": shop_sku,
            "cost": cost,
            "supplier_reference": supplier_reference,
            "client_references": client_references,
        }
        operation = products_api.create_product
        with opened_photo(photo) as file:
            body = models.CreateProductBody(
                **convert_fields(UpdateProductFields, fields) | file
            )
            arguments = operation.build_request(
                body=body, my_cloud_request_id=new_request_id()
            )
            call = self._call(
                arguments,
                operation.read,
                creates=True,
                rewindable=rewindable(file.items()),
            )
            return self._calls.run(call)

    @hinting
    def update(
        self,
        ref: int | str | models.Product,
        *,
        name: str = NOT_GIVEN,
        description: str = NOT_GIVEN,
        price: Price = NOT_GIVEN,
        photo: Content = NOT_GIVEN,
        shop_sku: str = NOT_GIVEN,
        cost: Price = NOT_GIVEN,
        supplier_reference: str = NOT_GIVEN,
        client_references: Sequence[str] = NOT_GIVEN,
    ) -> models.Product:
        """Change the given fields of a product and no others (documented elsewhere: product).

        What is not given stays unchanged, empty text clears a field, and None is refused.

        Args:
            ref: Its database key, its MyCloud SKU, the shop's own SKU, or a product.
            name: Name of the product.
            description: Free text about the product.
            price: What one piece is sold at, in THB.
            photo: A picture of it: a path, bytes, or a file opened in binary mode (observed).
            shop_sku: The shop's own SKU.
            cost: What one piece costs the shop, in THB.
            supplier_reference: The supplier's reference for the product (observed).
            client_references: Up to four references of the shop's own (observed).

        Raises:
            NotFoundError: There is no such product.
            ValidationError: The server refused it.
        """
        from mycloud_api.models.update_product_body import UpdateProductFields

        fields = {
            "name": name,
            "description": description,
            "price": price,
            "shop_sku": shop_sku,
            "cost": cost,
            "supplier_reference": supplier_reference,
            "client_references": client_references,
        }
        operation = products_api.update_product
        given = given_fields({**fields, "photo": photo})
        with opened_photo(given.pop("photo", None)) as file:
            changes = require_any(convert_fields(UpdateProductFields, given) | file)
            body = models.UpdateProductBody(**changes)
            arguments = operation.build_request(product_id=reference(ref), body=body)
            call = self._call(
                arguments, operation.read, rewindable=rewindable(file.items())
            )
            return self._calls.run(call)

    def delete(self, ref: int | str | models.Product) -> models.Product:
        """Delete a product; gives it as it was (documented elsewhere: product).

        Args:
            ref: Its database key, its MyCloud SKU, the shop's own SKU, or a product.

        Raises:
            NotFoundError: There is no such product.
            ApiError: Refused while the warehouse holds any of it.
        """
        arguments = products_api.delete_product.build_request(product_id=reference(ref))
        call = self._call(arguments, products_api.delete_product.read)
        return self._calls.run(call)


class ProductCategories(Resource):
    """Groups of products."""

    def list(self) -> Pager[models.ProductCategory]:
        """Walk the categories (documented elsewhere: product category)."""
        operation = categories_api.list_product_categories
        request = ListRequest(operation.build_request, operation.read, whole=True)
        return Pager(self._calls, request)

    def get(self, id: int | models.ProductCategory) -> models.ProductCategory:
        """One category (documented elsewhere: product category).

        Args:
            id: Its database key, or a category.

        Raises:
            NotFoundError: There is no such category.
        """
        key = database_key(id)
        operation = categories_api.get_product_category
        arguments = operation.build_request(category_id=key)
        call = self._call(arguments, operation.read, id=key)
        return self._calls.run(call)

    def create(self, *, name: str) -> models.ProductCategory:
        """Add a category; MyCloud assigns its code (documented elsewhere: product category).

        Args:
            name: What it is called.

        Raises:
            UnknownOutcomeError: The category may have been added.
            ValidationError: The server refused it.
        """
        operation = categories_api.create_product_category
        body = models.CreateProductCategoryBody(name=filled("name", name))
        arguments = operation.build_request(
            body=body, my_cloud_request_id=new_request_id()
        )
        call = self._call(arguments, operation.read, creates=True)
        return self._calls.run(call)


class DeliveryModes(Resource):
    """The ways an order can be shipped."""

    def list(self) -> Pager[models.DeliveryMode]:
        """Walk the delivery modes (documented elsewhere: delivery mode; the paging is observed)."""
        operation = modes_api.list_delivery_modes
        return Pager(self._calls, ListRequest(operation.build_request, operation.read))

    def get(self, id: int | models.DeliveryMode) -> models.DeliveryMode:
        """One delivery mode (documented elsewhere: delivery mode).

        Args:
            id: Its database key, or a delivery mode.

        Raises:
            NotFoundError: There is no such delivery mode.
        """
        key = database_key(id)
        arguments = modes_api.get_delivery_mode.build_request(id=key)
        call = self._call(arguments, modes_api.get_delivery_mode.read, id=key)
        return self._calls.run(call)


class Shops(Resource):
    """The shop that the keys belong to. It can only be read."""

    def list(self) -> Pager[models.Shop]:
        """Walk the shops: at most one (documented elsewhere: shop)."""
        operation = shops_api.list_shops
        request = ListRequest(operation.build_request, operation.read, whole=True)
        return Pager(self._calls, request)

    def get(self, ref: int | str | models.Shop) -> models.Shop:
        """One shop (documented elsewhere: shop).

        Args:
            ref: Its database key, its code, its e-mail address, or a shop.

        Raises:
            NotFoundError: There is no such shop.
        """
        arguments = shops_api.get_shop.build_request(id=reference(ref))
        call = self._call(arguments, shops_api.get_shop.read)
        return self._calls.run(call)
