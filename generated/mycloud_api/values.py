# Copied from templates/runtime/values.py by `make generate`; edit it there.
"""Values of an answer: each becomes what the spec says, where that loses nothing.

Null, an empty text, and an empty array where something else is expected become None. A value that
cannot be converted is kept unchanged (unless it is nested too deeply to be copied) and passed to an
`OnMismatch`: `log_mismatch` logs it once to `mycloud.drift`, `raise_mismatch` raises. Both name its
path and the kind of value, never the value.
"""

from __future__ import annotations

import datetime
import functools
import logging
import re
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any

JsonPath: typing.TypeAlias = "tuple[JsonPath | None, str | int]"
"""A place in an answer: the path of its parent, and its key or index. Spelled out on demand."""
OnMismatch: typing.TypeAlias = Callable[[JsonPath, object], None]
"""Called with the path and the value where a value is not what the spec says."""
Model: typing.TypeAlias = Any
"""A generated model, as a class: it has `JSON_NAMES`, the names of its fields, `NOTHING`, which has
None for each, and `_of`, which takes their values.
"""

_drift = logging.getLogger("mycloud.drift")
_EMPTY: tuple[object, ...] = (None, "", [])
_ZERO_DATES = ("0000-00-00", "-0001-11-30")  # MySQL's, and what PHP makes of it
# Copying a value recurses, and Python stops at about a thousand calls.
_DEEPEST = 50
_LONGEST_KEY = 20
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_TRUTH = {"1": True, "0": False, "true": True, "false": False}


class Unreadable(ValueError):
    """An answer that does not hold what it should: where, and what was found there, without its
    content.
    """

    def __init__(self, where: str, found: str) -> None:
        super().__init__(f"cannot be read at {where}: found {found}")
        self.where = where
        self.found = found

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str]]:
        return type(self), (self.where, self.found)


def log_mismatch(path: JsonPath, value: object) -> None:
    """Logs a value that was kept unchanged; each path and kind once."""
    _log_once(spelled(path, any_index=True), kind(value))


def raise_mismatch(path: JsonPath, value: object) -> None:
    """The strict way.

    Raises:
        Unreadable: Always.
    """
    raise Unreadable(spelled(path), kind(value))


@functools.cache
def _log_once(path: str, found: str) -> None:
    _drift.warning("%s is not what the spec says: found %s", path, found)


def spelled(path: JsonPath | None, *, any_index: bool = False) -> str:
    """A path as people write it, `orders[3].customer.id`; with `any_index` it is
    `orders[].customer.id`.
    """
    if path is None:
        return ""
    around, here = path
    if isinstance(here, int):
        here = "[]" if any_index else f"[{here}]"
    elif around is not None:
        here = f".{here}"
    return spelled(around, any_index=any_index) + here


def kind(value: object) -> str:
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


class Row:
    """An object of an answer that came by the fast lane (see `rows`), with the fields of the model
    it is for.
    """

    __slots__ = ()

    def fields(self) -> Sequence[Any]:
        """The values, in the order of the model's fields."""
        raise NotImplementedError


def read_object(
    model: Model, source: Mapping[str, Any], path: JsonPath, on_mismatch: OnMismatch
) -> Any:
    """A model of an object of either shape; fields the spec does not know are kept."""
    nothing: Mapping[str, None] = model.NOTHING
    # Over nothing, the fields stand in the order of the model, each of them, and those that it does
    # not know behind.
    found = flat(source, nothing) if "attributes" in source else {**nothing, **source}
    if len(found) == len(nothing):
        return model._of(found.values(), path, on_mismatch)
    made = model._of([*found.values()][: len(nothing)], path, on_mismatch)
    unknown = {key: value for key, value in found.items() if key not in nothing}
    made.additional_properties = {
        key: _kept(value, path, on_mismatch) for key, value in unknown.items()
    }
    return made


def flat(
    source: Mapping[str, Any], over: Mapping[str, None] = types.MappingProxyType({})
) -> dict[str, Any]:
    """An object of the envelope, its attributes beside its relations; one of the documented shape
    as it is.
    """
    attributes = source.get("attributes", source)
    if type(attributes) is not dict and attributes not in _EMPTY:
        return {**over, **source}
    merged: dict[str, Any] = {**over, **(attributes or {}), **source}
    merged.pop("attributes", None)
    return merged


def listed(value: object) -> list[Any] | None:
    """A list, also where PHP made it an object keyed "0", "1", ...; None if it is neither."""
    if isinstance(value, dict) and all(map(_is_index, value)):
        return [value[key] for key in sorted(value, key=int)]
    return value if isinstance(value, list) else None


def _is_index(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) <= _LONGEST_KEY


def to_object(value: Any, model: Model, path: JsonPath, on_mismatch: OnMismatch) -> Any:
    """A model. PHP spells an object without fields as an empty array."""
    if type(value) is dict:
        return read_object(model, value, path, on_mismatch)
    if isinstance(value, Row):
        return model._of(value.fields(), path, on_mismatch)
    return None if value == "" else _unless_empty(value, path, on_mismatch)


def to_objects(
    value: Any, model: Model, path: JsonPath, on_mismatch: OnMismatch
) -> Any:
    """A list of models. An entry that is empty is none."""
    entries = value if type(value) is list else listed(value)
    if entries is None:
        return _unless_empty(value, path, on_mismatch)
    return [
        to_object(entry, model, (path, index), on_mismatch)
        for index, entry in enumerate(entries)
        if entry or entry not in _EMPTY
    ]


def to_texts(value: Any, path: JsonPath, on_mismatch: OnMismatch) -> Any:
    """A list of texts, each at its index: an empty one stays empty text."""
    if value == "":
        return None
    entries = listed(value)
    if entries is None:
        return _unless_empty(value, path, on_mismatch)
    return [
        "" if entry in _EMPTY else to_text(entry, (path, index), on_mismatch)
        for index, entry in enumerate(entries)
    ]


def to_text(value: Any, path: JsonPath, on_mismatch: OnMismatch) -> Any:
    """Text; a number or a boolean as JSON spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    return (
        value
        if value and isinstance(value, str)
        else _unless_empty(value, path, on_mismatch)
    )


def to_integer(value: Any, path: JsonPath, on_mismatch: OnMismatch) -> Any:
    """An integer. A number that is none stays a number: half a baht is not to be lost."""
    if value == "":
        return None
    number = _number(value, path, on_mismatch)
    if isinstance(number, float) and number != number // 1:
        on_mismatch(path, value)
        return number
    return int(number) if isinstance(number, float) else number


def to_number(value: Any, path: JsonPath, on_mismatch: OnMismatch) -> Any:
    """A number with a fraction."""
    number = _number(value, path, on_mismatch)
    if not isinstance(number, int):
        return number
    return (
        float(number)
        if abs(number) < 10**300
        else _as_it_came(value, path, on_mismatch)
    )


def _number(value: object, path: JsonPath, on_mismatch: OnMismatch) -> object:
    if isinstance(value, (bool, int)):
        return int(value)
    text = (
        value.strip()
        if isinstance(value, str)
        else str(value)
        if isinstance(value, float)
        else ""
    )
    if len(text) > 300 or not _NUMBER.fullmatch(
        text
    ):  # Floats end at 308 digits. NaN and infinity are no numbers.
        return _unless_empty(value, path, on_mismatch)
    return int(text) if text.lstrip("+-").isdecimal() else float(text)


def to_boolean(value: Any, path: JsonPath, on_mismatch: OnMismatch) -> Any:
    """A boolean."""
    if type(value) is int and 0 <= value <= 1:
        return value == 1
    known = _TRUTH.get(value.lower()) if isinstance(value, str) else None
    return _unless_empty(value, path, on_mismatch) if known is None else known


def to_date(value: Any, path: JsonPath, on_mismatch: OnMismatch) -> Any:
    """A day; of a date with a time its day."""
    if value == "":
        return None
    try:
        return _day(value)
    except (ValueError, TypeError):
        empty = value in _EMPTY or (
            isinstance(value, str) and value.startswith(_ZERO_DATES)
        )
        return None if empty else _as_it_came(value, path, on_mismatch)


@functools.lru_cache(maxsize=1000)  # The orders of a page are of few days.
def _day(text: str) -> datetime.date:
    if text[10:11] not in ("", " ", "T"):
        raise ValueError(text)
    return datetime.date.fromisoformat(text[:10])


def _unless_empty(value: object, path: JsonPath, on_mismatch: OnMismatch) -> object:
    return None if value in _EMPTY else _as_it_came(value, path, on_mismatch)


def _as_it_came(value: object, path: JsonPath, on_mismatch: OnMismatch) -> object:
    on_mismatch(path, value)
    return value if _is_shallow(value, _DEEPEST) else None


def _kept(value: object, path: JsonPath, on_mismatch: OnMismatch) -> object:
    """What a field that the spec does not know holds. Its name stays out of the path: it could be
    anything.
    """
    return (
        value if _is_shallow(value, _DEEPEST) else _as_it_came(value, path, on_mismatch)
    )


def _is_shallow(value: object, levels: int) -> bool:
    inner = (
        value.values()
        if isinstance(value, dict)
        else value
        if isinstance(value, list)
        else ()
    )
    return not inner or (
        levels > 0 and all(_is_shallow(entry, levels - 1) for entry in inner)
    )


def plain(value: object) -> Any:
    """A value as JSON has it: models as dictionaries, dates as text."""
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None else to_dict()
