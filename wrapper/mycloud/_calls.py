"""One call as data, and the rules of its attempts: again or not, when, and what a failure means."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from mycloud_api.values import Reading, log_mismatch, raise_mismatch

from ._errors import (
    AuthenticationError,
    ConnectError,
    InvalidRequestError,
    MyCloudError,
    TimeoutError,
    TransportError,
    UnknownOutcomeError,
)
from ._messages import Answer, Request
from ._options import Options, Wait
from ._retry import may_have_happened
from ._token import MOST_RENEWALS

if TYPE_CHECKING:
    from ._deadline import Deadline, Limits

T = TypeVar("T")

CHANGING: Final = ("PATCH", "PUT", "DELETE")
"""Methods that are sent again after a lost answer, though they change something."""

_log = logging.getLogger("mycloud")


class Call(Generic[T]):
    """A request and how its answer is read.

    Args:
        request: The request.
        read: Makes the result of an answer, or raises what it says.
        creates: Whether doing it twice creates two things.
        rewindable: Whether its files can be read from their beginning once more.
        authorized: Whether it is sent with a token.
        order_number: The number of the order that it places.
        on_wait: Called with each wait before another attempt.
    """

    def __init__(
        self,
        request: Request,
        read: Callable[[Answer, Reading], T],
        *,
        creates: bool = False,
        rewindable: bool = True,
        authorized: bool = True,
        order_number: str | None = None,
        on_wait: Callable[[Wait], object] | None = None,
    ) -> None:
        self.request = request
        self.read = read
        self.creates = creates
        self.rewindable = rewindable
        self.authorized = authorized
        self.order_number = order_number
        self.on_wait = on_wait

    def reading(self, options: Options) -> Reading:
        """How its answer is read. A create succeeded, however odd its answer is."""
        strict = options.strict and not self.creates
        return Reading(raise_mismatch if strict else log_mismatch, options.time_zone)


def request_of(arguments: dict[str, Any], options: Options) -> Request:
    """A request as a generated operation spells it.

    Raises:
        InvalidRequestError: A form that the server would cut silently (PHP's max_input_vars).
    """
    parts = arguments.get("files") or []
    fields, most = sum(part[0] is None for _, part in parts), options.max_form_fields
    if fields > most:
        takes = f"{most} at most, since PHP drops the rest; send fewer items"
        raise InvalidRequestError("items", got=f"{fields} form fields", takes=takes)
    return Request(**arguments)


class Attempts:
    """The attempts of one call until its deadline.

    Attributes:
        made: How many were made.
        sent: Whether the last one may have reached the server. It is set just before.
        status: The HTTP status of its answer, if one came.
        token: The token of the last one.
        refused: The token that the server refused last, if it refused one.
        renewing: Whether the next one is made with a new token.
    """

    def __init__(
        self, call: Call[Any], options: Options, deadline: Deadline, *, can_renew: bool
    ) -> None:
        self._call = call
        self._options = options
        self._deadline = deadline
        self._can_renew = can_renew and call.authorized and call.rewindable
        self.made = 0
        self.sent = self.renewing = False
        self.status: int | None = None
        self.token: str | None = None
        self.refused: str | None = None
        self._renewals = 0
        self._unclear = False

    def begin(self) -> None:
        """Count another attempt, of which nothing has been sent yet."""
        self.made += 1
        self.sent = False
        self.status = None

    def limits(self) -> Limits:
        """What the attempt may take.

        Raises:
            TimeoutError: The deadline has passed; nothing was sent.
        """
        limits = self._deadline.limits(self._options.timeout)
        if limits.left is not None and limits.left <= 0:
            raise TimeoutError(
                f"{self._call.request.name} was not sent, its deadline had passed"
            )
        return limits

    def wait_after(self, error: MyCloudError) -> Wait | None:
        """The wait before another attempt; None if there is to be none."""
        self.renewing = self._renews_after(error)
        seconds = self._renewal_wait() if self.renewing else self._seconds_after(error)
        if seconds is None or not self._deadline.allows(seconds):
            return None
        self._unclear |= self.sent and may_have_happened(error)
        self.sent = False  # Another attempt is made only if this one did no harm.
        return Wait(seconds, self.made, error, self._call.request)

    def final(self, error: MyCloudError) -> MyCloudError:
        """The error to raise when there is no other attempt."""
        if not self.sent:
            return error
        if self._call.creates and may_have_happened(error):
            error = unknown_outcome(self._call, error, self.status)
        error.attempts = self.made
        error.unclear = self._unclear and self._call.request.method in CHANGING
        return error

    def broken(self, error: Exception) -> MyCloudError:
        """The error to raise for what is not ours: a hook, or a fault of this client, after the
        request was sent.
        """
        name = self._call.request.name
        failure = TransportError(
            f"{name} was sent, then {type(error).__name__} was raised"
        )
        failure.request_id = self._call.request.id
        failure.__cause__ = error
        return self.final(failure)

    def log_interruption(self) -> None:
        """Logs a create that was cancelled after it may have been sent."""
        if self._call.creates and self.sent:
            _log.warning(
                "%s was interrupted and may have been carried out: order number %s, request id %s",
                self._call.request.name,
                self._call.order_number or "-",
                self._call.request.id,
            )

    def _renews_after(self, error: MyCloudError) -> bool:
        """Even for a create, since a 401 says that nothing was done."""
        refused = self.sent and isinstance(error, AuthenticationError)
        most = MOST_RENEWALS if self._options.retry.max_attempts > 1 else 1
        return refused and self._can_renew and self._renewals < most

    def _renewal_wait(self) -> float:
        """None before the first renewal; others may be renewing the same token."""
        self._renewals += 1
        self.refused = self.token
        if self._renewals == 1:
            return 0
        return self._options.retry.backoff_wait(self._renewals - 1)

    def _seconds_after(self, error: MyCloudError) -> float | None:
        if (
            not self.sent
        ):  # The token could not be had; its own call had its own attempts.
            return None
        if not self._call.rewindable and not isinstance(error, ConnectError):
            return None
        repeatable = not self._call.creates
        return self._options.retry.wait_after(self.made, error, repeatable=repeatable)


def unknown_outcome(
    call: Call[Any], error: MyCloudError, status: int | None
) -> UnknownOutcomeError:
    """The error for a create that may have happened. Repeating it blindly may ship twice."""
    wanted = f"order number {call.order_number!r}" if call.order_number else "it"
    said = f"it is not known whether {call.request.name} was carried out: {error}"
    unknown = UnknownOutcomeError(
        f"{said}. Look for {wanted} before you create it again"
    )
    unknown.request_id = call.request.id
    unknown.order_number = call.order_number
    unknown.error = error
    unknown.status = status
    unknown.__cause__ = error
    return unknown


def call_hook(hook: Callable[[T], object] | None, seen: T) -> None:
    """Calls a hook if there is one."""
    if hook is not None:
        hook(seen)
