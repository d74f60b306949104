"""Keys come from the environment or from a file that only its owner can read."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pytest
from mycloud_cli.credentials import credentials, credentials_file, save_profile
from mycloud_cli.errors import CredentialsError

from ..serving import KEYS
from .running import Mycloud

OTHERS = {"api_key": "the-key-of-another", "secret_key": "the-secret-of-another"}


def test_the_file_is_written_for_its_owner_alone_and_read_again() -> None:
    path = credentials_file()
    save_profile("default", KEYS, path)
    save_profile(
        'my "own" โปรไฟล์', {**OTHERS, "base_url": "https://example.com/api/v1"}, path
    )

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    found = credentials('my "own" โปรไฟล์')
    assert (found.api_key, found.base_url) == (
        OTHERS["api_key"],
        "https://example.com/api/v1",
    )
    assert credentials(None).api_key == KEYS["api_key"]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_file_is_where_xdg_says(tmp_path: Path) -> None:
    assert credentials_file({"XDG_CONFIG_HOME": "/x"}) == Path(
        "/x/mycloud/credentials.toml"
    )
    assert credentials_file({"HOME": "/home/somebody"}) == Path(
        "/home/somebody/.config/mycloud/credentials.toml"
    )


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_file_that_others_can_read_is_refused(mode: int) -> None:
    save_profile("default", KEYS, credentials_file())
    credentials_file().chmod(mode)

    with pytest.raises(CredentialsError, match="chmod 600") as refused:
        credentials(None)
    assert refused.value.fault == "credentials-shared"


def test_the_environment_comes_before_the_file_and_a_profile_before_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save_profile("default", {"api_key": "d", "secret_key": "d"}, credentials_file())
    save_profile("staging", {"api_key": "s", "secret_key": "s"}, credentials_file())
    assert credentials(None).api_key == "d"

    monkeypatch.setenv("MYCLOUD_API_KEY", "e")
    monkeypatch.setenv("MYCLOUD_SECRET_KEY", "e")
    assert credentials(None).api_key == "e"

    monkeypatch.setenv("MYCLOUD_PROFILE", "staging")
    assert credentials(None).api_key == "s"
    assert credentials("default").api_key == "d"


def test_the_server_of_a_profile_goes_with_its_keys(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYCLOUD_BASE_URL", "https://elsewhere.invalid/api/v1")
    save_profile(
        "default",
        {**KEYS, "base_url": "https://staging.invalid/api/v1"},
        credentials_file(),
    )

    assert (
        mycloud("orders", "delete", "1", "--dry-run").out
        == "DELETE https://staging.invalid/api/v1/orders/1\n"
    )
    shown = mycloud(
        "--base-url=https://given.invalid/api/v1", "orders", "delete", "1", "--dry-run"
    ).out
    assert shown == "DELETE https://given.invalid/api/v1/orders/1\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "keys-missing"),
        ("[default]\n", "keys-missing"),
        ('[default]\napi_key = "a"\n', "keys-missing"),
        ("[default]\napi_key = 12\nsecret_key = 12\n", "keys-missing"),
        ('[default]\napi_key = "the-key-of-another\n', "credentials-unreadable"),
    ],
)
def test_a_file_that_will_not_do_is_told_of_without_what_is_in_it(
    text: str, fault: str
) -> None:
    save_profile("default", {}, credentials_file())
    credentials_file().write_text(text)

    with pytest.raises(CredentialsError) as refused:
        credentials(None)
    assert refused.value.fault == fault
    assert "the-key" not in str(refused.value)


def test_one_key_of_two_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYCLOUD_API_KEY", "a")

    with pytest.raises(CredentialsError, match="MYCLOUD_SECRET_KEY is missing"):
        credentials(None)


def test_no_repr_shows_a_key() -> None:
    save_profile("default", OTHERS, credentials_file())

    assert "of-another" not in repr(credentials(None))


def test_without_keys_the_commands_say_how_to_get_them(mycloud: Mycloud) -> None:
    result = mycloud("orders", "list")

    assert result.code == 3
    assert "`mycloud login`" in result.err


def test_login_saves_keys_that_the_server_takes(
    mycloud: Mycloud, sandbox_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sys.stdin", io.StringIO(f"{KEYS['api_key']}\n{KEYS['secret_key']}\n")
    )
    assert mycloud("--profile=sandbox", f"--base-url={sandbox_url}", "login").code == 0

    assert mycloud("--profile=sandbox", "shops", "list", "--json").code == 0
    assert stat.S_IMODE(credentials_file().stat().st_mode) == 0o600


def test_login_does_not_save_keys_that_the_server_refuses(
    mycloud: Mycloud, sandbox_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("wrong\nwrong\n"))
    result = mycloud(f"--base-url={sandbox_url}", "login")

    assert result.code == 3
    assert not credentials_file().exists()


def test_login_saves_unseen_what_it_is_told_not_to_try(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a\nb\n"))

    assert mycloud("login", "--no-check").code == 0
    assert credentials(None).secret_key == "b"


def test_login_wants_both_keys(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a\n"))

    assert mycloud("login", "--no-check").code == 2


def test_a_token_alone_is_enough(
    mycloud: Mycloud, sandbox: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MYCLOUD_TOKEN_FILE", str(tmp_path / "token"))
    assert mycloud("shops", "list").code == 0  # leaves the token for others
    assert stat.S_IMODE((tmp_path / "token").stat().st_mode) == 0o600
    for name in KEYS:
        monkeypatch.delenv(f"MYCLOUD_{name.upper()}")

    assert mycloud("shops", "list").code == 0

    monkeypatch.setenv("MYCLOUD_TOKEN", (tmp_path / "token").read_text())
    monkeypatch.delenv("MYCLOUD_TOKEN_FILE")
    assert json.loads(mycloud("shops", "list", "--json").out)["code"] == "JO001"


def test_a_token_that_others_left_is_not_sent_for_another_profile(
    mycloud: Mycloud, sandbox: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MYCLOUD_TOKEN_FILE", str(tmp_path / "token"))
    assert mycloud("shops", "list").code == 0
    for name in KEYS:
        monkeypatch.delenv(f"MYCLOUD_{name.upper()}")
    others = {"api_key": "another", "secret_key": "another", "base_url": sandbox}
    save_profile("default", others, credentials_file())

    assert mycloud("shops", "list").code == 3
