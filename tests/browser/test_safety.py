"""What a hostile page or a hostile file can do to a sandbox, in a real browser."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx
import pytest
from mycloud_sandbox import create_app
from mycloud_sandbox.hosts import hosts_of

from ..serving import KEYS, serving_app
from .chromium import Browser, browsing

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

REBOUND = "rebound.example"
ATTACK = "fetch('/admin/reset', {method: 'POST'}); document.title = 'it ran'"
HTML = f"<title>not yet</title><script>{ATTACK}</script>".encode()
SVG = (
    f'<svg xmlns="http://www.w3.org/2000/svg"><script>{ATTACK}</script></svg>'.encode()
)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A sandbox that serves this machine, as the command does."""
    with serving_app(create_app(hosts=hosts_of("127.0.0.1"))) as url:
        yield url.removesuffix("/api/v1")


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for which a name of the web is this machine, as after DNS rebinding."""
    switch = f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1"
    with browsing(tmp_path_factory.mktemp("profile"), switch) as browser:
        yield browser


@contextmanager
def page_of_another_site() -> Iterator[str]:
    """An empty page at another origin: its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>another site</title>")

        def log_message(self, format: str, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(
            target=partial(server.serve_forever, poll_interval=0.01)
        )
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def uploaded(site: str, filename: str, content: bytes, content_type: str) -> str:
    """The address of a file that a client attached to an order."""
    with httpx.Client(base_url=f"{site}/api/v1", trust_env=False) as client:
        sent = {"apikey": KEYS["api_key"], "secretkey": KEYS["secret_key"]}
        token = client.post("/gettoken", data=sent).json()["token"]
        form = {
            "delivery_mode_id": "343",
            "order_items[0][product_id]": "164162",
            "order_items[0][quantity]": "1",
            "order_items[0][price]": "1",
            "attach_name[0]": "LABEL",
        }
        answer = client.post(
            "/orders",
            data=form,
            files={"attach_file[0]": (filename, content, content_type)},
            headers={"Authorization": f"Bearer {token}"},
        )
    url: str = answer.json()["order"]["attachments"][0]["url"]
    return url


def received(site: str) -> int:
    """How many orders the sandbox holds: a reset would leave 25."""
    snapshot = httpx.get(f"{site}/admin/snapshot", trust_env=False).json()
    return len(snapshot["tables"]["Order"])


@pytest.mark.parametrize(
    ("filename", "content", "content_type"),
    [("x.html", HTML, "text/html"), ("x.svg", SVG, "image/svg+xml")],
)
def test_an_uploaded_page_is_downloaded_and_does_not_run(
    chromium: Browser, site: str, filename: str, content: bytes, content_type: str
) -> None:
    url = uploaded(site, filename, content, content_type)
    before = received(site)
    chromium.call("Browser.setDownloadBehavior", behavior="deny")
    chromium.open(f"{site}/orders")
    chromium.events.clear()

    link = f"[...document.links].find(link => link.href === {json.dumps(url)})"
    chromium.run(f"{link}.click()")
    chromium.wait_for_event("Page.downloadWillBegin", "Page.frameNavigated")

    assert chromium.seen("Page.downloadWillBegin")
    assert chromium.run("location.pathname") == "/orders"
    assert chromium.run("document.title") != "it ran"
    assert received(site) == before


@pytest.mark.parametrize("way", ["iframe", "object", "embed", "script"])
def test_an_uploaded_page_does_not_run_within_a_page_of_the_sandbox(
    chromium: Browser, site: str, way: str
) -> None:
    is_script = way == "script"
    url = uploaded(
        site,
        "x.js" if is_script else "x.html",
        ATTACK.encode() if is_script else HTML,
        "text/javascript" if is_script else "text/html",
    )
    before = received(site)
    chromium.call("Browser.setDownloadBehavior", behavior="deny")
    chromium.open(f"{site}/orders")

    name = "data" if way == "object" else "src"
    chromium.run(
        f"new Promise(done => {{ const it = document.createElement('{way}');"
        f" it.{name} = {json.dumps(url)}; it.onload = it.onerror = () => done(true);"
        " setTimeout(() => done(false), 500); document.body.append(it); })"
    )

    assert chromium.run("document.title") != "it ran"
    assert received(site) == before


def test_a_page_that_rebinds_its_name_reads_and_resets_nothing(
    chromium: Browser, site: str
) -> None:
    uploaded(site, "x", b"x", "x/y")
    before = received(site)
    port = urlsplit(site).port
    chromium.open(f"http://{REBOUND}:{port}/")

    assert chromium.run("location.hostname") == REBOUND
    assert "does not serve the host" in chromium.run("document.body.innerText")
    statuses = chromium.run(
        "Promise.all([fetch('/admin/snapshot'), fetch('/admin/reset', {method: 'POST'})])"
        ".then(answers => answers.map(answer => answer.status))"
    )
    assert statuses == [421, 421]
    assert received(site) == before


def test_a_page_of_another_site_changes_nothing_through_a_form(
    chromium: Browser, site: str
) -> None:
    uploaded(site, "x", b"x", "x/y")
    before = received(site)
    with page_of_another_site() as other:
        chromium.open(other)
        outcome = chromium.run(
            f"fetch('{site}/admin/reset', {{method: 'POST', mode: 'no-cors'}})"
            ".then(answer => answer.type)"
        )

    assert outcome == "opaque"
    assert received(site) == before


@pytest.mark.parametrize("is_allowed", [True, False])
def test_a_page_of_another_origin_calls_the_api_when_it_may(
    chromium: Browser, is_allowed: bool
) -> None:
    with page_of_another_site() as other:
        origins = [other.rstrip("/")] if is_allowed else []
        app = create_app(hosts=hosts_of("127.0.0.1"), cors=origins)
        with serving_app(app) as base_url:
            chromium.open(other)
            outcome = chromium.run(_place_an_order(base_url))
            admin = chromium.run(
                f"fetch('{base_url.removesuffix('/api/v1')}/admin/snapshot')"
                ".then(answer => answer.status, error => 'blocked')"
            )

    if is_allowed:
        assert re.fullmatch(r"MC[0-9]+", outcome)
    else:
        assert outcome == "blocked"
    assert admin == "blocked"


def _place_an_order(base_url: str) -> str:
    """A script that signs in and places an order, as a client in a browser does."""
    return f"""(async () => {{
        const keys = new FormData();
        keys.append('apikey', {json.dumps(KEYS["api_key"])});
        keys.append('secretkey', {json.dumps(KEYS["secret_key"])});
        const form = new FormData();
        form.append('delivery_mode_id', 343);
        form.append('order_items[0][product_id]', 164162);
        form.append('order_items[0][quantity]', 1);
        form.append('order_items[0][price]', 49.5);
        try {{
            const signed = await fetch('{base_url}/gettoken', {{method: 'POST', body: keys}});
            const headers = {{
                Authorization: 'Bearer ' + (await signed.json()).token,
                'MyCloud-Request-Id': 'from-a-page',
            }};
            const placed = await fetch('{base_url}/orders', {{method: 'POST', body: form, headers}});
            return (await placed.json()).order.mc_number;
        }} catch (error) {{
            return 'blocked';
        }}
    }})()"""
