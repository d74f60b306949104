"""The client people hold: settings, a connection pool, the token, and the resources."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from . import _calls
from ._errors import TransportError
from ._exchange import Attempt, Call, Exchange, exchange, unanswered
from ._http import Http
from ._messages import Answer
from ._resources import (
    Customers,
    DeliveryModes,
    OrderItems,
    Orders,
    ProductCategories,
    Products,
    Shops,
)
from ._settings import resolve_settings
from ._token import TokenKeeper

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")


class MyCloud:
    """A client for one shop. Safe to share between threads, and after a fork.

    Args:
        api_key: The shop's API key; `MYCLOUD_API_KEY` if not given.
        secret_key: The secret key that belongs to it; `MYCLOUD_SECRET_KEY` if not given.
        base_url: Where the API is; `MYCLOUD_BASE_URL` if not given, the live server if that is not set either.
        timeout: Seconds to wait for a connection, and for each piece of an answer.
        transport: An `httpx.BaseTransport` to send through, for tests, proxies and recorders.
        token: A ready token, used until the server refuses it.
        allow_insecure_http: Allow plain http to another machine, which shows the keys to everybody on the way.

    Raises:
        ConfigurationError: No keys and no token, or a base URL that will not do.

    Attributes:
        orders: Orders to be shipped.
        order_items: Single lines of an order.
        customers: Recipients saved for more than one order.
        products: The goods in the warehouse.
        product_categories: Groups of products.
        delivery_modes: The ways an order can be shipped.
        shops: The shop the keys belong to.
    """

    def __init__(
        self,
        api_key: str | None = None,
        secret_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = 30.0,
        transport: httpx.BaseTransport | None = None,
        token: str | None = None,
        allow_insecure_http: bool = False,
    ) -> None:
        self._settings = resolve_settings(
            api_key=api_key,
            secret_key=secret_key,
            base_url=base_url,
            token=token,
            allow_insecure_http=allow_insecure_http,
        )
        self._http = Http(self._settings.base_url, timeout, transport)
        self._tokens = TokenKeeper(token)
        self._token_lock = threading.Lock()
        self.orders = Orders(self._run)
        self.order_items = OrderItems(self._run)
        self.customers = Customers(self._run)
        self.products = Products(self._run)
        self.product_categories = ProductCategories(self._run)
        self.delivery_modes = DeliveryModes(self._run)
        self.shops = Shops(self._run)

    def __repr__(self) -> str:
        return f"MyCloud(base_url={self._settings.base_url!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections. The client cannot be used afterwards."""
        self._http.close()

    def _run(self, call: Call[T]) -> T:
        return _drive(exchange(call, can_renew_token=self._settings.has_keys), self._send)

    def _send(self, attempt: Attempt) -> Answer:
        # Outside the try: when the token cannot be had, nothing of the call itself was sent.
        token = self._token(attempt.refused_token)
        try:
            return self._http.send(attempt.call.request, token)
        except TransportError as error:
            raise unanswered(attempt.call, error) from error

    def _token(self, refused: str | None) -> str:
        """The current token. One thread fetches it, the others wait for it."""
        with self._token_lock:
            usable = self._tokens.usable(time.monotonic(), refused)
            return usable or self._fetch_token()

    def _fetch_token(self) -> str:
        call = _calls.token(self._settings.api_key or "", self._settings.secret_key or "")
        steps = exchange(call, can_renew_token=False)
        token = _drive(steps, lambda attempt: self._http.send(attempt.call.request, None))
        self._tokens.keep(token, time.monotonic())
        return token


def _drive(steps: Exchange[T], perform: Callable[[Attempt], Answer]) -> T:
    try:
        attempt = next(steps)
        while True:
            attempt = steps.send(perform(attempt))
    except StopIteration as end:
        result: T = end.value
        return result
