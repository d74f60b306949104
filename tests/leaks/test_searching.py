"""The search finds what it looks for, wherever it is planted and however it is spelled."""

from __future__ import annotations

import base64
import html
import json
import pickle
from collections.abc import Callable
from urllib.parse import quote

import pytest
from mycloud import MyCloudError, ServerError, UnknownOutcomeError

from .people import ECHO, NAME, PHONE, PRIVATE, TOKEN
from .searching import Search

WAYS: dict[str, Callable[[str], str | bytes]] = {
    "as it is": str,
    "as bytes": str.encode,
    "in upper case": str.upper,
    "by repr": repr,
    "by repr of its bytes": lambda text: repr(text.encode()),
    "in ASCII": ascii,
    "as JSON": json.dumps,
    "in a URL": quote,
    "in a URL, all of it": lambda text: quote(text, safe=""),
    "in HTML": html.escape,
    "in hexadecimal": lambda text: text.encode().hex(),
    "in Base64": lambda text: base64.b64encode(text.encode()),
    "in Base64 after a byte": lambda text: base64.b64encode(
        b"x" + text.encode() + b"yz"
    ),
    "in Base64 after two bytes": lambda text: base64.b64encode(
        b"xy" + text.encode() + b"z"
    ),
    "pickled": pickle.dumps,
}


def test_nothing_is_found_where_there_is_nothing() -> None:
    search = Search(PRIVATE)
    search.look_at_object("a number", 342)
    search.look_at_error("an error", MyCloudError("POST /orders was answered with 422"))

    assert search.found() == []
    assert len(search) == 10


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_text_is_found_however_it_is_spelled(
    name: str, way: Callable[[str], str | bytes]
) -> None:
    search = Search({name: PRIVATE[name]})
    spelled = way(PRIVATE[name])
    search.look_at(
        "there",
        b"before " + spelled + b" after"
        if isinstance(spelled, bytes)
        else f"before {spelled} after",
    )

    assert [found.partition(" (#")[0] for found in search.found()] == [
        f"{name} in there"
    ]


class Careless:
    """Shows in one way what it hides in the others."""

    def __init__(self, way: str) -> None:
        self._way = way

    def __repr__(self) -> str:
        return PHONE if self._way == "repr" else "..."

    def __str__(self) -> str:
        return PHONE if self._way == "str" else "..."

    def __format__(self, spec: str) -> str:
        return PHONE if self._way == "format" else "..."


@pytest.mark.parametrize("way", ["repr", "str", "format"])
def test_it_is_found_in_every_way_an_object_is_shown(way: str) -> None:
    search = Search({"phone": PHONE})
    search.look_at_object("a thing", Careless(way))

    assert [found.partition(" (#")[0] for found in search.found()] == [
        f"phone in {way} of a thing"
    ]


def error_with(place: str) -> BaseException:
    """An error that holds a phone number in just one place."""
    error = MyCloudError("no")
    if place == "args":
        return MyCloudError("no", PHONE)
    if place == "cause":
        error.__cause__ = ValueError(PHONE)
    elif place == "context":
        error.__context__ = ValueError(PHONE)
    elif place == "note":
        error.add_note(PHONE)
    else:
        setattr(error, place, PHONE)
    return error


@pytest.mark.parametrize(
    "place", ["args", "cause", "context", "note", "request_id", "anything"]
)
def test_it_is_found_wherever_an_error_holds_it(place: str) -> None:
    search = Search({"phone": PHONE})
    search.look_at_error("an error", error_with(place))

    assert search.found() != []


@pytest.mark.parametrize("place", ["args", "request_id", "anything", "note"])
def test_it_is_found_in_what_is_stored_of_an_error(place: str) -> None:
    search = Search({"phone": PHONE})
    search.look_at_error("an error", error_with(place))

    assert any("in pickle of" in found for found in search.found())


def test_what_a_traceback_does_not_show_is_not_looked_at() -> None:
    error = error_with("context")
    error.__suppress_context__ = True
    search = Search({"phone": PHONE})
    search.look_at_error("an error", error)

    assert search.found() == []


def test_the_answer_that_an_error_holds_is_left_out_and_nothing_else_is() -> None:
    kept = ServerError(
        "HTML", status=500, method="GET", url="https://h/orders", body=f"{NAME} {TOKEN}"
    )
    unknown = UnknownOutcomeError("unknown")
    unknown.__cause__ = kept
    search = Search(PRIVATE)
    for error in (kept, unknown):
        search.look_at_error("an error", error)
    assert search.found() == []

    kept.message = ECHO
    search.look_at_error("an error", kept)
    assert {found.partition(" in ")[0] for found in search.found()} == PRIVATE.keys()
    assert kept.body == f"{NAME} {TOKEN}"
