"""Client for the MyCloud Fulfillment API.

    from mycloud import Item, MyCloud

    item = Item(product_sku="MAI002", quantity=1, price=50)
    with MyCloud() as client:  # keys from MYCLOUD_API_KEY and MYCLOUD_SECRET_KEY
        order = client.orders.create(delivery_mode_id=343, items=[item])

Every public name is here; the modules beside this one are private. Each name is imported when it is
first used, so that importing the package stays cheap.
"""

from importlib import import_module

# Type checkers go by this name. `typing` would take longer to load than all else here.
TYPE_CHECKING = bool()  # noqa: UP018  # a constant would hide the names from jedi

if TYPE_CHECKING:
    from mycloud_api.models import Customer as Customer
    from mycloud_api.models import DeliveryMode as DeliveryMode
    from mycloud_api.models import Order as Order
    from mycloud_api.models import OrderAttachment as OrderAttachment
    from mycloud_api.models import OrderItem as OrderItem
    from mycloud_api.models import Product as Product
    from mycloud_api.models import ProductCategory as ProductCategory
    from mycloud_api.models import Shop as Shop

    from ._async.client import AsyncMyCloud as AsyncMyCloud
    from ._async.pages import AsyncPager as AsyncPager
    from ._attachments import Attachment as Attachment
    from ._attachments import Readable as Readable
    from ._clock import Clock as Clock
    from ._errors import AlreadyPlacedError as AlreadyPlacedError
    from ._errors import ApiError as ApiError
    from ._errors import AuthenticationError as AuthenticationError
    from ._errors import ClaimedError as ClaimedError
    from ._errors import ConfigurationError as ConfigurationError
    from ._errors import ConflictError as ConflictError
    from ._errors import ConnectError as ConnectError
    from ._errors import DecodeError as DecodeError
    from ._errors import ForgedNotificationError as ForgedNotificationError
    from ._errors import InvalidNotificationError as InvalidNotificationError
    from ._errors import InvalidRequestError as InvalidRequestError
    from ._errors import LedgerError as LedgerError
    from ._errors import MyCloudError as MyCloudError
    from ._errors import NotFoundError as NotFoundError
    from ._errors import PaginationError as PaginationError
    from ._errors import PermissionDeniedError as PermissionDeniedError
    from ._errors import RateLimitError as RateLimitError
    from ._errors import RedirectError as RedirectError
    from ._errors import RefusedError as RefusedError
    from ._errors import ServerError as ServerError
    from ._errors import StaleNotificationError as StaleNotificationError
    from ._errors import TimeoutError as TimeoutError
    from ._errors import TransportError as TransportError
    from ._errors import UnconfirmedNotificationError as UnconfirmedNotificationError
    from ._errors import UnknownOutcomeError as UnknownOutcomeError
    from ._errors import UnlistedNotificationError as UnlistedNotificationError
    from ._errors import ValidationError as ValidationError
    from ._http import AsyncTransport as AsyncTransport
    from ._http import HttpLibrary as HttpLibrary
    from ._http import Transport as Transport
    from ._items import Item as Item
    from ._ledger import Change as Change
    from ._ledger import Ledger as Ledger
    from ._ledger_states import Entry as Entry
    from ._messages import Answer as Answer
    from ._messages import Request as Request
    from ._notifications import Notification as Notification
    from ._options import OptionChanges as OptionChanges
    from ._options import Wait as Wait
    from ._pages import Page as Page
    from ._postgres_ledger import PostgresLedger as PostgresLedger
    from ._rate import RateLimit as RateLimit
    from ._redis import RedisClient as RedisClient
    from ._redis import RedisTokenStore as RedisTokenStore
    from ._retry import RetryPolicy as RetryPolicy
    from ._settings import LIVE_URL as LIVE_URL
    from ._sqlite_ledger import SqliteLedger as SqliteLedger
    from ._statuses import is_after as is_after
    from ._sync.client import MyCloud as MyCloud
    from ._sync.pages import Pager as Pager
    from ._token import TokenFile as TokenFile
    from ._token import TokenStore as TokenStore

__version__ = "0.1.0"

# The same names for run time; a test compares the two.
_NAMES_OF = {
    "mycloud._async.client": "AsyncMyCloud",
    "mycloud._async.pages": "AsyncPager",
    "mycloud._attachments": "Attachment Readable",
    "mycloud._clock": "Clock",
    "mycloud._errors": (
        "AlreadyPlacedError ApiError AuthenticationError ClaimedError ConfigurationError "
        "ConflictError ConnectError DecodeError InvalidRequestError LedgerError "
        "MyCloudError NotFoundError PaginationError "
        "PermissionDeniedError RateLimitError RedirectError RefusedError ServerError "
        "TimeoutError TransportError UnknownOutcomeError ValidationError "
        "ForgedNotificationError InvalidNotificationError StaleNotificationError "
        "UnconfirmedNotificationError UnlistedNotificationError"
    ),
    "mycloud._http": "AsyncTransport HttpLibrary Transport",
    "mycloud._items": "Item",
    "mycloud._ledger": "Change Ledger",
    "mycloud._ledger_states": "Entry",
    "mycloud._messages": "Answer Request",
    "mycloud._notifications": "Notification",
    "mycloud._options": "OptionChanges Wait",
    "mycloud._pages": "Page",
    "mycloud._postgres_ledger": "PostgresLedger",
    "mycloud._rate": "RateLimit",
    "mycloud._redis": "RedisClient RedisTokenStore",
    "mycloud._retry": "RetryPolicy",
    "mycloud._settings": "LIVE_URL",
    "mycloud._sqlite_ledger": "SqliteLedger",
    "mycloud._statuses": "is_after",
    "mycloud._sync.client": "MyCloud",
    "mycloud._sync.pages": "Pager",
    "mycloud._token": "TokenFile TokenStore",
    "mycloud_api.models": (
        "Customer DeliveryMode Order OrderAttachment OrderItem Product ProductCategory Shop"
    ),
}
_HOME_OF = {name: home for home, names in _NAMES_OF.items() for name in names.split()}
__all__ = sorted([*_HOME_OF, "__version__"])  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOME_OF[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
