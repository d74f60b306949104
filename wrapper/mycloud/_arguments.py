"""Arguments: what they must be, and how they are made ready for the form, before anything is sent.

The names are the API's own. Arguments that are left out are not sent; an empty text clears a
field. A refusal shows a faulty number or reference, and of any other value only its kind: it may
be personal.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from typing import Any, Final, TypeAlias, get_type_hints

from mycloud_api.types import UNSET, Number
from mycloud_api.values import BANGKOK, YEARS

from ._errors import InvalidRequestError

_MOST: Final = 2**63
"""No database key and no quantity is as large."""

NOT_GIVEN: Final[Any] = UNSET
"""The default of an argument of an update, in which None would say two things."""
_NO_NONE: Final = 'a value; "" clears a text, and what is to stay unchanged is left out'
_CLOCK: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_NO_NAT: Final = "a value; leave the argument out where there is none"
_TAKES_DATE: Final = (
    f"a date or datetime, or text as YYYY-MM-DD, of a year from {YEARS[0]} to {YEARS[-1]} "
    "(2568 of the Buddhist calendar is 2025)"
)
_TAKES_TIME: Final = (
    "a time without a zone, a datetime, or text as HH:MM from 00:00 to 23:59"
)

Price: TypeAlias = Number
"""A price in THB."""


def whole(argument: str, value: object, *, least: int = 1) -> int:
    """A whole number, of 1 or more unless told otherwise."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int)
        or not least <= value < _MOST
    ):
        raise InvalidRequestError(
            argument,
            got=shown_number(value),
            takes=f"a whole number of {least} or more",
        )
    return value


def filled(argument: str, value: object) -> str:
    """Text that is not empty, such as a SKU or a name."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidRequestError(
            argument, got=kind(value), takes="text that is not empty"
        )
    return encodable(argument, value)


def encodable(argument: str, value: str) -> str:
    """Text that UTF-8 can spell; half of a surrogate pair, which Python allows, is refused."""
    try:
        value.encode()
    except UnicodeEncodeError:
        # Not `from`: the codec's error holds the whole text.
        raise InvalidRequestError(
            argument, got="half of a surrogate pair", takes="text of whole characters"
        ) from None
    return value


def money(argument: str, value: object) -> Decimal:
    """An amount in THB as a Decimal: finite, not negative, no finer than one satang (0.01 THB)."""
    amount = _amount(argument, value, what="amount in THB")
    if len(f"{amount:f}".partition(".")[2].rstrip("0")) > 2:
        raise InvalidRequestError(
            argument,
            got=shown_number(value),
            takes="an amount no finer than 0.01 THB; round it",
        )
    return amount


def _amount(argument: str, value: object, *, what: str) -> Decimal:
    amount = _decimal(value)
    # The upper bound is no rule of the API: "1e1000000" would be spelled out in a million digits.
    if amount is None or not amount.is_finite() or not 0 <= amount < 10**100:
        raise InvalidRequestError(
            argument, got=shown_number(value), takes=f"a finite {what}, 0 or more"
        )
    return amount.copy_abs()  # not "-0"


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str, float)):
        return None
    try:
        # By way of str, so that the float 0.1 is the price 0.1 and not its binary neighbour.
        return Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None


def kind(value: object) -> str:
    """What a value is, without its content, which may be personal."""
    if value is None:
        return "None"
    return "an empty text" if value == "" else type(value).__name__


def shown_number(value: object) -> str:
    """A faulty number, if it can be spelled; of text only what it is, since its digits may be those
    of a phone.
    """
    numeric = isinstance(value, (float, Decimal)) or (
        isinstance(value, int) and abs(value) < _MOST
    )
    return repr(value) if numeric else kind(value)


def check_choice(argument: str, value: object, choices: tuple[str, ...]) -> None:
    """Raises unless the value is one of the choices."""
    if value not in choices:
        takes = " or ".join(map(repr, choices))
        raise InvalidRequestError(argument, got=shown_choice(value), takes=takes)


def shown_choice(value: object) -> str:
    """A value outside the choices; it is the program's word and no personal data."""
    return repr(value)[:40] if isinstance(value, str) else kind(value)


def one_line(argument: str, value: object) -> str:
    """Text that can stand in the header of a form part."""
    line = filled(argument, value)
    if any(character in line for character in "\r\n\0"):
        raise InvalidRequestError(
            argument, got="a line break or NUL", takes="text in one line"
        )
    return line


def database_key(entry: object) -> int:
    """A database key, given as such or as the object that bears it."""
    return whole("id", getattr(entry, "id", entry))


def reference(entry: object) -> str:
    """A reference as it stands in a path: a database key, or text that a server cannot take for two
    segments.
    """
    ref = getattr(entry, "id", entry)
    if isinstance(ref, int) and not isinstance(ref, bool):
        return str(whole("ref", ref))
    if not isinstance(ref, str) or not ref.strip() or "/" in ref or ref in (".", ".."):
        raise InvalidRequestError(
            "ref",
            got=kind(ref),
            takes="a database key, or text, not empty, without a slash",
        )
    return encodable("ref", ref)


def convert_fields(
    taken: type, fields: Mapping[str, object], zone: datetime.tzinfo = BANGKOK
) -> dict[str, Any]:
    """The given fields, converted for the generated models; those that are None are left out.

    Args:
        taken: The generated fields of the request body, which say what each value must be.
        fields: The values by name.
        zone: Where the shop is: it tells the day and the time of a datetime with a zone.

    Raises:
        InvalidRequestError: A value that is not of the field's kind.
    """
    known = _converters(taken)
    made = {
        name: known[name](name, local(name, value, zone))
        for name, value in fields.items()
        if value is not None
    }
    # An empty list makes no form field.
    return {name: value for name, value in made.items() if value != []}


def local(name: str, value: object, zone: datetime.tzinfo) -> object:
    """A datetime as the clocks of the shop show it. One without a zone is taken for that."""
    if type(value).__name__ in ("NaTType", "NAType") or _differs_from_itself(value):
        raise InvalidRequestError(name, got=kind(value), takes=_NO_NAT)
    if not isinstance(value, datetime.datetime) or value.tzinfo is None:
        return value
    try:
        return value.astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        raise InvalidRequestError(name, got=kind(value), takes=_TAKES_DATE) from None


def _differs_from_itself(value: object) -> bool:
    """Whether it is no value, as NaN and the NaT of numpy are."""
    try:
        return bool(value != value)  # noqa: PLR0124
    except (TypeError, ValueError, ArithmeticError):  # as a signalling NaN
        return False


def given_fields(fields: Mapping[str, object]) -> dict[str, Any]:
    """The fields that were given to an update.

    Raises:
        InvalidRequestError: One is None, which could mean "leave it" as well as "clear it".
    """
    given = {name: value for name, value in fields.items() if value is not NOT_GIVEN}
    for name, value in given.items():
        if value is None:
            raise InvalidRequestError(name, got="None", takes=_NO_NONE)
    return given


def require_any(fields: dict[str, Any]) -> dict[str, Any]:
    """Raises if nothing changes."""
    if not fields:
        raise InvalidRequestError("fields", got="none", takes="one field or more")
    return fields


def text(name: str, value: object) -> str:
    """Text, which may be empty."""
    if not isinstance(value, str):
        raise InvalidRequestError(name, got=kind(value), takes="text")
    return encodable(name, value)


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidRequestError(name, got=kind(value), takes="True or False")
    return value


def _date(name: str, value: object) -> datetime.date:
    if isinstance(value, datetime.datetime):
        value = value.date()
    try:
        found = (
            value
            if isinstance(value, datetime.date)
            else datetime.date.fromisoformat(str(value))
        )
    except ValueError:
        found = None
    if found is None or found.isoformat() != str(value) or found.year not in YEARS:
        raise InvalidRequestError(name, got=kind(value), takes=_TAKES_DATE)
    return found


def _time(name: str, value: object) -> str:
    is_aware = isinstance(value, datetime.time) and value.tzinfo is not None
    if isinstance(value, (datetime.time, datetime.datetime)) and not is_aware:
        return f"{value:%H:%M}"
    if not isinstance(value, str) or not re.fullmatch(_CLOCK, value):
        got = "a time with a zone" if is_aware else kind(value)
        raise InvalidRequestError(name, got=got, takes=_TAKES_TIME)
    return value


def _texts(name: str, value: object) -> list[str]:
    if (
        isinstance(value, str)
        or not isinstance(value, Sequence)
        or not all(isinstance(v, str) for v in value)
    ):
        raise InvalidRequestError(name, got=kind(value), takes="a list of texts")
    return [encodable(name, text) for text in value]


_CONVERT: Final[dict[object, Callable[[str, object], object]]] = {
    int | None: partial(whole, least=0),  # Keys only; customer 0 means no customer.
    bool | None: _truth,
    Number | None: money,
    datetime.date | str | None: _date,
    datetime.time | datetime.datetime | str | None: _time,
    Sequence[str] | None: _texts,
    "delivery_mode_id": whole,
    "weight": partial(_amount, what="weight in kg"),
}
"""How a value that is not plain text is made ready, by the type of its field, or its name."""


@cache
def _converters(taken: type) -> dict[str, Callable[[str, object], object]]:
    """The conversion of each field. A weight is a number like an amount of money, but may be finer
    than a satang.
    """
    return {
        name: _CONVERT.get(name, _CONVERT.get(hint, text))
        for name, hint in get_type_hints(taken).items()
    }
