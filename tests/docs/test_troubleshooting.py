"""The page of messages is complete: each one that the source makes is on it, word for word."""

from __future__ import annotations

import re
from pathlib import Path

from .messages import FILLED_IN, ROOT, made_in, messages

PAGE = ROOT / "docs" / "troubleshooting.md"
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")

NOT_ON_THE_PAGE = {
    "an item names its product": "cannot happen: the constructor of Item holds it",
    "an order was sent while its file was checked": "cannot happen: a check sends nothing",
    "module … has no attribute …": "Python's own message",
    "redis.asyncio needs asyncio": "is caught, and becomes a message of the token store",
    "the connection ended within the head of an answer": "becomes a line of a report",
    "it is not a regular file": "a reason within another message or a line of the log",
    "it is too large for a token": "a line of the log",
    "it belongs to another user": "a line of the log",
    "others can write it; run chmod 600 on it": "a line of the log",
}
"""Messages that no reader meets as such, with the reason."""


MADE_OF_PARTS = {"base_url (…) … …"}
"""Messages on the page whose text is put together in several functions."""


def spelled(text: str) -> str:
    """A message with everything that is filled in as one sign."""
    return re.sub(f"{FILLED_IN}+", FILLED_IN, re.sub(r"\{[^}]*\}", FILLED_IN, text))


def on_the_page() -> set[str]:
    text = PAGE.read_text(encoding="utf-8")
    return {spelled(found[2].strip()) for found in _CODE.finditer(text)}


def made() -> dict[str, str]:
    """Every message of the source, with the first place that makes it."""
    return {spelled(one.text): f"{one.file}:{one.line}" for one in reversed(messages())}


def test_every_message_is_on_the_page() -> None:
    there = on_the_page() | NOT_ON_THE_PAGE.keys()

    assert {text: place for text, place in made().items() if text not in there} == {}


def test_every_entry_of_the_page_is_still_a_message() -> None:
    page = PAGE.read_text(encoding="utf-8")
    entries = re.findall(r"^- (?=`)(`+)(.+?)\1$", page, flags=re.MULTILINE)
    known = made()

    assert [
        text
        for _, text in entries
        if spelled(text.strip()) not in known.keys() | MADE_OF_PARTS
    ] == []
    assert len(entries) > 150


def test_every_entry_says_what_to_do() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert re.findall(r"^- .+\n(?!\n    \S)", page, flags=re.MULTILINE) == []


def test_what_is_left_out_is_still_made() -> None:
    assert NOT_ON_THE_PAGE.keys() - made().keys() == set()


def test_a_message_is_found_however_it_is_made(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text(
        'takes = "a list"\n'
        "def f(a):\n"
        '    raise MyCloudError(f"there is no {a}" if a else "nothing" + " here")\n'
        'raise InvalidRequestError("items", got=kind(1), takes=takes)\n'
        'error = refusal("timeout=", 5, "seconds")\n',
        encoding="utf-8",
    )

    assert {one.text for one in made_in(file)} == {
        "there is no …",
        "nothing here",
        "items: got …; takes a list",
        "timeout= got …; it takes seconds",
    }
