# Copied from templates/runtime/reading.py by `make generate`; edit it there.
"""Reads answers in either of the two shapes; each answer shows on its own which one it has.

Documented: `{"order": {"id": 342, "deliverymode": {...}}}`. Observed, the envelope:
`{"success": true, "message": "", "data": {"attributes": {"id": 342}, "delivery_mode":
{"attributes": {...}}}}`. Both become the same models: a reader unwraps the answer, the model reads
its own fields, and `values` knows what a value may look like.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from .answers import accepted
from .rows import decoder
from .values import (
    LENIENT,
    JsonPath,
    Reading,
    Row,
    Unreadable,
    flat,
    is_blank,
    kind,
    listed,
    to_object,
)

T = TypeVar("T")

_BLANK = "an object with no known field"


class ObjectReader(Generic[T]):
    """Reads the one object of an answer, under its key or in the envelope."""

    def __init__(self, model: type[T], key: str) -> None:
        self._model, self._key = model, key
        self._decode = decoder(model, key, many=False)

    def __call__(self, content: bytes, reading: Reading = LENIENT) -> T:
        """The object in the body of an answer.

        Raises:
            Refused: The answer says `success: false`.
            Unreadable: The body is not JSON, or does not hold an object with a known field.
        """
        entry = _unwrapped(accepted(content, self._decode), self._key)
        if not isinstance(entry, (dict, Row)):
            raise Unreadable(self._key, kind(entry))
        made: T = to_object(entry, self._model, (None, self._key), reading)
        if is_blank(made):
            raise Unreadable(self._key, _BLANK)
        return made


class ListReader(Generic[T]):
    """Reads the list of an answer, under its key or in the envelope."""

    def __init__(self, model: type[T], key: str) -> None:
        self._model, self._key = model, key
        self._decode = decoder(model, key, many=True)

    def __call__(self, content: bytes, reading: Reading = LENIENT) -> list[T | None]:
        """The entries in the body of an answer; None stands for one that is not an object, or
        has no known field.

        Raises:
            Refused: The answer says `success: false`.
            Unreadable: The body is not JSON, or does not hold a list.
        """
        unwrapped = self._unwrapped(content)
        if unwrapped in (None, ""):
            return []
        return self._entries(unwrapped, reading)

    def shown(self, content: bytes, reading: Reading = LENIENT) -> list[T | None]:
        """The same where it matters that a list was shown at all: null and empty text are none.

        Raises:
            Refused: The answer says `success: false`.
            Unreadable: The body is not JSON, or does not hold a list.
        """
        return self._entries(self._unwrapped(content), reading)

    def _unwrapped(self, content: bytes) -> object:
        return _unwrapped(accepted(content, self._decode), self._key)

    def _entries(self, unwrapped: object, reading: Reading) -> list[T | None]:
        entries = listed(unwrapped)
        if entries is None:
            raise Unreadable(self._key, kind(unwrapped))
        path = (None, self._key)
        return [
            self._entry(entry, (path, index), reading)
            for index, entry in enumerate(entries)
        ]

    def _entry(self, entry: object, path: JsonPath, reading: Reading) -> T | None:
        if isinstance(entry, (dict, Row)):
            made: T = to_object(entry, self._model, path, reading)
            if not is_blank(made):
                return made
        reading.on_mismatch(path, entry)
        return None


class TextReader:
    """Reads the one text of an answer: beside or inside the envelope, as an attribute or not."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, content: bytes, reading: Reading = LENIENT) -> str:
        """The text in the body of an answer.

        Raises:
            Refused: The answer says `success: false`.
            Unreadable: The body is not JSON, or does not hold the text.
        """
        payload = accepted(content)
        data = payload.get("data") if isinstance(payload, dict) else None
        holders = [holder for holder in (payload, data) if isinstance(holder, dict)]
        found = [text for holder in holders if (text := flat(holder).get(self._key))]
        text = found[0] if found else None
        if not isinstance(text, str):
            raise Unreadable(self._key, kind(text))
        return text


def _unwrapped(payload: object, key: str) -> object:
    if not isinstance(payload, dict):
        raise Unreadable(key, kind(payload))
    if key in payload:
        return payload[key]
    if "data" in payload:
        return payload["data"]
    raise Unreadable(key, f"neither {key!r} nor 'data'")
