"""A tolerant reader of answers: it makes models of JSON, whichever of the two shapes the server used.

Documented: `{"order": {"id": 342, "deliverymode": {...}}}`. Observed, the envelope: `{"success": true, "message": "",
"data": {"attributes": {"id": 342}, "delivery_mode": {"attributes": {...}}}}`. Each answer is told apart by itself.

A field that is missing, null or empty reads None. A value of another type than the spec's is converted where that loses
nothing, and otherwise kept as it came and reported once to the logger `mycloud.drift`, by its place and not its value.
"""

from __future__ import annotations

import datetime
import functools
import json
import logging
import sys
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import attrs

T = TypeVar("T")
Place: typing.TypeAlias = tuple[str | int, ...]
"""Where in an answer, in keys and indexes. Spelled out only when something is to be said of it."""
Convert = Callable[[Any, Place], object]

_drift = logging.getLogger("mycloud.drift")


class Unreadable(ValueError):
    """An answer that does not hold what it should: where, and what was found there, without its content."""

    def __init__(self, where: str, found: str) -> None:
        super().__init__(f"cannot be read at {where}: found {found}")
        self.where = where
        self.found = found


def payload_of(content: bytes) -> object:
    """The JSON of a body.

    Raises:
        Unreadable: It is none; says what it looks like.
    """
    try:
        payload: object = json.loads(content)
    except (ValueError, RecursionError):
        # Not `from`: the parser's error holds the whole text.
        raise Unreadable("the start", seen(content)) from None
    return payload


def seen(content: bytes) -> str:
    """What a body that is no JSON looks like, without its content."""
    start = content.lstrip()[:1]
    if start in (b"{", b"["):
        return f"JSON cut or broken, {len(content)} bytes"
    names = {b"": "an empty body", b"<": f"HTML, {len(content)} bytes"}
    return names.get(start, f"{len(content)} bytes that are no JSON")


def says_no(payload: object) -> bool:
    """Whether an answer refuses, whatever its status: `success: false` (observed)."""
    return isinstance(payload, dict) and payload.get("success", True) in (False, "0", "false")


def message_of(payload: object) -> str | None:
    """What the server said, if it said anything."""
    message = payload.get("message") if isinstance(payload, dict) else None
    return message if isinstance(message, str) and message else None


def read_one(model: type[T], payload: object, key: str) -> T:
    """The object that an answer holds under `key` or in the envelope.

    Raises:
        Unreadable: It holds none.
    """
    return _element(model, _unwrapped(payload, key), key)


def read_list(model: type[T], payload: object, key: str) -> list[T]:
    """The list that an answer holds under `key` or in the envelope.

    Raises:
        Unreadable: It holds none, or one of something else.
    """
    unwrapped = _unwrapped(payload, key)
    found = _listed(unwrapped)
    if found is None:
        raise Unreadable(key, kind(unwrapped))
    return [_element(model, entry, key, index) for index, entry in enumerate(found)]


def read_object(model: type[T], entry: Mapping[str, Any], place: Place | None = None) -> T:
    """A model of one object. It never fails over a detail."""
    return _plan(model)(_flat(entry), place or (model.__name__,))


def read_token(payload: object) -> str:
    """The token of an answer to `POST /gettoken`, bare or in the envelope.

    Raises:
        Unreadable: It holds none.
    """
    holder = payload.get("data", payload) if isinstance(payload, dict) else payload
    token = holder.get("token") if isinstance(holder, dict) else None
    if not isinstance(token, str) or not is_token(token):
        raise Unreadable("token", kind(token))
    return token


def is_token(text: str) -> bool:
    """Whether a header can carry it."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def _unwrapped(payload: object, key: str) -> object:
    if not isinstance(payload, dict):
        raise Unreadable(key, kind(payload))
    if key in payload:
        return payload[key]
    if "data" in payload:
        return payload["data"]
    raise Unreadable(key, f"neither {key!r} nor 'data'")


def _element(model: type[T], entry: object, *place: str | int) -> T:
    if not isinstance(entry, dict):
        raise Unreadable(_spelled(place), kind(entry))
    return read_object(model, entry, place)


def _listed(value: object) -> list[Any] | None:
    """A list, also where PHP made it an object keyed "0", "1", ...; null and "" are empty."""
    if value is None or value == "":
        return []
    if isinstance(value, dict) and all(key.isascii() and key.isdecimal() for key in value):
        return [value[key] for key in sorted(value, key=int)]
    return value if isinstance(value, list) else None


def _flat(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An object of the envelope with its attributes beside its relations; a documented one as it is."""
    attributes = entry.get("attributes")
    if not isinstance(attributes, dict):
        return dict(entry)
    relations = {name: value for name, value in entry.items() if name != "attributes"}
    return {**attributes, **relations}


def _plan(model: type[T]) -> Callable[[dict[str, Any], Place], T]:
    """How a model is made of the fields of an object, worked out once for each model."""
    if model not in _plans:
        _plans[model] = _new_plan(model)
    return _plans[model]


_plans: dict[type, Callable[[dict[str, Any], Place], Any]] = {}


def _new_plan(model: type[T]) -> Callable[[dict[str, Any], Place], T]:
    same: Mapping[str, str] = getattr(model, "SAME_FIELDS")  # noqa: B009  # every generated model has it
    fields = _fields_of(model)
    pairs = [*same.items(), *((documented, name) for name, documented in same.items())]

    def make(entry: dict[str, Any], place: Place) -> T:
        values: dict[str, Any] = {}
        for name, key, exact, convert in fields:
            value = entry.pop(key, None)
            as_it_is = value is None or (type(value) is exact and value != "")
            values[name] = value if as_it_is else _value(value, convert, key, place)
        for name, other in pairs:
            values[name] = values[other] if values[name] is None else values[name]
        made: Any = model(**values)
        made.additional_properties = entry
        return typing.cast(T, made)

    return make


def _fields_of(model: type) -> list[tuple[str, str, object, Convert]]:
    """Of each field its name in Python and in JSON, the type that needs no conversion, and the conversion."""
    names: Mapping[str, str] = getattr(model, "JSON_NAMES")  # noqa: B009  # every generated model has it
    # Models import each other for type checking only; their package has them all.
    hints = typing.get_type_hints(model, localns=vars(sys.modules[model.__module__.rpartition(".")[0]]))
    kinds = {name: _without_none(hints[name]) for name in names.values()}
    return [(name, key, kinds[name], _converter(kinds[name])) for key, name in names.items()]


def _value(value: object, convert: Convert, key: str, place: Place) -> object:
    if value == "":
        return None
    try:
        return convert(value, (*place, key))
    except (ValueError, ArithmeticError):
        return _as_it_came(value, (*place, key))


def _without_none(hint: object) -> object:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return next(member for member in typing.get_args(hint) if member is not types.NoneType)
    return hint


def _converter(hint: object) -> Convert:
    if typing.get_origin(hint) is list:
        return functools.partial(_list_of, _converter(typing.get_args(hint)[0]))
    if isinstance(hint, type) and attrs.has(hint):
        return functools.partial(_nested, hint)
    return _SCALARS[typing.cast(type, hint)]


def _nested(model: type, value: object, place: Place) -> object:
    if isinstance(value, dict):
        return read_object(model, value, place)
    return None if value == [] else _as_it_came(value, place)


def _list_of(convert: Convert, value: object, place: Place) -> object:
    entries = _listed(value)
    if entries is None:
        return _as_it_came(value, place)
    return [convert(entry, (*place, index)) for index, entry in enumerate(entries)]


def _integer(value: object, place: Place) -> object:
    number = _number(value, place)
    return int(number) if isinstance(number, (int, float)) and number == number // 1 else number


def _number(value: object, place: Place) -> object:
    if isinstance(value, (int, float)):
        return float(value) if isinstance(value, float) else int(value)
    return float(value) if isinstance(value, str) else _as_it_came(value, place)


def _decimal_number(value: object, place: Place) -> object:
    number = _number(value, place)
    return float(number) if isinstance(number, int) else number


def _boolean(value: object, place: Place) -> object:
    known = {"1": True, "0": False, "true": True, "false": False}
    text = str(value).lower()
    return known[text] if text in known else _as_it_came(value, place)


def _text(value: object, place: Place) -> object:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) else _as_it_came(value, place)


def _date(value: object, place: Place) -> object:
    if not isinstance(value, str):
        return _as_it_came(value, place)
    if value.startswith("0000-00-00"):
        return None
    return datetime.date.fromisoformat(value[:10])


_SCALARS: dict[type, Convert] = {
    int: _integer,
    float: _decimal_number,
    bool: _boolean,
    str: _text,
    datetime.date: _date,
}


def _as_it_came(value: object, place: Place) -> object:
    _report(_spelled(tuple("" if isinstance(part, int) else part for part in place)), kind(value))
    return value


@functools.cache
def _report(place: str, found: str) -> None:
    _drift.warning("%s is not what the spec says: found %s, kept as it came", place, found)


def _spelled(place: Place) -> str:
    """A place as people write it, `orders[3].customer.id`; an index that does not matter is empty text."""
    parts = (f"[{part}]" if isinstance(part, int) or not part else f".{part}" for part in place)
    return "".join(parts).lstrip(".")


def kind(value: object) -> str:
    """What a value is in JSON's words, without its content."""
    if value is None:
        return "null"
    names = {bool: "a boolean", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)
