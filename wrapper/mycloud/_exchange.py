"""From a call to its result: attempts, tokens, retries, and what an error means. Everything is
decided here, once.

It is written as coroutines, for both clients. What they wait for is an `Io`: that of `AsyncMyCloud`
is awaited by an event loop; that of `MyCloud` has done its work when it returns, so such a
coroutine never waits and `blocking` runs it.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypedDict, TypeVar, cast

import attrs
from mycloud_api.messages import Answer, Request
from mycloud_api.reading import Drift, refuse, report

from ._errors import AuthenticationError, ConnectError, MyCloudError, UnknownOutcomeError
from ._errors import TimeoutError as NoAnswerInTime
from ._retry import RetryPolicy, may_have_happened

T = TypeVar("T")
Flow: TypeAlias = Coroutine[Any, Any, T]


class Limits(NamedTuple):
    """Seconds a request may take: for a connection or a piece of an answer, and in all."""

    timeout: float | None
    left: float | None


class Io(Protocol):
    """What a client does to the world outside."""

    async def send(self, request: Request, token: str | None, limits: Limits) -> Answer: ...
    async def sleep(self, seconds: float) -> None: ...
    async def start(
        self, flow: Flow[Any]
    ) -> Any: ...  # it goes on by itself, and has `result` and `cancel`
    def locked(self, patience: float | None) -> AbstractAsyncContextManager[None]: ...


def blocking(awaitable: Awaitable[T]) -> T:
    """Run a coroutine that never waits."""
    try:
        next(iter(awaitable.__await__()))
    except StopIteration as end:
        return cast(T, end.value)
    raise AssertionError("a blocking client has nothing to wait for")


@attrs.frozen
class Wait:
    """A wait before the next attempt.

    Attributes:
        seconds: How long.
        attempt: How many attempts were made.
        error: Why the last of them failed.
        request: What will be sent again.
    """

    seconds: float
    attempt: int
    error: MyCloudError
    request: Request


class Hooks(TypedDict, total=False):
    """Options of which most clients set none."""

    max_form_fields: int
    strict: bool
    on_request: Callable[[Request], object]
    on_response: Callable[[Answer], object]
    on_retry: Callable[[Wait], object]


class OptionChanges(Hooks, total=False):
    """What `with_options` takes; each as in the constructor."""

    timeout: float | None
    retry: RetryPolicy


def nothing(_: object) -> None:
    """The hook of those who set none."""


@attrs.frozen(kw_only=True)
class Options:
    """What may differ from call to call."""

    timeout: float | None = 30.0
    retry: RetryPolicy = attrs.field(factory=RetryPolicy)
    max_form_fields: int = 1000
    strict: bool = False
    on_request: Callable[[Request], object] = nothing
    on_response: Callable[[Answer], object] = nothing
    on_retry: Callable[[Wait], object] = nothing
    clock: Callable[[], float] = time.monotonic


@attrs.frozen(kw_only=True)
class Call(Generic[T]):
    """A request and how its answer is read.

    Attributes:
        request: What is sent.
        read: Makes the result of an answer, or raises what it tells.
        repeatable: Whether doing it twice is the same as once: not so for what creates something.
        rewindable: Whether its files can be read from their beginning once more.
        authorized: Whether it is sent with a token.
        order_number: The number of the order that it places.
        on_wait: Told of each wait before another attempt.
    """

    request: Request
    read: Callable[[Answer, Drift], T]
    repeatable: bool = True
    rewindable: bool = True
    authorized: bool = True
    order_number: str | None = None
    on_wait: Callable[[Wait], object] = nothing


class Caller(Protocol):
    """What an exchange needs of its client."""

    _options: Options
    _io: Io
    _can_renew: bool

    async def _token(self, refused: str | None, until: float | None) -> str: ...
    async def _observed(
        self, request: Request, token: str | None, limits: Limits, attempt: int
    ) -> Answer: ...


class Exchange(Generic[T]):
    """One call with all its attempts, until its deadline (seconds of the clock)."""

    def __init__(self, call: Call[T], client: Caller, until: float | None = None) -> None:
        self._call, self._client, self._options = call, client, client._options
        deadline = self._options.retry.deadline
        self._until = (
            until if until is not None or deadline is None else self._options.clock() + deadline
        )
        # What was created is there, however odd the answer that tells of it.
        self._drift = refuse if self._options.strict and call.repeatable else report
        self._token: str | None = None
        self._refused: str | None = None
        self._made, self._sent = 0, False

    async def result(self) -> T:
        """Send the call, again where that is safe, and read the answer.

        Raises:
            UnknownOutcomeError: Something may have been created.
            TransportError: No answer came.
            ApiError: The answer says no.
            DecodeError: The answer cannot be read.
        """
        while True:
            try:
                return self._call.read(await self._attempt(), self._drift)
            except MyCloudError as error:
                wait = self._wait_after(error)
            if wait is not None:
                self._call.on_wait(wait)
                self._options.on_retry(wait)
                await self._client._io.sleep(wait.seconds)

    async def _attempt(self) -> Answer:
        self._made += 1
        self._sent = False
        if self._call.authorized:
            self._token = await self._client._token(self._refused, self._until)
        limits = self._limits()
        self._sent = True
        return await self._client._observed(self._call.request, self._token, limits, self._made)

    def _wait_after(self, error: MyCloudError) -> Wait | None:
        """The wait before the next attempt; None to make it at once, with a new token.

        Raises:
            MyCloudError: There is to be no other attempt; it says what that means.
        """
        if not self._sent:
            raise error  # The token could not be had; its own call was tried as often as may be.
        if self._renews(error):
            self._refused = self._token
            return None
        seconds = self._seconds_after(error)
        if seconds is None or (
            self._until is not None and self._options.clock() + seconds >= self._until
        ):
            raise self._final(error)
        return Wait(seconds, self._made, error, self._call.request)

    def _renews(self, error: MyCloudError) -> bool:
        """Whether the token is to be renewed: once, and even for a create, since a 401 tells that
        nothing was done.
        """
        renewable = self._call.authorized and self._client._can_renew and self._refused is None
        return renewable and self._call.rewindable and isinstance(error, AuthenticationError)

    def _seconds_after(self, error: MyCloudError) -> float | None:
        if not self._call.rewindable and not isinstance(error, ConnectError):
            return None
        return self._options.retry.wait_after(self._made, error, repeatable=self._call.repeatable)

    def _final(self, error: MyCloudError) -> MyCloudError:
        if not self._call.repeatable and may_have_happened(error):
            error = _unknown(self._call, error)
        error.attempts = self._made
        return error

    def _limits(self) -> Limits:
        """What this attempt may take: the timeout, and what is left until the deadline."""
        timeout = self._options.timeout
        if self._until is None:
            return Limits(timeout, None)
        left = self._until - self._options.clock()
        if left <= 0:
            raise NoAnswerInTime(f"{self._call.request.name} was not sent, its deadline had passed")
        return Limits(left if timeout is None else min(timeout, left), left)


def _unknown(call: Call[Any], error: MyCloudError) -> UnknownOutcomeError:
    """A create that may have happened. Whoever repeats it blindly may ship twice."""
    wanted = f"order number {call.order_number!r}" if call.order_number else "it"
    said = f"it is not known whether {call.request.name} was carried out: {error}"
    unknown = UnknownOutcomeError(f"{said}. Look for {wanted} before you create it again")
    unknown.request_id, unknown.order_number = call.request.id, call.order_number
    unknown.__cause__ = error
    return unknown
