"""Order numbers: which may be sent, and which may be the same though they are spelled otherwise."""

from __future__ import annotations

import pytest
from mycloud._errors import InvalidRequestError
from mycloud._numbers import check_number, match, normal


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("WEB-17", "web-17"),
        ("WEB-17", " WEB - 17 "),
        ("WEB-17", "WEB\u200b-17"),
        ("WEB-17", "WEB\ufeff-17\u2028"),
        ("0017", "17"),
        ("17", "0017"),
        ("17", 17),
        ("A&B-1", "A&amp;B-1"),
        ("A&B-1", "A&amp;amp;B-1"),
        ("ＷＥＢ-17", "WEB-17"),
        ("STRASSE-1", "straße-1"),
        ("WEB-2026-11-28-0001", "WEB-2026-1"),
    ],
)
def test_a_number_that_a_server_may_have_rewritten_is_a_loose_match(
    wanted: str, found: object
) -> None:
    assert match(wanted, found) == "loose"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("WEB-17", "WEB-18"),
        ("WEB-17", "WEB-1"),
        ("WEB-17", "WEB-170"),
        ("WEB-2026-11-28-0001", "WEB-2026-"),  # nine characters are too few
        ("WEB-2026-11-28-0001", "EB-2026-11-28"),
        ("WEB-17", None),
        ("WEB-17", ""),
        ("1", True),
        ("17", 17.0),
        ("17", ["17"]),
        ("0", "1"),
    ],
)
def test_another_number_does_not_match(wanted: str, found: object) -> None:
    assert match(wanted, found) == "none"


def test_the_same_number_is_an_exact_match() -> None:
    assert match("WEB-17", "WEB-17") == "exact"
    assert match("", "") == "exact"


def test_a_number_of_zeros_keeps_them() -> None:
    assert normal("000") == "000"
    assert normal("0a0") == "a0"


@pytest.mark.parametrize("number", ["WEB-1", "ออเดอร์ 1", "a", "A&B"])
def test_a_plain_number_is_sent_unchanged(number: str) -> None:
    assert check_number("order_number", number) == number


@pytest.mark.parametrize("number", [None, 17, True, "", b"WEB-1"])
def test_what_is_no_text_is_refused(number: object) -> None:
    with pytest.raises(InvalidRequestError, match=r"order_number.*not empty"):
        check_number("order_number", number)


@pytest.mark.parametrize(
    "number",
    [" a", "a ", "a\x00", "a\u200bb", "a\ud800", "a\u2028b", "a\u2029b", "a\nb"],
)
def test_what_a_server_may_change_is_refused(number: str) -> None:
    with pytest.raises(InvalidRequestError, match=r"order_number.*remove them"):
        check_number("order_number", number)
