"""Habits of the column that keeps order numbers."""

import re

from .describing import Acts, Evidence, Guarantee, Habit, always, whole

_BLANK = "\\s\ufeff\u200b\u200e"  # as Laravel's TrimStrings has them
_ENDS = re.compile(f"^[{_BLANK}]+|[{_BLANK}]+$")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BEYOND_THREE_BYTES = re.compile("[\U00010000-\U0010ffff].*", re.DOTALL)
_ENTITIES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#039;",
    }  # htmlspecialchars
)


def _truncates(value: str) -> Acts:
    most = whole(value)
    return Acts(order_number=lambda number: number[:most])


def _trimmed(number: str) -> str:
    return _ENDS.sub("", number)


def _as_integer(number: str) -> str:
    is_digits = number.isascii() and number.isdigit()
    return (number.lstrip("0") or "0") if is_digits else number


def _rewrites(
    name: str,
    says: str,
    evidence: Evidence,
    acts: Acts,
    endangers: Guarantee = Guarantee.FOUND,
) -> Habit:
    return Habit(
        name=name, says=says, evidence=evidence, endangers=endangers, act=always(acts)
    )


HABITS = (
    _rewrites(
        "trims-order-numbers",
        "cuts white space off both ends of an order number",
        Evidence.STACK,
        Acts(order_number=_trimmed),
    ),
    Habit(
        name="truncates-order-numbers",
        value="20",
        says="keeps the first so many characters of an order number, without a word",
        evidence=Evidence.STACK,
        endangers=Guarantee.PLACED_ONCE,
        act=_truncates,
    ),
    _rewrites(
        "uppercases-order-numbers",
        "stores order numbers in capital letters",
        Evidence.IMAGINED,
        Acts(order_number=str.upper),
    ),
    _rewrites(
        "strips-zeros-from-order-numbers",
        "keeps an order number of digits as an integer: 00123 becomes 123",
        Evidence.IMAGINED,
        Acts(order_number=_as_integer),
    ),
    _rewrites(
        "escapes-order-numbers",
        "stores order numbers with HTML entities: A&B becomes A&amp;B",
        Evidence.STACK,
        Acts(order_number=lambda number: number.translate(_ENTITIES)),
    ),
    _rewrites(
        "strips-invisible-characters",
        "drops zero-width characters and soft hyphens from order numbers",
        Evidence.IMAGINED,
        Acts(order_number=lambda number: _INVISIBLE.sub("", number)),
    ),
    _rewrites(
        "cuts-order-numbers-at-emoji",
        "ends an order number before its first character of four bytes, as MySQL's utf8 does",
        Evidence.STACK,
        Acts(order_number=lambda number: _BEYOND_THREE_BYTES.sub("", number)),
    ),
    _rewrites(
        "unique-order-numbers",
        "refuses an order number that another order has, a deleted one too",
        Evidence.IMAGINED,
        Acts(number_key=lambda number: number),
        Guarantee.PLACED_ONCE,
    ),
    _rewrites(
        "ignores-case-of-order-numbers",
        "refuses an order number that differs from another only by case, as MySQL's collation "
        "compares",
        Evidence.STACK,
        Acts(number_key=lambda number: number.casefold().rstrip(" ")),
        Guarantee.PLACED_ONCE,
    ),
)
