"""Every operation as a `Call`: what is sent, and how the answer is read. Pure; the one seam to the generated client.

Each generated operation module holds a pure `_get_kwargs`, which spells its request; the sending half of these modules
is not used.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from mycloud_api import models
from mycloud_api.api.customers import create_customer, get_customer, list_customers, update_customer
from mycloud_api.api.delivery_modes import get_delivery_mode, list_delivery_modes
from mycloud_api.api.order_items import delete_order_item, get_order_item, update_order_item
from mycloud_api.api.orders import (
    create_order,
    delete_order,
    get_order,
    list_order_items,
    list_orders,
    update_order,
)
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
from mycloud_api.api.token import get_token
from mycloud_api.types import UNSET, File, Unset

from ._errors import InvalidRequestError
from ._exchange import Call
from ._fields import AllProductFields, CustomerFields, OrderFields, ready
from ._items import Item, encodable, form_items, kind, money, shown_number, whole
from ._messages import Request
from ._reading import read_list, read_one, read_token

T = TypeVar("T")
Files = Sequence[tuple[str, File]]


def token(api_key: str, secret_key: str) -> Call[str]:
    body = models.GetTokenBody(apikey=api_key, secretkey=secret_key)
    return Call(request=Request(**get_token._get_kwargs(body=body)), read=read_token)


# orders


def orders(offset: int, count: int, deleted: bool) -> Call[list[models.Order]]:
    # To be left out rather than sent as false, which PHP may take for true.
    wanted: bool | Unset = deleted or UNSET
    kwargs = list_orders._get_kwargs(offset=offset, count=count, deleted=wanted)
    return Call(request=Request(**kwargs), read=read_list(models.Order, "orders"))


def order(id: int | models.Order) -> Call[models.Order]:
    return _order(get_order._get_kwargs(id=_key(id)))


def new_order(
    delivery_mode_id: int, items: Sequence[Item], files: Files, fields: Mapping[str, object]
) -> Call[models.Order]:
    body = models.CreateOrderBody(
        delivery_mode_id=whole("delivery_mode_id", delivery_mode_id),
        order_items=form_items(_some(items)),
        **_attached(files),
        **ready("orders.create", OrderFields, fields),
    )
    kwargs = create_order._get_kwargs(body=body, my_cloud_request_id=_new_id())
    number = fields.get("order_number")
    return _order(kwargs, order_number=number if isinstance(number, str) else None)


def changed_order(
    id: int | models.Order,
    delivery_mode_id: int | None,
    items: Sequence[Item],
    files: Files,
    fields: Mapping[str, object],
) -> Call[models.Order]:
    change = ready("orders.update", OrderFields, fields) | _attached(files)
    if delivery_mode_id is not None:
        change["delivery_mode_id"] = whole("delivery_mode_id", delivery_mode_id)
    if items:
        change["order_items"] = form_items(items)
    body = models.UpdateOrderBody(**_some_fields(change))
    return _order(update_order._get_kwargs(id=_key(id), body=body))


def deleted_order(id: int | models.Order) -> Call[models.Order]:
    return _order(delete_order._get_kwargs(id=_key(id)))


def items_of_order(id: int | models.Order) -> Call[list[models.OrderItem]]:
    kwargs = list_order_items._get_kwargs(id=_key(id))
    return Call(request=Request(**kwargs), read=read_list(models.OrderItem, "orderitems"))


def _order(kwargs: dict[str, Any], order_number: str | None = None) -> Call[models.Order]:
    return Call(request=Request(**kwargs), read=read_one(models.Order, "order"), order_number=order_number)


def _attached(files: Files) -> dict[str, Any]:
    if not files:
        return {}
    return {"attach_name": [name for name, _ in files], "attach_file": [file for _, file in files]}


def _some(items: Sequence[Item]) -> Sequence[Item]:
    if not items or not isinstance(items, (list, tuple)):
        raise InvalidRequestError("items", got="none" if not items else kind(items), takes="a list of one Item or more")
    return items


# order items


def order_item(id: int | models.OrderItem) -> Call[models.OrderItem]:
    return _order_item(get_order_item._get_kwargs(id=_key(id)))


def changed_order_item(id: int | models.OrderItem, price: object, quantity: int) -> Call[models.OrderItem]:
    body = models.UpdateOrderItemBody(price=money("price", price), quantity=whole("quantity", quantity))
    return _order_item(update_order_item._get_kwargs(id=_key(id), body=body))


def deleted_order_item(id: int | models.OrderItem) -> Call[models.OrderItem]:
    return _order_item(delete_order_item._get_kwargs(id=_key(id)))


def _order_item(kwargs: dict[str, Any]) -> Call[models.OrderItem]:
    return Call(request=Request(**kwargs), read=read_one(models.OrderItem, "orderitem"))


# customers


def customers(offset: int, count: int) -> Call[list[models.Customer]]:
    kwargs = list_customers._get_kwargs(offset=offset, count=count)
    return Call(request=Request(**kwargs), read=read_list(models.Customer, "customers"))


def customer(id: int | models.Customer) -> Call[models.Customer]:
    return _customer(get_customer._get_kwargs(id=_key(id)))


def new_customer(fields: Mapping[str, object]) -> Call[models.Customer]:
    body = models.CustomerBody(**_some_fields(ready("customers.create", CustomerFields, fields)))
    return _customer(create_customer._get_kwargs(body=body, my_cloud_request_id=_new_id()))


def changed_customer(id: int | models.Customer, fields: Mapping[str, object]) -> Call[models.Customer]:
    body = models.CustomerBody(**_some_fields(ready("customers.update", CustomerFields, fields)))
    return _customer(update_customer._get_kwargs(id=_key(id), body=body))


def _customer(kwargs: dict[str, Any]) -> Call[models.Customer]:
    return Call(request=Request(**kwargs), read=read_one(models.Customer, "customer"))


# products


def products(offset: int, count: int) -> Call[list[models.Product]]:
    kwargs = list_products._get_kwargs(offset=offset, count=count)
    return Call(request=Request(**kwargs), read=read_list(models.Product, "products"))


def product(ref: int | str | models.Product) -> Call[models.Product]:
    return _product(get_product._get_kwargs(product_id=_ref(ref)))


def new_product(photo: File | None, fields: Mapping[str, object]) -> Call[models.Product]:
    body = models.CreateProductBody(**_product_fields("products.create", photo, fields))
    return _product(create_product._get_kwargs(body=body, my_cloud_request_id=_new_id()))


def changed_product(
    ref: int | str | models.Product, photo: File | None, fields: Mapping[str, object]
) -> Call[models.Product]:
    body = models.UpdateProductBody(**_some_fields(_product_fields("products.update", photo, fields)))
    return _product(update_product._get_kwargs(product_id=_ref(ref), body=body))


def deleted_product(ref: int | str | models.Product) -> Call[models.Product]:
    return _product(delete_product._get_kwargs(product_id=_ref(ref)))


def _product(kwargs: dict[str, Any]) -> Call[models.Product]:
    return Call(request=Request(**kwargs), read=read_one(models.Product, "product"))


def _product_fields(operation: str, photo: File | None, fields: Mapping[str, object]) -> dict[str, Any]:
    given = ready(operation, AllProductFields, fields)
    return given if photo is None else given | {"photo": photo}


# product categories, delivery modes, shops


def product_categories() -> Call[list[models.ProductCategory]]:
    request = Request(**list_product_categories._get_kwargs())
    return Call(request=request, read=read_list(models.ProductCategory, "productcategories"))


def product_category(id: int) -> Call[models.ProductCategory]:
    return _product_category(get_product_category._get_kwargs(category_id=_key(id)))


def new_product_category(name: str) -> Call[models.ProductCategory]:
    body = models.CreateProductCategoryBody(name=_named(name))
    return _product_category(create_product_category._get_kwargs(body=body, my_cloud_request_id=_new_id()))


def _product_category(kwargs: dict[str, Any]) -> Call[models.ProductCategory]:
    return Call(request=Request(**kwargs), read=read_one(models.ProductCategory, "productcategory"))


def delivery_modes(offset: int, count: int) -> Call[list[models.DeliveryMode]]:
    kwargs = list_delivery_modes._get_kwargs(offset=offset, count=count)
    return Call(request=Request(**kwargs), read=read_list(models.DeliveryMode, "deliverymodes"))


def delivery_mode(id: int) -> Call[models.DeliveryMode]:
    kwargs = get_delivery_mode._get_kwargs(id=_key(id))
    return Call(request=Request(**kwargs), read=read_one(models.DeliveryMode, "deliverymode"))


def shops() -> Call[list[models.Shop]]:
    return Call(request=Request(**list_shops._get_kwargs()), read=read_list(models.Shop, "shop"))


def shop(ref: int | str) -> Call[models.Shop]:
    return Call(request=Request(**get_shop._get_kwargs(id=_ref(ref))), read=read_one(models.Shop, "shop"))


def _named(name: object) -> str:
    if not isinstance(name, str) or not name.strip():
        raise InvalidRequestError("name", got=kind(name), takes="text that is not empty")
    return encodable("name", name)


def _key(entry: object) -> int:
    """A database key, given as such or as the object that bears it."""
    return whole("id", getattr(entry, "id", entry))


def _ref(entry: object) -> str:
    """A reference as it stands in a path: a database key, or text that a server cannot take for two segments."""
    ref = getattr(entry, "id", entry)
    if isinstance(ref, int) and not isinstance(ref, bool):
        return str(whole("ref", ref))
    if not isinstance(ref, str) or not ref.strip() or "/" in ref or ref in (".", ".."):
        raise InvalidRequestError("ref", got=_shown_ref(ref), takes="a database key, or text without a slash")
    return encodable("ref", ref)


def _shown_ref(ref: object) -> str:
    return repr(ref) if isinstance(ref, str) else shown_number(ref)


def _some_fields(fields: dict[str, Any]) -> dict[str, Any]:
    if not fields:
        raise InvalidRequestError("fields", got="none", takes="one field or more")
    return fields


def _new_id() -> str:
    return str(uuid.uuid4())
