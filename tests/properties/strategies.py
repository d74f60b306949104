"""What callers may give, and what they may not."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ..wire.orders import CONTENTS, TEXTS, Attached, Line, Order

# What arrives.

HOSTILE: Final = [
    *TEXTS.values(),
    "\r\n--boundary\r\n",
    '"; filename="x',
    'x"; name="status',
    "order_items[0][price]",
    "]]]][[[[",
    "&=&=?#;",
    "%00%0D%0A%22",
    "--",
    "\r",
    "\n",
    "\0",
    "\u2028\u2029\x85\ufeff\ufffe\u202e",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{7*7}}${7*7}",
    "None",
    "null",
    "false",
    "ไปรษณีย์" * 300,
]
WORDS: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
TEXT: Final = (
    WORDS
    | st.sampled_from(HOSTILE)
    | st.builds("{}{}{}".format, WORDS, st.sampled_from(HOSTILE), WORDS)
)
SKUS: Final = TEXT.filter(lambda text: bool(text.strip()))

WHOLE: Final = st.integers(1, 10**15)
SATANG: Final = st.integers(0, 10**13)
AMOUNTS: Final = SATANG.map(lambda satang: Decimal(satang).scaleb(-2))
PRICES: Final[SearchStrategy[Any]] = (
    AMOUNTS
    | AMOUNTS.map(str)
    | SATANG.map(lambda satang: satang / 100)
    | st.integers(0, 10**30)
    | st.builds("{}e{}".format, st.integers(0, 999), st.integers(-2, 20))
    | st.builds(
        lambda digits, zeros: Decimal(digits).scaleb(zeros),
        st.integers(0, 999),
        st.integers(-2, 40),
    )
    | st.floats(2.0**70, 1e99)
    | st.sampled_from(["+5", "5.", ".5", "007", "1.500", "-0", Decimal("-0.00"), -0.0])
)
WEIGHTS: Final[SearchStrategy[Any]] = st.floats(0, 1e30) | st.decimals(
    0, 1000, allow_nan=False, places=9
)
_MEANT: Final = st.dates(datetime.date(1900, 1, 1), datetime.date(2399, 12, 31))
DATES: Final[SearchStrategy[Any]] = (
    _MEANT
    | st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2399, 12, 31))
    | _MEANT.map(str)
)
TIMES: Final[SearchStrategy[Any]] = st.times() | st.times().map("{:%H:%M}".format)

TEXT_FIELDS: Final = (
    "name",
    "address",
    "postcode",
    "phone_number",
    "email",
    "note",
    "billing_title",
    "customer_reference",
    "status",
)
ORDER_NUMBERS: Final = st.text(
    st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60
)
"""Numbers that a server leaves as they are: no white space, nothing invisible."""

OTHER_FIELDS: Final[dict[str, SearchStrategy[Any]]] = {
    "order_number": ORDER_NUMBERS,
    "customer_id": st.integers(0, 10**15),
    "delivery_date": DATES,
    "total_price": PRICES,
    "payment_amount": PRICES,
    "payment_date": DATES,
    "payment_time": TIMES,
    "weight": WEIGHTS,
    "urgent": st.booleans(),
}
FIELDS: Final = st.fixed_dictionaries(
    {},
    optional={name: st.none() | TEXT for name in TEXT_FIELDS}
    | {name: st.none() | given for name, given in OTHER_FIELDS.items()},
)


def lines_by(identifier: str, named: SearchStrategy[Any]) -> SearchStrategy[Line]:
    return st.fixed_dictionaries(
        {identifier: named, "quantity": WHOLE, "price": PRICES}
    )


LINES: Final[SearchStrategy[Line]] = (
    lines_by("product_id", WHOLE)
    | lines_by("product_sku", SKUS)
    | lines_by("shop_sku", SKUS)
)
ORDERS: Final = st.builds(
    Order, lines=st.lists(LINES, min_size=1, max_size=20), fields=FIELDS
)

ONE_LINE: Final = SKUS.map(
    lambda text: text.translate(dict.fromkeys(map(ord, "\r\n\0"), "_"))
)
BYTES: Final = (
    st.binary()
    | st.sampled_from(list(CONTENTS.values()))
    | st.builds(
        lambda start, text: start + text.encode(), st.binary(), st.sampled_from(HOSTILE)
    )
)
FILES: Final = st.lists(
    st.builds(Attached, content=BYTES, label=ONE_LINE),
    min_size=1,
    max_size=3,
    unique_by=lambda file: file.label,
)

# Values that are refused.

PERSONAL: Final = "คุณ พวริด"
"""Stands in every refused text, so that its being repeated is seen."""

SURROGATES: Final = st.builds(
    "{}{}{}".format, WORDS, st.characters(categories=["Cs"]), WORDS
)
WORDY: Final = st.builds("{}{}".format, st.just(PERSONAL), WORDS)
NO_TEXT: Final[SearchStrategy[Any]] = (
    st.integers()
    | st.booleans()
    | st.binary()
    | st.floats()
    | st.lists(WORDY, max_size=2)
    | st.just({"a": PERSONAL})
)
NOT_WHOLE: Final[SearchStrategy[Any]] = (
    st.floats()
    | st.booleans()
    | st.none()
    | WORDY
    | st.decimals()
    | st.integers(1, 999).map(str)
    | st.just([1])
)
NOT_COUNTED: Final[SearchStrategy[Any]] = NOT_WHOLE | st.integers(max_value=0)
NO_PLACE: Final[SearchStrategy[Any]] = (
    st.floats() | st.booleans() | WORDY | st.integers(max_value=-1)
)
NO_NUMBER: Final[SearchStrategy[Any]] = (
    WORDY | st.booleans() | st.binary() | st.just([1]) | st.just("")
)
NOT_FINITE: Final[SearchStrategy[Any]] = st.sampled_from(
    ["nan", "sNaN", "inf", "-Infinity"]
).flatmap(lambda text: st.sampled_from([text, Decimal(text), float(text.lstrip("s"))]))
NEGATIVE: Final[SearchStrategy[Any]] = st.integers(1, 10**9).flatmap(
    lambda cents: st.sampled_from(
        [-cents, -cents / 100, f"-{cents}", Decimal(-cents).scaleb(-2), f"-{cents}e-2"]
    )
)
TOO_FINE: Final[SearchStrategy[Any]] = (
    st.builds(
        lambda whole, last, places: Decimal(whole * 10 + last).scaleb(-places),
        SATANG,
        st.integers(1, 9),
        st.integers(3, 12),
    )
).flatmap(lambda amount: st.sampled_from([amount, str(amount)]))
NO_WEIGHT: Final[SearchStrategy[Any]] = NO_NUMBER | NOT_FINITE | NEGATIVE
NO_PRICE: Final[SearchStrategy[Any]] = NO_WEIGHT | TOO_FINE
NO_DATE: Final[SearchStrategy[Any]] = (
    WORDY
    | st.dates().map("{:%d/%m/%Y}".format)
    | st.datetimes().map(datetime.datetime.isoformat)
    | st.sampled_from(
        [
            "",
            "0000-00-00",
            "2017-02-30",
            "2017-13-01",
            "17-12-31",
            "2017-12-31 ",
            "๒๐๑๗-๑๒-๓๑",
        ]
    )
    | st.integers(0, 9999)
)
NO_TIME: Final[SearchStrategy[Any]] = (
    WORDY
    | st.times().map("{:%H:%M:%S}".format)
    | st.sampled_from(
        ["", "24:00", "3:32", "15:60", "15.32", "15:32\n", " 15:32", "1532", "๑๕:๓๒"]
    )
    | st.integers()
    | st.dates()
)
WRONG: Final[dict[str, SearchStrategy[Any]]] = {
    **{name: NO_TEXT | SURROGATES for name in (*TEXT_FIELDS, "order_number")},
    "customer_id": NOT_WHOLE.filter(lambda value: value is not None)
    | st.integers(max_value=-1),
    "delivery_date": NO_DATE,
    "total_price": NO_PRICE,
    "payment_amount": NO_PRICE,
    "payment_date": NO_DATE,
    "payment_time": NO_TIME,
    "weight": NO_WEIGHT,
    "urgent": WORDY | st.integers() | st.sampled_from(["", "true", "false", "1"]),
}
EMPTY: Final = st.text(" \t\u00a0", max_size=3)
BROKEN_LINES: Final = st.builds(
    "{}{}{}".format, WORDS, st.sampled_from("\r\n\0"), WORDS
).filter(lambda text: bool(text.strip()))
"""Not of white space alone, which is refused for being empty."""
