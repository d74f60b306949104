"""A second look at the cassettes, with other means than those that scrub them: no key, no token, no
person.
"""

from __future__ import annotations

import base64
import binascii
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from mycloud import LIVE_URL
from pytest_recording.plugin import get_default_cassette_name
from vcr.request import Request

from .conftest import same_form

TESTS = Path(__file__).parent
CASSETTES = sorted((TESTS / "cassettes").rglob("*.yaml"))

# The documentation's own examples may stand in a cassette; nothing else of their kind may.
DOCUMENTED_EMAILS = {"customer@domain.com", "contact@kerry-express.com"}
DOCUMENTED_PHONES = {"0899969094"}

JSON_WEB_TOKEN = re.compile(r"eyJ[\w-]{8,}")
LONG_HEX = re.compile(r"\b[0-9a-f]{32,}\b", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\d-])(?:\+66|0)\d{8,9}(?!\d)")
LOOPBACK = re.compile(r"//(?:localhost|127\.)")
FORBIDDEN_HEADERS = {
    "authorization",
    "authentication",
    "cookie",
    "set-cookie",
    "mycloud-request-id",
}


def texts_of(node: object) -> Iterator[str]:
    """Every text in a cassette, also the one behind base64."""
    if isinstance(node, dict):
        node = [*node.keys(), *node.values()]
    if isinstance(node, list):
        for inner in node:
            yield from texts_of(inner)
    elif isinstance(node, bytes):
        yield node.decode("utf-8", "replace")
    elif isinstance(node, str):
        yield node
        yield from unpacked(node)


def unpacked(text: str) -> Iterator[str]:
    for packed in re.findall(r"[A-Za-z0-9+/]{40,}={0,2}", text):
        try:
            yield base64.b64decode(packed, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue


def findings(cassette: Any) -> list[str]:
    """What must not be in a cassette, by kind."""
    found = [
        name for name in header_names(cassette) if name.lower() in FORBIDDEN_HEADERS
    ]
    asked = [
        next(texts_of(entry["request"]["uri"])) for entry in cassette["interactions"]
    ]
    found += [
        f"a request to {uri}, not to {LIVE_URL}"
        for uri in asked
        if not uri.startswith(f"{LIVE_URL}/")
    ]
    for text in texts_of(cassette):
        found += [f"token {match[:8]}" for match in JSON_WEB_TOKEN.findall(text)]
        found += [f"key or secret {match[:8]}" for match in LONG_HEX.findall(text)]
        found += ["a link to this machine"] if LOOPBACK.search(text) else []
        found += [f"bearer in {text[:20]!r}"] if "bearer " in text.lower() else []
        found += [
            email for email in EMAIL.findall(text) if email not in DOCUMENTED_EMAILS
        ]
        found += [
            phone for phone in PHONE.findall(text) if phone not in DOCUMENTED_PHONES
        ]
    return found


def header_names(cassette: Any) -> list[str]:
    sides = [
        side
        for entry in cassette["interactions"]
        for side in (entry["request"], entry["response"])
    ]
    return [name for side in sides for name in side["headers"]]


def test_there_are_cassettes() -> None:
    assert len(CASSETTES) > 40


@pytest.mark.parametrize(
    "path", CASSETTES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_a_cassette_holds_no_key_no_token_and_no_person(path: Path) -> None:
    assert findings(yaml.safe_load(path.read_text(encoding="utf-8"))) == []


def test_every_cassette_has_its_test_and_every_recorded_test_its_cassette() -> None:
    wanted = {
        f"{module}/{get_default_cassette_name(None, test)}"
        for module, test in recorded_tests()
    }
    found = {f"{path.parent.name}/{path.stem}" for path in CASSETTES}

    assert sorted(found - wanted) == [], (
        "cassettes that no test uses: run `make record`"
    )
    assert sorted(wanted - found) == [], "tests without a cassette: run `make record`"


def recorded_tests() -> Iterator[tuple[str, str]]:
    """Each test in tests/api, by its module and name."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/api",
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    command += [
        "-p",
        "no:schemathesis",
        "-p",
        "no:hypothesispytest",
    ]  # which take two seconds to load, for nothing
    listed = subprocess.run(
        command, cwd=TESTS.parent, capture_output=True, encoding="utf-8", check=True
    )
    for line in listed.stdout.splitlines():
        path, found, test = line.partition("::")
        if found:
            yield Path(path).stem, test


@pytest.mark.parametrize(
    "leak",
    [
        "eyJhbGciOiJIUzI1NiJ9.e30.x",
        "d76a13d4113c4323b74e8d7bf14c9a5e",
        "Bearer T1",
        "somebody@example.org",
        "http://127.0.0.1:8000/files/1",
        "0812345678",
        "+66812345678",
        b"somebody@example.org",
        base64.b64encode(b"somebody@example.org says something long").decode(),
    ],
)
@pytest.mark.parametrize("place", ["body", "uri", "header"])
def test_the_scanner_finds_what_it_looks_for(leak: str | bytes, place: str) -> None:
    request: dict[str, Any] = {"body": "", "uri": f"{LIVE_URL}/orders", "headers": {}}
    in_uri = (
        f"{LIVE_URL}/?x={leak}"
        if isinstance(leak, str)
        else f"{LIVE_URL}/?x=".encode() + leak
    )
    leaks: dict[str, dict[str, Any]] = {
        "header": {"headers": {"x": [leak]}},
        "uri": {"uri": in_uri},
    }
    request |= leaks.get(place, {place: leak})
    cassette = {
        "interactions": [
            {"request": request, "response": {"headers": {}, "body": {"string": ""}}}
        ]
    }

    assert findings(cassette) != []


def test_the_scanner_finds_a_header_that_should_not_be_kept() -> None:
    entry = {
        "request": {"uri": f"{LIVE_URL}/orders", "headers": {"Authorization": ["x"]}},
        "response": {"headers": {"Set-Cookie": ["x"]}},
    }

    assert findings({"interactions": [entry]}) == ["Authorization", "Set-Cookie"]


@pytest.mark.parametrize(
    "uri",
    [
        "https://example.com/api/v1/orders",
        "http://127.0.0.1:1/api/v1",
        f"{LIVE_URL}.org/x",
    ],
)
def test_the_scanner_finds_a_request_to_another_host(uri: str) -> None:
    entry = {"request": {"uri": uri, "headers": {}}, "response": {"headers": {}}}

    assert f"a request to {uri}, not to {LIVE_URL}" in findings(
        {"interactions": [entry]}
    )


def form_request(boundary: str, **fields: str) -> Request:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}'
        for name in fields
    ]
    body = "\r\n".join([*parts, f"--{boundary}--\r\n"])
    return Request(
        "POST",
        "https://h/x",
        body,
        {"content-type": f"multipart/form-data; boundary={boundary}"},
    )


def test_a_recorded_form_is_found_again_whatever_its_boundary() -> None:
    same_form(form_request("one", note="คุณ พวริด"), form_request("two", note="คุณ พวริด"))


@pytest.mark.parametrize(
    "fields", [{"note": "B"}, {"name": "A"}, {"note": "A", "name": "A"}, {}]
)
def test_another_form_is_another_request(fields: dict[str, str]) -> None:
    with pytest.raises(AssertionError):
        same_form(form_request("one", note="A"), form_request("one", **fields))
