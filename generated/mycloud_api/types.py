# Made by `make generate` from templates/types.py.jinja; edit it there.
"""Contains some shared types for properties"""

from collections.abc import Mapping, MutableMapping
from datetime import date
from decimal import Decimal
from typing import IO, BinaryIO, Generic, Literal, TypeAlias, TypeVar

from attrs import define


class Unset:
    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Unset = Unset()

# The types that `httpx.Client(files=)` can accept, copied from that library.
FileContent = IO[bytes] | bytes | str
FileTypes = (
    # (filename, file (or bytes), content_type)
    tuple[str | None, FileContent, str | None]
    # (filename, file (or bytes), content_type, headers)
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
RequestFiles = list[tuple[str, FileTypes]]

Number: TypeAlias = int | Decimal | str | float
"""A number as callers may write it. Money and weights are exact as Decimal and as text."""


@define
class File:
    """Contains information for file uploads"""

    payload: BinaryIO
    file_name: str | None = None
    mime_type: str | None = None

    def to_tuple(self) -> FileTypes:
        """Return a tuple representation that httpx will accept for multipart/form-data"""
        return self.file_name, self.payload, self.mime_type


def form_parts(name: str, value: object) -> RequestFiles:
    """The form parts that spell a value as PHP reads it: `name[0][key]` for a list of objects, none for null

    Raises:
        ValueError: If a name or a value cannot be spelled.
    """
    if value is None or isinstance(value, Unset):
        return []
    if any(character in name for character in "\r\n\0"):
        raise ValueError("a line break or NUL in the name of a field")
    if isinstance(value, File):
        return [(name, value.to_tuple())]
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        value = to_dict()
    if isinstance(value, Mapping):
        return [
            part for key, inner in value.items() for part in form_parts(f"{name}[{key}]", inner)
        ]
    if isinstance(value, (list, tuple)):
        return [
            part
            for index, inner in enumerate(value)
            for part in form_parts(f"{name}[{index}]", inner)
        ]
    return [(name, (None, form_text(value).encode(), None))]


def form_text(value: object) -> str:
    """One value as text: 1 or 0 for a boolean, plain digits for a number, ISO 8601 for a date

    Raises:
        ValueError: If a number is not finite.
    """
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (float, Decimal)):
        return _plain_digits(Decimal(str(value)))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _plain_digits(number: Decimal) -> str:
    if not number.is_finite():
        raise ValueError(f"a form takes finite numbers, got {number}")
    return f"{number:f}"


def short_repr(model: object, names: list[str]) -> str:
    """The class and, of the named attributes, those that are set"""
    values = ((name, getattr(model, name)) for name in names)
    known = (
        (name, value)
        for name, value in values
        if value is not None and value is not UNSET and value != []
    )
    return f"{type(model).__name__}({', '.join(f'{name}={_shown(model, name, value)}' for name, value in known)})"


def _shown(model: object, name: str, value: object) -> str:
    """A value, unless the spec has something else in its place: it could be anything then"""
    kinds = {kind.partition("[")[0] for kind in type(model).__annotations__[name].split(" | ")}
    foreign = isinstance(value, (str, dict, list)) and type(value).__name__ not in kinds
    return "..." if foreign else repr(value)


T = TypeVar("T")


@define
class Response(Generic[T]):
    """A response from an endpoint"""

    status_code: int
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T | None


__all__ = [
    "UNSET",
    "File",
    "FileTypes",
    "Number",
    "RequestFiles",
    "Response",
    "Unset",
    "form_parts",
    "form_text",
    "short_repr",
]
