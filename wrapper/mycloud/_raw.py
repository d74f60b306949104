"""Requests that a caller spells out (`client.request`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final
from urllib.parse import unquote

from mycloud_api.types import File, Unset, form_parts

from ._arguments import encodable, kind, shown_number
from ._attachments import upload
from ._errors import InvalidRequestError
from ._messages import new_request_id

_SAFE_TO_REPEAT = ("GET", "HEAD", "PATCH", "DELETE")
_METHOD: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_PATH: Final = "a path below the base URL, such as /orders"
_VALUES: Final = (
    "text, a number, True or False, a date, None, a list or a dict of them, or a File"
)
_DEEPEST: Final = 64
"""PHP drops what is nested deeper (max_input_nesting_level)."""


def raw_arguments(
    method: object,
    path: object,
    params: Mapping[str, object] | None,
    form: Mapping[str, object] | None,
) -> tuple[dict[str, Any], bool, bool]:
    """The arguments of a request, whether it may create something, and whether its files can be
    read once more.

    Raises:
        InvalidRequestError: No method, a path that leads elsewhere, or a value that cannot be sent.
    """
    if not isinstance(method, str) or not _METHOD.fullmatch(method):
        raise InvalidRequestError("method", got=kind(method), takes="an HTTP method")
    if fault := _fault_of_path(path):
        raise InvalidRequestError("path", got=fault, takes=_PATH)
    creates = method.upper() not in _SAFE_TO_REPEAT
    parts = _parts("form", form)
    arguments = {
        "method": method,
        "url": path,
        "params": _query(params),
        "headers": {"MyCloud-Request-Id": new_request_id()} if creates else {},
        "files": parts or None,
    }
    files = [part[1] for _, part in parts if part[0] is not None]
    return arguments, creates, all(file.seekable() for file in files)


def _fault_of_path(path: object) -> str | None:
    if not isinstance(path, str) or not path.startswith("/"):
        return kind(path) if not isinstance(path, str) else "text without a / before it"
    encodable("path", path)
    plain = _decoded(path)
    if any(character in path for character in "?#\\"):
        return "a ?, # or backslash in it; the query goes into params="
    if not path.isprintable() or any(ord(c) < 32 or ord(c) == 127 for c in plain):
        return "a control character in it"
    if "//" in path:
        return "two slashes in a row in it"
    segments = re.split(r"[/\\]", plain)
    if any(segment.partition(";")[0].strip() in (".", "..") for segment in segments):
        return "a segment of one or two dots in it, which leads elsewhere"
    return None


def _decoded(path: str) -> str:
    """The path without percent-encoding, however often it was encoded."""
    decoded = unquote(path)
    while decoded != path:
        path, decoded = decoded, unquote(decoded)
    return decoded


def _query(params: Mapping[str, object] | None) -> dict[str, str] | None:
    """The query, spelled as PHP reads it, like a form."""
    if params is None:
        return None
    return {name: part[1].decode() for name, part in _parts("params", params)}


def _parts(argument: str, fields: Mapping[str, object] | None) -> list[Any]:
    if fields is None:
        return []
    if not isinstance(fields, Mapping):
        raise InvalidRequestError(argument, got=kind(fields), takes="fields by name")
    made = _plain(argument, fields, depth=0, files=argument == "form")
    return [part for name, value in made.items() for part in form_parts(name, value)]


def _plain(argument: str, value: Any, *, depth: int, files: bool) -> Any:
    """A value as lists, dicts, text and numbers that a form can spell.

    Raises:
        InvalidRequestError: Anything else; it names the field.
    """
    if depth > _DEEPEST:
        raise InvalidRequestError(
            argument, got=f"more than {_DEEPEST} levels", takes="fewer levels"
        )
    if isinstance(value, File) and files:
        return _file(argument, value)
    if hasattr(value, "to_dict") and not isinstance(value, (type, File)):
        value = value.to_dict()  # a model
    if isinstance(value, Mapping):
        return {
            _key(argument, key): _plain(
                f"{argument}[{key!r}]", inner, depth=depth + 1, files=files
            )
            for key, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [
            _plain(f"{argument}[{index}]", inner, depth=depth + 1, files=files)
            for index, inner in enumerate(value)
        ]
    return _scalar(argument, value)


def _key(argument: str, key: object) -> str:
    if isinstance(key, bool) or not isinstance(key, (str, int)):
        raise InvalidRequestError(
            argument, got=f"{kind(key)} as the name of a field", takes="text as names"
        )
    name = encodable(argument, str(key))
    if any(character in name for character in "\r\n\0"):
        got = "a line break or NUL in the name of a field"
        raise InvalidRequestError(argument, got=got, takes="names in one line")
    return name


def _scalar(argument: str, value: object) -> object:
    if isinstance(value, str):
        return encodable(argument, str.__str__(value))  # the text of an Enum of texts
    if value is None or isinstance(value, (bool, date, Unset)):
        return value
    if isinstance(value, int):
        value = int(value)
        if abs(value) < 10**100:
            return value
    if isinstance(value, (float, Decimal)):
        number = Decimal(str(value))
        if number.is_finite() and -1000 < number.adjusted() < 1000:
            return number
    raise InvalidRequestError(argument, got=shown_number(value), takes=_VALUES)


def _file(argument: str, file: File) -> File:
    stream = file.payload
    if not callable(getattr(stream, "read", None)) or hasattr(stream, "encoding"):
        takes = "a File whose payload is opened in binary mode"
        raise InvalidRequestError(argument, got=kind(stream), takes=takes)
    name = file.file_name or argument
    return File(
        payload=upload(argument, name, stream),
        file_name=name,
        mime_type=file.mime_type,
    )
