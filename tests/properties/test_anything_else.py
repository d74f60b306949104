"""The way for calls without a method: the form arrives like every other, and its path stays
with the server.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mycloud import MyCloud

from ..wire.php import LOOPBACK, Php
from .asking import QUICK, refused
from .strategies import TEXT

NAMES = st.from_regex(r"[a-z][a-z_]{0,9}", fullmatch=True)
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXT | st.integers() | st.booleans(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(NAMES, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def spelled(value: object) -> object:
    """A value as PHP gives it: every leaf is text."""
    if isinstance(value, dict):
        return {name: spelled(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [spelled(inner) for inner in value]
    return str(int(value)) if isinstance(value, int) else value


@pytest.mark.php
@LOOPBACK
@QUICK
@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=5))
def test_a_nested_form_arrives_as_it_was_nested(php: Php, form: dict[str, Any]) -> None:
    with MyCloud(token="ready", transport=php) as client:
        client.request("POST", "/anything", form=form)

    assert php.received[-1].fields == spelled(form)


@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/orders", "http://elsewhere.example/orders"]
)
def test_a_path_to_another_server_is_refused(path: str) -> None:
    refused(lambda client: client.request("GET", path))


@pytest.mark.parametrize("name", ["a\rb", "a\nb", "a\0b"])
def test_a_line_break_or_nul_in_the_name_of_a_field_is_refused(name: str) -> None:
    refused(lambda client: client.request("POST", "/orders", form={name: "x"}))


@pytest.mark.parametrize("value", ["\ud800", float("nan"), float("inf")])
def test_a_value_that_cannot_be_spelled_is_refused(value: object) -> None:
    refused(lambda client: client.request("POST", "/orders", form={"note": value}))
