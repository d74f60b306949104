"""How long a token is used."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mycloud import ConfigurationError, TokenFile
from mycloud._token import (
    TokenKeeper,
    lifetime,
)

from .serving import Server, async_client, client, order_answer


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


# Bound to keys and server, in whatever store.


class Kept:
    """A store in memory."""

    def __init__(self, text: Any = None) -> None:
        self.text = text

    def load(self) -> Any:
        return self.text

    def save(self, token: str) -> None:
        self.text = token


def fingerprint(base_url: str, api_key: str, secret_key: str) -> str:
    known = json.dumps([base_url, api_key, secret_key])
    return hashlib.sha256(known.encode()).hexdigest()[:16]


MINE = fingerprint("https://api.mycloudfulfillment.com/api/v1", "the-key", "the-secret")


def test_what_is_stored_is_the_token_and_a_fingerprint_of_keys_and_server() -> None:
    store = Kept()
    client(Server(order_answer), token_store=store).orders.get(342)

    assert store.text == f"T1 {MINE}"


@pytest.mark.anyio
async def test_what_the_awaited_client_stores_counts_for_the_other_and_back() -> None:
    store, server = Kept(), Server(order_answer)
    await async_client(server, token_store=store).orders.get(342)
    client(server, token_store=store).orders.get(342)
    await async_client(server, token_store=store).orders.get(342)

    assert server.bearers() == [None, *["Bearer T1"] * 3]


OTHERS = [
    {"api_key": "another-key"},
    {"secret_key": "another-secret"},
    {"base_url": "https://staging.example/api/v1"},
]


@pytest.mark.parametrize("other", OTHERS)
def test_a_token_of_other_keys_or_another_server_is_never_sent(
    other: dict[str, str], tmp_path: Path
) -> None:
    server, store = Server(order_answer), TokenFile(tmp_path / "token")
    client(server, token_store=store).orders.get(342)
    client(server, token_store=store, **other).orders.get(342)
    client(server, token_store=store).orders.get(342)

    assert server.bearers()[1::2] == ["Bearer T1", "Bearer T2", "Bearer T3"]


@pytest.mark.anyio
@pytest.mark.parametrize("other", OTHERS)
async def test_nor_does_the_awaited_client_send_it(other: dict[str, str]) -> None:
    server, store = Server(order_answer), Kept()
    await async_client(server, token_store=store).orders.get(342)
    await async_client(server, token_store=store, **other).orders.get(342)

    assert server.bearers() == [None, "Bearer T1", None, "Bearer T2"]


@pytest.mark.parametrize(
    "text",
    [
        "T0",
        f"T0 {MINE} more",
        f"T0  {MINE}",
        f"T0 {MINE[:15]}",
        f" {MINE}",
        f"T\n0 {MINE}",
        f"T\0 {MINE}",
        "",
        " ",
        b"T0",
        7,
        object(),
    ],
)
def test_a_stored_text_of_another_kind_is_no_token(text: Any) -> None:
    server = Server(order_answer)
    client(server, token_store=Kept(text)).orders.get(342)

    assert server.bearers() == [None, "Bearer T1"]


def test_a_ready_token_without_keys_still_works_beside_a_store() -> None:
    server = Server(order_answer)
    client(
        server, api_key=None, secret_key=None, token="ready", token_store=Kept("T0")
    ).orders.get(342)

    assert server.bearers() == ["Bearer ready"]


def test_a_stored_token_that_was_refused_before_is_not_taken_again() -> None:
    store = Kept("old")
    keeper = TokenKeeper(None, store)

    assert keeper.stored(None) == "old"
    assert keeper.fresh(0, "old") is None
    store.text = "newer"
    assert keeper.stored("old") == "newer"
    store.text = "old"  # A slow process puts it there once more.
    assert keeper.fresh(0, "newer") is None
    assert keeper.stored("newer") is None


# A store that fails never fails a call.


class Failing:
    """A store in which something is broken."""

    def __init__(self, broken: str, error: Exception) -> None:
        self.broken = broken
        self.error = error

    def load(self) -> None:
        if self.broken == "load":
            raise self.error

    def save(self, token: str) -> None:
        if self.broken == "save":
            raise self.error


@pytest.mark.parametrize("broken", ["load", "save"])
@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        ValueError("redis://:hunter2@h"),
        KeyError(),
    ],
)
def test_a_store_that_raises_fails_no_call_and_is_logged(
    broken: str, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    server = Server(order_answer)
    mycloud = client(server, token_store=Failing(broken, error))

    assert [mycloud.orders.get(342).id for _ in range(2)] == [342, 342]
    assert server.bearers() == [None, "Bearer T1", "Bearer T1"]
    (record,) = [each for each in caplog.records if each.levelno == logging.WARNING]
    said = record.getMessage()
    assert said.startswith(f"the token store Failing is not used: {broken}() raised")
    assert type(error).__name__ in said
    assert "hunter2" not in said
    assert "T1" not in said


@pytest.mark.anyio
@pytest.mark.parametrize("broken", ["load", "save"])
async def test_nor_does_it_fail_a_call_of_the_awaited_client(broken: str) -> None:
    server = Server(order_answer)
    mycloud = async_client(server, token_store=Failing(broken, OSError()))

    assert (await mycloud.orders.get(342)).id == 342


# Which files are believed.


def in_missing_folder(path: Path) -> Path:
    return path.parent / "missing" / "token"


def as_folder(path: Path) -> Path:
    path.unlink()
    path.mkdir()
    return path


def as_pipe(path: Path) -> Path:
    path.unlink()
    os.mkfifo(path)
    return path


def as_link(path: Path) -> Path:
    link = path.with_name("link")
    link.symlink_to(path)
    return link


def writable_by_group(path: Path) -> Path:
    path.chmod(0o620)
    return path


def writable_by_all(path: Path) -> Path:
    path.chmod(0o666)
    return path


def of_another_user(path: Path) -> Path:
    if os.geteuid():
        pytest.skip("only root can give a file away")
    os.chown(path, 65534, -1)
    return path


def too_large(path: Path) -> Path:
    path.write_bytes(b" " * 65536 + path.read_bytes())
    return path


def other_bytes(path: Path) -> Path:
    path.write_bytes(b"\xff\xfe\x00")
    return path


UNTRUSTED = [
    as_folder,
    as_pipe,
    as_link,
    writable_by_group,
    writable_by_all,
    of_another_user,
    too_large,
    other_bytes,
]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")
@pytest.mark.parametrize("make", [*UNTRUSTED, in_missing_folder])
def test_a_file_that_cannot_be_believed_is_no_token_and_fails_no_call(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    (tmp_path / "token").write_text(f"T0 {MINE}")
    server = Server(order_answer)
    store = TokenFile(make(tmp_path / "token"))

    assert client(server, token_store=store).orders.get(342).id == 342
    assert server.bearers() == [None, "Bearer T1"]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")
@pytest.mark.parametrize("make", UNTRUSTED)
def test_a_file_that_cannot_be_believed_is_logged_once(
    make: Callable[[Path], Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "token").write_text("T0")
    store = TokenFile(make(tmp_path / "token"))

    assert [store.load() for _ in range(3)] == [None] * 3
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "token file" in caplog.text
    assert "T0" not in caplog.text


def test_a_file_of_ours_is_believed_and_a_missing_one_is_not_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = TokenFile(tmp_path / "token")

    assert store.load() is None
    store.save("T0 f")
    assert store.load() == "T0 f"
    assert caplog.records == []


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")
@pytest.mark.parametrize("make", [as_folder, as_pipe])
def test_something_else_than_a_file_is_not_replaced(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    (tmp_path / "token").touch()
    path = make(tmp_path / "token")
    kind = stat.S_IFMT(path.stat().st_mode)

    with pytest.raises(OSError, match="regular file"):
        TokenFile(path).save("T0")

    assert stat.S_IFMT(path.stat().st_mode) == kind
    assert [entry.name for entry in tmp_path.iterdir()] == ["token"]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")
def test_a_link_is_replaced_and_what_it_points_to_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("precious")
    link = as_link(tmp_path / "token")

    TokenFile(link).save("T0")

    assert (tmp_path / "token").read_text() == "precious"
    assert TokenFile(link).load() == "T0"


def test_a_file_that_cannot_be_replaced_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    store = TokenFile(tmp_path / "token")
    store.save("T0")
    monkeypatch.setattr(Path, "replace", fail)

    with pytest.raises(OSError, match="No space left"):
        store.save("T1")

    assert [entry.name for entry in tmp_path.iterdir()] == ["token"]
    assert store.load() == "T0"


@pytest.mark.parametrize("path", [7, None, "", b"token"])
def test_a_token_file_takes_a_path(path: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"TokenFile\(path=\) got"):
        TokenFile(path)
