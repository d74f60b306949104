"""Client for the MyCloud Fulfillment API.

    from mycloud import Item, MyCloud

    with MyCloud() as client:  # keys from MYCLOUD_API_KEY and MYCLOUD_SECRET_KEY
        order = client.orders.create(delivery_mode_id=343, items=[Item(product_sku="MAI002", quantity=1, price=50)])

Every public name is here; the modules beside this one are private. Names are loaded when they are first used, so that
importing the package stays cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mycloud_api.models import (
        Customer,
        DeliveryMode,
        Order,
        OrderAttachment,
        OrderItem,
        Product,
        ProductCategory,
        Shop,
    )

    from ._attachments import Attachment
    from ._client import MyCloud
    from ._errors import (
        ApiError,
        AuthenticationError,
        ConfigurationError,
        ConflictError,
        ConnectError,
        DecodeError,
        InvalidRequestError,
        MyCloudError,
        NotFoundError,
        PaginationError,
        PermissionDeniedError,
        RateLimitError,
        RedirectError,
        RefusedError,
        ServerError,
        TimeoutError,
        TransportError,
        UnknownOutcomeError,
        ValidationError,
    )
    from ._items import Item
    from ._pages import Page, Pager

__version__ = "0.1.0"

__all__ = [
    "ApiError",
    "Attachment",
    "AuthenticationError",
    "ConfigurationError",
    "ConflictError",
    "ConnectError",
    "Customer",
    "DecodeError",
    "DeliveryMode",
    "InvalidRequestError",
    "Item",
    "MyCloud",
    "MyCloudError",
    "NotFoundError",
    "Order",
    "OrderAttachment",
    "OrderItem",
    "Page",
    "Pager",
    "PaginationError",
    "PermissionDeniedError",
    "Product",
    "ProductCategory",
    "RateLimitError",
    "RedirectError",
    "RefusedError",
    "ServerError",
    "Shop",
    "TimeoutError",
    "TransportError",
    "UnknownOutcomeError",
    "ValidationError",
    "__version__",
]


_HOMES = {
    "Attachment": "._attachments",
    "Item": "._items",
    "MyCloud": "._client",
    "Page": "._pages",
    "Pager": "._pages",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES.get(name) or ("._errors" if name.endswith("Error") else "mycloud_api.models")
    value: object = getattr(import_module(home, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
