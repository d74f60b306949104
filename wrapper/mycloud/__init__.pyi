# What a type checker sees of __init__.py, which loads each name when it is first used. A test
# compares the two.

from mycloud_api.messages import Answer as Answer
from mycloud_api.messages import Request as Request
from mycloud_api.models import Customer as Customer
from mycloud_api.models import DeliveryMode as DeliveryMode
from mycloud_api.models import Order as Order
from mycloud_api.models import OrderAttachment as OrderAttachment
from mycloud_api.models import OrderItem as OrderItem
from mycloud_api.models import Product as Product
from mycloud_api.models import ProductCategory as ProductCategory
from mycloud_api.models import Shop as Shop

from ._client import AsyncMyCloud as AsyncMyCloud
from ._client import MyCloud as MyCloud
from ._errors import ApiError as ApiError
from ._errors import AuthenticationError as AuthenticationError
from ._errors import ConfigurationError as ConfigurationError
from ._errors import ConflictError as ConflictError
from ._errors import ConnectError as ConnectError
from ._errors import DecodeError as DecodeError
from ._errors import InvalidRequestError as InvalidRequestError
from ._errors import MyCloudError as MyCloudError
from ._errors import NotFoundError as NotFoundError
from ._errors import PaginationError as PaginationError
from ._errors import PermissionDeniedError as PermissionDeniedError
from ._errors import RateLimitError as RateLimitError
from ._errors import RedirectError as RedirectError
from ._errors import RefusedError as RefusedError
from ._errors import ServerError as ServerError
from ._errors import TimeoutError as TimeoutError
from ._errors import TransportError as TransportError
from ._errors import UnknownOutcomeError as UnknownOutcomeError
from ._errors import ValidationError as ValidationError
from ._exchange import Wait as Wait
from ._items import Attachment as Attachment
from ._items import Item as Item
from ._pages import AsyncPager as AsyncPager
from ._pages import Page as Page
from ._pages import Pager as Pager
from ._retry import RetryPolicy as RetryPolicy
from ._token import TokenFile as TokenFile
from ._token import TokenStore as TokenStore

__version__: str
__all__: list[str]
