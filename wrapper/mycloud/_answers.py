"""What an answer means for a caller: the result, or the error to raise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias, TypeVar

from mycloud_api.values import Reading, Unreadable

from ._errors import ApiError, DecodeError, RefusedError, error_class
from ._harmless import harmless
from ._messages import Answer

T = TypeVar("T")
Reader: TypeAlias = Callable[[bytes, Reading], T]
"""Reads the body of an answer, as the generated operations do."""


def result_of(read: Reader[T], answer: Answer, reading: Reading) -> T:
    """The result that an answer holds.

    Raises:
        ApiError: The status is not 2xx, or the body refuses with `success: false`.
        DecodeError: The body is not JSON, or does not hold what it should.
    """
    from mycloud_api import answers  # with msgspec, which takes long to load

    raise_for_status(answer)
    try:
        return read(answer.content, reading)
    except answers.Refused as refused:
        raise _api_error(RefusedError, answer, refused.message) from None
    except Unreadable as error:
        where, found = harmless(error.where), harmless(error.found)
        raise DecodeError(where, found=found, request=answer.request.name) from None


def result_with_id(
    id: int | None, read: Reader[T], answer: Answer, reading: Reading
) -> T:
    """The result that an answer holds, which must be the one that was asked for.

    Args:
        id: The id that was asked for; None for any.

    Raises:
        DecodeError: It has another id, or none.
    """
    result = result_of(read, answer, reading)
    found = getattr(result, "id", None)
    if not is_id(found) or id not in (None, found):
        said = "another id" if is_id(found) else "no id"
        raise DecodeError("id", found=said, request=answer.request.name)
    return result


def is_id(value: object) -> bool:
    """Whether a value can be a database key, which has at most 64 bits."""
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return 0 < value < 2**63


def result_later(read: Reader[T], answer: Answer, reading: Reading) -> Callable[[], T]:
    """What reads the result of an answer whose status says yes.

    Reading keeps the processor busy; meanwhile the request for another page can be in flight.
    """
    raise_for_status(answer)
    return partial(result_of, read, answer, reading)


def raw_answer(answer: Answer, reading: Reading) -> Answer:
    """The answer itself, unless its status or its body refuses; it need not be JSON.

    Raises:
        ApiError: The answer refuses.
        DecodeError: The answer calls itself JSON and is not.
    """
    raise_for_status(answer)
    if "json" in answer.headers.get("content-type", ""):
        result_of(_any_json, answer, reading)
    return answer


def raise_for_status(answer: Answer) -> None:
    """Raises the `ApiError` of a status that is not 2xx."""
    if not 200 <= answer.status < 300:
        raise _api_error(error_class(answer.status), answer, _said(answer))


def _any_json(content: bytes, _: Reading) -> object:
    from mycloud_api import answers

    return answers.accepted(content)


def _said(answer: Answer) -> str | None:
    """What the server said with an error; of a body that is not JSON, what it looks like."""
    from mycloud_api import answers

    try:
        return answers.message_of(answers.payload_of(answer.content))
    except Unreadable as error:
        return error.found


def _api_error(cls: type[ApiError], answer: Answer, message: str | None) -> ApiError:
    return cls(
        harmless(message) if message else message,
        status=answer.status,
        method=answer.request.method,
        url=answer.url,
        request_id=answer.request.id,
        body=answer.content.decode("utf-8", "replace"),
        retry_after=answer.retry_after,
    )
