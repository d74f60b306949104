"""The client people hold: settings, options and resources."""

from __future__ import annotations

import copy
import datetime
import ssl
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Self, TypeAlias, Unpack

from .._answers import raw_answer
from .._calls import Call, request_of
from .._clock import Clock
from .._connecting import check_connections, check_transport, setting_up
from .._harmless import remember
from .._hints import hinting
from .._http import AsyncTransport, Connections, HttpLibrary, library_for
from .._ledger import Ledger, check_ledger
from .._messages import Answer, Request
from .._observing import kept_answers
from .._options import OptionChanges, Options, Wait
from .._rate import RateLimit, rate_limit_of
from .._redis import RedisTokenStore, check_kind_of_redis
from .._retry import RetryPolicy
from .._settings import Settings, resolve_settings, with_host_of
from .._tasks import REDIS
from .._token import BoundStore, TokenKeeper, TokenStore, check_store
from .calls import AsyncCallRunner
from .fleet import AsyncFleetToken, AsyncPace
from .resource import AsyncResource, ResourceT, declared
from .tokens import AsyncTokens
from .transport import AsyncHttpTransport

if TYPE_CHECKING:
    from .catalogue import (
        AsyncCustomers,
        AsyncDeliveryModes,
        AsyncProductCategories,
        AsyncProducts,
        AsyncShops,
    )
    from .ledger import AsyncShopLedger
    from .order_items import AsyncOrderItems
    from .orders import AsyncOrders

Query: TypeAlias = Mapping[str, object] | None
Form: TypeAlias = Mapping[str, object] | None


class AsyncMyCloud:
    """A client for one shop, awaited under asyncio or trio. It belongs to one event loop.

    Attributes:
        orders: Orders to be shipped.
        order_items: Single lines of an order.
        customers: Recipients saved for more than one order.
        products: The goods in the warehouse.
        product_categories: Groups of products.
        delivery_modes: The ways an order can be shipped.
        shops: The shop the keys belong to.
        ledger: What became of the orders that `orders.ensure` placed.
    """

    orders: AsyncOrders = declared("orders", "AsyncOrders")
    order_items: AsyncOrderItems = declared("order_items", "AsyncOrderItems")
    customers: AsyncCustomers = declared("catalogue", "AsyncCustomers")
    products: AsyncProducts = declared("catalogue", "AsyncProducts")
    product_categories: AsyncProductCategories = declared(
        "catalogue", "AsyncProductCategories"
    )
    delivery_modes: AsyncDeliveryModes = declared("catalogue", "AsyncDeliveryModes")
    shops: AsyncShops = declared("catalogue", "AsyncShops")
    ledger: AsyncShopLedger = declared("ledger", "AsyncShopLedger")

    @hinting
    def __init__(
        self,
        api_key: str | None = None,
        secret_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = 30.0,
        retry: RetryPolicy = RetryPolicy(),  # noqa: B008  # frozen
        transport: AsyncTransport | None = None,
        http: HttpLibrary = "httpx",
        token: str | None = None,
        token_store: TokenStore | RedisTokenStore | None = None,
        rate_limit: RateLimit | float | None = None,
        ledger: Ledger | None = None,
        proxy: str | None = None,
        ca_bundle: str | ssl.SSLContext | None = None,
        allow_insecure_http: bool = False,
        max_connections: int = 100,
        max_answer_bytes: int = 64 * 1024 * 1024,
        max_form_fields: int = 1000,
        strict: bool = False,
        time_zone: str | datetime.tzinfo = "Asia/Bangkok",
        on_request: Callable[[Request], object] | None = None,
        on_response: Callable[[Answer], object] | None = None,
        on_retry: Callable[[Wait], object] | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Open a client. Nothing is sent before the first call.

        Args:
            api_key: The shop's API key; `MYCLOUD_API_KEY` if not given.
            secret_key: The secret key that belongs to it; `MYCLOUD_SECRET_KEY` if not given.
            base_url: Where the API is; `MYCLOUD_BASE_URL` if not given, the live server if that is
                not set either.
            timeout: Seconds to wait for a connection, and for each piece of an answer; None for no
                limit.
            retry: What is tried again, and how long a whole call may take.
            transport: A transport of httpx or httpx2 to send through, for tests and recorders. It
                decides which of the two libraries is used.
            http: Which library sends where no transport is given. `"httpx2"` needs the extra
                `httpx2`.
            token: A ready token, used until the server refuses it.
            token_store: Where to keep the token for other processes: a `TokenFile` on one machine,
                a `RedisTokenStore` for many.
            rate_limit: How many requests may be sent, as a `RateLimit`; a number means so many a
                second.
            ledger: Where `orders.ensure` claims order numbers, such as a `SqliteLedger` for one
                machine. It belongs to the shop: all programs that place its orders share it.
            proxy: URL of a proxy to send everything through.
            ca_bundle: A file of certificates to trust in place of the usual ones, or an
                `ssl.SSLContext`.
            allow_insecure_http: Allow plain http to another machine, which shows the keys to
                everybody on the way.
            max_connections: How many connections may be open at once; half of them are for creates,
                of which each has its own one. A request waits for one until its deadline.
            max_answer_bytes: How large an answer may be, decompressed, in bytes; a larger one is a
                `DecodeError`, or an unknown outcome for a create.
            max_form_fields: How many form fields the server reads; an order with more is refused.
                PHP's default is 1,000.
            strict: Raise a `DecodeError` for a value that is not what the spec says, instead of
                keeping it unchanged. Not for the answer to a create, which succeeded.
            time_zone: Where the shop is: the name of a zone or a `datetime.tzinfo`. It tells the
                day of a time with a zone, in answers and in arguments.
            on_request: Called with each `Request` before it is sent.
            on_response: Called with each `Answer`, except for those that hold a token.
            on_retry: Called with each `Wait` before another attempt.
            clock: Where time comes from, for tests.

        Raises:
            ConfigurationError: No keys and no token, or a setting that cannot work.
        """
        settings = resolve_settings(
            api_key, secret_key, base_url, token, allow_insecure_http
        )
        check_transport(transport, AsyncTransport, proxy, ca_bundle)
        check_connections(max_connections, transport)
        check_store(token_store)
        limit = rate_limit_of(rate_limit)
        check_ledger(ledger, settings.api_key)
        remember(settings.api_key, settings.secret_key)
        library = library_for(http, transport)
        settings = with_host_of(library, settings)
        options = Options(
            timeout=timeout,
            retry=retry,
            max_form_fields=max_form_fields,
            strict=strict,
            time_zone=time_zone,
            on_request=on_request,
            on_response=on_response,
            on_retry=on_retry,
            clock=Clock() if clock is None else clock,
        )
        with setting_up(library, settings.base_url, transport, proxy, ca_bundle):
            connections = Connections(
                library,
                settings.base_url,
                transport=transport,
                proxy=proxy,
                ca_bundle=ca_bundle,
                max_connections=max_connections,
                max_answer_bytes=max_answer_bytes,
            )
            self._transport = AsyncHttpTransport(connections)
        self._settings = settings
        tokens = tokens_of(settings, token, token_store, options)
        pace = pace_of(settings, limit, options)
        self._store = ledger
        self._calls = AsyncCallRunner(self._transport, tokens, pace, options)

    def __repr__(self) -> str:
        if not hasattr(self, "_settings"):  # Its constructor raised.
            return f"{type(self).__name__}(not set up)"
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    @property
    def base_url(self) -> str:
        """Where the API is, without a slash at the end."""
        return self._settings.base_url

    def with_options(self, **changes: Unpack[OptionChanges]) -> Self:
        """A client with other options that shares connections and token.

            patient = client.with_options(timeout=60)

        Args:
            **changes: `timeout`, `retry`, `max_form_fields`, `strict`, `time_zone`, `on_request`,
                `on_response`, `on_retry`; each as in the constructor.

        Raises:
            TypeError: An option of another name.
            ConfigurationError: An option of a wrong kind.
        """
        sibling = copy.copy(self)
        sibling._calls = self._calls.with_options(self._calls.options.changed(changes))
        for name, value in vars(self).items():
            if isinstance(value, AsyncResource):  # made for other options
                del vars(sibling)[name]
        return sibling

    def answers(self) -> AbstractContextManager[list[Answer]]:
        """Collects the answers unchanged, for this thread or task.

        with client.answers() as answers:
            ...
        """
        return kept_answers()

    async def request(
        self, method: str, path: str, *, params: Query = None, form: Form = None
    ) -> Answer:
        """Send anything, with token, retries and errors as usual; gives the answer unchanged.

        Args:
            method: The HTTP method. A POST is sent again only when it certainly was not carried
                out.
            path: The path below the base URL, such as `/orders`.
            params: The query; spelled as PHP reads it, like a form.
            form: Fields, which may be nested; spelled as PHP reads them.

        Raises:
            InvalidRequestError: No method, a path that leads elsewhere, or a value that no form can
                hold.
            TransportError: No answer came; an `UnknownOutcomeError` for what may have created
                something.
            ApiError: An answer that says no.
        """
        from .._raw import raw_arguments  # few programs need it

        arguments, creates, rewindable = raw_arguments(method, path, params, form)
        request = request_of(arguments, self._calls.options)
        return await self._calls.run(
            Call(request, raw_answer, creates=creates, rewindable=rewindable)
        )

    async def aclose(self) -> None:
        """Close the connections, those of siblings too."""
        await self._calls.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def _make(self, kind: type[ResourceT]) -> ResourceT:
        return kind._made_for(self._calls, self._store, self._settings)


def tokens_of(
    settings: Settings,
    token: str | None,
    store: TokenStore | RedisTokenStore | None,
    options: Options,
) -> AsyncTokens:
    """The tokens of a client, from the store if there is one."""
    fingerprint = settings.fingerprint()
    if isinstance(store, RedisTokenStore):
        check_kind_of_redis("RedisTokenStore(redis=)", store.redis, library=REDIS)
        fleet = AsyncFleetToken(store, fingerprint, options.clock)
        return AsyncTokens(TokenKeeper(token, None), settings, fleet)
    bound = None if store is None else BoundStore(store, fingerprint)
    return AsyncTokens(TokenKeeper(token, bound), settings, None)


def pace_of(
    settings: Settings, limit: RateLimit | None, options: Options
) -> AsyncPace | None:
    """What keeps to the rate limit, if there is one."""
    if limit is None:
        return None
    check_kind_of_redis("RateLimit(redis=)", limit.redis, library=REDIS)
    return AsyncPace(limit, settings.fingerprint(), options.clock)
