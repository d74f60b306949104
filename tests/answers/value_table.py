"""What comes in a field, and what it must be read as: written by hand, for a field of each kind.

The first column is JSON as a server may spell it. `KEPT` means unchanged and logged. Everything else
is read without a word.
"""

from __future__ import annotations

from datetime import date
from typing import Final

KEPT: Final = "kept unchanged, and logged"
KINDS: Final[tuple[str, ...]] = ("integer", "number", "boolean", "date", "text")
_K = KEPT
_DAY = date(2017, 12, 31)
_NEXT = date(2018, 1, 1)


def _only_text(text: str) -> tuple[object, ...]:
    """Text that is neither a number, nor a boolean, nor a date."""
    return f'"{text}"', _K, _K, _K, _K, text


def _day(text: str, day: date | None) -> tuple[object, ...]:
    """Text that is a day, or none, and neither a number nor a boolean."""
    return f'"{text}"', _K, _K, _K, day, text


ROWS: Final[list[tuple[object, ...]]] = [
    # JSON, integer, number, boolean, date, text
    ("null", None, None, None, None, None),
    ('""', None, None, None, None, None),
    ("[]", None, None, None, None, None),
    # booleans
    ("true", _K, _K, True, _K, _K),
    ("false", _K, _K, False, _K, _K),
    ('"true"', _K, _K, True, _K, "true"),
    ('"FALSE"', _K, _K, False, _K, "FALSE"),
    _only_text("yes"),
    _only_text("no"),
    _only_text("on"),
    _only_text("T"),
    # whole numbers
    ("0", 0, 0.0, False, _K, "0"),
    ("1", 1, 1.0, True, _K, "1"),
    ("-1", -1, -1.0, _K, _K, "-1"),
    ("2", 2, 2.0, _K, _K, "2"),
    ("342", 342, 342.0, _K, _K, "342"),
    ("20171231", 20171231, 20171231.0, _K, _K, "20171231"),
    ("1514739600", 1514739600, 1514739600.0, _K, _K, "1514739600"),
    ("9007199254740992", 2**53, 2.0**53, _K, _K, "9007199254740992"),
    ("9007199254740993", 2**53 + 1, _K, _K, _K, "9007199254740993"),
    ("18446744073709551617", 2**64 + 1, _K, _K, _K, "18446744073709551617"),
    ('"0"', 0, 0.0, False, _K, "0"),
    ('"1"', 1, 1.0, True, _K, "1"),
    ('"342"', 342, 342.0, _K, _K, "342"),
    ('" 342 "', 342, 342.0, _K, _K, " 342 "),
    ('"20171231"', 20171231, 20171231.0, _K, _K, "20171231"),
    ('"9007199254740993"', 2**53 + 1, _K, _K, _K, "9007199254740993"),
    _only_text("00342"),
    _only_text("+5"),
    _only_text("1_000"),
    _only_text("0x10"),
    _only_text("๓๔๒"),
    _only_text("１２"),
    # numbers with a fraction
    ("342.0", 342, 342.0, _K, _K, _K),
    ("1.0", 1, 1.0, _K, _K, _K),
    ("497.5", _K, 497.5, _K, _K, _K),
    ("0.1", _K, 0.1, _K, _K, _K),
    ("1e3", 1000, 1000.0, _K, _K, _K),
    ("1e20", _K, 1e20, _K, _K, _K),
    ('"342.00"', 342, 342.0, _K, _K, "342.00"),
    ('"497.50"', _K, 497.5, _K, _K, "497.50"),
    ('"0.1"', _K, 0.1, _K, _K, "0.1"),
    ('"1.5e2"', 150, 150.0, _K, _K, "1.5e2"),
    ('"9007199254740993.0"', 2**53 + 1, _K, _K, _K, "9007199254740993.0"),
    ('"123456789.123456789"', _K, _K, _K, _K, "123456789.123456789"),
    _only_text("1,290.00"),
    _only_text("1.290,00"),
    _only_text(".5"),
    _only_text("5."),
    _only_text("฿199"),
    _only_text("199 THB"),
    _only_text("1e400"),
    _only_text("-1e999"),
    _only_text("NaN"),
    _only_text("nan"),
    _only_text("inf"),
    _only_text("-Infinity"),
    # days
    _day("2017-12-31", _DAY),
    _day(" 2017-12-31 ", _DAY),
    _day("2017-12-31 00:00:00", _DAY),
    _day("2017-12-31 23:59:59", _DAY),
    _day("2017-12-31T15:32", _DAY),
    _day("2017-12-31T15:32:00.123456", _DAY),
    _day("2017-12-31T16:59:59Z", _DAY),
    _day("2017-12-31T17:00:00Z", _NEXT),
    _day("2017-12-31T17:00:00.000000Z", _NEXT),
    _day("2017-12-31 17:00:00+00:00", _NEXT),
    _day("2017-12-31T23:59:59+07:00", _DAY),
    _day("2018-01-01T00:00:00+0700", _NEXT),
    _day("2017-12-31T12:00:00-05:00", _NEXT),
    _day("2018-01-01T08:59:59+09:00", _NEXT),
    _day("2018-01-01T01:59:59+09:00", _DAY),
    _day("0000-00-00", None),
    _day("0000-00-00 00:00:00", None),
    _day("-0001-11-30 00:00:00", None),
    _day("-0001-11-30T00:00:00.000000Z", None),
    _day("-0001-11-29T17:17:56.000000Z", None),
    _only_text("0000-00-00 garbage"),
    _only_text("2017-12-31 garbage"),
    _only_text("2017-12-31T"),
    _only_text("2017-12-31Z"),
    _only_text("2017-12-31T25:00:00"),
    _only_text("2017-12-31T24:00:00"),
    _only_text("2017-12-31 17:00:00 ICT"),
    _only_text("2017-02-30"),
    _only_text("2017-13-01"),
    _only_text("2017-2-3"),
    _only_text("2017-12"),
    _only_text("2017-W52-7"),
    _only_text("31/12/2017"),
    _only_text("Sun, 31 Dec 2017 17:00:00 GMT"),
    _only_text("2560-12-31"),
    _only_text("2568-01-01T00:00:00+07:00"),
    _only_text("1899-12-31"),
    _only_text("0001-01-01"),
    # text, and what is none of all
    _only_text("สมชาย ใจดี"),
    _only_text(" "),
    _only_text("null"),
    _only_text("None"),
    ("{}", _K, _K, _K, _K, _K),
    ('{"id": 1}', _K, _K, _K, _K, _K),
    ("[0]", _K, _K, _K, _K, _K),
    ('["2017-12-31"]', _K, _K, _K, _K, _K),
    ("[[]]", _K, _K, _K, _K, _K),
    # JSON literals that no number of Python can hold become the same text
    ("1e400", _K, _K, _K, _K, "1e400"),
    ("NaN", _K, _K, _K, _K, "NaN"),
    ("-Infinity", _K, _K, _K, _K, "-Infinity"),
]
