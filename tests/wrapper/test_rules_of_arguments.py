"""Arguments and answers at their edges: what is refused, and what a status or an id means."""

from __future__ import annotations

import json
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from mycloud import Answer, ApiError, DecodeError
from mycloud._answers import is_id, raise_for_status, raw_answer, result_with_id
from mycloud._arguments import (
    check_choice,
    database_key,
    filled,
    money,
    one_line,
    reference,
    text,
    whole,
)
from mycloud._errors import InvalidRequestError
from mycloud._messages import Request
from mycloud_api.values import LENIENT


def answer(
    status: int = 200, body: str = "{}", kind: str = "application/json"
) -> Answer:
    return Answer(
        status=status,
        headers={"content-type": kind},
        content=body.encode(),
        request=Request(method="GET", url="/orders/342"),
        base_url="https://h/api/v1",
    )


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_a_status_of_success_raises_nothing(status: int) -> None:
    raise_for_status(answer(status))


@pytest.mark.parametrize("status", [199, 300, 301, 400, 404, 500])
def test_any_other_status_is_an_error(status: int) -> None:
    with pytest.raises(ApiError) as caught:
        raise_for_status(answer(status, '{"message": "no"}'))

    assert (caught.value.status, caught.value.message) == (status, "no")
    assert (caught.value.method, caught.value.body) == ("GET", '{"message": "no"}')


def read(id: Any, wanted: int | None = 342) -> Any:
    found = SimpleNamespace(id=id)
    return result_with_id(wanted, lambda content, reading: found, answer(), LENIENT)


def test_the_result_that_was_asked_for_is_given() -> None:
    assert read(342).id == 342
    assert read(7, wanted=None).id == 7


@pytest.mark.parametrize(
    ("id", "wanted", "said"),
    [
        (343, 342, "another id"),
        (None, 342, "no id"),
        (None, None, "no id"),
        (0, None, "no id"),
        (-1, None, "no id"),
        (True, None, "no id"),
        ("342", 342, "no id"),
    ],
)
def test_a_result_with_another_id_or_none_is_not_believed(
    id: Any, wanted: int | None, said: str
) -> None:
    with pytest.raises(DecodeError, match=said):
        read(id, wanted)


def test_a_database_key_is_a_whole_number_over_zero() -> None:
    assert [is_id(value) for value in (1, 0, -1, True, "1", None)] == [
        True,
        *[False] * 5,
    ]


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        ('{"success": false, "message": "no"}', "application/json", ApiError),
        ("<html>", "application/json", DecodeError),
        ("<html>", "text/html", None),
        ("[1]", "application/json", None),
    ],
)
def test_a_raw_answer_that_calls_itself_json_is_looked_at(
    body: str, kind: str, error: type[Exception] | None
) -> None:
    raw = answer(200, body, kind)
    if error is None:
        assert raw_answer(raw, LENIENT) is raw
        return
    with pytest.raises(error):
        raw_answer(raw, LENIENT)


@pytest.mark.parametrize("value", [Fraction(5), [5], None, True, object(), b"5"])
def test_an_amount_is_a_number_or_text(value: object) -> None:
    with pytest.raises(InvalidRequestError):
        money("price", value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        ("49.50", "49.50"),
        (0.1, "0.1"),
        ("-0", "0"),
        ("0.010", "0.010"),
        ("9" * 100, "9" * 100),
    ],
)
def test_an_amount_keeps_its_digits(value: Any, shown: str) -> None:
    assert str(money("price", value)) == shown


@pytest.mark.parametrize(
    "value", ["0.001", "-0.01", "nan", "inf", "1e100", "1e1000000", "1,290", ""]
)
def test_an_amount_that_cannot_be_is_refused(value: str) -> None:
    with pytest.raises(InvalidRequestError):
        money("price", value)


def test_a_whole_number_has_a_least_and_a_most() -> None:
    assert whole("quantity", 1) == 1
    assert whole("quantity", 2**63 - 1) == 2**63 - 1
    assert whole("limit", 0, least=0) == 0
    for wrong in (0, 2**63, True, 1.0, "1"):
        with pytest.raises(InvalidRequestError, match="a whole number of 1 or more"):
            whole("quantity", wrong)


def test_a_choice_is_one_of_those_that_are_named() -> None:
    check_choice("on_unknown", "raise", ("raise", "reconcile"))
    with pytest.raises(InvalidRequestError, match=r"'retry'.*'raise' or 'reconcile'"):
        check_choice("on_unknown", "retry", ("raise", "reconcile"))


def test_text_is_whole_and_where_it_must_be_in_one_line() -> None:
    assert (text("note", ""), filled("name", " a "), one_line("name", "a")) == (
        "",
        " a ",
        "a",
    )
    for wrong in ("a\rb", "a\nb", "a\0b", "", " "):
        with pytest.raises(InvalidRequestError):
            one_line("name", wrong)
    with pytest.raises(InvalidRequestError, match="surrogate"):
        text("note", json.loads(r'"\ud800"'))


@pytest.mark.parametrize("wrong", ["", " ", "a/b", ".", "..", 0, True, None, 1.5])
def test_a_reference_is_one_segment_of_a_path(wrong: object) -> None:
    with pytest.raises(InvalidRequestError, match="ref"):
        reference(wrong)


def test_a_reference_or_a_key_is_given_as_such_or_as_what_bears_it() -> None:
    assert (reference("JO001"), reference(7)) == ("JO001", "7")
    assert reference(SimpleNamespace(id=7)) == "7"
    assert (database_key(7), database_key(SimpleNamespace(id=7))) == (7, 7)
