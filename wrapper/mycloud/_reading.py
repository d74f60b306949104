"""Answers: whether they say yes. What they hold is read by `mycloud_api.reading`, in either of the
two shapes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from mycloud_api import reading
from mycloud_api.messages import Answer

from ._errors import ApiError, DecodeError, RefusedError, error_class

T = TypeVar("T")
Read: TypeAlias = Callable[[Answer, reading.Drift], T]
"""Reads an answer; what is to be done about values that are not what the spec says, its caller
knows.
"""


def read_one(model: type[T], key: str) -> Read[T]:
    """A reader for an answer that holds one object, under `key` or in the envelope."""
    decode = reading.decoder(model, key, many=False)
    return lambda answer, drift: _read(
        answer, lambda payload: reading.read_one(model, payload, key, drift), decode
    )


def read_list(model: type[T], key: str) -> Read[list[T | None]]:
    """A reader for an answer that holds a list, under `key` or in the envelope; None stands for
    what is no object.
    """
    decode = reading.decoder(model, key, many=True)
    return lambda answer, drift: _read(
        answer, lambda payload: reading.read_list(model, payload, key, drift), decode
    )


def read_later(read: Read[T]) -> Read[Callable[[], T]]:
    """A reader that is content with the status, and gives what reads the rest.

    Reading takes the processor. Meanwhile the request for another page can be under way.
    """

    def ready(answer: Answer, drift: reading.Drift) -> Callable[[], T]:
        _check(answer)
        return lambda: read(answer, drift)

    return ready


def read_token(answer: Answer, drift: reading.Drift) -> str:
    """The token of an answer to `POST /gettoken`."""
    return _read(answer, reading.read_token)


def read_raw(answer: Answer, drift: reading.Drift) -> Answer:
    """The answer itself, if it says yes; it need not be JSON."""
    if not 200 <= answer.status < 300 or "json" in answer.headers.get("content-type", ""):
        _read(answer, lambda payload: payload)
    return answer


def _read(
    answer: Answer, read: Callable[[object], T], decode: reading.Decode = reading.decode
) -> T:
    """What an answer holds.

    Raises:
        ApiError: The status says no, or the body does with `success: false`.
        DecodeError: The body is not JSON, or does not hold what it should.
    """
    _check(answer)
    try:
        payload = reading.payload_of(answer.content, decode)
        if reading.says_no(payload):
            raise _refusal(RefusedError, answer)
        return read(payload)
    except reading.Unreadable as error:
        raise DecodeError(error.where, found=error.found, request=answer.request.name) from None


def _check(answer: Answer) -> None:
    if not 200 <= answer.status < 300:
        raise _refusal(error_class(answer.status), answer)


def _refusal(cls: type[ApiError], answer: Answer) -> ApiError:
    try:
        message = reading.message_of(answer.json())
    except reading.Unreadable as error:
        message = error.found
    return cls(
        message,
        status=answer.status,
        method=answer.request.method,
        url=answer.url,
        request_id=answer.request.id,
        body=answer.content.decode("utf-8", "replace"),
        retry_after=answer.retry_after,
    )
