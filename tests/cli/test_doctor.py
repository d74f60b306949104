"""`mycloud doctor` names the fault, says what to do, and blames nothing else. The servers are
real ones.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme
from mycloud_cli.credentials import credentials_file, save_profile
from mycloud_cli.doctor.diagnose import dialect_of, judge_answer, skew
from mycloud_cli.doctor.faults import FAULTS

from ..serving import KEYS
from .running import Mycloud
from .servers import closed_port, page, pointing_to, sandbox, served, silent

READS = [
    "orders",
    "order items",
    "customers",
    "products",
    "product categories",
    "delivery modes",
    "shops",
]
CHECKS = [
    "versions",
    "keys",
    "base URL",
    "proxy",
    "host name",
    "connection",
    "certificate",
    "answer",
]
CHECKS += ["clock", "token", "dialect"]


@pytest.fixture(scope="module")
def healthy() -> Iterator[int]:
    with served(sandbox()) as port:
        yield port


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(f"MYCLOUD_{name.upper()}", value)


def url(port: int, scheme: str = "http", path: str = "/api/v1") -> str:
    return f"{scheme}://127.0.0.1:{port}{path}"


def examined(
    mycloud: Mycloud, base_url: str, *options: str
) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code, and the findings by check."""
    result = mycloud(f"--base-url={base_url}", *options, "doctor", "--json")
    assert result.err == ""
    return result.code, {
        finding["check"]: finding for finding in result.object["findings"]
    }


def assert_only(
    found: tuple[int, dict[str, dict[str, Any]]], check: str, fault: str
) -> dict[str, Any]:
    """That one check is blamed, with the fault's name, advice and exit code, and no other."""
    code, findings = found
    assert {
        name: each["fault"] for name, each in findings.items() if each["fault"]
    } == {check: fault}
    assert findings[check]["state"] == "fault"
    assert findings[check]["advice"]
    assert code == FAULTS[fault].code != 0
    return findings[check]


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("dialect", ["documented", "envelope"])
def test_a_healthy_server_has_nothing_wrong(mycloud: Mycloud, dialect: str) -> None:
    with served(sandbox(dialect=dialect)) as port:
        code, findings = examined(mycloud, url(port))

    assert code == 0
    assert list(findings) == CHECKS + READS
    assert {finding["state"] for finding in findings.values()} == {"ok"}
    assert findings["dialect"]["said"].startswith(dialect)
    assert "good for 8.0 h" in findings["token"]["said"]


@pytest.mark.parametrize("wrong", ["API", "SECRET"])
@pytest.mark.usefixtures("keys")
def test_a_wrong_key(
    mycloud: Mycloud, healthy: int, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv(f"MYCLOUD_{wrong}_KEY", "not-the-right-one")

    finding = assert_only(examined(mycloud, url(healthy)), "token", "keys-refused")

    assert "401" in finding["said"]
    assert "Copy both again" in finding["advice"]


def test_a_wrong_key_in_the_envelope(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYCLOUD_API_KEY", "x")
    monkeypatch.setenv("MYCLOUD_SECRET_KEY", "y")

    with served(sandbox(dialect="envelope")) as port:
        assert_only(examined(mycloud, url(port)), "token", "keys-refused")


@pytest.mark.parametrize("where", ["environment", "file"])
def test_an_expired_token(
    mycloud: Mycloud,
    healthy: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    where: str,
) -> None:
    with served(sandbox(clock=lambda: datetime(2018, 4, 9, tzinfo=UTC))) as port:
        token = fetched(port)
    if where == "environment":
        monkeypatch.setenv("MYCLOUD_TOKEN", token)
    else:
        (tmp_path / "token").write_text(token)
        monkeypatch.setenv("MYCLOUD_TOKEN_FILE", str(tmp_path / "token"))

    finding = assert_only(examined(mycloud, url(healthy)), "token", "token-expired")

    assert "ended at 2018-04-09 08:00 UTC" in finding["said"]
    assert "Set the keys" in finding["advice"]


def test_a_token_of_another_server(
    mycloud: Mycloud, healthy: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(sandbox(jwt_secret="another secret of at least 32 bytes")) as port:
        monkeypatch.setenv("MYCLOUD_TOKEN", fetched(port))

    assert_only(examined(mycloud, url(healthy)), "token", "token-refused")


def test_a_token_that_no_header_can_carry(
    mycloud: Mycloud, healthy: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYCLOUD_TOKEN", "cut in\ntwo")

    assert_only(examined(mycloud, url(healthy)), "token", "token-refused")


def test_a_good_token_alone(
    mycloud: Mycloud, healthy: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYCLOUD_TOKEN", fetched(healthy))

    assert examined(mycloud, url(healthy))[0] == 0


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("path", ["/api/v2", "/", "/api/v1/api/v1"])
def test_a_wrong_path(mycloud: Mycloud, healthy: int, path: str) -> None:
    finding = assert_only(
        examined(mycloud, url(healthy, path=path)), "answer", "wrong-path"
    )

    assert "it ends in /api/v1" in finding["advice"]


@pytest.mark.usefixtures("keys")
def test_a_page_in_the_place_of_the_api(mycloud: Mycloud) -> None:
    with served(page(200)) as port:
        finding = assert_only(examined(mycloud, url(port)), "answer", "wrong-path")

    assert "HTML" in finding["said"]


@pytest.mark.usefixtures("keys")
def test_a_host_that_nobody_knows(mycloud: Mycloud) -> None:
    finding = assert_only(
        examined(mycloud, "https://nobody.invalid/api/v1"), "host name", "unknown-host"
    )

    assert "nobody.invalid" in finding["said"]
    assert "spelling" in finding["advice"]


@pytest.mark.usefixtures("keys")
def test_plain_http_to_another_machine(mycloud: Mycloud) -> None:
    finding = assert_only(
        examined(mycloud, "http://example.com/api/v1"), "base URL", "plain-http"
    )

    assert "https://" in finding["advice"]


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(
    "text",
    [
        "api.mycloudfulfillment.com",
        "https://",
        "https://user:pw@host/x",
        "https://h:99999/x",
    ],
)
def test_a_base_url_that_is_none(mycloud: Mycloud, text: str) -> None:
    finding = assert_only(examined(mycloud, text), "base URL", "bad-base-url")

    assert "pw" not in finding["said"]


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("minutes", [-10, 300])
def test_a_clock_that_is_wrong(mycloud: Mycloud, minutes: int) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(minutes=minutes), usegmt=True)

    with served(sandbox(), date_header=False, headers=[("Date", date)]) as port:
        finding = assert_only(examined(mycloud, url(port)), "clock", "clock-skewed")

    assert ("10 min behind ours" if minutes < 0 else "5.0 h ahead of ours") in finding[
        "said"
    ]
    assert "Set the clock" in finding["advice"]


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("given", ["option", "environment"])
def test_a_proxy_that_is_down(
    mycloud: Mycloud, healthy: int, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    proxy = f"http://127.0.0.1:{closed_port()}"
    if given == "environment":  # one of the environment is not used for loopback
        monkeypatch.setenv("HTTP_PROXY", proxy)
        target = "http://mycloud.example/api/v1"
        found = examined(mycloud, target, "--allow-insecure-http")
    else:
        found = examined(mycloud, url(healthy), f"--proxy={proxy}")

    finding = assert_only(found, "proxy", "proxy-down")
    assert "NO_PROXY" in finding["advice"]


@pytest.mark.usefixtures("keys")
def test_a_proxy_that_is_none(mycloud: Mycloud, healthy: int) -> None:
    assert_only(
        examined(mycloud, url(healthy), "--proxy=nonsense"), "proxy", "proxy-down"
    )


@pytest.mark.usefixtures("keys")
def test_a_proxy_of_the_environment_is_not_used_for_this_machine(
    mycloud: Mycloud, healthy: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{closed_port()}")

    findings = examined(mycloud, f"https://127.0.0.1:{healthy}/api/v1")[1]

    assert findings["proxy"]["said"] == "none"


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NO_PROXY", "[::1]"),
        ("no_proxy", "localhost,a b"),
        ("ALL_PROXY", "socks://127.0.0.1:1080"),
        ("HTTPS_PROXY", "http://127.0.0.1:99999"),
        ("HTTPS_PROXY", "http://[::1"),
        ("all_proxy", "socks5://127.0.0.1:1080"),
        ("HTTP_PROXY", "http://"),
    ],
)
def test_a_variable_of_proxies_that_cannot_be_read_is_named(
    mycloud: Mycloud,
    healthy: int,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
) -> None:
    def not_installed(_name: str) -> None:
        return None

    monkeypatch.setattr("mycloud_cli.doctor.settings.find_spec", not_installed)
    monkeypatch.setenv(name, value)

    code, findings = examined(mycloud, url(healthy))

    assert code == FAULTS["proxy-down"].code
    assert findings["proxy"]["fault"] == "proxy-down"
    assert findings["proxy"]["said"].startswith(name)


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "--ca-bundle"])
@pytest.mark.parametrize("content", [None, "no certificate"])
def test_certificates_that_cannot_be_read_are_named(  # noqa: PLR0917
    mycloud: Mycloud,
    healthy: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    content: str | None,
) -> None:
    bundle = tmp_path / "bundle.pem"
    if content is not None:
        bundle.write_text(content)
    options = [f"--ca-bundle={bundle}"] if name.startswith("--") else []
    if not options:
        monkeypatch.setenv(name, str(bundle))

    found = examined(mycloud, url(healthy), *options)

    finding = assert_only(found, "certificate", "certificate-untrusted")
    assert finding["said"].startswith(f"{name} names {bundle}")


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf"])
def test_a_timeout_that_is_none(mycloud: Mycloud, healthy: int, seconds: str) -> None:
    found = examined(mycloud, url(healthy), f"--timeout={seconds}")

    finding = assert_only(found, "timeout", "bad-setting")
    assert f"--timeout is {seconds}" in finding["said"]


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(
    "text",
    [
        "https://[::1",
        "http://127.0.0.1:99999/api/v1",
        "http://127.0.0.1:port/api/v1",
        "https://exa\x01mple.invalid",
        "https://\u2100.com/api",
        "https://h ost.invalid/api",
        "https://" + "a" * 300 + ".invalid",
        "https://münchen.invalid/api/v1",
    ],
)
def test_a_base_url_that_cannot_be_read_ends_no_examination(
    mycloud: Mycloud, text: str
) -> None:
    code, findings = examined(mycloud, text)

    faults = {name for name, each in findings.items() if each["fault"]}
    assert len(faults) == 1
    assert faults <= {"base URL", "host name"}
    assert code in (FAULTS["bad-base-url"].code, FAULTS["unknown-host"].code)


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("around", ["{}\n", " {}", "{} "])
def test_white_space_around_the_base_url_ends_no_examination(
    mycloud: Mycloud, healthy: int, around: str
) -> None:
    assert examined(mycloud, around.format(url(healthy)))[0] == 0


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "open", "bytes", "nowhere"])
def test_a_token_file_that_cannot_be_used_is_named(
    mycloud: Mycloud,
    healthy: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kind: str,
) -> None:
    path = tmp_path / "gone" / "token" if kind == "nowhere" else tmp_path / "token"
    make: dict[str, Callable[[], object]] = {
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to(tmp_path),
        "open": lambda: written(path, b"x", 0o666),
        "bytes": lambda: path.write_bytes(b"\xff\xfe"),
        "nowhere": lambda: None,
    }
    make[kind]()
    monkeypatch.setenv("MYCLOUD_TOKEN_FILE", str(path))

    found = examined(mycloud, url(healthy))

    finding = assert_only(found, "token file", "bad-token-file")
    assert finding["said"].startswith(f"MYCLOUD_TOKEN_FILE names {path}, ")


@pytest.mark.parametrize("kind", ["folder", "pipe", "bytes", "parent"])
def test_credentials_that_cannot_be_read(
    mycloud: Mycloud, healthy: int, kind: str
) -> None:
    path = credentials_file()
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    if kind != "parent":
        path.parent.mkdir()
    make: dict[str, Callable[[], object]] = {
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "bytes": lambda: written(path, b"\xff", 0o600),
        "parent": lambda: path.parent.write_text("a file"),
    }
    make[kind]()

    found = examined(mycloud, url(healthy))

    fault = "keys-missing" if kind == "parent" else "credentials-unreadable"
    assert str(path) in assert_only(found, "keys", fault)["said"]


@pytest.mark.parametrize("wrong", ["two\nlines", "two words", "ก"])
def test_a_key_that_was_copied_with_something_else(
    mycloud: Mycloud, healthy: int, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("MYCLOUD_API_KEY", KEYS["api_key"])
    monkeypatch.setenv("MYCLOUD_SECRET_KEY", wrong)

    finding = assert_only(examined(mycloud, url(healthy)), "keys", "bad-setting")

    assert "the secret key from the environment" in finding["said"]
    assert wrong not in finding["said"]


@pytest.mark.usefixtures("keys")
def test_a_check_that_fails_itself_ends_no_examination(
    mycloud: Mycloud, healthy: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mycloud_cli.doctor.checks.look_up", lambda _url: 1 / 0)

    finding = assert_only(examined(mycloud, url(healthy)), "host name", "bad-setting")

    assert "ZeroDivisionError" in finding["said"]


@pytest.mark.usefixtures("keys")
def test_a_self_signed_certificate(
    mycloud: Mycloud, authority: trustme.CA, tmp_path: Path
) -> None:
    pem, key = tmp_path / "self.pem", tmp_path / "self.key"
    authority.cert_pem.write_to_path(pem)
    authority.private_key_pem.write_to_path(key)

    with served(sandbox(), ssl_certfile=str(pem), ssl_keyfile=str(key)) as port:
        finding = assert_only(
            examined(mycloud, url(port, "https")),
            "certificate",
            "certificate-untrusted",
        )

    assert "self-signed" in finding["said"]
    assert "--ca-bundle" in finding["advice"]


@pytest.mark.usefixtures("keys")
def test_a_certificate_past_its_end(
    mycloud: Mycloud, authority: trustme.CA, tmp_path: Path
) -> None:
    issued = authority.issue_cert(
        "127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1)
    )

    found = examined_with_certificate(mycloud, authority, issued, tmp_path)

    assert_only(found, "certificate", "certificate-expired")


@pytest.mark.usefixtures("keys")
def test_a_certificate_for_another_host(
    mycloud: Mycloud, authority: trustme.CA, tmp_path: Path
) -> None:
    found = examined_with_certificate(
        mycloud, authority, authority.issue_cert("example.com"), tmp_path
    )

    assert_only(found, "certificate", "certificate-of-another-host")


@pytest.mark.usefixtures("keys")
def test_a_certificate_of_ones_own_authority_is_well(
    mycloud: Mycloud, authority: trustme.CA, tmp_path: Path
) -> None:
    code, findings = examined_with_certificate(
        mycloud, authority, authority.issue_cert("127.0.0.1"), tmp_path
    )

    assert code == 0
    assert "TLSv1.3, certificate good until" in findings["certificate"]["said"]


@pytest.mark.usefixtures("keys")
def test_a_server_without_tls(mycloud: Mycloud, healthy: int) -> None:
    assert_only(examined(mycloud, url(healthy, "https")), "certificate", "no-tls")


@pytest.mark.usefixtures("keys")
def test_a_server_under_maintenance(mycloud: Mycloud) -> None:
    with served(page(503)) as port:
        finding = assert_only(examined(mycloud, url(port)), "answer", "server-failing")

    assert "503 with HTML" in finding["said"]
    assert "Try again later" in finding["advice"]


@pytest.mark.usefixtures("keys")
def test_a_server_that_points_elsewhere(mycloud: Mycloud) -> None:
    with served(pointing_to("https://elsewhere.invalid/api/v1")) as port:
        finding = assert_only(examined(mycloud, url(port)), "answer", "redirect")

    assert "https://elsewhere.invalid/api/v1" in finding["said"]


@pytest.mark.usefixtures("keys")
def test_a_server_that_is_too_slow(mycloud: Mycloud) -> None:
    with silent() as port:
        finding = assert_only(
            examined(mycloud, url(port), "--timeout=0.2"), "answer", "no-answer-in-time"
        )

    assert "--timeout" in finding["advice"]


@pytest.mark.usefixtures("keys")
def test_a_port_on_which_nobody_listens(mycloud: Mycloud) -> None:
    assert_only(examined(mycloud, url(closed_port())), "connection", "no-connection")


def test_keys_that_are_missing(mycloud: Mycloud, healthy: int) -> None:
    found = examined(mycloud, url(healthy))

    finding = assert_only(found, "keys", "keys-missing")
    assert "mycloud login" in finding["advice"]
    assert (
        found[1]["clock"]["state"] == "ok"
    )  # what needs no keys is looked at all the same


def test_credentials_that_others_can_read(mycloud: Mycloud, healthy: int) -> None:
    save_profile("default", KEYS, credentials_file())
    credentials_file().chmod(0o644)

    finding = assert_only(examined(mycloud, url(healthy)), "keys", "credentials-shared")

    assert f"chmod 600 {credentials_file()}" in finding["advice"]


@pytest.mark.usefixtures("keys")
def test_one_resource_that_fails_is_named_alone(mycloud: Mycloud) -> None:
    with served(sandbox()) as port:
        rule = {"status": 500, "path": "/products*"}
        httpx.post(
            url(port, path="/admin/faults"), json=rule, trust_env=False
        ).raise_for_status()

        assert_only(examined(mycloud, url(port)), "products", "server-failing")


@pytest.mark.usefixtures("keys")
def test_no_key_and_no_token_is_shown(
    mycloud: Mycloud, healthy: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for options in ([], ["--json"]):
        well = mycloud(f"--base-url={url(healthy)}", "doctor", *options)
        assert not any(key in well.out + well.err for key in [*KEYS.values(), "eyJ"])

    monkeypatch.setenv("MYCLOUD_SECRET_KEY", "a-secret-of-the-test")
    ill = mycloud(f"--base-url={url(healthy)}", "--debug", "doctor")
    assert "a-secret-of-the-test" not in ill.out + ill.err


@pytest.mark.usefixtures("keys")
def test_people_read_what_is_wrong_and_what_was_not_looked_at(mycloud: Mycloud) -> None:
    shown = mycloud(f"--base-url={url(closed_port())}", "doctor").out.splitlines()

    assert [line.split()[0] for line in shown[:6]] == ["ok"] * 5 + ["FAULT"]
    assert shown[6].strip() == f"no-connection: {FAULTS['no-connection'].advice}."
    assert shown[7].startswith(
        "-      not looked at because of that: certificate, answer, clock, token, dialect, orders"
    )
    assert shown[-1] == "Found: no-connection."


@pytest.mark.parametrize(
    ("status", "content"), [(401, b"no"), (403, b"<p>"), (200, b"{}"), (400, b"{}")]
)
def test_an_answer_that_asks_for_a_token_is_the_apis(
    status: int, content: bytes
) -> None:
    assert judge_answer(status, {}, content).startswith(f"answered {status}")


def test_a_page_out_of_a_cache_does_not_set_the_clock() -> None:
    now = datetime(2018, 4, 9, 12, tzinfo=UTC)
    headers = {"date": "Mon, 09 Apr 2018 11:00:00 GMT", "age": "3600"}

    assert skew(headers, now) == 0
    assert skew({}, now) is None
    assert skew({"date": "yesterday"}, now) is None


def test_a_shape_that_is_neither_of_the_two_has_no_name() -> None:
    assert dialect_of(json.loads("[]")) is None
    assert dialect_of({"result": []}) is None


def written(path: Path, content: bytes, mode: int) -> None:
    path.write_bytes(content)
    path.chmod(mode)


def fetched(port: int) -> str:
    """A token of a server."""
    form = {"apikey": KEYS["api_key"], "secretkey": KEYS["secret_key"]}
    parts = {name: (None, value) for name, value in form.items()}
    return str(
        httpx.post(url(port) + "/gettoken", files=parts, trust_env=False).json()[
            "token"
        ]
    )


def examined_with_certificate(
    mycloud: Mycloud, authority: trustme.CA, issued: trustme.LeafCert, folder: Path
) -> tuple[int, dict[str, dict[str, Any]]]:
    """A look at a server with this certificate, whose authority is trusted."""
    pem, bundle = folder / "server.pem", folder / "authority.pem"
    issued.private_key_and_cert_chain_pem.write_to_path(pem)
    authority.cert_pem.write_to_path(bundle)
    with served(sandbox(), ssl_certfile=str(pem)) as port:
        return examined(mycloud, url(port, "https"), f"--ca-bundle={bundle}")
