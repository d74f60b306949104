"""How long a token is used."""

from __future__ import annotations

import base64
import json
import stat
from pathlib import Path

import pytest
from mycloud import TokenFile
from mycloud._token import TokenKeeper, lifetime


def token(**claims: object) -> str:
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"header.{body}.signature"


def usable(keeper: TokenKeeper, now: float, refused: str | None) -> str | None:
    return keeper.fresh(now, refused) or keeper.stored(refused)


def kept(life: float, now: float = 1000.0) -> TokenKeeper:
    keeper = TokenKeeper(None, None)
    keeper.keep(token(iat=5_000_000, exp=5_000_000 + life), now)
    return keeper


def test_a_token_is_used_until_a_minute_before_its_end_whatever_the_clocks_say() -> (
    None
):
    keeper = kept(28800)

    assert usable(keeper, 1000.0 + 28739, None)
    assert usable(keeper, 1000.0 + 28740, None) is None


def test_a_short_lived_token_is_used_for_nine_tenths_of_its_life() -> None:
    keeper = kept(10)

    assert usable(keeper, 1008.9, None)
    assert usable(keeper, 1009.0, None) is None


def test_a_refused_token_is_not_used_again() -> None:
    keeper = TokenKeeper("ready", None)

    assert usable(keeper, 0, None) == "ready"
    assert usable(keeper, 0, "ready") is None


def test_a_token_that_replaced_the_refused_one_is_used() -> None:
    keeper = TokenKeeper("ready", None)
    keeper.keep("newer", 0)

    assert usable(keeper, 0, "ready") == "newer"


def test_a_token_that_does_not_tell_its_life_is_used_until_it_is_refused() -> None:
    keeper = TokenKeeper(None, None)
    keeper.keep("opaque", 0)

    assert usable(keeper, 1e9, None) == "opaque"


def test_a_token_file_is_readable_by_its_owner_only_and_shared(tmp_path: Path) -> None:
    path = tmp_path / "token"
    first, second = (TokenKeeper(None, TokenFile(path)) for _ in range(2))
    assert usable(first, 0, None) is None

    first.keep("shared", 0)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert usable(second, 0, None) == "shared"
    assert [entry.name for entry in tmp_path.iterdir()] == ["token"]


def test_a_stored_token_that_was_refused_or_has_run_out_is_not_used(
    tmp_path: Path,
) -> None:
    keeper = TokenKeeper(None, TokenFile(tmp_path / "token"))
    keeper.keep(token(iat=0, exp=100), 0)

    assert usable(keeper, 10, token(iat=0, exp=100)) is None

    keeper.keep(token(iat=0, exp=100), 0)
    assert usable(keeper, 95, None) is None


def test_a_token_another_process_left_replaces_the_refused_one(tmp_path: Path) -> None:
    store = TokenFile(tmp_path / "token")
    keeper = TokenKeeper("mine", store)
    store.save("theirs")

    assert usable(keeper, 0, "mine") == "theirs"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "opaque",
        "a.b.c",
        "a.!!.c",
        "a.e30.c",
        token(iat=1),
        token(iat=1, exp="soon"),
    ],
)
def test_a_life_that_cannot_be_read_is_none(text: str) -> None:
    assert lifetime(text) is None
