"""Only a token of the sandbox that has not expired opens it."""

import base64
import json
from typing import Any

import jwt
import pytest
from mycloud_sandbox.contract import load_contract
from mycloud_sandbox.tokens import DEFAULT_SECRET

from .visiting import KEYS, MORNING, Clock, Visitor

NOW = int(MORNING.timestamp())
CLAIMS = {"iat": NOW, "exp": NOW + 600}


def test_a_token_is_signed_with_hs256_and_lives_about_eight_hours() -> None:
    token = Visitor().log_in().token or ""
    assert jwt.get_unverified_header(token)["alg"] == "HS256"
    claims = jwt.decode(
        token,
        DEFAULT_SECRET,
        ["HS256"],
        options={"verify_exp": False, "verify_iat": False},
    )
    assert claims == {"iat": NOW, "exp": NOW + 8 * 3600}


@pytest.mark.parametrize("way", ["data", "files", "json", "params"])
def test_the_keys_are_taken_from_a_form_from_json_and_from_the_query(way: str) -> None:
    options = {
        way: {name: (None, key) for name, key in KEYS.items()}
        if way == "files"
        else KEYS
    }
    assert Visitor().post("/gettoken", **options).json()["token"]


@pytest.mark.parametrize("wrong", ["apikey", "secretkey"])
def test_a_wrong_key_is_refused(wrong: str) -> None:
    answer = Visitor().post("/gettoken", data={**KEYS, wrong: "คุณ"})
    assert (answer.status_code, answer.json()["message"]) == (
        401,
        "The API key or the secret key is wrong.",
    )


def test_a_missing_key_is_named() -> None:
    answer = Visitor().post("/gettoken", data={"apikey": KEYS["apikey"]})
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        "secretkey is required.",
    )


def test_the_keys_can_be_chosen() -> None:
    keys = {"apikey": "a", "secretkey": "b"}
    visitor = Visitor({"api_key": "a", "secret_key": "b"})
    assert visitor.post("/gettoken", data=keys).status_code == 200
    assert visitor.post("/gettoken", data=KEYS).status_code == 401


def test_a_token_expires_to_the_second() -> None:
    visitor = Visitor({"token_lifetime": 60}, Clock()).log_in()
    visitor.clock.pass_by(seconds=59)
    assert visitor.get("/shops").status_code == 200
    visitor.clock.pass_by(seconds=1)
    answer = visitor.get("/shops")
    assert (answer.status_code, answer.json()["message"]) == (
        401,
        "The token has expired.",
    )


def _unsigned() -> str:
    return f"{_spelled({'alg': 'none', 'typ': 'JWT'})}.{_spelled(CLAIMS)}."


def _with(**changed: dict[str, Any]) -> str:
    """A true token with its head or its claims exchanged."""
    head, claims, signature = jwt.encode(CLAIMS, DEFAULT_SECRET, "HS256").split(".")
    parts = {"head": head, "claims": claims} | {
        name: _spelled(part) for name, part in changed.items()
    }
    return f"{parts['head']}.{parts['claims']}.{signature}"


def _spelled(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


FORGED = {
    "another secret": jwt.encode(
        CLAIMS, "another secret that is long enough, too", "HS256"
    ),
    "another algorithm": jwt.encode(CLAIMS, DEFAULT_SECRET * 2, "HS512"),
    "the right secret and another algorithm": jwt.encode(
        CLAIMS, DEFAULT_SECRET, "HS384"
    ),
    "a header that says RS256": _with(head={"alg": "RS256", "typ": "JWT"}),
    "another's claims under a true signature": _with(
        claims={**CLAIMS, "exp": NOW + 10**6}
    ),
    "no signature": _unsigned(),
    "no time of issue": jwt.encode({"exp": NOW + 600}, DEFAULT_SECRET, "HS256"),
    "no expiry": jwt.encode({"iat": NOW}, DEFAULT_SECRET, "HS256"),
    "an expiry that is no number": jwt.encode(
        {"iat": NOW, "exp": "x"}, DEFAULT_SECRET, "HS256"
    ),
    "no token at all": "x",
}


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED)
@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
def test_a_forged_token_is_refused(token: str) -> None:
    answer = Visitor(token=token).get("/orders")
    assert (answer.status_code, answer.json()["message"]) == (
        401,
        "The token is not valid.",
    )
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz"])
def test_a_header_without_a_token_is_refused(header: str) -> None:
    answer = Visitor().get("/orders", headers={"Authorization": header})
    assert answer.status_code == 401
    assert "token is missing" in answer.json()["message"]


def test_every_operation_but_the_one_that_gives_tokens_needs_one() -> None:
    assert [
        name
        for name, operation in load_contract().operations.items()
        if not operation.secured
    ] == ["get_token"]


def test_a_secret_too_short_to_sign_with_is_refused() -> None:
    with pytest.raises(ValueError, match="jwt_secret needs at least 32 bytes, got 5"):
        Visitor({"jwt_secret": "short"})
