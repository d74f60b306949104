"""How long a token is used."""

from __future__ import annotations

import base64
import json

import pytest
from mycloud._token import TokenKeeper, lifetime


def token(**claims: object) -> str:
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"header.{body}.signature"


def kept(life: float, now: float = 1000.0) -> TokenKeeper:
    keeper = TokenKeeper()
    keeper.keep(token(iat=5_000_000, exp=5_000_000 + life), now)
    return keeper


def test_a_token_is_used_until_a_minute_before_its_end_whatever_the_clocks_say() -> None:
    keeper = kept(28800)

    assert keeper.usable(1000.0 + 28739, None)
    assert keeper.usable(1000.0 + 28740, None) is None


def test_a_short_lived_token_is_used_for_nine_tenths_of_its_life() -> None:
    keeper = kept(10)

    assert keeper.usable(1008.9, None)
    assert keeper.usable(1009.0, None) is None


def test_a_refused_token_is_not_used_again() -> None:
    keeper = TokenKeeper("ready")

    assert keeper.usable(0, None) == "ready"
    assert keeper.usable(0, "ready") is None


def test_a_token_that_replaced_the_refused_one_is_used() -> None:
    keeper = TokenKeeper("ready")
    keeper.keep("newer", 0)

    assert keeper.usable(0, "ready") == "newer"


def test_a_token_that_does_not_tell_its_life_is_used_until_it_is_refused() -> None:
    keeper = TokenKeeper()
    keeper.keep("opaque", 0)

    assert keeper.usable(1e9, None) == "opaque"


@pytest.mark.parametrize("text", ["", "opaque", "a.b.c", "a.!!.c", "a.e30.c", token(iat=1), token(iat=1, exp="soon")])
def test_a_life_that_cannot_be_read_is_none(text: str) -> None:
    assert lifetime(text) is None
