"""The clients people hold: settings, options, resources, the token, and what can be seen of each
attempt.
"""

from __future__ import annotations

import copy
import logging
import os
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, Self, TypeAlias, TypeVar, Unpack
from weakref import WeakSet

import attrs
import httpx
from mycloud_api.api.token import get_token
from mycloud_api.messages import Answer, Request
from mycloud_api.models import GetTokenBody
from mycloud_api.types import form_parts

from ._arguments import kind
from ._catalogue import Customers, DeliveryModes, ProductCategories, Products, Shops
from ._errors import InvalidRequestError, TransportError
from ._exchange import Call, Exchange, Flow, Hooks, Limits, OptionChanges, Options, blocking
from ._http import AwaitedIo, BlockingIo, httpx_arguments
from ._operation import Async, Client, Mode, Resource, Sync, new_id, operation
from ._orders import OrderItems, Orders
from ._pages import AsyncPager, Listing, Pager
from ._reading import read_raw, read_token
from ._retry import RetryPolicy
from ._settings import resolve_settings
from ._token import TokenKeeper, TokenStore

T = TypeVar("T")
TransportT = TypeVar("TransportT")

Query: TypeAlias = Mapping[str, str | int] | None
Form: TypeAlias = Mapping[str, object] | None

_log = logging.getLogger("mycloud")
_kept: ContextVar[list[Answer] | None] = ContextVar("mycloud_answers", default=None)


class _Client(Resource[Mode], Client, Generic[Mode, TransportT]):
    """What both clients share: settings, options, resources."""

    # Opens connections; again after a fork, since two processes must share none, and no lock.
    _open: Callable[[], None]

    def __init__(
        self,
        api_key: str | None = None,
        secret_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = 30.0,
        retry: RetryPolicy = RetryPolicy(),  # noqa: B008  # frozen
        transport: TransportT | None = None,
        token: str | None = None,
        token_store: TokenStore | None = None,
        proxy: str | None = None,
        ca_bundle: str | ssl.SSLContext | None = None,
        allow_insecure_http: bool = False,
        **more: Unpack[Hooks],
    ) -> None:
        """Open a client. Nothing is sent before the first call.

        Args:
            api_key: The shop's API key; `MYCLOUD_API_KEY` if not given.
            secret_key: The secret key that belongs to it; `MYCLOUD_SECRET_KEY` if not given.
            base_url: Where the API is; `MYCLOUD_BASE_URL` if not given, the live server if that is
                not set either.
            timeout: Seconds to wait for a connection, and for each piece of an answer. None waits
                for ever.
            retry: What is tried again, and how long a whole call may take.
            transport: An httpx transport to send through, for tests and recorders.
            token: A ready token, used until the server refuses it.
            token_store: Where to keep the token for other processes, such as a `TokenFile`.
            proxy: URL of a proxy to send everything through.
            ca_bundle: A file of certificates to trust in place of the usual ones, or an
                `ssl.SSLContext`.
            max_form_fields: How many form fields the server reads; an order with more is refused.
                PHP's default is 1,000.
            strict: Raise a `DecodeError` for a value that is not what the spec says, instead of
                keeping it as it came. Not for the answer to a create: what was created is there.
            on_request: Called with each `Request` before it is sent.
            on_response: Called with each `Answer`, tokens excepted.
            on_retry: Called with each `Wait` before another attempt.
            allow_insecure_http: Allow plain http to another machine, which shows the keys to
                everybody on the way.

        Raises:
            ConfigurationError: No keys and no token, or a base URL that will not do.
        """
        self._settings = resolve_settings(api_key, secret_key, base_url, token, allow_insecure_http)
        self._reach = httpx_arguments(self._settings.base_url, transport, proxy, ca_bundle)
        self._tokens = TokenKeeper(token, token_store)
        self._can_renew = bool(self._settings.api_key and self._settings.secret_key)
        self._open()
        self._bind(Options(timeout=timeout, retry=retry, **more))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._settings.base_url!r})"

    def _bind(self, options: Options) -> None:
        super().__init__(self)
        _living.add(self)
        self._options = options
        self.orders: Orders[Mode] = Orders(self)
        self.order_items: OrderItems[Mode] = OrderItems(self)
        self.customers: Customers[Mode] = Customers(self)
        self.products: Products[Mode] = Products(self)
        self.product_categories: ProductCategories[Mode] = ProductCategories(self)
        self.delivery_modes: DeliveryModes[Mode] = DeliveryModes(self)
        self.shops: Shops[Mode] = Shops(self)

    def with_options(self, **changes: Unpack[OptionChanges]) -> Self:
        """A sibling with other options, which shares connections and token:
        `client.with_options(timeout=5)`.

        Args:
            **changes: `timeout`, `retry`, `max_form_fields`, `strict`, `on_request`, `on_response`,
                `on_retry`; each as in the constructor.

        Raises:
            TypeError: An option of another name.
        """
        sibling = copy.copy(self)
        sibling._bind(attrs.evolve(self._options, **changes))
        return sibling

    @contextmanager
    def answers(self) -> Iterator[list[Answer]]:
        """Keep the answers as they come: `with client.answers() as answers:`, for this thread or
        task.
        """
        answers: list[Answer] = []
        before = _kept.set(answers)
        try:
            yield answers
        finally:
            _kept.reset(before)

    @operation
    async def request(
        self, method: str, path: str, *, params: Query = None, form: Form = None
    ) -> Answer:
        """Send anything, with token, retries and errors as usual; gives the answer as it came.

        Args:
            method: The HTTP method. A POST is sent again only when it certainly was not carried
                out.
            path: The path below the base URL, such as `/orders`.
            params: The query.
            form: Fields, which may be nested; spelled as PHP reads them.

        Raises:
            InvalidRequestError: A path that leads elsewhere, or a value that no form can hold.
            TransportError: No answer came; an `UnknownOutcomeError` for what may have created
                something.
            ApiError: An answer that says no.
        """
        if not path.startswith("/") or path.startswith("//"):
            raise InvalidRequestError(
                "path", got=kind(path), takes="a path below the base URL, such as /orders"
            )
        try:
            parts = [
                part for name, value in (form or {}).items() for part in form_parts(name, value)
            ]
        except ValueError as error:
            raise InvalidRequestError(
                "form", got=str(error), takes="what a form can hold"
            ) from None
        creates = method.upper() not in ("GET", "HEAD", "PATCH", "DELETE")
        headers = {"MyCloud-Request-Id": new_id()} if creates else {}
        kwargs = {
            "method": method,
            "url": path,
            "params": params,
            "headers": headers,
            "files": parts or None,
        }
        return await self._send(kwargs, read_raw, repeatable=not creates)

    async def _token(self, refused: str | None, until: float | None) -> str:
        """The current token. One caller fetches it, the others wait for it."""
        clock, tokens = self._options.clock, self._tokens
        if token := tokens.fresh(clock(), refused):
            return token
        async with self._io.locked(None if until is None else max(0.0, until - clock())):
            if token := tokens.fresh(clock(), refused) or tokens.stored(refused):
                return token
            body = GetTokenBody(
                apikey=self._settings.api_key or "", secretkey=self._settings.secret_key or ""
            )
            request = Request(**get_token._get_kwargs(body=body, my_cloud_request_id=new_id()))
            token = await Exchange(
                Call(request=request, read=read_token, authorized=False), self, until
            ).result()
            tokens.keep(token, clock())
            return token

    async def _observed(
        self, request: Request, token: str | None, limits: Limits, attempt: int
    ) -> Answer:
        """Send a request, and tell of it: method, path, status, duration, attempt and request id,
        nothing else.
        """
        self._options.on_request(request)
        began, outcome = self._options.clock(), "interrupted"
        try:
            answer = await self._io.send(request, token, limits)
            outcome = str(answer.status)
        except TransportError as error:
            outcome = type(error).__name__
            raise
        finally:
            if _log.isEnabledFor(logging.DEBUG):
                took = (self._options.clock() - began) * 1000
                _log.debug(
                    "%s %s, %.0f ms, attempt %d, %s",
                    request.name,
                    outcome,
                    took,
                    attempt,
                    request.id or "-",
                )
        if (
            token is not None
        ):  # The answer to a request without one is a token, which is shown to nobody.
            if (kept := _kept.get()) is not None:
                kept.append(answer)
            self._options.on_response(answer)
        return answer


class MyCloud(_Client[Sync, httpx.BaseTransport]):
    """A client for one shop. Safe to share between threads, and after a fork.

    Attributes:
        orders (Orders): Orders to be shipped.
        order_items (OrderItems): Single lines of an order.
        customers (Customers): Recipients saved for more than one order.
        products (Products): The goods in the warehouse.
        product_categories (ProductCategories): Groups of products.
        delivery_modes (DeliveryModes): The ways an order can be shipped.
        shops (Shops): The shop the keys belong to.
    """

    def _open(self) -> None:
        self._io = self._blocking_io = BlockingIo(self._reach)

    def _run(self, flow: Flow[T]) -> T:
        return blocking(flow)

    def _pager(self, listing: Listing[T]) -> Pager[T]:
        return Pager(listing, self._io)

    def close(self) -> None:
        """Close the connections, those of siblings too."""
        self._blocking_io.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncMyCloud(_Client[Async, httpx.AsyncBaseTransport]):
    """The same client, awaited, under asyncio or trio. It belongs to one event loop.

    Attributes:
        orders (Orders): Orders to be shipped.
        order_items (OrderItems): Single lines of an order.
        customers (Customers): Recipients saved for more than one order.
        products (Products): The goods in the warehouse.
        product_categories (ProductCategories): Groups of products.
        delivery_modes (DeliveryModes): The ways an order can be shipped.
        shops (Shops): The shop the keys belong to.
    """

    def _open(self) -> None:
        self._io = self._awaited_io = AwaitedIo(self._reach)

    def _run(self, flow: Flow[T]) -> Flow[T]:
        return flow

    def _pager(self, listing: Listing[T]) -> AsyncPager[T]:
        return AsyncPager(listing, self._io)

    async def aclose(self) -> None:
        """Close the connections, those of siblings too."""
        await self._awaited_io.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


_living: WeakSet[_Client[Any, Any]] = WeakSet()


def _reopen_all() -> None:
    for client in list(_living):
        client._open()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_reopen_all)
