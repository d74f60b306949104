"""The site in a real browser, opened from disk and from a server: nothing comes from elsewhere,
nothing overflows.
"""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..browser.chromium import Browser, browsing

WIDE, PHONE = (1280, 900), (390, 844)
PAGES = [
    "index.html",
    "start.html",
    "recipes/queue-worker.html",
    "recipes/orders-per-day.html",
    "comparison.html",
]
PAGES += [
    "how-it-works.html",
    "reference/orders.html",
    "deviations.html",
    "openapi/index.html",
    "openapi/mycloud.html",
]
OVERFLOWING = (
    "document.documentElement.scrollWidth > document.documentElement.clientWidth"
)

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The site's address on a server."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browsing(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser, site: Path, served: str) -> Iterator[Browser]:
    """The browser, and at the end a look at what it asked for and complained of."""
    chromium.events.clear()
    chromium.resize(*WIDE)
    yield chromium
    own = (f"{served}/", f"{site.as_uri()}/", "data:", "blob:")
    assert {url for url in chromium.requests() if not url.startswith(own)} == set()
    assert chromium.complaints() == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_every_screen(browser: Browser, site: Path, page: str) -> None:
    for screen in (WIDE, PHONE):
        browser.resize(*screen, phone=screen == PHONE)
        browser.open(f"{(site / page).as_uri()}")
        assert not browser.run(OVERFLOWING), screen


def found_by_search(browser: Browser, words: str) -> str:
    """The first place that the search finds."""
    field = "document.querySelector('.md-search__input')"
    browser.wait_for(f"{field} && {field}.offsetParent !== null")
    browser.run(f"{field}.focus()")
    browser.call("Input.insertText", text=words)
    browser.wait_for("document.querySelector('.md-search-result__link')")
    return str(
        browser.run(
            "document.querySelector('.md-search-result__link').getAttribute('href')"
        )
    )


def test_the_search_works_from_disk(browser: Browser, site: Path) -> None:
    browser.open((site / "index.html").as_uri())

    assert "handle-errors.html" in found_by_search(browser, "UnknownOutcomeError")


def test_the_search_works_from_a_server(browser: Browser, served: str) -> None:
    browser.open(f"{served}/index.html")

    assert "handle-errors.html" in found_by_search(browser, "UnknownOutcomeError")


@pytest.mark.parametrize(("scheme", "shown"), [("light", "light"), ("dark", "dark")])
def test_the_picture_suits_the_ground(
    site: Path, tmp_path: Path, scheme: str, shown: str
) -> None:
    with browsing(tmp_path) as browser:  # one that remembers no choice
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.call("Emulation.setEmulatedMedia", features=features)
        browser.open((site / "recipes" / "orders-per-day.html").as_uri())
        pictures = browser.run(
            "[...document.querySelectorAll('article img')].filter(image => image.offsetParent).map(image => image.src)"
        )

    assert [
        json.dumps(source).partition("orders-per-day-")[2].partition(".")[0]
        for source in pictures
    ] == [shown]


def test_the_picture_has_its_thai_drawn(browser: Browser, site: Path) -> None:
    browser.open((site / "images" / "orders-per-day-light.svg").as_uri())

    fonts = browser.fonts_of("text")

    assert len(fonts) > 1, "one font has drawn both scripts, or the Thai was left out"
