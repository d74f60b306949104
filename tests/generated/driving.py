"""Every generated operation, called in each of its four ways with an answer that is given."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from collections.abc import Callable
from io import BytesIO
from types import ModuleType
from typing import Any

import httpx
import mycloud_api.api
from mycloud_api import AuthenticatedClient
from mycloud_api.models import (
    CreateOrderBody,
    CreateProductBody,
    CreateProductCategoryBody,
    CustomerBody,
    GetTokenBody,
    OrderItemByShopSku,
    UpdateOrderBody,
    UpdateOrderItemBody,
    UpdateProductBody,
)
from mycloud_api.types import File

ITEM = OrderItemByShopSku(shop_sku="UPC_230458300", quantity=1, price=50)
LABEL = File(payload=BytesIO(b"a label"), file_name="label.txt", mime_type="text/plain")
ID, REQUEST_ID = {"id": 342}, {"my_cloud_request_id": "request-1"}

ARGUMENTS: dict[str, dict[str, Any]] = {
    "get_token": {"body": GetTokenBody(apikey="key", secretkey="secret"), **REQUEST_ID},
    "list_orders": {"offset": 0, "count": 20, "deleted": True},
    "create_order": {
        "body": CreateOrderBody(
            delivery_mode_id=343, order_items=[ITEM], attach_name=["LABEL"], attach_file=[LABEL]
        ),
        **REQUEST_ID,
    },
    "get_order": ID,
    "update_order": {"body": UpdateOrderBody(status="APPROVED"), **ID},
    "delete_order": ID,
    "list_order_items": ID,
    "get_order_item": ID,
    "update_order_item": {"body": UpdateOrderItemBody(price=50, quantity=1), **ID},
    "delete_order_item": ID,
    "list_customers": {"offset": 0, "count": 20},
    "create_customer": {"body": CustomerBody(name="คุณ พวริด"), **REQUEST_ID},
    "get_customer": ID,
    "update_customer": {"body": CustomerBody(note=""), **ID},
    "list_products": {"offset": 0, "count": 20},
    "create_product": {
        "body": CreateProductBody(name="Shirt", description="", price=50),
        **REQUEST_ID,
    },
    "get_product": {"product_id": "sku/1"},
    "update_product": {"body": UpdateProductBody(price=50), "product_id": "MAI002"},
    "delete_product": {"product_id": "MAI002"},
    "list_product_categories": {},
    "create_product_category": {
        "body": CreateProductCategoryBody(name="T-Shirts"),
        **REQUEST_ID,
    },
    "get_product_category": {"category_id": 1287},
    "list_delivery_modes": {"offset": 0, "count": 20},
    "get_delivery_mode": ID,
    "list_shops": {},
    "get_shop": {"id": "JO001"},
}
"""What each operation is called with."""


def operations() -> dict[str, ModuleType]:
    """The generated modules by the names of their operations."""
    found = pkgutil.walk_packages(mycloud_api.api.__path__, "mycloud_api.api.")
    modules = [importlib.import_module(module.name) for module in found if not module.ispkg]
    return {module.__name__.rpartition(".")[2]: module for module in modules}


def client_of(answer: Callable[[httpx.Request], httpx.Response]) -> AuthenticatedClient:
    """A low-level client that gets this answer, blocking or awaited."""
    client = AuthenticatedClient(base_url="https://mycloud.invalid/api/v1", token="token")
    transport, headers = httpx.MockTransport(answer), {"Authorization": "Bearer token"}
    how: dict[str, Any] = {"base_url": "https://mycloud.invalid/api/v1", "headers": headers}
    client.set_httpx_client(httpx.Client(transport=transport, **how))
    client.set_async_httpx_client(httpx.AsyncClient(transport=transport, **how))
    return client


def sync(operation: ModuleType, client: AuthenticatedClient) -> Any:
    """What `sync` gives."""
    return operation.sync(client=client, **ARGUMENTS[name_of(operation)])


def sync_detailed(operation: ModuleType, client: AuthenticatedClient) -> Any:
    """What `sync_detailed` gives as `parsed`."""
    return operation.sync_detailed(client=client, **ARGUMENTS[name_of(operation)]).parsed


def awaited(operation: ModuleType, client: AuthenticatedClient) -> Any:
    """What `asyncio` gives."""
    return asyncio.run(operation.asyncio(client=client, **ARGUMENTS[name_of(operation)]))


def awaited_detailed(operation: ModuleType, client: AuthenticatedClient) -> Any:
    """What `asyncio_detailed` gives as `parsed`."""
    arguments = ARGUMENTS[name_of(operation)]
    return asyncio.run(operation.asyncio_detailed(client=client, **arguments)).parsed


WAYS: list[Callable[[ModuleType, AuthenticatedClient], Any]] = [
    sync,
    sync_detailed,
    awaited,
    awaited_detailed,
]


def name_of(operation: ModuleType) -> str:
    """The name of an operation, as `get_order`."""
    return operation.__name__.rpartition(".")[2]
