# Copied from templates/runtime/rows.py by `make generate`; edit it there.
"""The fast lane of the reader, with msgspec: JSON without a dictionary for every object.

For each model there is a row, a msgspec struct of the same fields in the same order that takes any
value. Rows stand where dictionaries would stand, and models are made of them in the same way; only
what has the fields of the spec and no others gets through here. Anything else is read the ordinary
way, and so is everything where there is no msgspec (it is for CPython).
"""

from __future__ import annotations

import functools
import importlib.util
import json
import math
import os
import sys
import threading
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from .values import MISSING, Model, Row, json_names, json_of

_there = importlib.util.find_spec("msgspec") is not None
msgspec: Any = importlib.import_module("msgspec") if _there else None
_values: Any = msgspec.structs.astuple if _there else tuple

Decode: typing.TypeAlias = Callable[[bytes], object]


def decoder(model: type, key: str, *, many: bool) -> Decode:
    """What decodes the answers that hold one object, or a list of them, under `key` or in the
    envelope.
    """
    return functools.partial(_decode, model, key, many)


def decode(content: bytes) -> object:
    """JSON as dictionaries and lists, by the fastest library at hand.

    Raises:
        ValueError: It cannot read it; the standard library, which takes more, may.
    """
    if not msgspec:
        return decode_plainly(content)
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError as error:
        raise ValueError from error


def decode_plainly(content: bytes) -> object:
    """JSON by the standard library. A number that no float can hold stays text.

    Raises:
        ValueError: It cannot read it.
    """
    return json.loads(content, parse_float=_finite, parse_constant=str)


def _finite(text: str) -> float | str:
    number = float(text)
    return number if math.isfinite(number) else text


def _decode(model: type, key: str, many: bool, content: bytes) -> object:
    if not msgspec:
        return decode(content)
    try:
        answer = _answer(model, key, many).decode(content)
    except msgspec.DecodeError:  # another shape, if it is JSON at all
        return decode(content)
    return {
        name: value
        for name in answer.__struct_fields__
        if (value := getattr(answer, name)) is not MISSING
    }


class _Building:
    """Lets one thread at a time make decoders: msgspec uses what it knows of a class before that is
    complete, and crashes the process.
    """

    lock = threading.Lock()

    @classmethod
    def renew(cls) -> None:
        """Forget the lock of a parent process, which another thread may have held."""
        cls.lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_Building.renew)


def _answer(model: type, key: str, many: bool) -> Any:
    with _Building.lock:
        return _made(model, key, many)


@functools.cache
def _made(model: type, key: str, many: bool) -> Any:
    documented, enveloped = (
        _unless_odd(_listed(row) if many else row)
        for row in (_row(model), _enveloped_row(model))
    )
    fields = [
        (key, documented),
        ("data", enveloped),
        ("success", Any),
        ("message", Any),
    ]
    return msgspec.json.Decoder(
        _struct("Answer", [(name, kind, MISSING) for name, kind in fields])
    )


@functools.cache
def _row(model: type) -> type:
    row: type = _struct(
        model.__name__,
        [(name, kind, MISSING) for name, kind in _fields(model, _row)],
        _DocumentedRow,
    )
    return row


@functools.cache
def _enveloped_row(model: type) -> type:
    fields = list(_fields(model, _enveloped_row))
    attributes = _struct(
        model.__name__, [(name, Any, MISSING) for name, _ in fields], _DocumentedRow
    )
    relations = [(name, kind, MISSING) for name, kind in fields if kind is not Any]
    row: Any = _struct(
        model.__name__, [("attributes", attributes), *relations], _EnvelopedRow
    )
    row.places = [
        (name, index) for index, (name, kind) in enumerate(fields) if kind is not Any
    ]
    return typing.cast(type, row)


class _DocumentedRow(Row):
    __slots__ = ()
    __struct_fields__: typing.ClassVar[tuple[str, ...]]

    def fields(self) -> Any:
        return _values(self)

    def json(self) -> dict[str, Any]:
        return {
            name: json_of(value)
            for name in type(self).__struct_fields__
            if (value := getattr(self, name)) is not MISSING
        }


class _EnvelopedRow(_DocumentedRow):
    __slots__ = ()
    attributes: _DocumentedRow
    places: typing.ClassVar[list[tuple[str, int]]]

    def fields(self) -> Any:
        """The attributes, with the relations in their places."""
        if not self.places:
            return _values(self.attributes)
        fields = list(_values(self.attributes))
        for name, index in self.places:
            if (value := getattr(self, name)) is not MISSING:
                fields[index] = value
        return fields


def _struct(
    name: str,
    fields: Sequence[tuple[str, Any, Any] | tuple[str, Any]],
    kind: type | None = None,
) -> Any:
    bases = (kind, msgspec.Struct) if kind else None
    # No row refers to itself, so the garbage collector need not look at any.
    return msgspec.defstruct(
        name, fields, bases=bases, forbid_unknown_fields=True, gc=False
    )


def _fields(model: Model, row: Callable[[type], type]) -> Iterator[tuple[str, Any]]:
    """Of each field its name in JSON and its type: rows where models are to be, and anything
    elsewhere.
    """
    # Models import each other for type checking only; their package loads each by its name.
    package = sys.modules[model.__module__.rpartition(".")[0]]
    hints = typing.get_type_hints(model, localns=_NamesOf(package))
    for name in json_names(model):
        inner = _inner(hints[model._twins.get(name, name)])
        entry = typing.get_args(inner)[0] if typing.get_origin(inner) is list else inner
        if not (isinstance(entry, type) and attrs.has(entry)):
            yield name, Any
        else:
            made = row(entry)
            yield name, _unless_odd(made if entry is inner else _listed(made))


def _inner(hint: Any) -> Any:
    """A type without its None."""
    members = [one for one in typing.get_args(hint) if one is not types.NoneType]
    return members[0] if isinstance(hint, types.UnionType) else hint


class _NamesOf(dict[str, Any]):
    """The names of a module, looked up when they are asked for."""

    def __init__(self, module: types.ModuleType) -> None:
        super().__init__()
        self._module = module

    def __missing__(self, name: str) -> Any:
        try:
            return getattr(self._module, name)
        except AttributeError:
            raise KeyError(name) from None


def _listed(row: type) -> Any:
    return list[row | str | int | float | bool | list[Any] | None]  # type: ignore[valid-type]


def _unless_odd(kind: Any) -> Any:
    """The type, or whatever else may stand in its place, except for what msgspec cannot tell from
    it.
    """
    array: Any = dict[str, Any] if typing.get_origin(kind) is list else list[Any]
    return kind | array | str | int | float | bool | None
