"""A server that repeats keys and token in every place, and sends what steers terminals and logs."""

from __future__ import annotations

import base64
import inspect
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import anyio
import pytest
from mycloud import ApiError, AsyncMyCloud, Item, MyCloud, MyCloudError, RetryPolicy
from mycloud import _harmless as harmless
from mycloud_api import values

from ..http_library import httpx
from ..in_process import InProcess
from ..wrapper.serving import Handler

API_KEY = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
SECRET_KEY = "key/with+signs&more=9f8e7d6c5b4a"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzaG9wIjoic2VjcmV0LXNob3AifQ.c2lnbmF0dXJlLW9mLXNob3A"
SPELLED: dict[str, Callable[[str], str]] = {
    "whole": lambda secret: secret,
    "URL-encoded": lambda secret: quote(secret, safe=""),
    "in capitals": str.upper,
    "after a letter that has no small one": lambda secret: f"\u0130{secret}",
    "cut at its end": lambda secret: secret[:12],
    "cut at its beginning": lambda secret: secret[-12:],
}
SIGNS = "\x1b[31m\x1b]0;title\x07\r\n2026-01-01 CRITICAL forged\u202e\u2066\x85\x00\u2028\u200b\x9b31m"
ITEM = Item(product_id=164162, quantity=1, price=1)


class Echo(InProcess):
    """Gives the token, and then one answer for ever."""

    def __init__(self, answer: Handler) -> None:
        self._answer = answer

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/gettoken"):
            return httpx.Response(200, json={"token": TOKEN})
        return self._answer(request)


def fails(request: httpx.Request, text: str) -> httpx.Response:
    raise httpx.ProxyError(text, request=request)


PLACES: dict[str, Callable[[httpx.Request, str], httpx.Response]] = {
    **{
        f"the message of a {status}": lambda _, text, status=status: httpx.Response(  # type: ignore[misc]
            status, json={"message": text}
        )
        for status in (302, 401, 404, 422, 429, 500)
    },
    "a refusal": lambda _, text: httpx.Response(
        200, json={"success": False, "message": text}
    ),
    "a page of HTML": lambda _, text: httpx.Response(500, html=f"<h1>{text}</h1>"),
    "a body that is cut": lambda _, text: httpx.Response(
        200, content=f'{{"order": "{text}'.encode()
    ),
    "the place of a redirect": lambda _, text: httpx.Response(
        302, headers={"location": f"/orders?token={quote(text)}"}
    ),
    "a header": lambda _, text: httpx.Response(
        429, headers={"retry-after": quote(text)}
    ),
    "the names of fields": lambda _, text: httpx.Response(
        200, json={"order": {"id": 342, text: {text: [{text: 1}]}, "status": {text: 1}}}
    ),
    "the key of an item": lambda _, text: httpx.Response(
        200, json={"order": {"id": 342, "order_items": {text: {text: 1}, "1": 2}}}
    ),
    "the order number": lambda _, text: httpx.Response(
        200, json={"order": {"id": 342, "order_number": f"WEB-000001{text}"}}
    ),
    "an id": lambda _, text: httpx.Response(200, json={"order": {"id": text}}),
    "an order": lambda _, text: httpx.Response(200, json={"order": text}),
    "deep nesting": lambda _, text: httpx.Response(
        200, content=b'{"order": {"id": 342, "x": ' + nested(text) + b"}}"
    ),
    "what a proxy says": fails,
}


def nested(text: str) -> bytes:
    key = b'{"' + quote(text).encode() + b'": '
    return key * 80 + b"1" + b"}" * 80


CALLS: dict[str, Callable[[Any], Any]] = {
    "get": lambda client: client.orders.get(342),
    "update": lambda client: client.orders.update(342, note="x"),
    "list": lambda client: client.orders.list().all(),
    "find": lambda client: client.orders.find(order_number="WEB-000001"),
    "create": lambda client: client.orders.create(
        delivery_mode_id=343, items=[ITEM], order_number="WEB-000001"
    ),
    "request": lambda client: client.request("GET", "/orders"),
}


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """What the loggers of this client say, at DEBUG, as lines in a file."""
    values._log_once.cache_clear()
    lines: list[str] = []
    handler, log = logging.Handler(), logging.getLogger("mycloud")
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    yield lines
    log.removeHandler(handler)
    log.setLevel(logging.NOTSET)


def shown(kind: Any, place: str, text: str) -> list[str]:
    """What errors of all calls to a server show that says this, in lines."""
    return [
        line for call in CALLS for line in anyio.run(_shown, kind, place, call, text)
    ]


async def _shown(kind: Any, place: str, call: str, text: str) -> list[str]:
    client = kind(
        API_KEY,
        SECRET_KEY,
        transport=Echo(lambda request: PLACES[place](request, text)),
        retry=RetryPolicy(backoff=0, max_wait=0),
    )
    try:
        result = CALLS[call](client)
        await result if inspect.isawaitable(result) else None
        return []  # it holds what the server says, for the caller to read
    except MyCloudError as error:
        return lines_of(error)


def lines_of(error: MyCloudError) -> list[str]:
    again = pickle.loads(pickle.dumps(error))
    said = [str(error), repr(error), str(again), *map(str, error.args)]
    if isinstance(error, ApiError):
        said += [error.message or "", error.url]
    return [*said, *traceback.format_exception_only(error)]


kinds = pytest.mark.parametrize("kind", [MyCloud, AsyncMyCloud])


@kinds
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_that_the_server_repeats_is_shown_nowhere(
    kind: Any, place: str, heard: list[str]
) -> None:
    secrets = [
        spell(secret)
        for secret in (API_KEY, SECRET_KEY, TOKEN)
        for spell in SPELLED.values()
    ]
    lines = shown(kind, place, f"You sent {', '.join(secrets)}.")

    everything = "\n".join([*lines, *heard]).lower()
    assert [secret for secret in secrets if secret.lower() in everything] == []


@pytest.mark.parametrize("before", [b"", b"u", b"us", b"user:"])
@pytest.mark.parametrize("code", [base64.b64encode, bytes.hex, base64.b16encode])
def test_a_secret_in_base64_or_hex_is_blanked_but_for_its_ends(
    before: bytes, code: Callable[[bytes], bytes | str]
) -> None:
    harmless.remember(TOKEN)
    coded = code(before + TOKEN.encode() + b"!")
    text = coded if isinstance(coded, str) else coded.decode()

    shown = harmless.harmless(text)
    assert max(map(len, shown.split("[secret]"))) < 24
    assert len(shown) < 48


@kinds
@pytest.mark.parametrize("place", PLACES)
def test_text_of_the_server_is_harmless(
    kind: Any, place: str, heard: list[str]
) -> None:
    lines = shown(kind, place, SIGNS)

    unsafe = {sign for line in [*lines, *heard] for sign in line.rstrip("\n")}
    assert {sign for sign in unsafe if not sign.isprintable()} == set()


@kinds
@pytest.mark.parametrize("place", PLACES)
def test_long_text_of_the_server_is_cut(
    kind: Any, place: str, heard: list[str]
) -> None:
    lines = shown(kind, place, "long " * 20_000)

    assert max(map(len, [*lines, *heard])) < 2_500


def test_the_body_of_an_error_holds_the_whole() -> None:
    said = f"{'long ' * 20_000}{SIGNS}"
    server = Echo(lambda _: httpx.Response(422, json={"message": said}))
    with pytest.raises(ApiError) as caught:
        MyCloud(API_KEY, SECRET_KEY, transport=server).orders.get(342)

    assert len(caught.value.body) > 100_000


def test_plain_text_of_the_server_is_shown_unchanged() -> None:
    said = 'สินค้า "MAI002" ไม่พอ: 3 < 5 😀'
    server = Echo(lambda _: httpx.Response(422, json={"message": said}))
    with pytest.raises(ApiError) as caught:
        MyCloud(API_KEY, SECRET_KEY, transport=server).orders.get(342)

    assert caught.value.message == said
