"""Client for the MyCloud Fulfillment API.

    from mycloud import Item, MyCloud

    with MyCloud() as client:  # keys from MYCLOUD_API_KEY and MYCLOUD_SECRET_KEY
        order = client.orders.create(delivery_mode_id=343, items=[Item(product_sku="MAI002",
        quantity=1, price=50)])

Every public name is here; the modules beside this one are private. Names are loaded when they are
first used, so that importing the package stays cheap.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "mycloud_api.messages": "Answer Request",
    "mycloud_api.models": "Customer DeliveryMode Order OrderAttachment OrderItem Product "
    "ProductCategory Shop",
    "mycloud._client": "AsyncMyCloud MyCloud",
    "mycloud._errors": "ApiError AuthenticationError ConfigurationError ConflictError "
    "ConnectError DecodeError "
    "InvalidRequestError MyCloudError NotFoundError PaginationError PermissionDeniedError "
    "RateLimitError RedirectError "
    "RefusedError ServerError TimeoutError TransportError UnknownOutcomeError ValidationError",
    "mycloud._exchange": "Wait",
    "mycloud._items": "Attachment Item",
    "mycloud._pages": "AsyncPager Page Pager",
    "mycloud._retry": "RetryPolicy",
    "mycloud._token": "TokenFile TokenStore",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
__all__: list[str] = sorted([*_HOME_OF, "__version__"])  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
