"""Where the client connects to and as whom."""

from __future__ import annotations

import pytest
from mycloud import ConfigurationError, MyCloud
from mycloud._settings import LIVE_URL, Settings, resolve_settings

KEYS = {"MYCLOUD_API_KEY": "key", "MYCLOUD_SECRET_KEY": "secret"}


def settings(
    environment: dict[str, str],
    *,
    api_key: str | None = None,
    base_url: str | None = None,
    token: str | None = None,
    allow_insecure_http: bool = False,
) -> Settings:
    return resolve_settings(
        api_key, None, base_url, token, allow_insecure_http, environment
    )


def test_what_is_not_given_comes_from_the_environment() -> None:
    found = settings(KEYS | {"MYCLOUD_BASE_URL": "https://example.com/api/v1/"})

    assert (found.api_key, found.secret_key, found.base_url) == (
        "key",
        "secret",
        "https://example.com/api/v1",
    )


def test_arguments_win_over_the_environment() -> None:
    assert settings(KEYS, api_key="mine").api_key == "mine"


def test_the_live_server_is_the_default() -> None:
    assert settings(KEYS).base_url == LIVE_URL


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "MYCLOUD_API_KEY and MYCLOUD_SECRET_KEY"),
        ({"MYCLOUD_API_KEY": "key"}, "MYCLOUD_SECRET_KEY"),
        ({"MYCLOUD_API_KEY": "", "MYCLOUD_SECRET_KEY": "secret"}, "MYCLOUD_API_KEY"),
    ],
)
def test_missing_keys_are_named(environment: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigurationError, match=f"set {named}, or give"):
        settings(environment)


def test_a_ready_token_needs_no_keys() -> None:
    assert settings({}, token="ready").api_key is None


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_plain_http_goes_to_this_machine(host: str) -> None:
    assert (
        settings(KEYS, base_url=f"http://{host}/api/v1").base_url
        == f"http://{host}/api/v1"
    )


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "10.0.0.1"])
def test_plain_http_to_another_machine_is_refused_unless_allowed(host: str) -> None:
    with pytest.raises(ConfigurationError, match="clear text"):
        settings(KEYS, base_url=f"http://{host}/api/v1")

    allowed = settings(KEYS, base_url=f"http://{host}/api/v1", allow_insecure_http=True)
    assert allowed.base_url == f"http://{host}/api/v1"


@pytest.mark.parametrize(
    "url", ["ftp://example.com", "example.com/api", "https://", "/api/v1"]
)
def test_a_base_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="http"):
        settings(KEYS, base_url=url)


@pytest.mark.parametrize(
    "url",
    ["https://me:hunter2@example.com/api", "https://example.com/api?apikey=hunter2"],
)
def test_a_base_url_holds_no_credentials_and_the_error_does_not_repeat_them(
    url: str,
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        settings(KEYS, base_url=url)

    assert "hunter2" not in str(caught.value)


def test_no_repr_shows_a_key() -> None:
    assert "secret" not in repr(settings(KEYS)).replace("secret_key", "")
    with MyCloud(api_key="the-key", secret_key="the-secret") as client:
        assert repr(client) == f"MyCloud(base_url={LIVE_URL!r})"
