"""Reads a request body of any of the three types the server takes into one tree of fields and files."""

import json
from collections.abc import AsyncIterable, Callable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from .php_forms import Form, FormValue, Part, parse_pairs, parse_parts
from .records import Scalar
from .refusals import BodyTooLarge, MalformedBody, UnsupportedBody

LARGEST_BODY = 32 * 1024 * 1024  # bytes; the limit of the live server is not known


async def read_body(chunks: AsyncIterable[bytes], content_type: str | None) -> Form:
    """The fields and files of a body; none when there is no body."""
    body = await _whole(chunks)
    if not body:
        return {}
    name, options = parse_options_header(content_type)
    reader = _READERS.get(name.decode("latin-1"))
    if reader is None:
        raise UnsupportedBody(f"The body must be {', '.join(_READERS)}, got {content_type or 'no type'}.")
    try:
        return reader(body, options)
    except UnicodeError:
        raise MalformedBody("The body is not UTF-8.") from None


async def _whole(chunks: AsyncIterable[bytes]) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > LARGEST_BODY:
            raise BodyTooLarge(f"The body is larger than {LARGEST_BODY} bytes.")
    return bytes(body)


def _read_multipart(body: bytes, options: dict[bytes, bytes]) -> Form:
    if not options.get(b"boundary"):
        raise MalformedBody("The type multipart/form-data names no boundary.")
    collector = _PartCollector()
    try:
        MultipartParser(options[b"boundary"], collector.callbacks()).write(body)  # type: ignore[arg-type]
    except FormParserError as error:
        raise MalformedBody(f"The form cannot be read: {error}") from None
    if not collector.ended:
        raise MalformedBody("The form ends before its last boundary.")
    return parse_parts(collector.parts).merged()


def _read_urlencoded(body: bytes, _options: dict[bytes, bytes]) -> Form:
    pairs = (pair.partition(b"=") for pair in body.split(b"&") if pair)
    return parse_pairs((_unquoted(name), _unquoted(value)) for name, _, value in pairs)


def _unquoted(text: bytes) -> str:
    return unquote_to_bytes(text.replace(b"+", b" ")).decode("utf-8")


def _read_json(body: bytes, _options: dict[bytes, bytes]) -> Form:
    try:
        document = json.loads(body.decode("utf-8"))
    except UnicodeError:
        raise
    except (ValueError, RecursionError) as error:
        raise MalformedBody(f"The JSON cannot be read: {error}") from None
    if not isinstance(document, dict):
        raise MalformedBody("The JSON must be an object of fields.")
    return _tree(document)


def _tree(document: dict[str, object]) -> Form:
    """A JSON object as a PHP array; its arrays become arrays with the keys 0, 1, and so on."""
    return {_encodable(key): _branch(value) for key, value in document.items()}


def _branch(value: object) -> FormValue:
    if isinstance(value, dict):
        return _tree(value)
    if isinstance(value, list):
        return {key: _branch(entry) for key, entry in enumerate(value)}
    return _leaf(value)


def _leaf(value: object) -> Scalar:
    if isinstance(value, str):
        return _encodable(value)
    return value if isinstance(value, int | float) else None


def _encodable(text: str) -> str:
    text.encode("utf-8")  # half of a surrogate pair is no text
    return text


@dataclass
class _PartCollector:
    """Gathers the parts of a multipart body in their order, repeats and all."""

    parts: list[Part] = field(default_factory=list)
    ended: bool = False
    _headers: dict[str, bytes] = field(default_factory=dict)
    _name: bytearray = field(default_factory=bytearray)
    _value: bytearray = field(default_factory=bytearray)
    _content: bytearray = field(default_factory=bytearray)

    def callbacks(self) -> dict[str, Callable[..., None]]:
        """What the parser calls, by the names it uses."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._name.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_part_data": lambda data, start, end: self._content.extend(data[start:end]),
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._headers = {}
        self._content.clear()

    def _end_header(self) -> None:
        self._headers[self._name.decode("latin-1").lower()] = bytes(self._value)
        self._name.clear()
        self._value.clear()

    def _end_part(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition"))
        filename = options.get(b"filename")
        part = Part(
            name=options.get(b"name", b"").decode("utf-8"),
            content=bytes(self._content),
            filename=None if filename is None else filename.decode("utf-8"),
            content_type=self._headers.get("content-type", b"application/octet-stream").decode("latin-1"),
        )
        self.parts.append(part)

    def _end(self) -> None:
        self.ended = True


_READERS: dict[str, Callable[[bytes, dict[bytes, bytes]], Form]] = {
    "multipart/form-data": _read_multipart,
    "application/x-www-form-urlencoded": _read_urlencoded,
    "application/json": _read_json,
}
