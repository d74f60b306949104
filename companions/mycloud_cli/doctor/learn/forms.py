"""The form of a value in an answer: what it looks like, without the value itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Form(StrEnum):
    """What a value looks like."""

    ABSENT = "absent"
    NULL = "null"
    EMPTY_TEXT = "empty text"
    INTEGER = "integer"
    DECIMAL = "decimal number"
    TRUTH = "true or false"
    DIGITS = "text of digits"
    NUMBER = "text of a decimal number"
    DAY = "YYYY-MM-DD"
    BUDDHIST_DAY = "YYYY-MM-DD in the Buddhist era"
    ZERO_DATE = "0000-00-00"
    ZONED = "timestamp in UTC"
    TIMESTAMP = "timestamp without a zone"
    TEXT = "text"
    EMPTY_LIST = "[]"
    LIST = "list"
    KEYED = "object with the keys 0, 1, 2"
    OBJECT = "object"


_PATTERNS: Final = (
    (Form.EMPTY_TEXT, re.compile(r"")),
    (Form.ZERO_DATE, re.compile(r"0000-00-00.*")),
    (Form.BUDDHIST_DAY, re.compile(r"2[4-9][0-9]{2}-[0-9]{2}-[0-9]{2}")),
    (Form.DAY, re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    (Form.ZONED, re.compile(r"[0-9-]{10}[T ][0-9:.]+(Z|[+-][0-9:]+)")),
    (Form.TIMESTAMP, re.compile(r"[0-9-]{10}[T ][0-9:.]+")),
    (Form.DIGITS, re.compile(r"[0-9]+")),
    (Form.NUMBER, re.compile(r"-?[0-9]+\.[0-9]+")),
    (Form.TEXT, re.compile(r".*", re.DOTALL)),
)


def form_of(value: object) -> Form:
    """The form of a value as JSON holds it."""
    if value is None:
        return Form.NULL
    if isinstance(value, bool):
        return Form.TRUTH
    if isinstance(value, (int, float)):
        return Form.INTEGER if isinstance(value, int) else Form.DECIMAL
    if isinstance(value, str):
        return next(form for form, pattern in _PATTERNS if pattern.fullmatch(value))
    if isinstance(value, Mapping):
        is_keyed = bool(value) and all(str(key).isdecimal() for key in value)
        return Form.KEYED if is_keyed else Form.OBJECT
    return Form.LIST if value else Form.EMPTY_LIST
