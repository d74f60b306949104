"""The rules by which a value is read, at their edges."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from mycloud_api import values
from mycloud_api.values import BANGKOK, Reading, Row, kind

PATH: Any = ((), "field")


def read(convert: Any, value: Any) -> tuple[Any, int]:
    """What becomes of a value, and how often it was called odd."""
    odd: list[object] = []
    reading = Reading(lambda path, found: odd.append(found), BANGKOK)
    return convert(value, PATH, reading), len(odd)


@pytest.mark.parametrize(("text", "year"), [("1900-01-01", 1900), ("2399-12-31", 2399)])
def test_the_first_and_the_last_year_are_dates(text: str, year: int) -> None:
    found, odd = read(values.to_date, text)

    assert isinstance(found, datetime.date)
    assert (found.year, odd) == (year, 0)


@pytest.mark.parametrize("text", ["1899-12-31", "2400-01-01", "2568-13-01"])
def test_another_year_is_kept_as_text(text: str) -> None:
    assert read(values.to_date, text) == (text, 1)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (10**17, 1e17),
        (-(10**17), -1e17),
        (2**53, float(2**53)),
        (7, 7.0),
        ("49.50", 49.5),
        (" 7 ", 7.0),
        ("1e3", 1000.0),
    ],
)
def test_a_number_that_a_float_holds_is_read(value: Any, number: float) -> None:
    assert read(values.to_number, value) == (number, 0)


@pytest.mark.parametrize(
    "value", [2**53 + 1, "0.1234567890123456789", "007", "1,290", "abc", True, "1e999"]
)
def test_a_number_that_would_lose_something_is_kept(value: Any) -> None:
    found, odd = read(values.to_number, value)

    assert (found, type(found), odd) == (value, type(value), 1)


@pytest.mark.parametrize(
    ("value", "whole"), [("7", 7), (7.0, 7), ("7.0", 7), ("1e3", 1000), (-1, -1)]
)
def test_a_whole_number_is_read(value: Any, whole: int) -> None:
    found, odd = read(values.to_integer, value)

    assert (found, type(found), odd) == (whole, int, 0)


@pytest.mark.parametrize("value", ["7.5", 7.5, 2.0**60, "7 pieces", True])
def test_what_is_no_whole_number_is_kept(value: Any) -> None:
    found, odd = read(values.to_integer, value)

    assert (found, type(found), odd) == (value, type(value), 1)


@pytest.mark.parametrize(
    "convert", ["to_integer", "to_number", "to_date", "to_boolean"]
)
@pytest.mark.parametrize("empty", [None, "", []])
def test_nothing_is_none(convert: str, empty: Any) -> None:
    assert read(getattr(values, convert), empty) == (None, 0)


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        (True, True),
        (False, False),
        (1, True),
        (0, False),
        ("1", True),
        ("false", False),
    ],
)
def test_a_boolean_is_read(value: Any, truth: bool) -> None:
    found, odd = read(values.to_boolean, value)

    assert (found is truth, odd) == (True, 0)


@pytest.mark.parametrize("value", [2, "yes", -1, "10"])
def test_what_is_no_boolean_is_kept(value: Any) -> None:
    assert read(values.to_boolean, value) == (value, 1)


class FastRow(Row):
    """An object that came by the fast lane."""


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "null"),
        (True, "a boolean"),
        (1, "a number"),
        (1.5, "a number"),
        ("x", "text"),
        ([], "a list"),
        ({}, "an object"),
        (FastRow(), "an object"),
        (Decimal(1), "Decimal"),
    ],
)
def test_a_value_is_called_by_its_kind_in_json(value: object, name: str) -> None:
    assert kind(value) == name


def test_a_value_is_as_deep_as_its_deepest_part() -> None:
    assert values._is_shallow([], 0)
    assert values._is_shallow("x", 0)
    assert not values._is_shallow([1], 0)
    assert values._is_shallow([1, [2]], 2)
    assert not values._is_shallow([1, [2]], 1)
    assert not values._is_shallow({"a": 1, "b": {"c": [2]}}, 2)
