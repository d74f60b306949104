"""One operation from request to result, without any I/O.

A `Call` says what is sent and how the answer is read. `exchange` drives it: it yields each attempt, is sent the answer,
and ends with the result or an error. The clients only perform the attempts, so nothing is decided in them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Generic, TypeAlias, TypeVar

import attrs

from ._errors import ConnectError, TransportError, UnknownOutcomeError
from ._messages import Answer, Request
from ._reading import accepted_payload

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Call(Generic[T]):
    """An operation ready to be sent.

    Attributes:
        request: What is sent.
        read: Makes the result of the JSON of a good answer; the text names the request in errors.
        order_number: The number of the order a create would place, to look for when no answer comes.
    """

    request: Request
    read: Callable[[object, str], T]
    order_number: str | None = None

    @property
    def name(self) -> str:
        return f"{self.request.method.upper()} {self.request.url}"

    @property
    def creates(self) -> bool:
        """Whether doing it twice would make two things."""
        return self.request.method == "post" and self.request.id is not None


@attrs.frozen
class Attempt:
    """Send this call. A token that was refused must not be used for it."""

    call: Call[Any]
    refused_token: str | None = None


Exchange: TypeAlias = Generator[Attempt, Answer, T]


def exchange(call: Call[T], *, can_renew_token: bool) -> Exchange[T]:
    """Send a call, once more with a new token when the old one is refused, and read the answer.

    A 401 tells that nothing was done, so even a create may be repeated after it.

    Raises:
        ApiError: The answer says no.
        DecodeError: The answer cannot be read.
    """
    answer = yield Attempt(call)
    if answer.status == 401 and can_renew_token:
        answer = yield Attempt(call, refused_token=answer.token)
    return call.read(accepted_payload(answer, call.name), call.name)


def unanswered(call: Call[Any], error: TransportError) -> TransportError:
    """What it means that no answer came to a call: to a create that was sent, that nobody knows its outcome."""
    if not call.creates or isinstance(error, ConnectError):
        return error
    number = f" Look for order number {call.order_number!r}" if call.order_number else " Look for it"
    unknown = UnknownOutcomeError(
        f"{call.name} got no answer and may have been carried out (request {call.request.id})."
        f"{number} before you create it again"
    )
    unknown.request_id = call.request.id
    unknown.order_number = call.order_number
    return unknown
