"""Each failure is one line that says what to do, and an exit code that says what kind it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import httpx
import pytest
from mycloud_cli.app import run

from ..serving import serving
from .running import Mycloud

ORDER = [
    "--delivery-mode-id=343",
    "--item=product_sku=MAI002,quantity=1,price=50",
    "--order-number=CLI-LOST",
]


@pytest.fixture
def faulty(sandbox: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A sandbox of this test alone."""
    with serving("documented") as url:
        monkeypatch.setenv("MYCLOUD_BASE_URL", url)
        yield url


def fail(url: str, **rule: object) -> None:
    httpx.post(
        url.replace("/api/v1", "/admin/faults"), json=rule, trust_env=False
    ).raise_for_status()


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("orders get 7", 4, "no order has the id 7"),
        ("orders find NO-SUCH", 4, "--newest N` looks further back"),
        (
            "orders create --delivery-mode-id 9 --item product_sku=MAI002,quantity=1,price=5",
            1,
            "422",
        ),
        (
            "orders create --item product_sku=MAI002,quantity=1,price=5",
            2,
            "--delivery-mode-id is missing",
        ),
        ("orders create --delivery-mode-id 343", 2, "--item is missing"),
        (
            "orders create --delivery-mode-id 343 --item product_sku=A,quantity=1",
            2,
            "price is missing",
        ),
        (
            "orders create --delivery-mode-id 343 --item product_sku=A,colour=red",
            2,
            "takes NAME=VALUE",
        ),
        (
            "orders create --delivery-mode-id 343 --item quantity=1,price=5",
            2,
            "exactly one of product_id",
        ),
        (
            "orders create --delivery-mode-id 343 --item product_id=x,quantity=1,price=5",
            2,
            "a whole number",
        ),
        ("orders update 1984 --attach LABEL=nothing.pdf", 2, "no file 'nothing.pdf'"),
        ("orders update 1984 --weight heavy", 2, "--weight: got str; takes"),
        ("orders update 1984 --payment-date 31/12/2017", 2, "--payment-date"),
        ("orders update 1984", 2, "nothing to change"),
        ("orders update 0 --note x", 2, "ID: got 0"),
        ("orders get 1984 --wrong", 2, "See: mycloud orders get --help"),
        ("orders list --json --csv", 2, "exclude each other"),
        ("orders list --offset -1", 2, "--offset"),
        ("orders list --limit 0", 2, "--limit"),
        (
            "orders list --base-url https://example.invalid",
            2,
            "stands before the command",
        ),
        (
            "--base-url http://example.com/api/v1 orders list",
            2,
            "--allow-insecure-http",
        ),
        ("--proxy nonsense orders list", 2, "--proxy"),
        ("--ca-bundle nothing.pem orders list", 2, "--ca-bundle"),
        (
            "--base-url http://127.0.0.1:9/api/v1 orders list",
            5,
            "`mycloud doctor` looks for the cause",
        ),
        ("products get a/b", 2, "REF"),
        ("no-such-command", 2, "No such command"),
    ],
)
def test_a_failure_is_one_line_and_a_code(
    mycloud: Mycloud, command: str, code: int, said: str
) -> None:
    result = mycloud(*command.split())

    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("mycloud: ")
    assert result.err.count("\n") == 1
    assert said in result.err


@pytest.mark.parametrize(
    ("group", "command"),
    [("", "doctor"), ("orders", "find"), ("customers", "update"), ("shops", "get")],
)
def test_a_group_without_a_command_shows_its_help(
    mycloud: Mycloud, group: str, command: str
) -> None:
    bare, asked = mycloud(*group.split()), mycloud(*group.split(), "--help")

    assert bare.code == 2
    assert bare.out == asked.out
    assert f"\n  {command} " in bare.out
    assert bare.err == ""


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"status": 503}, 8),
        ({"status": 429}, 8),
        ({"status": 403}, 3),
        ({"status": 409}, 1),
        ({"status": 302}, 1),
        ({"answer": "html", "status": 200}, 7),
        ({"answer": "reset"}, 5),
    ],
)
def test_what_the_server_does_decides_the_code(
    mycloud: Mycloud, faulty: str, rule: dict[str, object], code: int
) -> None:
    fail(faulty, **rule, path="/orders*")

    result = mycloud("orders", "get", "1984")

    assert result.code == code
    assert result.err.count("\n") == 1


def test_a_lost_answer_to_a_create_says_how_to_look(
    mycloud: Mycloud, faulty: str
) -> None:
    fail(faulty, answer="reset", when="after", operation="create_order", times=1)

    lost = mycloud("orders", "create", *ORDER, "--again")

    assert lost.code == 6
    assert "`mycloud orders find CLI-LOST` does" in lost.err
    assert mycloud("orders", "find", "CLI-LOST").code == 0


def test_a_create_with_a_number_finds_the_order_whose_answer_was_lost(
    mycloud: Mycloud, faulty: str
) -> None:
    fail(faulty, answer="reset", when="after", operation="create_order", times=1)

    found = mycloud("orders", "create", *ORDER, "--json").object

    assert found["order_number"] == "CLI-LOST"


def test_a_reconciled_create_finds_the_order_itself(
    mycloud: Mycloud, faulty: str
) -> None:
    fail(faulty, answer="reset", when="after", operation="create_order", times=1)

    assert (
        mycloud("orders", "create", *ORDER, "--reconcile", "--json").object[
            "order_number"
        ]
        == "CLI-LOST"
    )
    numbers = [
        order["order_number"] for order in mycloud("orders", "list", "--json").objects
    ]
    assert numbers.count("CLI-LOST") == 1


def test_what_the_server_says_cannot_steer_a_terminal(
    mycloud: Mycloud, faulty: str
) -> None:
    result = mycloud("products", "get", "\x1b[2Jx")

    assert result.code == 4
    assert "\x1b" not in result.err


@pytest.mark.usefixtures("sandbox")
def test_a_traceback_is_shown_only_when_asked_for(mycloud: Mycloud) -> None:
    assert "Traceback" not in mycloud("orders", "get", "7").err
    assert "Traceback" in mycloud("--debug", "orders", "get", "7").err


@pytest.mark.usefixtures("sandbox")
def test_no_key_is_shown_even_with_debug(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYCLOUD_SECRET_KEY", "a-secret-of-the-test")

    result = mycloud("--debug", "orders", "list")

    assert result.code == 3
    assert "a-secret-of-the-test" not in result.err


@pytest.mark.parametrize(
    ("option", "code", "said"),
    [("--help", 0, "--dialect"), ("--port=none", 2, "invalid int value")],
)
def test_the_sandbox_has_its_own_options(
    capfd: pytest.CaptureFixture[str], option: str, code: int, said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["sandbox", option])

    assert ended.value.code == code
    assert said in "".join(capfd.readouterr())


def test_without_the_sandbox_it_says_how_to_install_it(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mycloud_sandbox.__main__", None)

    result = mycloud("sandbox", "--port", "0")

    assert result.code == 2
    assert "pip install 'mycloud-client[sandbox]'" in result.err


@pytest.mark.usefixtures("sandbox")
def test_an_unforeseen_error_asks_to_be_reported(
    mycloud: Mycloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mycloud_cli.commands.orders.show_several", lambda *_: 1 / 0)

    result = mycloud("orders", "get", "1984")

    assert result.code == 70
    assert "ZeroDivisionError" in result.err
    assert "report" in result.err
