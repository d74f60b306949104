"""The reader: from the bytes of an answer to the generated models, whichever of the two shapes the server used.

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
import types
import typing
from collections.abc import Callable, Mapping
from typing import TypeVar

import attrs
import mycloud_api.models

from ._errors import ApiError, DecodeError, RefusedError, error_class, retry_after
from ._messages import Answer

T = TypeVar("T")
Convert: typing.TypeAlias = Callable[[typing.Any, str], object]

_drift = logging.getLogger("mycloud.drift")

SAME_FIELDS: dict[str, dict[str, str]] = {
    "Order": {"delivery_mode": "deliverymode", "customer_reference": "customer_ref"}
}
"""The names of the envelope and the documented ones they stand for (the spec's x-same-as)."""


def accepted_payload(answer: Answer, request: str) -> object:
    """The JSON of an answer that says yes.

    Raises:
        ApiError: The status says no, or the body does with `success: false`.
        DecodeError: The body is not JSON.
    """
    if not 200 <= answer.status < 300:
        raise _refusal(error_class(answer.status), answer, _message(answer))
    try:
        payload: object = json.loads(answer.content)
    except ValueError as error:
        raise DecodeError("the start", found=seen(answer.content), request=request) from error
    if isinstance(payload, dict) and _says_no(payload.get("success", True)):
        raise _refusal(RefusedError, answer, _text_of(payload.get("message")))
    return payload


def _says_no(success: object) -> bool:
    return success in (False, "0", "false")


def _refusal(cls: type[ApiError], answer: Answer, message: str | None) -> ApiError:
    return cls(
        message,
        status=answer.status,
        method=answer.request.method.upper(),
        url=answer.url,
        request_id=answer.request.id,
        body=answer.content.decode("utf-8", "replace"),
        retry_after=retry_after(answer.headers),
    )


def _message(answer: Answer) -> str | None:
    try:
        payload = json.loads(answer.content)
    except ValueError:
        return seen(answer.content)
    return _text_of(payload.get("message")) if isinstance(payload, dict) else None


def _text_of(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def seen(content: bytes) -> str:
    """What a body that is no JSON looks like, without its content."""
    start = content.lstrip()[:256].lower()
    if not start:
        return "an empty body"
    if start.startswith(b"<"):
        return f"HTML, {len(content)} bytes"
    return (
        f"{len(content)} bytes that are no JSON"
        if start[:1] not in b"{["
        else f"JSON cut or broken, {len(content)} bytes"
    )


def read_one(model: type[T], key: str) -> Callable[[object, str], T]:
    """A reader for an answer that holds one object, under `key` or in the envelope."""

    def read(payload: object, request: str) -> T:
        found = _unwrapped(payload, key, request)
        if not isinstance(found, dict):
            raise DecodeError(key, found=_kind(found), request=request)
        return _object(model, found, key)

    return read


def read_list(model: type[T], key: str) -> Callable[[object, str], list[T]]:
    """A reader for an answer that holds a list, under `key` or in the envelope."""

    def read(payload: object, request: str) -> list[T]:
        found = _listed(_unwrapped(payload, key, request))
        if found is None:
            raise DecodeError(key, found=_kind(_unwrapped(payload, key, request)), request=request)
        return [_element(model, entry, f"{key}[{index}]", request) for index, entry in enumerate(found)]

    return read


def read_token(payload: object, request: str) -> str:
    """The token of an answer to `POST /gettoken`, bare or in the envelope."""
    holder = payload.get("data", payload) if isinstance(payload, dict) else payload
    token = holder.get("token") if isinstance(holder, dict) else None
    if not isinstance(token, str) or not token:
        raise DecodeError("token", found=_kind(token), request=request)
    return token


def _unwrapped(payload: object, key: str, request: str) -> object:
    if not isinstance(payload, dict):
        raise DecodeError(key, found=_kind(payload), request=request)
    if key in payload:
        return payload[key]
    if "data" in payload:
        return payload["data"]
    raise DecodeError(key, found=f"neither {key!r} nor 'data'", request=request)


def _element(model: type[T], entry: object, place: str, request: str) -> T:
    if not isinstance(entry, dict):
        raise DecodeError(place, found=_kind(entry), request=request)
    return _object(model, entry, place)


def _listed(value: object) -> list[typing.Any] | None:
    """A list, also where PHP made it an object keyed "0", "1", ...; null and "" are empty."""
    if value is None or value == "":
        return []
    if isinstance(value, dict) and all(key.isdigit() for key in value):
        return [value[key] for key in sorted(value, key=int)]
    return value if isinstance(value, list) else None


def _flat(entry: Mapping[str, typing.Any]) -> dict[str, typing.Any]:
    """An object of the envelope with its attributes beside its relations; a documented one as it is."""
    attributes = entry.get("attributes")
    if not isinstance(attributes, dict):
        return dict(entry)
    relations = {name: value for name, value in entry.items() if name != "attributes"}
    return {**attributes, **relations}


def _object(model: type[T], entry: Mapping[str, typing.Any], place: str) -> T:
    fields = _flat(entry)
    values = {
        name: convert(fields.pop(name, None), f"{place}.{name}")
        for name, convert in _converters(model.__name__).items()
    }
    for name, documented in SAME_FIELDS.get(model.__name__, {}).items():
        either = values[documented] if values[name] is None else values[name]
        values[name] = values[documented] = either
    made = model(**values)
    made.additional_properties = fields  # type: ignore[attr-defined]  # every generated model has it
    return made


@functools.cache
def _converters(model_name: str) -> dict[str, Convert]:
    """How each field of a generated model is read, by the type the spec gives it."""
    model = getattr(mycloud_api.models, model_name)
    hints = typing.get_type_hints(model, localns=vars(mycloud_api.models))
    names = [field.name for field in attrs.fields(model) if field.init]
    return {name: _optional(_converter(hints[name])) for name in names}


def _converter(hint: object) -> Convert:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        (hint,) = (member for member in typing.get_args(hint) if member is not types.NoneType)
    if typing.get_origin(hint) is list:
        return functools.partial(_list_of, _converter(typing.get_args(hint)[0]))
    if isinstance(hint, type) and attrs.has(hint):
        return functools.partial(_nested, hint)
    return _SCALARS[typing.cast(type, hint)]


def _optional(convert: Convert) -> Convert:
    def read(value: object, place: str) -> object:
        return None if value is None or value == "" else convert(value, place)

    return read


def _nested(model: type, value: object, place: str) -> object:
    if isinstance(value, dict):
        return _object(model, value, place)
    return None if value == [] else _as_it_came(value, place)


def _list_of(convert: Convert, value: object, place: str) -> object:
    entries = _listed(value)
    if entries is None:
        return _as_it_came(value, place)
    return [convert(entry, f"{place}[{index}]") for index, entry in enumerate(entries)]


def _integer(value: object, place: str) -> object:
    number = _number(value, place)
    return int(number) if isinstance(number, (int, float)) and number == int(number) else number


def _number(value: object, place: str) -> object:
    if isinstance(value, (int, float)):
        return float(value) if isinstance(value, float) else int(value)
    try:
        return float(value) if isinstance(value, str) else _as_it_came(value, place)
    except ValueError:
        return _as_it_came(value, place)


def _decimal_number(value: object, place: str) -> object:
    number = _number(value, place)
    return float(number) if isinstance(number, int) else number


def _boolean(value: object, place: str) -> object:
    known = {"1": True, "0": False, "true": True, "false": False}
    return known.get(str(value).lower(), value) if str(value).lower() in known else _as_it_came(value, place)


def _text(value: object, place: str) -> object:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) else _as_it_came(value, place)


def _date(value: object, place: str) -> object:
    if not isinstance(value, str):
        return _as_it_came(value, place)
    if value.startswith("0000-00-00"):
        return None
    try:
        return datetime.date.fromisoformat(value[:10])
    except ValueError:
        return _as_it_came(value, place)


_SCALARS: dict[type, Convert] = {
    int: _integer,
    float: _decimal_number,
    bool: _boolean,
    str: _text,
    datetime.date: _date,
}


@functools.cache
def _report(place: str, found: str) -> None:
    _drift.warning("%s is not what the spec says: found %s, kept as it came", place, found)


def _as_it_came(value: object, place: str) -> object:
    _report("".join(character for character in place if not character.isdigit()), _kind(value))
    return value


def _kind(value: object) -> str:
    """What a value is in JSON's words, without its content."""
    if value is None:
        return "null"
    names = {
        bool: "a boolean",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), type(value).__name__)
