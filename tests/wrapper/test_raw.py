"""`client.request`: it stays below the base URL, and sends what it was given."""

from __future__ import annotations

import datetime
import enum
import gzip
import io
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import anyio
import pytest
from mycloud import AsyncMyCloud, InvalidRequestError, RateLimitError
from mycloud_api.models import OrderItemByProductId
from mycloud_api.types import UNSET, File

from ..forms import form_of
from ..http_library import httpx
from .serving import Server, answering, async_client, client, order_answer

CLIENTS = pytest.mark.parametrize("make", [client, async_client])


def ask(mycloud: Any, *arguments: Any, **more: Any) -> None:
    """Send something with either client."""
    if not isinstance(mycloud, AsyncMyCloud):
        mycloud.request(*arguments, **more)
        return

    async def asked() -> None:
        await mycloud.request(*arguments, **more)

    anyio.run(asked)


def refused(make: Any, *arguments: Any, **more: Any) -> InvalidRequestError:
    server = Server(order_answer)
    with pytest.raises(InvalidRequestError) as caught:
        ask(make(server), *arguments, **more)
    assert server.requests == []
    return caught.value


def sent(*arguments: Any, **more: Any) -> httpx.Request:
    server = Server(order_answer)
    ask(client(server), *arguments, **more)
    return server.requests[-1]


@CLIENTS
@pytest.mark.parametrize(
    "path",
    [
        "/orders/../../admin",
        "/..",
        "/.",
        "/orders/./1",
        "/orders/..",
        "/%2e%2e/admin",
        "/%2E./admin",
        "/.%2e/admin",
        "/%252e%252e/admin",
        "/%25252e%25252e/admin",
        "/orders%2f..%2f..%2fadmin",
        "/orders/..%5c..%5cadmin",
        "/orders/..;x=1/admin",
        "/orders/.. /admin",
        "\\\\other.example",
        "/\\other.example",
        "/orders\\1",
        "//other.example/orders",
        "/orders//1",
        "/orders?deleted=1",
        "/orders#1",
        "/orders\n",
        "/orders\r\nX: 1",
        "/orders\x00",
        "/orders\x7f",
        "/orders%00",
        "/orders%0d%0aX: 1",
        "/orders\ud800",
        "orders",
        "",
        "https://other.example/orders",
        "@other.example",
        None,
        7,
        b"/orders",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused_before_anything_is_sent(
    make: Any, path: Any
) -> None:
    assert refused(make, "GET", path).argument == "path"


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("/orders", b"/api/v1/orders"),
        ("/", b"/api/v1/"),
        ("/orders/342/", b"/api/v1/orders/342/"),
        ("/products/a..b", b"/api/v1/products/a..b"),
        ("/products/...", b"/api/v1/products/..."),
        ("/products/a%2Fb%3Fc%23d", b"/api/v1/products/a%2Fb%3Fc%23d"),
        ("/products/a b", b"/api/v1/products/a%20b"),
        ("/products/ไ", b"/api/v1/products/%E0%B9%84"),
        ("/products/100%25", b"/api/v1/products/100%25"),
    ],
)
def test_a_path_below_the_base_url_is_sent(path: str, raw: bytes) -> None:
    assert sent("GET", path).url.raw_path == raw


@CLIENTS
@pytest.mark.parametrize(
    "method", ["", " ", "G T", "GET\r\n", "GET /admin", "GÉT", "GET\0", None, 7, b"GET"]
)
def test_a_method_that_is_none_is_refused(make: Any, method: Any) -> None:
    assert refused(make, method, "/orders").argument == "method"


@pytest.mark.parametrize("method", ["get", "PURGE", "M-SEARCH"])
def test_any_token_is_a_method(method: str) -> None:
    assert sent(method, "/orders").method == method.upper()


class Colour(str, enum.Enum):  # noqa: UP042  # as callers write it
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


VALUES = {
    "text": "คุณ",
    "empty": "",
    "whole": 7,
    "huge": 2**70,
    "price": Decimal("1E+2"),
    "float": 0.1,
    "yes": True,
    "no": False,
    "day": datetime.date(2018, 4, 8),
    "nothing": None,
    "unset": UNSET,
    "colour": Colour.RED,
    "level": Level.HIGH,
    "list": ["a", 1, None, ("b",)],
    "dict": {"a": {1: "x"}},
}
SPELLED = {
    "text": "คุณ",
    "empty": "",
    "whole": "7",
    "huge": str(2**70),
    "price": "100",
    "float": "0.1",
    "yes": "1",
    "no": "0",
    "day": "2018-04-08",
    "colour": "red",
    "level": "3",
    "list[0]": "a",
    "list[1]": "1",
    "list[3][0]": "b",
    "dict[a][1]": "x",
}


def test_form_and_query_are_spelled_alike_as_php_reads_them() -> None:
    request = sent("POST", "/orders", params=VALUES, form=VALUES)

    parts = form_of(request.headers["content-type"], request.content)
    assert {name: content.decode() for name, _, content in parts} == SPELLED
    query = parse_qsl(request.url.query.decode(), keep_blank_values=True)
    assert dict(query) == SPELLED


def test_a_model_is_spelled_field_by_field() -> None:
    item = OrderItemByProductId(product_id=7, quantity=1, price=Decimal(2))
    request = sent("POST", "/orders", form={"order_items": [item]})

    assert b'"order_items[0][product_id]"' in request.content


NESTED: list[Any] = []
NESTED.append(NESTED)


@CLIENTS
@pytest.mark.parametrize("argument", ["form", "params"])
@pytest.mark.parametrize(
    "value",
    [
        object(),
        b"bytes",
        bytearray(b"bytes"),
        {1, 2},
        iter("ab"),
        datetime.time(12),
        1j,
        float("nan"),
        float("inf"),
        Decimal("Infinity"),
        Decimal("1E+999999"),
        pytest.param(10**5000, id="too-long"),
        "\ud800",
        str,
        print,
        NESTED,
    ],
)
def test_a_value_that_cannot_be_spelled_names_its_field(
    make: Any, argument: str, value: Any
) -> None:
    fields = {"order_items": [{"product_id": 7}, {"note": value}]}
    error = refused(make, "POST", "/orders", **{argument: fields})

    assert error.argument.startswith(f"{argument}['order_items'][1]['note']")
    assert "bytes'" not in str(error)


@CLIENTS
@pytest.mark.parametrize("argument", ["form", "params"])
@pytest.mark.parametrize(
    "fields",
    [
        {b"a": 1},
        {None: 1},
        {True: 1},
        {("a",): 1},
        {"a\nb": 1},
        {"a\0": 1},
        {"\ud800": 1},
        {"a": {1.5: 1}},
        [("a", 1)],
        "a=1",
        7,
    ],
)
def test_names_that_cannot_be_spelled_are_refused(
    make: Any, argument: str, fields: Any
) -> None:
    error = refused(make, "POST", "/orders", **{argument: fields})

    assert error.argument.startswith(argument)


def test_a_file_is_sent_with_its_true_length() -> None:
    packed = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"%PDF" * 99)))
    file = File(payload=packed, file_name="label.pdf", mime_type="application/pdf")  # type: ignore[arg-type]
    request = sent("POST", "/orders", form={"attach_file": [file]})

    assert request.headers["content-length"] == str(len(request.content))
    assert b"%PDF" * 99 in request.content


@CLIENTS
@pytest.mark.parametrize("payload", [io.StringIO("text"), None, 7])
def test_a_file_that_gives_no_bytes_is_refused(make: Any, payload: Any) -> None:
    form = {"photo": File(payload=payload, file_name="a.png")}

    assert refused(make, "POST", "/x", form=form).argument == "form['photo']"


@CLIENTS
def test_a_file_in_the_query_is_refused(make: Any) -> None:
    params = {"photo": File(payload=io.BytesIO(b"a"))}

    assert refused(make, "GET", "/x", params=params).argument == "params['photo']"


@CLIENTS
def test_a_file_that_cannot_be_rewound_is_not_sent_again(make: Any) -> None:
    class Once(io.BytesIO):
        def seekable(self) -> bool:
            return False

    server = Server(answering(429))
    with pytest.raises(RateLimitError):
        ask(make(server), "PATCH", "/x", form={"a": File(payload=Once(b"a"))})

    assert len(server.requests) == 2
