"""Everything this client raises.

    MyCloudError
    ├── ConfigurationError            no keys, a base URL that will not do
    ├── InvalidRequestError           refused before a byte was sent (also a ValueError)
    ├── TransportError                no answer
    │   ├── ConnectError              nothing was sent
    │   ├── TimeoutError              no answer in time
    │   └── UnknownOutcomeError       a create that may have happened
    ├── ApiError                      an answer that says no
    │   ├── RedirectError             3xx; never followed
    │   ├── AuthenticationError       401
    │   ├── PermissionDeniedError     403
    │   ├── NotFoundError             404
    │   ├── ConflictError             409
    │   ├── ValidationError           400 and 422
    │   ├── RateLimitError            429
    │   ├── ServerError               5xx
    │   └── RefusedError              200 with `success: false`
    ├── AlreadyPlacedError            the order number is taken by an order with other content
    ├── ClaimedError                  another process is placing that order number now
    ├── LedgerError                   the ledger cannot be read or written
    ├── DecodeError                   an answer that cannot be read
    ├── PaginationError               a list that cannot be walked
    ├── InvalidNotificationError      a body that is no notification (also a ValueError)
    └── UnconfirmedNotificationError  the API does not bear a notification out
        ├── StaleNotificationError    the order is further already
        ├── ForgedNotificationError   the API says otherwise
        └── UnlistedNotificationError the list does not show the order (yet)

Messages name operations, statuses and what the server said; they hold no key, no token and no form
field. All errors can be pickled and copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

    from mycloud_api.models import Order

    from ._notifications import Notification


class MyCloudError(Exception):
    """The root of all errors of this client.

    Attributes:
        attempts: How often the request was sent.
        unclear: Whether an earlier attempt of an update or a delete got no answer, so that it may
            have been carried out: the error is about the last attempt.
    """

    attempts: int = 1
    unclear: bool = False

    def __str__(self) -> str:
        said = super().__str__()
        if self.attempts == 1:
            return said
        before = ", an earlier one may have been carried out" if self.unclear else ""
        return f"{said} ({self.attempts} attempts{before})"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(
    cls: type[MyCloudError], args: tuple[object, ...], state: dict[str, object]
) -> MyCloudError:
    """Restore an error without its constructor, whose keyword arguments pickle does not know."""
    error = cls.__new__(cls, *args)
    error.__dict__.update(state)
    return error


class ConfigurationError(MyCloudError):
    """The client cannot be set up: no keys, or a base URL that will not do."""


class InvalidRequestError(MyCloudError, ValueError):
    """A request that was refused before anything was sent.

    Attributes:
        argument: Where the fault is, such as `items[1].quantity`.
    """

    def __init__(self, argument: str, *, got: str, takes: str) -> None:
        super().__init__(f"{argument}: got {got}; takes {takes}")
        self.argument = argument
        self.got = got
        self.takes = takes


class TransportError(MyCloudError):
    """No answer came.

    Attributes:
        request_id: The `MyCloud-Request-Id` that was sent, if any.
    """

    request_id: str | None = None
    may_pass: bool = True
    """Whether another attempt may help; False for a fault of a transport, a file or a hook."""


class ConnectError(TransportError):
    """There was no connection, so nothing was sent."""


class TimeoutError(TransportError):
    """No answer came in time. The request may have been carried out."""


class UnknownOutcomeError(TransportError):
    """A create may have happened: look before you create again.

    Attributes:
        request_id: The `MyCloud-Request-Id` that was sent.
        order_number: The order number to look for, if the order had one.
        error: What was seen instead of a good answer.
        status: The HTTP status that was seen, if any.
        order: What the server says it placed, where it differs from what was sent.
        candidates: Orders that look like it, where they were looked for.
    """

    order_number: str | None = None
    error: MyCloudError | None = None
    status: int | None = None
    order: Order | None = None
    candidates: tuple[Order, ...] = ()


class ApiError(MyCloudError):
    """An answer that says no.

    Attributes:
        status: The HTTP status.
        message: What the server said, if it said anything: in one line of at most 500 characters,
            control characters escaped, keys and tokens blanked.
        request_id: The `MyCloud-Request-Id` that was sent, if any.
        method: The HTTP method.
        url: The URL, without its query.
        body: The answer as text. It can hold a customer's data: keep it out of logs.
        retry_after: Seconds the server asks to wait before the next try, if it does.
    """

    def __init__(
        self,
        message: str | None,
        *,
        status: int,
        method: str,
        url: str,
        request_id: str | None = None,
        body: str = "",
        retry_after: float | None = None,
    ) -> None:
        said = f": {message}" if message else ""
        named = f" (request {request_id})" if request_id else ""
        super().__init__(
            f"{method} {url} was answered with {status}{said}{named}{self.advice}"
        )
        self.message = message
        self.status = status
        self.method = method
        self.url = url
        self.request_id = request_id
        self.body = body
        self.retry_after = retry_after

    advice = ""
    """What the caller can do, added to the message."""


class RedirectError(ApiError):
    """The server points elsewhere. Followed, a POST would turn into an empty GET."""

    advice = ". Redirects are not followed; check base_url, its scheme first"


class AuthenticationError(ApiError):
    """The keys or the token were not accepted."""

    advice = ". Check MYCLOUD_API_KEY and MYCLOUD_SECRET_KEY, and that they belong to this server"


class PermissionDeniedError(ApiError):
    """The keys are good, but not for this."""


class NotFoundError(ApiError):
    """There is no such entry, or it belongs to another shop."""


class ConflictError(ApiError):
    """The entry is in a state that does not allow this."""


class ValidationError(ApiError):
    """The server did not accept what was sent."""


class RateLimitError(ApiError):
    """Too many requests; `retry_after` says how many seconds to wait, if the server does."""


class ServerError(ApiError):
    """The server failed."""


class RefusedError(ApiError):
    """The server refused with status 200 and `success: false` (observed)."""


class DecodeError(MyCloudError):
    """An answer that cannot be read.

    Attributes:
        where: The place in the answer, such as `orders[3]`.
        found: What was there instead, without its content.
    """

    def __init__(self, where: str, *, found: str, request: str) -> None:
        super().__init__(
            f"the answer to {request} cannot be read at {where}: found {found}"
        )
        self.where = where
        self.found = found


class AlreadyPlacedError(MyCloudError):
    """The order number is taken by an order with other content; nothing was sent.

    Attributes:
        order_number: The number.
        order: The order that has it; None where it was placed before and is no longer there.
    """

    order_number: str | None = None
    order: Order | None = None


class ClaimedError(MyCloudError):
    """Another process is placing this order number now; this call sent nothing. Ask again later.

    Attributes:
        order_number: The number.
        lease_left: Seconds until it can be taken over, if the other process has died.
    """

    order_number: str | None = None
    lease_left: float = 0.0


class LedgerError(MyCloudError):
    """The ledger cannot be read or written. `ensure` raises it before anything is sent only."""


class PaginationError(MyCloudError):
    """A list that cannot be walked: the server repeats a page."""


class InvalidNotificationError(MyCloudError, ValueError):
    """A body that is no notification. Answer it with status 400.

    Attributes:
        where: The place of the fault, such as `status`.
        found: The kind of value found there, without its content.
    """

    def __init__(self, where: str, *, found: str) -> None:
        super().__init__(
            f"the notification cannot be read at {where}: found {found}; answer with status 400"
        )
        self.where = where
        self.found = found


class UnconfirmedNotificationError(MyCloudError):
    """The API does not bear a notification out, as far as it shows.

    Attributes:
        notification: What was posted.
        order: The order that was found, if one was. What it says is true, whatever was posted.
        reason: Why: `stale`, `not reached`, `contradiction`, `no such order` or `unlisted`.
        may_pass: Whether the same notification may be confirmed later: an answer may lag behind.
    """

    def __init__(
        self,
        message: str,
        *,
        notification: Notification,
        reason: Literal[
            "stale", "not reached", "contradiction", "no such order", "unlisted"
        ],
        order: Order | None = None,
        may_pass: bool = False,
    ) -> None:
        super().__init__(f"the notification is not confirmed: {message}")
        self.notification = notification
        self.order = order
        self.reason = reason
        self.may_pass = may_pass


class StaleNotificationError(UnconfirmedNotificationError):
    """The order is further than the notification says: it came late, or once more."""

    order: Order


class ForgedNotificationError(UnconfirmedNotificationError):
    """The API says otherwise: other numbers, no such order, or a status it has not reached."""


class UnlistedNotificationError(UnconfirmedNotificationError):
    """The list does not show the order. It may not show it yet, or no longer."""


_BY_STATUS: dict[int, type[ApiError]] = {
    400: ValidationError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: ValidationError,
    429: RateLimitError,
}


def error_class(status: int) -> type[ApiError]:
    """The class for a status that is not 2xx."""
    otherwise = (
        ServerError
        if status >= 500
        else RedirectError
        if 300 <= status < 400
        else ApiError
    )
    return _BY_STATUS.get(status, otherwise)
