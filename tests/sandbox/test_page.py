"""The page for browsers: what it says, what it allows, and that what it ships is what was locked."""

from __future__ import annotations

import asyncio
import hashlib
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from mycloud_sandbox import create_app, page
from mycloud_sandbox.contract import load_contract
from openapi_spec_validator import validate
from starlette.applications import Starlette

from .visiting import ORDER, Visitor, spec

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = Path(page.__file__).with_name("static") / "swagger-ui"
PAGES = ["/", "/orders", "/products", "/customers"]
HOST = "http://sandbox"
EVIL = '<script>alert("x")</script>'


class Reading(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "


def read(visitor: Visitor, path: str) -> Reading:
    answer = visitor.get(HOST + path)
    assert answer.status_code == 200, answer.text
    return Reading(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_load_from_the_sandbox_only(visitor: Visitor, path: str) -> None:
    answer = visitor.get(HOST + path)

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(
        rule.split(" ", 1)
        for rule in answer.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert {source for sources in policy.values() for source in sources.split()} == {
        "'self'",
        "'none'",
        "data:",
    }
    assert policy["img-src"] == "'self' data:"


@pytest.mark.parametrize("path", PAGES)
def test_what_a_page_needs_is_there_and_nothing_is_written_into_it(
    visitor: Visitor, path: str
) -> None:
    elements = read(visitor, path).elements
    needed = [
        about.get("src") or about.get("href") or ""
        for tag, about in elements
        if tag in ("script", "link")
    ]

    assert [visitor.get(HOST + address).status_code for address in needed] == [
        200
    ] * len(needed)
    assert [
        tag
        for tag, about in elements
        if tag == "style" or "style" in about or "onclick" in about
    ] == []


def test_the_token_of_the_reference_is_one_of_the_sandbox(visitor: Visitor) -> None:
    (place,) = [
        about
        for _, about in read(visitor, "/").elements
        if about.get("id") == "reference"
    ]
    visitor.token = place["data-token"]

    assert visitor.get("/orders").status_code == 200


@pytest.mark.parametrize(
    ("caller", "may"), [("127.0.0.1", True), ("::1", True), ("192.0.2.7", False)]
)
def test_who_calls_from_another_machine_sees_the_reference_only(
    caller: str, may: bool
) -> None:
    reference, orders = (
        asyncio.run(fetched(create_app(), path, caller)) for path in ("/", "/orders")
    )

    assert ("eyJ" in reference.text, reference.status_code) == (may, 200)
    assert orders.status_code == (200 if may else 403)


def test_a_sandbox_may_be_open_to_all() -> None:
    app = create_app(admin_from_anywhere=True)

    assert asyncio.run(fetched(app, "/orders", "192.0.2.7")).status_code == 200


async def fetched(app: Starlette, path: str, caller: str) -> httpx.Response:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app, client=(caller, 5000))
    ) as client:
        return await client.get(HOST + path)


def test_the_copy_of_the_spec_is_valid_and_leads_here(visitor: Visitor) -> None:
    copy: dict[str, Any] = visitor.get(f"{HOST}/page/openapi.json").json()

    validate(copy)
    assert [server["url"] for server in copy["servers"]] == [load_contract().root]
    assert copy["paths"].keys() == spec()["paths"].keys()


def test_a_form_of_the_copy_begins_as_the_example_of_its_body(visitor: Visitor) -> None:
    copy: dict[str, Any] = visitor.get(f"{HOST}/page/openapi.json").json()
    media = copy["paths"]["/orders"]["post"]["requestBody"]["content"][
        "multipart/form-data"
    ]
    fields: dict[str, Any] = media["schema"]["properties"]

    filled = {
        name: field["example"]
        for name, field in fields.items()
        if field["example"] not in ("", [])
    }
    assert filled == media["example"]
    assert media["schema"]["required"] == ["delivery_mode_id", "order_items"]
    assert (fields["urgent"]["enum"], fields["attach_file"]["example"]) == ([1, 0], [])


def test_the_spec_is_given_as_it_is_written(visitor: Visitor) -> None:
    written = (ROOT / "openapi" / "mycloud.yaml").read_text(encoding="utf-8")

    assert visitor.get(f"{HOST}/openapi.yaml").text == written


def test_an_order_is_shown_with_all_that_belongs_to_it(visitor: Visitor) -> None:
    order = visitor.order(
        name="คุณ พวริด",
        order_number="ORD-9",
        attach_name=["LABEL"],
        attach_file=[b"label"],
    )

    page = read(visitor, "/orders")

    for text in (
        order["mc_number"],
        "ORD-9",
        "RESERVED",
        "คุณ พวริด",
        "2 × เสื้อยืดคอกลม สีขาว at 199.00",
        "398.00",
    ):
        assert text in page.text
    assert order["attachments"][0]["url"] in [
        about.get("href") for tag, about in page.elements if tag == "a"
    ]


def test_the_newest_come_first_a_page_at_a_time(visitor: Visitor) -> None:
    orders = [visitor.order(order_number=f"NEW-{place}") for place in range(3)]

    first, second = read(visitor, "/orders"), read(visitor, "/orders?offset=25")

    places = [first.text.index(f"NEW-{place}") for place in (2, 1, 0)]
    assert places == sorted(places)
    assert (turning(first), turning(second)) == (
        ["/orders?offset=25"],
        ["/orders?offset=0"],
    )
    assert orders[0]["mc_number"] not in second.text
    assert "ORD-000000001" in second.text


def turning(page: Reading) -> list[str]:
    links = [about.get("href") or "" for tag, about in page.elements if tag == "a"]
    return [link for link in links if "offset" in link]


@pytest.mark.parametrize("offset", ["-1", "x", "9" * 30, ""])
def test_an_offset_that_is_none_means_the_first_page(
    visitor: Visitor, offset: str
) -> None:
    assert "ORD-000000025" in read(visitor, f"/orders?offset={offset}").text


def test_what_shops_write_stays_text(visitor: Visitor) -> None:
    visitor.order(name=EVIL, order_number=f'"><img src=x onerror=alert(1)>{EVIL}')
    visitor.post("/products", form={"name": EVIL, "description": EVIL, "price": 1})
    visitor.post("/customers", form={"name": EVIL, "email": f"{EVIL}@x"})

    for path in ("/orders", "/products", "/customers"):
        page = read(visitor, path)
        assert EVIL in page.text
        assert [tag for tag, _ in page.elements if tag in ("script", "img")] == []


def test_deleted_orders_are_shown_as_such(visitor: Visitor) -> None:
    order = visitor.order(order_number="GONE-1")
    visitor.delete(f"/orders/{order['id']}")

    page = read(visitor, "/orders")

    assert "GONE-1" in page.text
    assert [
        about["class"]
        for tag, about in page.elements
        if tag == "tr" and "class" in about
    ] == ["deleted"]


def test_an_empty_sandbox_says_so() -> None:
    assert "There are none here." in read(Visitor({"orders": 0}), "/orders").text


def test_the_page_is_the_same_in_the_envelope(enveloped: Visitor) -> None:
    enveloped.post("/orders", form={**ORDER, "order_number": "ORD-9"})

    assert "ORD-9" in read(enveloped, "/orders").text


def test_swagger_ui_is_shipped_as_it_was_copied() -> None:
    lines = (SHIPPED / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    files = [path for path in SHIPPED.iterdir() if path.name != "SHA256SUMS"]

    assert {
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}"
        for path in files
    } == set(lines)


def test_swagger_ui_is_the_version_that_is_locked() -> None:
    lock = json.loads(
        (ROOT / "tools" / "swagger-ui" / "package-lock.json").read_text(
            encoding="utf-8"
        )
    )
    version = lock["packages"]["node_modules/swagger-ui-dist"]["version"]

    assert f'"{version}"' in (SHIPPED / "swagger-ui-bundle.js").read_text(
        encoding="utf-8"
    )
