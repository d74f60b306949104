"""What an editor shows: the fields of what a call gives, signature and docstring of a method, and
the place where it is written. Asked of jedi and of pyright's language server.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jedi
import pytest

from .language_server import LanguageServer, language_server

ROOT = Path(__file__).resolve().parents[2]
BLOCKING = "from mycloud import MyCloud\nclient = MyCloud()\n"
AWAITED = "from mycloud import AsyncMyCloud\nclient = AsyncMyCloud()\n"
AWAITED_CALL = (
    f"{AWAITED}async def run():\n    order = await client.orders.get(1)\n    order."
)
FIELDS = {"id", "mc_number", "order_items", "tracking_number"}

ORDERS = [
    f"{BLOCKING}client.orders.get(1).",
    f"{BLOCKING}for order in client.orders.list():\n    order.",
    f"{BLOCKING}client.orders.page().items[0].",
    AWAITED_CALL,
]


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    program = Path(sys.executable).with_name("pyright-langserver")
    with language_server(program, ROOT) as server:
        yield server


def completed_by_jedi(text: str) -> set[str]:
    lines = text.split("\n")
    return {
        found.name for found in jedi.Script(text).complete(len(lines), len(lines[-1]))
    }


@pytest.mark.parametrize("text", ORDERS)
def test_jedi_completes_the_fields_of_an_order(text: str) -> None:
    names = completed_by_jedi(text)

    assert names >= FIELDS
    assert names.isdisjoint({"close", "send", "throw", "cr_frame"})


@pytest.mark.parametrize("text", ORDERS)
def test_pyright_completes_the_fields_of_an_order(
    server: LanguageServer, text: str
) -> None:
    found = server.at_end_of("textDocument/completion", text)
    names = {item["label"] for item in found["items"]}

    assert names >= FIELDS
    assert names.isdisjoint({"close", "send", "throw", "cr_frame"})


def shown_by_jedi(text: str) -> str:
    lines = text.split("\n")
    signature: Any
    (signature,) = jedi.Script(f"{text}(").get_signatures(
        len(lines), len(lines[-1]) + 1
    )
    return str(f"{signature.to_string()}\n{signature.docstring()}")


@pytest.mark.parametrize("setup", [BLOCKING, AWAITED])
def test_jedi_shows_signature_and_docstring(setup: str) -> None:
    shown = shown_by_jedi(f"{setup}client.orders.create")

    assert "delivery_mode_id: int" in shown
    assert "phone_number: str | None" in shown
    assert "phone_number: Phone number of the recipient." in shown


@pytest.mark.parametrize("setup", [BLOCKING, AWAITED])
def test_pyright_shows_signature_and_docstring(
    server: LanguageServer, setup: str
) -> None:
    found = server.at_end_of("textDocument/hover", f"{setup}client.orders.create")
    shown = found["contents"]["value"]

    assert shown.startswith("(method)")
    assert "delivery_mode_id: int" in shown
    assert "phone_number: Phone number of the recipient." in shown


def gone_to_by_jedi(text: str) -> list[tuple[Path, str]]:
    lines = text.split("\n")
    found = jedi.Script(text).goto(len(lines), len(lines[-1]), follow_imports=True)
    return [(Path(name.module_path), name.get_line_code().strip()) for name in found]


def gone_to_by_pyright(server: LanguageServer, text: str) -> list[tuple[Path, str]]:
    found = server.at_end_of("textDocument/definition", text)
    return [(path_of(place), line_of(place)) for place in found]


def path_of(place: Any) -> Path:
    return Path(unquote(urlsplit(place["uri"]).path))


def line_of(place: Any) -> str:
    lines = path_of(place).read_text(encoding="utf-8").split("\n")
    return str(lines[place["range"]["start"]["line"]].strip())


@pytest.mark.parametrize(
    ("setup", "folder", "line"),
    [(BLOCKING, "_sync", "def create("), (AWAITED, "_async", "async def create(")],
)
@pytest.mark.parametrize("who", ["jedi", "pyright"])
def test_a_method_leads_to_where_it_is_written(
    request: pytest.FixtureRequest, who: str, setup: str, folder: str, line: str
) -> None:
    text = f"{setup}client.orders.create"
    go: Callable[[str], list[tuple[Path, str]]] = gone_to_by_jedi
    if who == "pyright":
        server: LanguageServer = request.getfixturevalue("server")
        found = gone_to_by_pyright(server, text)
    else:
        found = go(text)

    assert found == [(ROOT / "wrapper" / "mycloud" / folder / "orders.py", line)]
