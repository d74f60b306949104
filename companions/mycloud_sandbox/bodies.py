"""Reads a request body of any of the three types the server takes into one tree of fields and
files.
"""

import json
import re
from collections.abc import AsyncIterable, Callable
from dataclasses import dataclass, field

from anyio import to_thread

from .php_forms import (
    BadBoundary,
    Form,
    FormValue,
    Key,
    PartTooLarge,
    PhpForm,
    Upload,
    read_multipart,
    read_urlencoded,
)
from .refusals import BodyTooLarge, MalformedBody, UnsupportedBody

LARGEST_BODY = 32 * 1024 * 1024  # bytes; the limit of the live server is not known
LARGEST_JSON = (
    1024 * 1024
)  # bytes; an order of 1,000 items has 60,000, and files come by forms
DEEPEST_JSON = 64  # as deep as PHP takes a form
_TOO_DEEP = f"The JSON is nested more than {DEEPEST_JSON} levels deep."
QUICKLY_READ = 32 * 1024  # bytes; what is larger is read beside the event loop


@dataclass(frozen=True)
class Body:
    """The fields and files of a request."""

    form: Form = field(default_factory=dict)
    has_files: bool = False
    notes: tuple[str, ...] = ()
    """What the server dropped without telling the client."""
    size: int = 0
    """In bytes, as it was sent."""


async def read_body(chunks: AsyncIterable[bytes], content_type: str | None) -> Body:
    """The fields and files of a body; none when there is no body."""
    body = await whole_body(chunks, LARGEST_BODY)
    if not body:
        return Body()
    if len(body) <= QUICKLY_READ:
        return _read(body, content_type)
    return await to_thread.run_sync(_read, body, content_type)


def _read(body: bytes, content_type: str | None) -> Body:
    reader = _reader(content_type)
    try:
        form = reader(body, (content_type or "").encode("latin-1", "replace"))
        merged = form.merged()
        _check_text(merged)
    except UnicodeError:
        raise MalformedBody("The body is not UTF-8.") from None
    except PartTooLarge as error:
        raise BodyTooLarge(str(error)) from None
    except RecursionError:
        raise BodyTooLarge(_TOO_DEEP) from None
    return Body(merged, bool(form.files), tuple(form.notes), len(body))


def _reader(content_type: str | None) -> Callable[[bytes, bytes], PhpForm]:
    """What reads a body of that type. PHP takes the type to end at the first of these
    characters.
    """
    name = re.split("[;, ]", content_type or "", maxsplit=1)[0].lower()
    if name not in _READERS:
        raise UnsupportedBody(
            f"The body must be {', '.join(_READERS)}, got {content_type or 'no type'}."
        )
    return _READERS[name]


async def whole_body(chunks: AsyncIterable[bytes], most: int) -> bytes:
    """All of a body, if it is not too large."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise BodyTooLarge(f"The body is larger than {most} bytes.")
    return bytes(body)


def _read_multipart(body: bytes, content_type: bytes) -> PhpForm:
    try:
        return read_multipart(body, content_type)
    except BadBoundary as error:
        raise MalformedBody(str(error)) from None


def _read_urlencoded(body: bytes, _content_type: bytes) -> PhpForm:
    return read_urlencoded(body)


def _read_json(body: bytes, _content_type: bytes) -> PhpForm:
    if len(body) > LARGEST_JSON:
        raise BodyTooLarge(
            f"A JSON body may have {LARGEST_JSON} bytes, got {len(body)}: send files by a form."
        )
    try:
        document = json.loads(body.decode("utf-8"))
    except UnicodeError:
        raise
    except ValueError as error:
        raise MalformedBody(f"The JSON cannot be read: {error}") from None
    if not isinstance(document, dict):
        raise MalformedBody("The JSON must be an object of fields.")
    return PhpForm({key: _branch(value, 1) for key, value in document.items()})


def _branch(value: object, depth: int) -> FormValue:
    """JSON as PHP's arrays; a list becomes an array with the keys 0, 1, and so on."""
    if depth > DEEPEST_JSON:
        raise BodyTooLarge(_TOO_DEEP)
    if isinstance(value, dict):
        return {key: _branch(entry, depth + 1) for key, entry in value.items()}
    if isinstance(value, list):
        return {key: _branch(entry, depth + 1) for key, entry in enumerate(value)}
    return value if isinstance(value, str | int | float) else None


def _check_text(value: "FormValue | Key") -> None:
    """Half of a surrogate pair is no text, and neither are bytes that are not UTF-8."""
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, Upload):
        value.filename.encode("utf-8")
    elif isinstance(value, dict):
        for key, entry in value.items():
            _check_text(key)
            _check_text(entry)


_READERS: dict[str, Callable[[bytes, bytes], PhpForm]] = {
    "multipart/form-data": _read_multipart,
    "application/x-www-form-urlencoded": _read_urlencoded,
    "application/json": _read_json,
}
