"""Where the client connects to and as whom."""

from __future__ import annotations

import math
import os
import ssl
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from mycloud import AsyncMyCloud, ConfigurationError, MyCloud, RetryPolicy
from mycloud._http import _tls
from mycloud._settings import LIVE_URL, Settings, resolve_settings

from ..http_library import NAME, httpx
from .serving import Server, order_answer

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


CLIENTS = pytest.mark.parametrize("kind", [MyCloud, AsyncMyCloud])


def refused(kind: Any, **settings: Any) -> str:
    """What the constructor says to these settings."""
    with pytest.raises(ConfigurationError) as caught:
        kind(**{"api_key": "the-key", "secret_key": "the-secret"} | settings)
    return str(caught.value)


@CLIENTS
def test_white_space_around_keys_and_base_url_is_dropped(kind: Any) -> None:
    client = kind(" the-key\n", "\tthe-secret\r\n", base_url=" https://h.example/a/ \n")

    assert client.base_url == "https://h.example/a"
    assert client._settings.api_key == "the-key"
    assert client._settings.secret_key == "the-secret"


def test_white_space_in_the_environment_is_dropped_and_nothing_is_not_given() -> None:
    found = settings(
        {
            "MYCLOUD_API_KEY": "key\n",
            "MYCLOUD_SECRET_KEY": " secret",
            "MYCLOUD_BASE_URL": " \n",
        },
        api_key=" ",
    )

    assert (found.api_key, found.secret_key) == ("key", "secret")
    assert found.base_url == LIVE_URL


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("hunter2 hunter2", "white space"),
        ("hunter2\nhunter2", "white space"),
        ("hunter2\x00", "control character"),
        ("hunter2\x7f", "control character"),
        ("hunter2\u200b", "not ASCII"),
        ("hunter2é", "not ASCII"),
    ],
)
@CLIENTS
@pytest.mark.parametrize("name", ["api_key", "secret_key"])
def test_a_key_that_no_header_or_form_keeps_is_refused_and_not_shown(
    kind: Any, name: str, key: str, fault: str
) -> None:
    said = refused(kind, **{name: key})

    assert said.startswith(f"{name} (argument) holds ")
    assert fault in said
    assert "copy the key again" in said
    assert "hunter2" not in said


def test_a_bad_setting_names_the_variable_that_it_came_from() -> None:
    with pytest.raises(ConfigurationError, match="environment variable MYCLOUD_API_"):
        settings(KEYS | {"MYCLOUD_API_KEY": "a b"})
    with pytest.raises(ConfigurationError, match="environment variable MYCLOUD_BASE_"):
        settings(KEYS | {"MYCLOUD_BASE_URL": "nowhere"})


@pytest.mark.parametrize(
    "url",
    [
        "https://h.example:99999",
        "https://h.example:0",
        "https://h.example:-1",
        "https://h.example:",
        "https://h.example:80a",
        "https://h.example:８０",
        "https://[::1",
        "https://::1]",
        "https://[::1]x",
        "https://[nonsense]",
        "https://[fe80::1%25eth0]",
        "https://a b.example",
        "https://h.example/a b",
        "https://h.example/a\\..\\b",
        "https://h.example/\x00",
        "https://h.\nexample",
        "https://h.example\\@other.example",
        "https://h.example/a#b",
        "https://h.example/a?",
        "https://@h.example",
        "https://a..example",
        "https://.example",
        f"https://{'a' * 64}.example",
        "https://%68.example",
        "https://h!.example",
        "https://999.1.1.1",
        "https://127。0。0。1",
        "https://h．example",
        "https://ｈ.example",
        "https://a\u200bb.example",
        "https://☃️.example",
        "https:h.example",
        "//h.example",
        "h" * 70_000,
        "https://h.example/" + "h" * 70_000,
    ],
)
@CLIENTS
def test_a_base_url_that_leads_nowhere_or_elsewhere_is_refused(
    kind: Any, url: str
) -> None:
    assert refused(kind, base_url=url, allow_insecure_http=True).startswith("base_url")


@CLIENTS
def test_a_host_in_other_letters_is_spelled_in_ascii(kind: Any) -> None:
    client = kind("k", "s", base_url="https://bücher.example:8443/ไทย")

    assert client.base_url == "https://xn--bcher-kva.example:8443/ไทย"


@pytest.mark.parametrize("secret", ["the-secret-itself", "https://h.example#hunter2"])
def test_a_secret_in_the_place_of_the_base_url_is_not_shown(secret: str) -> None:
    said = refused(MyCloud, base_url=secret)

    assert "secret-itself" not in said
    assert "hunter2" not in said


WRONG_KINDS: list[tuple[str, Any, str]] = [
    ("api_key", 7, "text"),
    ("secret_key", b"the-secret", "text"),
    ("base_url", httpx.URL("https://h.example"), "text"),
    ("token", 7, "text"),
    ("token", b"ready", "text"),
    ("timeout", "5", "seconds"),
    ("timeout", math.nan, "seconds"),
    ("timeout", math.inf, "seconds"),
    ("timeout", -1, "seconds"),
    ("timeout", 0, "seconds"),
    ("timeout", True, "seconds"),
    ("timeout", 1e10, "seconds"),
    ("timeout", 10**400, "seconds"),
    ("timeout", (5, 30), "seconds"),
    ("timeout", httpx.Timeout(5), "RetryPolicy(deadline=)"),
    ("retry", 3, "a RetryPolicy"),
    ("retry", None, "a RetryPolicy"),
    ("max_form_fields", 0, "a whole number"),
    ("max_form_fields", True, "a whole number"),
    ("max_form_fields", 1000.0, "a whole number"),
    ("max_form_fields", None, "a whole number"),
    ("max_connections", 0, "a whole number"),
    ("max_connections", 1, "a whole number of 2 or more"),
    ("max_connections", True, "a whole number"),
    ("max_connections", None, "a whole number"),
    ("max_answer_bytes", 0, "a whole number of bytes"),
    ("max_answer_bytes", "64 MB", "a whole number of bytes"),
    ("max_answer_bytes", 1e6, "a whole number of bytes"),
    ("max_answer_bytes", None, "a whole number of bytes"),
    ("strict", 1, "True or False"),
    ("strict", "no", "True or False"),
    ("allow_insecure_http", "no", "True or False"),
    ("on_request", 7, "a function"),
    ("on_response", "print", "a function"),
    ("on_retry", [], "a function"),
    ("clock", 0, "a mycloud.Clock"),
    ("token_store", "token.txt", "load() and save(token)"),
    ("token_store", {}, "load() and save(token)"),
    ("transport", object(), "a transport of httpx or httpx2"),
    ("transport", httpx.MockTransport, "a transport of httpx or httpx2"),
    ("proxy", 7, "the URL of a proxy"),
    ("proxy", "nonsense", "the URL of a proxy"),
    ("proxy", "http://", "the URL of a proxy"),
    ("proxy", "ftp://h:1", "the URL of a proxy"),
    ("proxy", "http://h:99999", "the URL of a proxy"),
    # httpx2 takes a host of this kind, and finds no address for it.
    *([("proxy", "http://xn--.h", "the URL of a proxy")] if NAME == "httpx" else []),
    ("ca_bundle", 7, "an existing file"),
    ("ca_bundle", "", "an existing file"),
    ("http", "requests", "httpx2"),
]


@CLIENTS
@pytest.mark.parametrize(("name", "value", "takes"), WRONG_KINDS)
def test_a_setting_of_a_wrong_kind_names_itself_and_what_it_takes(
    kind: Any, name: str, value: Any, takes: str
) -> None:
    said = refused(kind, **{name: value})

    assert said.startswith(f"{name}=")
    assert takes in said
    assert "the-secret" not in said


@CLIENTS
def test_a_hook_that_would_never_be_awaited_is_refused(kind: Any) -> None:
    async def hook(_: object) -> None: ...

    assert "async def" in refused(kind, on_request=hook)


@CLIENTS
@pytest.mark.parametrize(
    "settings",
    [
        {"timeout": 5},
        {"timeout": None},
        {"retry": RetryPolicy()},
        {"max_form_fields": 1},
    ],
)
def test_a_setting_of_the_right_kind_is_taken(
    kind: Any, settings: dict[str, Any]
) -> None:
    assert kind("k", "s", **settings).base_url == LIVE_URL


@CLIENTS
@pytest.mark.parametrize(
    "changes", [{"timeout": "5"}, {"retry": 3}, {"strict": 1}, {"max_form_fields": 0}]
)
def test_an_option_of_a_sibling_is_checked_too(
    kind: Any, changes: dict[str, Any]
) -> None:
    with pytest.raises(ConfigurationError, match=f"{next(iter(changes))}="):
        kind("k", "s").with_options(**changes)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_attempts", 0),
        ("max_attempts", 1.5),
        ("max_attempts", True),
        ("max_attempts", "3"),
        ("backoff", math.nan),
        ("backoff", math.inf),
        ("backoff", None),
        ("max_wait", math.inf),
        ("max_wait", Decimal(1)),
        ("deadline", math.inf),
        ("deadline", math.nan),
        ("deadline", "60"),
        ("deadline", 1e10),
    ],
)
def test_a_retry_policy_names_the_value_that_cannot_be(name: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=rf"RetryPolicy\({name}=\) got"):
        RetryPolicy(**{name: value})


@CLIENTS
@pytest.mark.parametrize(
    "beside",
    [
        {"proxy": "http://127.0.0.1:1"},
        {"ca_bundle": "bundle.pem"},
        {"max_connections": 10},
    ],
)
def test_what_has_no_effect_beside_a_transport_is_refused(
    kind: Any, beside: dict[str, Any]
) -> None:
    said = refused(kind, transport=Server(order_answer), **beside)

    assert said.startswith(f"{next(iter(beside))}= has no effect beside transport=")


def test_a_transport_of_the_other_client_is_refused() -> None:
    assert "handle_request" in refused(MyCloud, transport=httpx.AsyncHTTPTransport())
    assert "handle_async_request" in refused(
        AsyncMyCloud, transport=httpx.HTTPTransport()
    )


@pytest.fixture
def bundles(tmp_path: Path) -> Path:
    (tmp_path / "empty.pem").touch()
    (tmp_path / "text.pem").write_text("no certificate")
    (tmp_path / "folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    return tmp_path


@CLIENTS
@pytest.mark.parametrize(
    "name", ["missing.pem", "empty.pem", "text.pem", "folder", "pipe", "\0"]
)
@pytest.mark.parametrize("as_kind", [str, Path])
def test_certificates_that_cannot_be_used_are_named(
    kind: Any, name: str, as_kind: type, bundles: Path
) -> None:
    said = refused(kind, ca_bundle=as_kind(f"{bundles}/{name}"))

    assert said.startswith("ca_bundle= ")
    assert repr(f"{bundles}/{name}") in said


@CLIENTS
def test_certificates_of_the_environment_that_cannot_be_used_are_named(
    kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tls.cache_clear()
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")

    assert "SSL_CERT_FILE '/nowhere/ca.pem' (environment variable)" in refused(kind)
    assert kind("k", "s", ca_bundle=ssl.create_default_context()) is not None


@CLIENTS
@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ALL_PROXY", "socks://h:1"),
        ("ALL_PROXY", "nonsense://hunter2@h:1"),
        ("HTTPS_PROXY", "http://me:hunter2@h:99999"),
        ("https_proxy", "http://h:x"),
        *([("ALL_PROXY", "http://xn--.h")] if NAME == "httpx" else []),
    ],
)
def test_a_proxy_of_the_environment_that_cannot_be_used_is_named(
    kind: Any, variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)

    said = refused(kind)

    assert said.startswith(f"{variable} (environment variable)")
    assert "hunter2" not in said


@CLIENTS
@pytest.mark.skipif(NAME == "httpx2", reason="httpx2 reads an address in brackets")
def test_hosts_without_a_proxy_that_cannot_be_read_are_named(
    kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://h:1")
    monkeypatch.setenv("NO_PROXY", "[::1]")

    assert refused(kind).startswith("NO_PROXY (environment variable)")


@CLIENTS
def test_a_socks_proxy_without_its_package_says_what_to_install(
    kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    assert f"pip install '{NAME}[socks]'" in refused(kind, proxy="socks5://h:1")
    monkeypatch.setenv("ALL_PROXY", "socks5://h:1")
    assert f"pip install '{NAME}[socks]'" in refused(kind)


@CLIENTS
def test_a_client_whose_constructor_raised_has_a_repr(kind: Any) -> None:
    client = kind.__new__(kind)
    with pytest.raises(ConfigurationError):
        client.__init__(timeout=0)

    assert repr(client) == f"{kind.__name__}(not set up)"
