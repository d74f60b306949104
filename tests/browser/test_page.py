"""The page in a real browser: nothing comes from elsewhere, and a call that is tried is made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..serving import serving
from .chromium import Browser, BrowserError, browsing

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

CREATE = "#operations-orders-create_order"
UPDATE = "#operations-orders-update_order"
WIDE, PHONE = (1280, 900), (390, 844)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving("documented") as url:
        yield url.removesuffix("/api/v1")


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browsing(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser, site: str) -> Iterator[Browser]:
    """The browser, and at the end a look at what it asked for and complained of."""
    chromium.events.clear()
    chromium.resize(*WIDE)
    yield chromium
    asked = {
        request["request"]["url"]
        for request in chromium.seen("Network.requestWillBeSent")
    }
    assert {url for url in asked if not url.startswith((f"{site}/", "data:"))} == set()
    assert [entry["entry"]["text"] for entry in chromium.seen("Log.entryAdded")] == []
    assert [
        thrown["exceptionDetails"]
        for thrown in chromium.seen("Runtime.exceptionThrown")
    ] == []


def click(browser: Browser, selector: str) -> None:
    """Clicks on an element, once it is there: the page draws itself piece by piece."""
    browser.wait_for(f"document.querySelector('{selector}')")
    browser.run(f"document.querySelector('{selector}').click()")


def open_operation(browser: Browser, site: str, operation: str) -> None:
    browser.open(f"{site}/")
    click(browser, f"{operation} .opblock-summary-control")
    browser.wait_for(f"document.querySelector('{operation} .execute')")


def execute(browser: Browser, operation: str) -> dict[str, Any]:
    """Presses the button, and gives the answer as the page shows it."""
    click(browser, f"{operation} .execute")
    browser.wait_for(
        f"document.querySelector('{operation} .live-responses-table .highlight-code code')"
    )
    answer: dict[str, Any] = json.loads(
        browser.run(
            f"document.querySelector('{operation} .highlight-code code').innerText"
        )
    )
    return answer


def type_into(browser: Browser, field: str, text: str) -> None:
    """Types as a person would, who then leaves the field: the page does not notice a value that a
    script sets.
    """
    browser.wait_for(f"document.querySelector({json.dumps(field)})")
    browser.run(
        f"(field => {{ field.focus(); field.select(); }})(document.querySelector({json.dumps(field)}))"
    )
    browser.call("Input.insertText", text=text)
    browser.run("document.activeElement.blur()")


def test_the_order_of_the_example_is_placed_with_all_its_items(
    browser: Browser, site: str
) -> None:
    open_operation(browser, site, CREATE)

    order = execute(browser, CREATE)["order"]

    assert [(item["quantity"], item["price"]) for item in order["order_items"]] == [
        (2, 199),
        (1, 50),
        (1, 49.5),
    ]
    assert (order["name"], order["total_price"]) == ("คุณ พวริด", 497.5)
    curl = browser.run(f"document.querySelector('{CREATE} .curl-command').innerText")
    assert "order_items[2][shop_sku]=UPC_230458300" in curl
    assert "note=" not in curl  # a field left empty is not sent


def test_the_order_appears_among_those_that_are_held(
    browser: Browser, site: str
) -> None:
    open_operation(browser, site, CREATE)
    type_into(browser, f"{CREATE} input[placeholder=order_number]", "FROM-THE-PAGE")
    number = execute(browser, CREATE)["order"]["mc_number"]

    browser.open(f"{site}/orders")

    newest = browser.run("document.querySelector('tbody tr').innerText")
    assert number in newest
    assert "FROM-THE-PAGE" in newest


def test_a_file_is_attached(browser: Browser, site: str, tmp_path: Path) -> None:
    label = tmp_path / "label.pdf"
    label.write_bytes(b"%PDF-1.4")
    open_operation(browser, site, CREATE)
    for field in ("attach_name", "attach_file"):
        click(
            browser, f"{CREATE} [data-property-name={field}] .json-schema-form-item-add"
        )
    choose_file(browser, f"{CREATE} input[type=file]", label)

    order = execute(browser, CREATE)["order"]

    assert [attachment["name"] for attachment in order["attachments"]] == ["LABEL"]


def choose_file(browser: Browser, field: str, path: Path) -> None:
    browser.wait_for(f"document.querySelector('{field}')")
    root = browser.call("DOM.getDocument")["root"]["nodeId"]
    node = browser.call("DOM.querySelector", nodeId=root, selector=field)["nodeId"]
    browser.call("DOM.setFileInputFiles", nodeId=node, files=[str(path)])


def test_an_update_changes_what_is_filled_in_and_nothing_else(
    browser: Browser, site: str
) -> None:
    open_operation(browser, site, UPDATE)

    order = execute(browser, UPDATE)["order"]

    assert order["note"] == "This is a special order."
    assert order["name"] is not None


@pytest.mark.parametrize("path", ["/", "/orders", "/products", "/customers"])
@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
def test_no_page_is_wider_than_its_screen(
    browser: Browser, site: str, path: str, screen: tuple[int, int]
) -> None:
    browser.resize(*screen, phone=screen == PHONE)
    browser.open(f"{site}{path}")
    browser.wait_for("document.querySelector('table, .opblock')")

    assert browser.run(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_an_order_can_be_placed_on_a_phone(browser: Browser, site: str) -> None:
    browser.resize(*PHONE, phone=True)
    open_operation(browser, site, CREATE)
    browser.wait_for(f"document.querySelector('{CREATE} input[placeholder=address]')")
    field = f"document.querySelector('{CREATE} input[placeholder=address]').getBoundingClientRect()"

    assert browser.run(f"{field}.right <= document.documentElement.clientWidth")
    assert browser.run(f"{field}.width") > 200
    assert len(execute(browser, CREATE)["order"]["order_items"]) == 3


def test_a_look_that_waits_for_what_never_comes_says_so(
    browser: Browser, site: str
) -> None:
    browser.open(f"{site}/orders")

    with pytest.raises(BrowserError, match="still not so: 1 === 2"):
        browser.wait_for("1 === 2", seconds=0.01)
