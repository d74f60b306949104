"""Habits of the values in an answer: how numbers, dates and what is absent are written."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

from ..contract import Field, Kind
from ..records import Json
from .describing import ABSENT, Acts, Evidence, Guarantee, Habit, always, word

_TOTALS = ("total_price", "payment_amount")
_BANGKOK = timezone(timedelta(hours=7))
_BUDDHIST = 543  # years
_ZERO_DATE = "0000-00-00"
_DAY = re.compile(r"(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NUMERIC = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)
_DATES = "dates"


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_absent(value: Json) -> bool:
    return value is None or value == ""


def _whole_totals(field: Field, value: Json) -> Json:
    if field.name not in _TOTALS or not _is_number(value):
        return value
    return int(Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP))


def _decimals_as_text(field: Field, value: Json) -> Json:
    if field.kind is not Kind.NUMBER or not _is_number(value):
        return value
    exact = Decimal(str(value))
    shown = f"{exact:.2f}"
    return shown if Decimal(shown) == exact else f"{exact:f}"


def _ids_as_text(field: Field, value: Json) -> Json:
    is_id = field.name == "id" or field.name.endswith("_id")
    return str(value) if is_id and _is_number(value) else value


def _numeric_texts(field: Field, value: Json) -> Json:
    """What PHP's JSON_NUMERIC_CHECK makes of digits."""
    if (
        field.kind is not Kind.TEXT
        or not isinstance(value, str)
        or not _NUMERIC.fullmatch(value)
    ):
        return value
    return float(value) if "." in value else int(value)


def _zoned(field: Field, value: Json) -> Json:
    """Laravel's default form of midnight in Bangkok."""
    if (
        field.kind is not Kind.DATE
        or not isinstance(value, str)
        or not _DAY.fullmatch(value)
    ):
        return value
    midnight = datetime.combine(date.fromisoformat(value), time(), _BANGKOK)
    return midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")


def _buddhist(field: Field, value: Json) -> Json:
    if (
        field.kind is not Kind.DATE
        or not isinstance(value, str)
        or not _DAY.match(value)
    ):
        return value
    return f"{int(value[:4]) + _BUDDHIST}{value[4:]}"


def _zero_dates(field: Field, value: Json) -> Json:
    return _ZERO_DATE if field.kind is Kind.DATE and _is_absent(value) else value


def _arrays_for_objects(field: Field, value: Json) -> Json:
    return [] if field.kind is Kind.OBJECT and _is_absent(value) else value


def _keyed_items(field: Field, value: Json) -> Json:
    if field.name != "order_items" or not isinstance(value, list):
        return value
    return {str(place): entry for place, entry in enumerate(value)}


def _null_lists(field: Field, value: Json) -> Json:
    return None if field.kind is Kind.ARRAY and value in ([], ()) else value


def _empty_texts(_field: Field, value: Json) -> Json:
    return "" if value is None else value


def _left_out(_field: Field, value: Json) -> Json:
    return ABSENT if _is_absent(value) else value


def _status(value: str) -> Acts:
    shown = word(value)
    return Acts(field=lambda field, given: shown if field.name == "status" else given)


def _written(
    name: str,
    says: str,
    evidence: Evidence,
    field: Callable[[Field, Json], Json],
    group: str | None = None,
) -> Habit:
    return Habit(
        name=name,
        says=says,
        evidence=evidence,
        endangers=Guarantee.READ_RIGHT,
        act=always(Acts(field=field)),
        group=group,
    )


HABITS = (
    _written(
        "whole-totals",
        "rounds `total_price` and `payment_amount` half up to whole baht, as they are documented",
        Evidence.STACK,
        _whole_totals,
    ),
    _written(
        "decimals-as-text",
        "writes decimals as text, as MySQL's DECIMAL arrives in PHP",
        Evidence.STACK,
        _decimals_as_text,
    ),
    _written("ids-as-text", "writes ids as text", Evidence.STACK, _ids_as_text),
    _written(
        "numbers-for-digits",
        "writes a text of digits as a number, without its zeros (PHP's JSON_NUMERIC_CHECK)",
        Evidence.STACK,
        _numeric_texts,
    ),
    _written(
        "zoned-timestamps",
        "writes a date as midnight in Bangkok, in UTC: the evening before",
        Evidence.STACK,
        _zoned,
        _DATES,
    ),
    _written(
        "buddhist-years",
        "writes the year of a date in the Buddhist era: 2561 for 2018",
        Evidence.IMAGINED,
        _buddhist,
        _DATES,
    ),
    _written(
        "zero-dates",
        "writes an absent date as MySQL's 0000-00-00",
        Evidence.STACK,
        _zero_dates,
    ),
    _written(
        "empty-arrays-for-objects",
        "writes an absent object as [], as PHP does with an empty array",
        Evidence.STACK,
        _arrays_for_objects,
    ),
    _written(
        "keyed-order-items",
        'writes the items of an order as an object with the keys "0", "1" and so on',
        Evidence.OBSERVED,
        _keyed_items,
    ),
    _written(
        "null-for-empty-lists",
        "writes an empty list within an entry as null",
        Evidence.IMAGINED,
        _null_lists,
    ),
    _written(
        "empty-text-for-absent",
        "writes whatever is absent as empty text, also in the documented dialect",
        Evidence.OBSERVED,
        _empty_texts,
        "absent",
    ),
    _written(
        "leaves-out-absent-fields",
        "leaves out fields that have no value",
        Evidence.IMAGINED,
        _left_out,
        "absent",
    ),
    Habit(
        name="unknown-status",
        value="ON_HOLD",
        says="shows a status for every order that nobody knows",
        evidence=Evidence.IMAGINED,
        endangers=Guarantee.READ_RIGHT,
        act=_status,
    ),
)
