"""Values of an answer: each becomes what the spec says, where that loses nothing.

Null, an empty text, and an empty array where something else is expected become None, or an empty
list where a list is expected. A value that cannot be converted is kept unchanged (unless it is
nested too deeply to be copied) and passed to an `OnMismatch`: `log_mismatch` logs it once to
`mycloud.drift`, `raise_mismatch` raises. Both name its path and the kind of value, never the value.

`docs/values.md` has the rules in one table.
"""

from __future__ import annotations

import datetime
import functools
import logging
import math
import re
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

JsonPath: typing.TypeAlias = "tuple[JsonPath | None, str | int]"
"""A place in an answer: the path of its parent, and its key or index. Spelled out on demand."""
OnMismatch: typing.TypeAlias = Callable[[JsonPath, object], None]
"""Called with the path and the value where a value is not what the spec says."""
Model: typing.TypeAlias = Any
"""A generated model, as a class (see `model.AnswerModel`)."""

_drift = logging.getLogger("mycloud.drift")


class _Missing:
    """Stands in a row for a field that is not there."""

    def __bool__(self) -> typing.Literal[False]:
        return False


MISSING = _Missing()
_EMPTY: tuple[object, ...] = (None, "", [], MISSING)
# Copying a value recurses, and Python stops at about a thousand calls.
_DEEPEST = 50
_LONGEST_KEY = 20
_LONGEST_NUMBER = 300  # Floats end at 308 digits.
_EXACT = 2**53
"""Up to here a float stands for one whole number, beyond for its neighbours too."""
_TRUTH = {"1": True, "0": False, "true": True, "false": False}
# As JSON spells numbers: "007" may be a code, and "1.290" with a comma is anybody's guess.
# Compiled when it is first used, as are those below: importing is to be cheap.
_NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
_TIME = rf"[ T]({_CLOCK})(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?"
_DATE = rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:{_TIME})?"
# MySQL's, and what PHP makes of it, in Bangkok too.
_ZERO_DATE = rf"(?:0000-00-00|-0001-11-(?:29|30))(?:{_TIME})?"
_Time = datetime.datetime
YEARS = range(1900, 2400)
"""Years of a date that can be meant. 2568 is 2025 by the Buddhist calendar."""
BANGKOK = datetime.timezone(datetime.timedelta(hours=7), "Asia/Bangkok")
"""The time zone of MyCloud's warehouse, which has no summer time."""


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


class Reading(typing.NamedTuple):
    """How the values of an answer are read.

    Attributes:
        on_mismatch: Called where a value is not what the spec says.
        time_zone: The zone whose calendar tells the day of a time with a zone.
    """

    on_mismatch: OnMismatch = log_mismatch
    time_zone: datetime.tzinfo = BANGKOK


LENIENT = Reading()
"""The default: mismatches are logged, and days are those of Bangkok."""


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
    if isinstance(value, Row):
        return "an object"
    return names.get(type(value), type(value).__name__)


class Row:
    """An object of an answer that came by the fast lane (see `rows`), with the fields of the model
    it is for.
    """

    __slots__ = ()

    def fields(self) -> Sequence[Any]:
        """The values, in the order of the model's fields."""
        raise NotImplementedError

    def json(self) -> dict[str, Any]:
        """The object as JSON has it."""
        raise NotImplementedError


@functools.cache
def json_names(model: Model) -> dict[str, None]:
    """The names that the spec has for the fields of a model, other names of a field last."""
    names = [field.name for field in attrs.fields(model) if not field.kw_only]
    return dict.fromkeys([*names, *model._twins])


def read_object(
    model: Model, source: Mapping[str, Any], path: JsonPath, reading: Reading
) -> Any:
    """A model of an object of either shape; fields the spec does not know are kept."""
    nothing = json_names(model)
    # Over nothing, the fields stand in the order of the model, each of them, and those that it does
    # not know behind.
    found = flat(source, nothing) if "attributes" in source else {**nothing, **source}
    made = model._of([*found.values()][: len(nothing)], path, reading)
    made._source = source
    if len(found) > len(nothing):
        unknown = [key for key in found if key not in nothing]
        made.additional_properties.update(
            (key, _kept(found[key], path, reading)) for key in unknown
        )
    return made


def is_blank(made: Any) -> bool:
    """Whether a model was read from an object with none of its fields, which is something else."""
    if getattr(made, "id", None) is not None:  # as nearly always
        return False
    model: Model = type(made)
    return not flat(made.raw).keys() & json_names(model).keys()


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


def to_object(value: Any, model: Model, path: JsonPath, reading: Reading) -> Any:
    """A model. PHP spells an object without fields as an empty array."""
    if type(value) is dict:
        return read_object(model, value, path, reading)
    if isinstance(value, Row):
        made = model._of(value.fields(), path, reading)
        made._source = value
        return made
    return None if value == "" else _unless_empty(value, path, reading)


def to_objects(value: Any, model: Model, path: JsonPath, reading: Reading) -> Any:
    """A list of models, without empty entries."""
    entries = value if type(value) is list else listed(value)
    if entries is None:
        return [] if value in _EMPTY else _as_it_came(value, path, reading)
    return [
        to_object(entry, model, (path, index), reading)
        for index, entry in enumerate(entries)
        if entry or entry not in _EMPTY
    ]


def to_texts(value: Any, path: JsonPath, reading: Reading) -> Any:
    """A list of texts, each at its index: an empty one stays empty text."""
    entries = listed(value)
    if entries is None:
        return [] if value in _EMPTY else _as_it_came(value, path, reading)
    return [
        "" if entry in _EMPTY else to_text(entry, (path, index), reading)
        for index, entry in enumerate(entries)
    ]


def to_text(value: Any, path: JsonPath, reading: Reading) -> Any:
    """Text; of a whole number its digits. A fraction would lose zeros: `1.10` is 1.1."""
    if type(value) is int:
        return str(value)
    is_text = isinstance(value, str) and value
    return value if is_text else _unless_empty(value, path, reading)


def to_integer(value: Any, path: JsonPath, reading: Reading) -> Any:
    """A whole number. `342.0` is one; half a baht is kept and reported."""
    if value == "":
        return None
    number = _decimal(value)
    if number is None or number != number.to_integral_value():
        return _unless_empty(value, path, reading)
    if isinstance(value, float) and abs(value) > _EXACT:
        return _as_it_came(value, path, reading)
    return int(number)


def to_number(value: Any, path: JsonPath, reading: Reading) -> Any:
    """A number with a fraction, where a float can hold all of it."""
    if type(value) is float and math.isfinite(value):
        return value
    if value == "":
        return None
    if type(value) is int and abs(value) <= _EXACT:
        return float(value)
    number = _decimal(value)
    if number is None or Decimal(repr(float(number))) != number:
        return _unless_empty(value, path, reading)
    return float(number)


def _decimal(value: object) -> Decimal | None:
    """A finite number, or text that spells one as JSON does; None of anything else."""
    if type(value) is int:
        return Decimal(value)
    text = value.strip() if isinstance(value, str) else ""
    if type(value) is float:
        text = repr(value)
    if len(text) > _LONGEST_NUMBER or not re.fullmatch(_NUMBER, text):
        return None
    return Decimal(text) if math.isfinite(float(text)) else None


def to_boolean(value: Any, path: JsonPath, reading: Reading) -> Any:
    """A boolean."""
    known = truth(value)
    return _unless_empty(value, path, reading) if known is None else known


def truth(value: object) -> bool | None:
    """The boolean that a value spells: also 1 and 0, and as text; None for any other value."""
    if type(value) is bool:
        return value
    if type(value) is int:
        return {1: True, 0: False}.get(value)
    return _TRUTH.get(value.lower()) if isinstance(value, str) else None


def to_date(value: Any, path: JsonPath, reading: Reading) -> Any:
    """A day; of a time its day: in the zone of the reading where the time names one."""
    if value == "":
        return None
    try:
        found = _moment(value)
        return (
            found.astimezone(reading.time_zone).date()
            if type(found) is _Time
            else found
        )
    except (ValueError, TypeError, AttributeError):  # not text
        empty = isinstance(value, str) and re.fullmatch(_ZERO_DATE, value.strip())
        return None if empty else _unless_empty(value, path, reading)


@functools.lru_cache(maxsize=1000)  # The orders of a page are of few days.
def _moment(text: str) -> datetime.date | _Time:
    """The day of a text, or its time if it names a zone.

    Raises:
        ValueError: It is neither.
    """
    found = re.fullmatch(_DATE, text.strip())
    if not found:
        raise ValueError(text)
    day, time, offset = found.groups()
    moment = _Time.fromisoformat(f"{day}T{time or '00:00'}{offset or ''}")
    if moment.year not in YEARS:
        raise ValueError(text)
    return moment if offset else moment.date()


def _unless_empty(value: object, path: JsonPath, reading: Reading) -> object:
    return None if value in _EMPTY else _as_it_came(value, path, reading)


def _as_it_came(value: object, path: JsonPath, reading: Reading) -> object:
    reading.on_mismatch(path, value)
    return value if _is_shallow(value, _DEEPEST) else None


def _kept(value: object, path: JsonPath, reading: Reading) -> object:
    """What a field that the spec does not know holds. Its name stays out of the path: it could be
    anything.
    """
    return value if _is_shallow(value, _DEEPEST) else _as_it_came(value, path, reading)


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


def one_of_twins(named: Any, twin: Any) -> tuple[Any, Any, bool]:
    """Of two fields that carry the same thing: the value, what the other says next to it, and
    whether the value is the twin's.
    """
    if named is None or named is MISSING or named in ("", []):
        return twin, None, True
    return named, None if twin in (named, *_EMPTY) else twin, False


def keep_twin(
    made: Any, name: str, value: Any, path: JsonPath, reading: Reading
) -> None:
    """Keeps what a twin says otherwise among the fields that the spec does not know."""
    reading.on_mismatch((path, name), value)
    made.additional_properties[name] = json_of(value)


def json_of(value: Any) -> Any:
    """A value as JSON has it, also where it came by the fast lane."""
    if isinstance(value, list):
        return [json_of(entry) for entry in value]
    return value.json() if isinstance(value, Row) else value


def plain(value: object) -> Any:
    """A value as JSON has it: models as dictionaries, dates as text."""
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None else to_dict()
