"""`config`, `whoami`, `logout`, `version`, `api`, and the forms of output."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
import yaml
from mycloud import __version__
from mycloud_cli.credentials import credentials_file, profile_names, save_profile
from mycloud_cli.effective import without_password

from ..serving import KEYS
from .running import MYCLOUD, Mycloud, environment


def config_of(mycloud: Mycloud, *before: str) -> dict[str, dict[str, str]]:
    return {
        each["setting"]: each for each in mycloud(*before, "config", "--json").objects
    }


@pytest.mark.usefixtures("sandbox")
def test_config_says_where_each_setting_comes_from(
    mycloud: Mycloud, sandbox: str
) -> None:
    found = config_of(mycloud, "--timeout=5", "--proxy=http://u:p@proxy.invalid:8080")

    assert found["base URL"]["value"] == sandbox
    assert found["base URL"]["source"] == "MYCLOUD_BASE_URL"
    assert found["API key"]["source"] == "the environment"
    assert (found["timeout"]["value"], found["timeout"]["source"]) == (
        "5 s",
        "--timeout",
    )
    assert found["proxy"]["value"] == "http://...@proxy.invalid:8080"


def test_config_works_without_keys_and_names_the_profile(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in KEYS:
        monkeypatch.delenv(f"MYCLOUD_{name.upper()}", raising=False)
    assert config_of(mycloud)["API key"]["value"] == "(none)"

    save_profile(
        "staging", {**KEYS, "base_url": "https://x.invalid/api/v1"}, credentials_file()
    )
    found = config_of(mycloud, "--profile=staging")

    assert found["profile"]["source"] == "--profile"
    assert found["base URL"]["value"] == "https://x.invalid/api/v1"
    assert found["secret key"]["source"].startswith("profile 'staging' in ")


@pytest.mark.usefixtures("sandbox")
def test_no_command_of_the_account_shows_a_secret(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYCLOUD_TOKEN", "a.secret.token")
    shown = ""
    for form in ("table", "json", "csv", "yaml"):
        shown += "".join(mycloud("config", "-o", form)[1:])
        shown += "".join(mycloud("whoami", "-o", form)[1:])

    assert [text for text in (*KEYS.values(), "a.secret.token") if text in shown] == []


def test_a_url_that_is_shown_has_no_password_and_no_query() -> None:
    assert (
        without_password("https://u:p@h.invalid:1/x?k=v") == "https://...@h.invalid:1/x"
    )
    assert without_password("http://[") == "(not a URL)"


@pytest.mark.usefixtures("sandbox")
def test_whoami_is_the_shop(mycloud: Mycloud) -> None:
    found = mycloud("whoami", "--json").object

    assert (found["name"], found["code"]) == ("My Shop", "JO001")
    assert "My Shop" in mycloud("whoami").out.splitlines()[0]


def test_logout_removes_one_profile_and_the_file_with_the_last(
    mycloud: Mycloud,
) -> None:
    path = credentials_file()
    for name in ("default", "staging"):
        save_profile(name, KEYS, path)

    assert mycloud("logout").code == 0
    assert profile_names() == ["staging"]
    assert path.stat().st_mode & 0o077 == 0
    assert mycloud("logout").code == 4
    assert mycloud("--profile=staging", "logout").code == 0
    assert not path.exists()


@pytest.mark.usefixtures("sandbox")
def test_logout_names_the_keys_that_it_cannot_remove(mycloud: Mycloud) -> None:
    save_profile("default", KEYS, credentials_file())

    assert "MYCLOUD_API_KEY is still set" in mycloud("logout").err


def test_version_is_a_command_and_an_option(mycloud: Mycloud) -> None:
    assert (
        mycloud("version").out
        == mycloud("--version").out
        == f"mycloud-client {__version__}\n"
    )


@pytest.mark.usefixtures("sandbox")
def test_api_prints_the_body_as_it_came(mycloud: Mycloud) -> None:
    assert json.loads(mycloud("api", "GET", "/shops/1").out)["shop"]["code"] == "JO001"
    assert len(json.loads(mycloud("api", "get", "/orders?count=2").out)["orders"]) == 2
    missing = mycloud("api", "GET", "/orders/7")
    assert (missing.code, missing.out) == (4, "")


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("method", ["POST", "patch", "DELETE"])
def test_api_refuses_to_write(mycloud: Mycloud, method: str) -> None:
    refused = mycloud("api", method, "/orders/1984")

    assert refused.code == 2
    assert "only reads" in refused.err
    assert mycloud("orders", "get", "1984").code == 0


@pytest.mark.usefixtures("sandbox")
def test_every_form_of_output_says_the_same(mycloud: Mycloud) -> None:
    list_of = ["orders", "list", "--limit=3", "--columns=id,name"]
    as_json = mycloud(*list_of, "--output=json").objects

    assert as_json == mycloud(*list_of, "--json").objects
    assert yaml.safe_load(mycloud(*list_of, "-o", "yaml").out) == as_json
    rows = csv.DictReader(io.StringIO(mycloud(*list_of, "-o", "csv").out))
    assert [(int(row["id"]), row["name"]) for row in rows] == [
        (each["id"], each["name"] or "") for each in as_json
    ]


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("command", [["orders", "get", "1984"], ["shops", "get", "1"]])
def test_one_entry_has_every_form(mycloud: Mycloud, command: list[str]) -> None:
    as_json = mycloud(*command, "--json").object
    (as_yaml,) = [yaml.safe_load(mycloud(*command, "-o", "yaml").out)]
    (row,) = csv.DictReader(io.StringIO(mycloud(*command, "-o", "csv").out))

    assert as_yaml in (as_json, [as_json])
    assert row["id"] == str(as_json["id"])


@pytest.mark.usefixtures("sandbox")
def test_two_forms_exclude_each_other(mycloud: Mycloud) -> None:
    assert mycloud("orders", "list", "--json", "-o", "yaml").code == 2
    assert mycloud("orders", "list", "--limit=1", "--json", "-o", "json").code == 0


def test_yaml_cannot_steer_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    from mycloud_cli.output.yaml import print_yaml

    nasty = {"note": "กก\x1b\x9b\x7f\u202e\n\ttwo", "zero": "0123", "day": "2018-04-08"}
    print_yaml(nasty)
    printed = capsys.readouterr().out

    assert yaml.safe_load(printed) == nasty
    assert "กก" in printed
    assert [c for c in printed if ord(c) in (0x1B, 0x9B, 0x7F, 0x202E)] == []


def completed(*words: str) -> list[str]:
    """The completions that a shell gets."""
    asked = environment(
        _MYCLOUD_COMPLETE="complete_bash",
        COMP_WORDS=" ".join(["mycloud", *words]),
        COMP_CWORD=str(len(words)),
    )
    done = subprocess.run(
        MYCLOUD, check=True, capture_output=True, text=True, env=asked
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        (("orders", "list", "--status", ""), "SHIPPED"),
        (("orders", "update", "1", "--status", "A"), "APPROVED"),
        (("orders", "list", "--output", "y"), "yaml"),
        (("customers", "get", "1", "-o", ""), "csv"),
        (("orders", "export", "--format", ""), "parquet"),
        (("completion", ""), "zsh"),
        (("--profile", ""), "staging"),
    ],
)
def test_an_option_that_takes_a_choice_completes_to_the_choices(
    words: tuple[str, ...], choice: str
) -> None:
    save_profile("staging", KEYS, credentials_file())
    Path("a-file").touch()

    found = completed(*words)

    assert choice in found
    assert "a-file" not in found


@pytest.mark.parametrize("group", [(), ("orders",), ("products",)])
def test_a_bare_group_shows_its_help_as_help(
    mycloud: Mycloud, group: tuple[str, ...]
) -> None:
    bare = mycloud(*group)

    assert bare.out == mycloud(*group, "--help").out
    assert (bare.code, bare.err) == (2, "")
