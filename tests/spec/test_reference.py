"""The HTML reference opens from disk, asks no host for anything, shows Thai, and says how well each
fact is known.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.spec import bundle, reference

from ..browser.chromium import Browser, browsing
from .spec_reading import nodes

DIALECTS = ("mycloud", "mycloud.enveloped")
SCREENS = {"wide": (1400, 1000), "phone": (390, 844)}
THAI = "คุณ พวริด"


@pytest.fixture(scope="module")
def pages(redocly: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reference of each dialect, as a file."""
    folder = tmp_path_factory.mktemp("reference")
    files = {name: folder / f"{name}.html" for name in DIALECTS}
    for name, document in bundle.dialects().items():
        files[name].write_text(reference.html(document), encoding="utf-8")
    return files


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browsing(tmp_path_factory.mktemp("profile")) as found:
        yield found


def show(
    browser: Browser,
    page: Path,
    screen: str = "wide",
    place: str = "",
    until: str = "MyCloud",
) -> str:
    """Opens the page at a place, waits for a text, and gives all the text that is there."""
    width, height = SCREENS[screen]
    browser.open(
        "about:blank"
    )  # A page that differs only in its place would not be loaded anew.
    browser.events.clear()
    browser.resize(width, height, phone=screen == "phone")
    browser.open(f"{page.as_uri()}{place}")
    browser.wait_for(f"document.body && document.body.innerText.includes({until!r})")
    text: str = browser.run("document.body.innerText")
    return text


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("screen", SCREENS)
def test_it_opens_from_disk_and_asks_no_host_for_anything(
    browser: Browser, pages: dict[str, Path], dialect: str, screen: str
) -> None:
    title = bundle.dialects()[dialect]["info"]["title"]
    text = show(browser, pages[dialect], screen, until=title)
    show_everything(browser)

    assert "Authorization: Bearer" in text
    assert foreign(browser.requests()) == []
    assert browser.complaints() == []
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_it_shows_what_the_server_posts(
    browser: Browser, pages: dict[str, Path], dialect: str
) -> None:
    place = "#/orders/receive_notification"
    text = show(browser, pages[dialect], place=place, until="nobody promised any of it")

    assert "An order moved" in text
    assert '"mc_number": "MC180408932"' in text


@pytest.mark.parametrize("dialect", DIALECTS)
def test_it_may_not_ask_even_if_it_wanted_to(
    pages: dict[str, Path], dialect: str
) -> None:
    text = pages[dialect].read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert "connect-src 'none'" in text
    assert '"disableTelemetry":true' in text


def show_everything(browser: Browser) -> None:
    """Walks down the page, so that whatever is drawn late is drawn."""
    browser.run("scrollTo(0, document.documentElement.scrollHeight)")
    browser.run(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def foreign(urls: list[str]) -> list[str]:
    return [
        url for url in urls if not url.startswith(("file:", "blob:", "data:", "about:"))
    ]


def test_a_request_to_another_host_would_be_seen(
    browser: Browser, tmp_path: Path
) -> None:
    page = tmp_path / "asking.html"
    page.write_text(
        "<body>MyCloud<img src='http://127.0.0.1:9/logo.svg'>", encoding="utf-8"
    )
    show(browser, page)
    browser.run(
        "new Promise(done => { const i = document.images[0]; i.complete ? done() : i.onerror = done })"
    )

    assert foreign(browser.requests()) == ["http://127.0.0.1:9/logo.svg"]


@pytest.mark.parametrize("screen", SCREENS)
def test_thai_and_english_are_drawn_with_fonts_that_have_them(
    browser: Browser, pages: dict[str, Path], screen: str
) -> None:
    text = show(browser, pages["mycloud"], screen, "#/orders/create_order", until=THAI)
    drawn = browser.fonts_of(mark_thai(browser))

    assert "Database key of the delivery mode to ship with." in text
    assert drawn & fonts_with_thai()
    assert [font for font in drawn if "LastResort" in font or not font] == []


def mark_thai(browser: Browser) -> str:
    """The selector of the elements whose own text has Thai."""
    marked = browser.run(
        """[...document.querySelectorAll('*')]
            .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && /[ก-๙]/.test(node.data)))
            .map(element => element.setAttribute('data-thai', '')).length"""
    )
    assert marked > 3
    return "[data-thai]"


def fonts_with_thai() -> set[str]:
    listed = subprocess.run(
        ["fc-list", ":lang=th", "postscriptname"],
        check=True,
        capture_output=True,
        text=True,
    )
    names = {line.partition("=")[2].strip() for line in listed.stdout.splitlines()}
    assert names, "no font on this machine has Thai: install fonts-thai-tlwg"
    return names


def test_a_form_is_shown_as_the_parts_that_are_sent(
    browser: Browser, pages: dict[str, Path]
) -> None:
    text = show(
        browser,
        pages["mycloud"],
        place="#/orders/create_order",
        until="order_items[2][shop_sku]",
    )

    assert '"order_items[2][shop_sku]": "UPC_230458300"' in text
    assert '"order_items[2][price]": "49.50"' in text


@pytest.mark.parametrize(
    ("place", "field", "badge"),
    [
        ("#/orders/create_order", "delivery_mode_id", "Documented"),
        ("#/orders/create_order", "order_number", "Observed"),
        ("#/order_items/update_order_item", "price", "Documented elsewhere"),
        ("#/orders/list_orders", "count", "Documented"),
        ("#/customers/list_customers", "count", "Observed"),
    ],
)
def test_a_reader_sees_how_well_a_field_is_known(
    browser: Browser, pages: dict[str, Path], place: str, field: str, badge: str
) -> None:
    show(browser, pages["mycloud"], place=place)

    browser.wait_for(
        rf"/\n{field}\n[^\n]+\n(required\n)?{badge}\n/i.test(document.body.innerText)"
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_everything_with_a_provenance_has_its_badge(dialect: str) -> None:
    shown = reference.for_readers(bundle.dialects()[dialect])
    known = [(at, node) for at, node in nodes(shown) if "x-provenance" in node]

    assert len(known) > 200
    assert [
        at
        for at, node in known
        if badges(node) != [reference.BADGES[node["x-provenance"]]]
    ] == []


def badges(node: dict[str, Any]) -> list[str]:
    return [badge["name"] for badge in node.get("x-badges", [])]


def test_the_spec_itself_is_given_out_without_badges() -> None:
    document = bundle.dialects()["mycloud"]
    reference.for_readers(document)

    assert "x-badges" not in str(document)
