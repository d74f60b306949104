"""Reads the fields of a body or a query as the spec types them, and names each fault of
one.
"""

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from .contract import Field, Kind, Shape
from .php_forms import Form, FormValue, Upload
from .records import Json, Record, Scalar
from .refusals import Refusal

LARGEST_INTEGER = 2**63 - 1  # the largest that an integer column holds
LARGEST_NUMBER = sys.float_info.max
LARGEST_AMOUNT = (
    10**13
)  # THB; above it, neighbouring numbers are more than a satang apart

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUE, _FALSE = (True, "1"), (False, "0")
_TRUTHS = ("1", "true", "false")  # to PHP any text but "" and "0" is true


def read_fields(shape: Shape, form: Form) -> Record:
    """The sent fields of a body, each as its type; files and arrays of objects are left to their
    own readers.
    """
    for field in shape.fields:
        if field.required and is_empty(form.get(field.name)):
            raise Refusal(f"{field.name} is required.")
    sent = [field for field in shape.fields if field.is_plain and field.name in form]
    return {field.name: _read_field(field, form) for field in sent}


def read_query(fields: tuple[Field, ...], query: Form) -> dict[str, Scalar]:
    """The sent parameters of a query, as PHP casts them: the text `false` is true, and no number is
    too large.
    """
    sent = [field for field in fields if field.name in query]
    return {
        field.name: read_scalar(field, _cast(field, query[field.name]), field.name)
        for field in sent
    }


def refuse_emptied(values: Record, names: Sequence[str]) -> None:
    """An update cannot take away what an entry must have."""
    for name in names:
        if name in values and values[name] is None:
            raise Refusal(f"{name} cannot be emptied.")


def read_scalar(field: Field, value: FormValue, name: str) -> Scalar:
    """One value as the type of its field, or None when it is empty; `name` is what a refusal calls
    it.
    """
    if is_empty(value):
        return None
    read, wanted = _READERS[field.kind]
    scalar = read(value)
    if scalar is None:
        raise Refusal(f"{name} must be {wanted}, got {shown(value)}.")
    _check_limits(field, scalar, name)
    return scalar


def read_array(field: Field, form: Form) -> Form:
    """The entries of an array by their keys; empty when it was not sent."""
    value = form.get(field.name)
    if field.name not in form:
        return {}
    if not isinstance(value, dict):
        raise Refusal(
            f"{field.name} must be an array, sent as {field.name}[0] and so on, got {shown(value)}."
        )
    _check_size(field, len(value))
    return value


def read_file(value: FormValue, name: str) -> Upload:
    """A file that arrived whole; `name` is what a refusal calls it."""
    if not isinstance(value, Upload):
        raise Refusal(
            f"{name} must be a file, sent as a part with a filename, got {shown(value)}."
        )
    if value.error:
        raise Refusal(
            f"{name} did not arrive whole (PHP's upload error {value.error})."
        )
    return value


def is_empty(value: FormValue) -> bool:
    """Whether a value stands for none: the server turns empty text into null."""
    return value is None or value == ""


def shown(value: FormValue) -> str:
    """A value as a message shows it, without the contents of arrays and files."""
    if isinstance(value, Upload):
        return "a file"
    if isinstance(value, dict):
        return "an array"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."


def fit_columns(shape: Shape, values: Record) -> Record:
    """Values under their documented names."""
    named = {shape.canonical(name): value for name, value in values.items()}
    return {name: value for name, value in named.items() if name in shape}


def exact_amount(amount: Decimal) -> float:
    """A sum as the number that answers carry, whole baht without decimals, as PHP writes them.
    Refuses one that no longer tells its satang.
    """
    if abs(amount) > LARGEST_AMOUNT:
        raise Refusal("The amount is too large.")
    return int(amount) if amount == int(amount) else float(amount)


def _read_field(field: Field, form: Form) -> Json:
    if field.min_length and is_empty(form[field.name]):
        raise Refusal(f"{field.name} cannot be emptied.")
    if field.entries is None:
        return read_scalar(field, form[field.name], field.name)
    entry = replace(field, kind=field.entries, entries=None)
    entries = read_array(field, form).items()
    return [
        "" if value == "" else read_scalar(entry, value, f"{field.name}[{key}]")
        for key, value in entries
    ]


def _check_limits(field: Field, value: Scalar, name: str) -> None:
    if (
        field.minimum is not None
        and isinstance(value, int | float)
        and value < field.minimum
    ):
        raise Refusal(f"{name} must be at least {field.minimum}, got {shown(value)}.")
    if isinstance(value, str):
        _check_text(field, value, name)


def _check_text(field: Field, value: str, name: str) -> None:
    if field.values and value not in field.values:
        raise Refusal(
            f"{name} must be one of {', '.join(field.values)}, got {shown(value)}."
        )
    if len(value) < field.min_length:
        raise Refusal(
            f"{name} must have at least {field.min_length} characters, got {shown(value)}."
        )
    if field.pattern and not re.search(field.pattern, value):
        raise Refusal(f"{name} must match {field.pattern}, got {shown(value)}.")


def _check_size(field: Field, size: int) -> None:
    if size < field.min_items:
        raise Refusal(f"{field.name} needs at least {field.min_items} entry.")
    if field.max_items is not None and size > field.max_items:
        raise Refusal(
            f"{field.name} takes at most {field.max_items} entries, got {size}."
        )


def _cast(field: Field, value: FormValue) -> FormValue:
    if not isinstance(value, str):
        return value
    if (
        field.kind is Kind.INTEGER
        and _INTEGER.fullmatch(value)
        and len(value) >= len(str(LARGEST_INTEGER))
    ):
        return max(-LARGEST_INTEGER, min(LARGEST_INTEGER, int(value[:30])))
    return (
        value in _TRUTHS
        if field.kind is Kind.BOOLEAN and value in (*_TRUTHS, "", "0")
        else value
    )


def _integer(value: FormValue) -> int | None:
    if isinstance(value, str):
        value = int(value) if _INTEGER.fullmatch(value) and len(value) <= 20 else None
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) <= LARGEST_INTEGER else None


def _number(value: FormValue) -> float | None:
    if isinstance(value, str):
        value = float(value) if _NUMBER.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= LARGEST_NUMBER else None


def _boolean(value: FormValue) -> bool | None:
    if isinstance(value, bool | int | str) and value in (*_TRUE, *_FALSE):
        return value in _TRUE
    return None


def _date(value: FormValue) -> str | None:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def _text(value: FormValue) -> str | None:
    return value if isinstance(value, str) else None


_READERS: dict[Kind, tuple[Callable[[FormValue], Scalar], str]] = {
    Kind.INTEGER: (_integer, "an integer"),
    Kind.NUMBER: (_number, "a number"),
    Kind.BOOLEAN: (_boolean, "1 or 0"),
    Kind.DATE: (_date, "a date such as 2017-12-31"),
    Kind.TEXT: (_text, "text"),
}
