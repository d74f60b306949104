"""The checks, in their order: each looks at one thing, and is skipped when something it needs has
failed.
"""

from __future__ import annotations

import os
import platform
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

import httpx
from mycloud import (
    LIVE_URL,
    ConfigurationError,
    MyCloud,
    MyCloudError,
    RetryPolicy,
    __version__,
)

from ..credentials import Credentials, credentials
from ..errors import CredentialsError
from ..session import Settings
from .diagnose import (
    dialect_of,
    end_of,
    fault_of,
    fault_of_keys,
    is_certificate_fault,
    judge_answer,
    judge_clock,
    left_of,
    seen_of,
    skew,
)
from .faults import FAULTS
from .findings import Finding, Found, State
from .network import connect, look_up, proxy_for, shake_hands
from .settings import (
    check_key,
    check_proxy,
    check_proxy_variables,
    check_timeout,
    check_token_file,
    trusted,
)

if TYPE_CHECKING:
    from mycloud import Answer


class Check(NamedTuple):
    """A check.

    Attributes:
        name: What it looks at.
        look: Looks, and says what it saw, or raises `Found`.
        needs: The checks without which it makes no sense.
    """

    name: str
    look: Callable[[], str]
    needs: tuple[str, ...] = ()


class Checkup:
    """One examination: what is known so far, check by check."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._found: Credentials | None = None
        self._url: SplitResult = urlsplit(LIVE_URL)
        self._proxy: str | None = None
        self._probe: httpx.Response | None = None
        self._client: MyCloud | None = None
        self._first: Answer | MyCloudError | None = None

    def findings(self) -> Iterator[Finding]:
        """Look at everything, one after the other."""
        failed: dict[str, str] = {}
        try:
            for check in self._checks():
                finding = _outcome(check, failed)
                if finding.state is not State.OK:
                    failed[check.name] = failed.get(check.name, check.name)
                yield finding
        finally:
            if self._client is not None:
                self._client.close()

    def _checks(self) -> list[Check]:
        reads = [
            Check(name, partial(self._read, read), ("token",))
            for name, read in _READS.items()
        ]
        return [
            Check("versions", _versions),
            *self._checks_of_settings(),
            Check("keys", self._keys),
            Check("base URL", self._base_url),
            Check("proxy", self._through, ("timeout", "base URL")),
            Check("host name", self._name, ("base URL",)),
            Check("connection", self._connection, ("proxy", "host name")),
            Check("certificate", self._certificate, ("connection",)),
            Check("answer", self._answer, ("certificate",)),
            Check("clock", self._clock, ("answer",)),
            Check("token", self._token, ("keys", "answer")),
            Check("dialect", self._dialect, ("token",)),
            *reads,
        ]

    def _checks_of_settings(self) -> list[Check]:
        """Those of settings that most people leave alone; only where one is given."""
        settings, token_file = self._settings, os.environ.get("MYCLOUD_TOKEN_FILE")
        checks = []
        if settings.timeout != Settings.timeout:
            checks.append(Check("timeout", partial(check_timeout, settings.timeout)))
        if token_file:
            checks.append(Check("token file", partial(check_token_file, token_file)))
        return checks

    def _keys(self) -> str:
        try:
            found = self._found = credentials(self._settings.profile)
        except CredentialsError as error:
            raise Found(error.fault, error.said, error.advice) from None
        if not (found.api_key and found.secret_key):
            return f"none, but a token from {found.source}"
        check_key("API key", found.api_key, found.source)
        check_key("secret key", found.secret_key, found.source)
        one, other = len(found.api_key), len(found.secret_key)
        lengths = f"API key of {one} characters, secret key of {other}"
        return f"{lengths}, from {found.source}"

    def _base_url(self) -> str:
        url = self._settings.base_url or (self._found and self._found.base_url)
        url = url or os.environ.get("MYCLOUD_BASE_URL") or LIVE_URL
        url = url.strip()
        try:
            self._url = urlsplit(_checked(url, self._settings.allow_insecure_http))
            _ = self._url.port
        except ConfigurationError as error:
            raise Found(
                "plain-http" if url.startswith("http://") else "bad-base-url",
                str(error),
            ) from None
        except Exception as error:  # of the URL's parser, or of the HTTP library's
            raise Found("bad-base-url", f"{_source_of(url)}: {error}") from None
        return self._url.geturl()

    def _through(self) -> str:
        if self._settings.proxy:
            check_proxy("--proxy", self._settings.proxy)
        check_proxy_variables()
        self._proxy = proxy_for(self._url, self._settings.proxy)
        if self._proxy is None:
            return "none"
        url = urlsplit(self._proxy)
        connect(url, self._settings.timeout, "proxy-down")
        return f"{url.scheme}://{url.hostname}:{url.port}"

    def _name(self) -> str:
        return "looked up by the proxy" if self._proxy else look_up(self._url)

    def _connection(self) -> str:
        if self._proxy:
            return "made by the proxy"
        connect(self._url, self._settings.timeout)
        return "made"

    def _certificate(self) -> str:
        trusted_ones = (
            self._tls()
        )  # without them no client can be made, plain http or not
        if self._url.scheme == "http":
            return "none, plain http"
        return (
            "seen with the answer"
            if self._proxy
            else shake_hands(self._url, self._settings.timeout, trusted_ones)
        )

    def _tls(self) -> ssl.SSLContext:
        return trusted(self._settings.ca_bundle)

    def _answer(self) -> str:
        settings = self._settings
        headers = {
            "Accept": "application/json",
            "User-Agent": f"mycloud-client/{__version__}",
        }
        with httpx.Client(
            verify=self._tls(),
            proxy=self._proxy,
            trust_env=False,
            timeout=settings.timeout,
            headers=headers,
        ) as http:
            try:
                self._probe = http.get(
                    f"{self._url.geturl()}/orders", params={"offset": 0, "count": 1}
                )
            except httpx.TimeoutException:
                said = f"nothing came within {self._settings.timeout:g} s"
                raise Found("no-answer-in-time", said) from None
            except httpx.ProxyError as error:
                raise Found("proxy-refuses", str(error)) from None
            except httpx.HTTPError as error:
                fault = (
                    "certificate-untrusted"
                    if is_certificate_fault(error)
                    else "connection-lost"
                )
                raise Found(fault, str(error) or type(error).__name__) from None
        return judge_answer(
            self._probe.status_code, self._probe.headers, self._probe.content
        )

    def _clock(self) -> str:
        return judge_clock(self._skew())

    def _skew(self) -> float | None:
        return (
            None
            if self._probe is None
            else skew(self._probe.headers, datetime.now(UTC))
        )

    def _token(self) -> str:
        found = self._found
        assert found is not None
        return (
            self._fetched(found)
            if found.api_key and found.secret_key
            else self._given(found)
        )

    def _fetched(self, found: Credentials) -> str:
        """Fetch a token with the keys."""
        seen = _Seen()
        self._first_read(found, token=None, token_store=seen)
        if seen.token is None:
            assert isinstance(self._first, MyCloudError)
            raise Found(fault_of_keys(self._first), seen_of(self._first))
        return f"fetched, {left_of(seen.token, _server_time(self._probe))}"

    def _given(self, found: Credentials) -> str:
        """Try the token that was given."""
        token, now = found.token or "", _server_time(self._probe)
        end = end_of(token)
        if end is not None and end <= now:
            raise Found(
                "token-expired",
                f"the token from {found.source} ended at {end:%Y-%m-%d %H:%M} UTC",
            )
        self._first_read(found, token=token)
        if (
            isinstance(self._first, MyCloudError)
            and fault_of(self._first) == "token-refused"
        ):
            raise Found("token-refused", seen_of(self._first))
        return f"from {found.source}, {left_of(token, now)}"

    def _first_read(self, found: Credentials, **how: Any) -> None:
        """A read with a token; what comes of it is looked at by the checks that follow."""
        try:
            self._client = MyCloud(
                found.api_key,
                found.secret_key,
                base_url=self._url.geturl(),
                timeout=self._settings.timeout,
                retry=RetryPolicy(max_attempts=1),
                proxy=self._settings.proxy,
                ca_bundle=self._settings.ca_bundle,
                allow_insecure_http=self._settings.allow_insecure_http,
                **how,
            )
            self._first = self._client.request(
                "GET", "/orders", params={"offset": 0, "count": 1}
            )
        except ConfigurationError as error:
            # Keys and URL were looked at before: without keys, only the token remains.
            fault = "bad-setting" if found.api_key else "token-refused"
            raise Found(fault, str(error)) from None
        except MyCloudError as error:
            self._first = error

    def _dialect(self) -> str:
        if isinstance(self._first, MyCloudError):
            raise Found(fault_of(self._first), seen_of(self._first))
        assert self._first is not None
        dialect = dialect_of(self._first.json())
        if dialect is None:
            raise Found(
                "unreadable",
                "the list of orders stands neither under `orders` nor under `data`",
            )
        return dialect

    def _read(self, read: Callable[[MyCloud], object]) -> str:
        assert self._client is not None
        try:
            found = read(self._client)
        except MyCloudError as error:
            raise Found(fault_of(error), seen_of(error)) from None
        return "none there, but readable" if found in (None, []) else "readable"


class _Seen:
    """Sees the token that is fetched."""

    token: str | None = None

    def load(self) -> None:
        return None

    def save(self, token: str) -> None:
        self.token = token.partition(" ")[0]  # behind it stands whose it is


def _checked(url: str, allow_insecure_http: bool) -> str:
    """The base URL as a client takes it.

    Raises:
        ConfigurationError: A client refuses it.
    """
    nowhere = httpx.MockTransport(lambda request: httpx.Response(500))
    with MyCloud(
        "-",
        "-",
        base_url=url,
        allow_insecure_http=allow_insecure_http,
        transport=nowhere,
    ) as client:
        return client.base_url


def _outcome(check: Check, failed: dict[str, str]) -> Finding:
    blocked = next((failed[name] for name in check.needs if name in failed), None)
    if blocked is not None:
        failed[check.name] = blocked
        return Finding(
            check.name,
            State.SKIPPED,
            f"not looked at, since there is a fault with the {blocked}",
        )
    try:
        return Finding(check.name, State.OK, check.look())
    except Found as found:
        return Finding(check.name, State.FAULT, str(found), found.fault, found.advice)
    except Exception as error:  # any failure leaves the other checks to be made
        said = f"{type(error).__name__}: {error}"
        return Finding(
            check.name, State.FAULT, said, "bad-setting", FAULTS["bad-setting"].advice
        )


def _source_of(url: str) -> str:
    """Where the base URL was given."""
    if url == os.environ.get("MYCLOUD_BASE_URL"):
        return "MYCLOUD_BASE_URL"
    return "--base-url, or base_url in the profile"


def _versions() -> str:
    return (
        f"mycloud-client {__version__}, Python {platform.python_version()}, httpx "
        f"{httpx.__version__}, "
        f"{ssl.OPENSSL_VERSION}"
    )


def _server_time(probe: httpx.Response | None) -> datetime:
    """The server's time, which decides about tokens; ours if it does not tell."""
    now = datetime.now(UTC)
    ahead = None if probe is None else skew(probe.headers, now)
    return (
        now if ahead is None else datetime.fromtimestamp(now.timestamp() + ahead, UTC)
    )


def _items(client: MyCloud) -> object:
    order = next(iter(client.orders.page(0, 1).items), None)
    return None if order is None or order.id is None else client.orders.items(order.id)


_READS: dict[str, Callable[[MyCloud], object]] = {
    "orders": lambda client: client.orders.page(0, 1).items,
    "order items": _items,
    "customers": lambda client: client.customers.page(0, 1).items,
    "products": lambda client: client.products.page(0, 1).items,
    "product categories": lambda client: client.product_categories.list().first(),
    "delivery modes": lambda client: client.delivery_modes.list().first(),
    "shops": lambda client: client.shops.list().first(),
}
