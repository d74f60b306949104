"""Looks for private texts in whatever could be shown, logged or stored, also where they are spelled
in another way.
"""

from __future__ import annotations

import base64
import html
import json
import pickle
import traceback
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, quote_plus


def spellings(text: str) -> set[bytes]:
    """A text as it is written by what is likely to write it, in lower case."""
    raw = text.encode()
    written = {
        text,
        repr(text)[1:-1],
        ascii(text)[1:-1],
        repr(raw)[2:-1],
        json.dumps(text)[1:-1],
        html.escape(text),
    }
    written |= {quote(text), quote(text, safe=""), quote_plus(text), raw.hex()}
    written |= {packed(raw, before) for before in range(3)}
    return {form.encode().lower() for form in written}


def packed(raw: bytes, before: int) -> str:
    """The part of a Base64 text that these bytes make alone, with so many others before them."""
    whole = base64.b64encode(bytes(before) + raw).decode()
    return whole[(0, 2, 3)[before] : (before + len(raw)) * 8 // 6]


class Search:
    """The private texts by name, and everything in which they must not be."""

    def __init__(self, private: Mapping[str, str]) -> None:
        self._needles = {name: spellings(text) for name, text in private.items()}
        self._seen: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self._seen)

    def look_at(self, where: str, shown: str | bytes) -> None:
        """Take something to be searched."""
        raw = (
            shown
            if isinstance(shown, bytes)
            else shown.encode("utf-8", "surrogatepass")
        )
        self._seen[f"{where} (#{len(self._seen)})"] = raw.lower()

    def look_at_object(self, where: str, thing: object) -> None:
        """Take all that a print, a log or a debugger shows of an object."""
        self.look_at(f"repr of {where}", repr(thing))
        self.look_at(f"str of {where}", str(thing))
        self.look_at(f"format of {where}", f"{thing}")

    def look_at_error(self, where: str, error: BaseException) -> None:
        """Take all that is shown of an error and of those it came from, and what is stored of it.

        Its `body`, `order`, `error` and `candidates` are left out: they hold what the server
        answered, for the caller to read.
        """
        for each in chain_of(error):
            self.look_at_object(where, each)
            self.look_at(f"args of {where}", repr(each.args))
            self.look_at(f"attributes of {where}", repr(public_state(each)))
        self.look_at(
            f"traceback of {where}", "".join(traceback.format_exception(error))
        )
        self.look_at(f"pickle of {where}", pickled(error))

    def found(self) -> list[str]:
        """Which private text stands where."""
        return sorted(
            f"{name} in {where}"
            for where, raw in self._seen.items()
            for name in self._names_in(raw)
        )

    def text(self) -> str:
        """Everything there is to search, for tests that want to know that something was there at
        all.
        """
        return "\n".join(raw.decode("utf-8", "replace") for raw in self._seen.values())

    def _names_in(self, raw: bytes) -> Iterator[str]:
        for name, needles in self._needles.items():
            if any(needle in raw for needle in needles):
                yield name


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what a traceback shows it came from."""
    while error is not None:
        yield error
        error = error.__cause__ or (
            None if error.__suppress_context__ else error.__context__
        )


def public_state(error: BaseException) -> dict[str, Any]:
    """What an error holds beside the answer of the server."""
    return {
        name: value
        for name, value in vars(error).items()
        if name not in ("body", "order", "error", "candidates")
    }


def pickled(error: BaseException) -> bytes:
    """An error as it goes to another process, without the answer of the server."""
    kept = pickle.loads(pickle.dumps(error))
    for name in vars(error).keys() - public_state(error).keys():
        delattr(kept, name)
    return pickle.dumps(kept)
