"""`mycloud doctor --report` can be sent to a colleague: nothing secret or personal is in it."""

from __future__ import annotations

import pytest
from mycloud_cli.credentials import credentials_file, save_profile
from mycloud_cli.doctor.findings import Finding, State
from mycloud_cli.doctor.sendable import scrubbed, secrets_of, sendable
from mycloud_cli.session import Settings

from ..serving import KEYS
from .running import Mycloud

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmVk"
PLANTED = {
    "a key of another shop": "0f343b0931126a20f133d67c2b018a3b",
    "a token": TOKEN,
    "an e-mail address": "somchai.jaidee@shop.example",
    "a phone number": "+66 81 234 5678",
    "a name": "สมชาย ใจดี",
    "a password in a URL": "http://operator:hunter22@proxy.example:8080",
    "a folder of a person": "/home/somchai/.config/mycloud",
}


@pytest.mark.usefixtures("sandbox")
def test_a_report_of_a_sound_setup_names_each_check(mycloud: Mycloud) -> None:
    made = mycloud("doctor", "--report")

    assert (made.code, made.err) == (0, "")
    assert made.out.startswith("# mycloud doctor\n\nAll is well.\n")
    for check in ("versions", "base URL", "certificate", "token", "shops"):
        assert f"| ok | {check} | " in made.out


@pytest.mark.usefixtures("sandbox")
def test_a_report_names_the_fault_and_what_to_do(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYCLOUD_SECRET_KEY", "wrong-but-long-enough")
    made = mycloud("doctor", "--report")

    assert made.code == 3
    assert "Found: keys-refused." in made.out
    assert "| fault | token | " in made.out
    assert "wrong-but-long-enough" not in made.out


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_in_a_finding_is_not_in_the_report(what: str) -> None:
    said = f"seen near it: {PLANTED[what]} and so on"
    report = sendable([Finding("keys", State.OK, said)], Settings())

    assert [
        word for word in PLANTED[what].split() if len(word) > 3 and word in report
    ] == []
    assert "somchai" not in report
    assert "hunter22" not in report
    assert "and so on" in report


def test_words_of_the_server_are_left_out() -> None:
    said = "GET http://h/api/v1/orders answered 500: duplicate entry Nattapong"

    assert scrubbed(said, []) == "GET http://h/api/v1/orders answered 500"


def test_what_helps_is_kept() -> None:
    said = "TLSv1.3, good until 2026-11-28 10:00 UTC, 127.0.0.1:8000, httpx 0.28.1"

    assert scrubbed(said, []) == said


def test_keys_of_the_file_and_the_environment_are_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save_profile(
        "default",
        {"api_key": "file-key-1", "secret_key": "file-secret-1"},
        credentials_file(),
    )
    settings = Settings(profile="default", proxy="http://me:pass-1@proxy.example")
    found = secrets_of(
        settings, {"HOME": str(credentials_file().parents[2]), "MYCLOUD_TOKEN": TOKEN}
    )

    assert {"file-key-1", "file-secret-1", "me", "pass-1", TOKEN} <= set(found)
    assert scrubbed("a file-secret-1 of me", found) == "a (secret) of (secret)"


@pytest.mark.usefixtures("sandbox")
def test_no_key_is_in_any_form_of_the_doctor(mycloud: Mycloud) -> None:
    printed = "".join(
        "".join(mycloud("doctor", *form)[1:]) for form in ([], ["--json"], ["--report"])
    )

    assert [key for key in KEYS.values() if key in printed] == []


def test_forms_that_exclude_each_other_are_refused(mycloud: Mycloud) -> None:
    assert mycloud("doctor", "--report", "--json").code == 2
