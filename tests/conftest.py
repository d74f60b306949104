"""What every test gets: no settings from outside, and cassettes that are scrubbed both ways.

Cassettes are recorded from the sandbox by `make record` and replayed with the network blocked. A
request is found again by method, path, query and decoded form; the host is left out, since the
sandbox listens on a free port.
"""

from __future__ import annotations

import inspect
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import yaml
from mycloud import LIVE_URL, AsyncMyCloud, Clock, MyCloud

from . import http_library, reaping, summary
from .forms import form_of

CASSETTES = Path(__file__).parent / "cassettes"
SECRET_FIELDS = ("apikey", "secretkey")
SCRUBBED = b"REDACTED"
FILE_LINK = re.compile(rb"http://127\.0\.0\.1:[0-9]+/files/[0-9a-f]+")
KEPT_REQUEST_HEADERS = {"accept", "content-type"}
KEPT_RESPONSE_HEADERS = {"content-type", "allow", "retry-after"}


def pytest_configure() -> None:
    reaping.watch()
    # A run in the background inherits that SIGINT is ignored, and so would all that it starts.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("long") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(3600))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [
        *terminalreporter.getreports("passed"),
        *terminalreporter.getreports("failed"),
    ]
    for line in summary.lines(
        told for report in reports for told in report.user_properties
    ):
        terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the machine must not reach a test."""
    for name in ("API_KEY", "SECRET_KEY", "BASE_URL"):
        monkeypatch.delenv(f"MYCLOUD_{name}", raising=False)


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that waits before an attempt is slow for nothing: it should give a policy without
    waits.
    """

    def sleep(self: object, seconds: float) -> None:
        assert seconds == 0, f"a test waited for {seconds} s"

    async def asleep(self: object, seconds: float) -> None:
        sleep(self, seconds)

    monkeypatch.setattr(Clock, "sleep", sleep)
    monkeypatch.setattr(Clock, "asleep", asleep)


@pytest.fixture(autouse=True, scope="session")
def library_under_test() -> Iterator[None]:
    """Clients without a transport send with the library that the tests are run for."""
    defaults = [
        inspect.unwrap(client.__init__).__kwdefaults__ or {}
        for client in (MyCloud, AsyncMyCloud)
    ]
    for default in defaults:
        default["http"] = http_library.NAME
    yield
    for default in defaults:
        default["http"] = "httpx"


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Awaited tests run under both."""
    return str(request.param)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server of PostgreSQL that all tests share, each in its own schema."""
    from .postgresql import (
        serving_postgresql,
    )  # recorded tests run where psycopg is not installed

    with serving_postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def vcr_config() -> dict[str, Any]:
    return {
        "match_on": ["method", "path", "query", "form"],
        "decode_compressed_response": True,
        "before_record_request": scrubbed_request,
        "before_record_response": scrubbed_response,
    }


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cassettes", type=Path, help="the folder to replay from or to record into"
    )


@pytest.fixture(scope="module")
def vcr_cassette_dir(request: pytest.FixtureRequest) -> str:
    cassettes: Path = request.config.getoption("--cassettes") or CASSETTES
    return str(cassettes / request.path.stem)


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    vcr.register_matcher("form", same_form)
    vcr.register_serializer("yaml", Readable)


class Readable:
    """YAML in which Thai stays Thai, so that a cassette can be reviewed."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        return yaml.dump(
            cassette, Dumper=yaml.CSafeDumper, allow_unicode=True, width=120
        )

    @staticmethod
    def deserialize(text: str) -> Any:
        return yaml.load(text, Loader=yaml.CSafeLoader)


def same_form(first: Any, second: Any) -> None:
    """Two requests that carry the same form, whatever their boundaries."""
    first_form, second_form = (
        form_of(side.headers.get("content-type", ""), side.body)
        for side in (first, second)
    )
    assert first_form == second_form


def scrubbed_request(request: Any) -> Any:
    """The request as a cassette keeps it: the live URL, no token, no keys, and always the same
    boundary.
    """
    recorded, live = urlsplit(request.uri), urlsplit(LIVE_URL)
    request.uri = urlunsplit(recorded._replace(scheme=live.scheme, netloc=live.netloc))
    content_type = request.headers.get("content-type", "")
    _, _, boundary = content_type.partition("boundary=")
    if boundary:
        request.body = without_keys(
            request.body.replace(boundary.encode(), b"boundary")
        )
        request.headers["content-type"] = content_type.replace(boundary, "boundary")
    for name in set(request.headers) - KEPT_REQUEST_HEADERS:
        del request.headers[name]
    return request


def without_keys(body: bytes) -> bytes:
    for name in SECRET_FIELDS:
        head, found, rest = body.partition(f'name="{name}"\r\n\r\n'.encode())
        if found:
            body = head + found + SCRUBBED + rest[rest.index(b"\r\n") :]
    return body


def scrubbed_response(response: dict[str, Any]) -> dict[str, Any]:
    """The answer as a cassette keeps it: no token, no link to a file, no header that changes from
    run to run.
    """
    headers = response["headers"]
    response["headers"] = {
        name: value
        for name, value in headers.items()
        if name.lower() in KEPT_RESPONSE_HEADERS
    }
    body = re.sub(rb'(?<=^{"token":")[^"]+', SCRUBBED, response["body"]["string"])
    # Anyone who holds the link to a file can fetch it, and on loopback it bears a port.
    response["body"]["string"] = FILE_LINK.sub(
        LIVE_URL.encode() + b"/files/" + SCRUBBED, body
    )
    return response
