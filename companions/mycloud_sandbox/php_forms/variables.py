"""How a name and a value become an entry of `$_POST` or `$_GET`.

The rules are those of `php_register_variable_ex` and its callers in PHP 8.2 (main/php_variables.c).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

from ..records import Scalar

MAX_FIELDS = 1000  # max_input_vars
MAX_DEPTH = 64  # max_input_nesting_level
NO_FILE = 4  # UPLOAD_ERR_NO_FILE

_INTEGER_KEY = re.compile(r"0|-?[1-9][0-9]{0,18}", re.ASCII)
_LARGEST_KEY = 2**63 - 1
_EMPTY_INDEXES = ("", " ", "\t", "\n", "\v", "\f", "\r")  # `[ ]` counts as `[]`
_COOKIE_PREFIXES = ("__Host-", "__Secure-")
_LONGEST_PREFIX = max(map(len, _COOKIE_PREFIXES))
_MANGLED = (" ", ".", "[")
_PIECE = (
    64 * 1024
)  # bytes that are decoded at once, so that other threads have their turn
_LONGEST_REMEMBERED = 100  # characters of a name


@dataclass(frozen=True)
class Upload:
    """A file that came with a form."""

    filename: str
    content_type: str
    content: bytes = field(repr=False)
    error: int = 0
    """PHP's `UPLOAD_ERR_` code: 2 for a file over the form's MAX_FILE_SIZE, 3 for one that was cut.
    """


Key: TypeAlias = int | str
FormValue: TypeAlias = "Scalar | Upload | Form"
Form: TypeAlias = "dict[Key, FormValue]"


@dataclass
class PhpForm:
    """What a script finds in `$_POST` and `$_FILES`. In place of a temporary file's name stands the
    file itself.
    """

    post: Form = field(default_factory=dict)
    files: Form = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """What PHP dropped without telling the client."""

    def uploads(self) -> Form:
        """The files with one upload for each, as frameworks hand them out; where none was chosen
        there is none.
        """
        found = {
            key: _upload(about)
            for key, about in self.files.items()
            if isinstance(about, dict)
        }
        return {key: value for key, value in found.items() if value is not None}

    def merged(self) -> Form:
        """Fields and files in one tree, as frameworks hand them out."""
        return _merge(self.post, self.uploads()) if self.files else self.post

    def assign_text(self, name: bytes, value: bytes) -> None:
        """Adds a field."""
        assign(self.post, text_of(name), text_of(value))


def read_urlencoded(body: bytes) -> PhpForm:
    """Reads a URL-encoded body as PHP does, which takes a field and then counts it: one over the
    limit arrives.
    """
    form = PhpForm()
    pairs = body.removesuffix(b"&").split(b"&", MAX_FIELDS + 1) if body else []
    if len(pairs) > MAX_FIELDS:
        form.notes.append(
            f"more than {MAX_FIELDS} fields came: those after the {MAX_FIELDS + 1}st are lost"
        )
    _assign_pairs(form, pairs[: MAX_FIELDS + 1])
    return form


def read_query(query: bytes) -> Form:
    """Reads the query of an address as PHP does."""
    form = PhpForm()
    _assign_pairs(form, [pair for pair in query.split(b"&") if pair][:MAX_FIELDS])
    return form.post


def text_of(raw: bytes) -> str:
    """Bytes as text. Bytes that are not UTF-8 stay recognizable, as they do in PHP's strings."""
    return raw.decode("utf-8", "surrogateescape")


def assign(form: Form, name: str, value: FormValue) -> None:
    """Puts a value where the brackets in its name say; a name that PHP cannot use leaves no
    trace.
    """
    keys = _remembered_keys(name) if len(name) <= _LONGEST_REMEMBERED else _keys(name)
    if len(keys) > MAX_DEPTH + 1 and keys[0] is not None:
        form.pop(keys[0], None)
        return
    prefix = name.lstrip(" ")[:_LONGEST_PREFIX]
    for key in keys[:-1]:
        inner = None if _is_forbidden(key, prefix) else _descend(form, key)
        if inner is None:
            return
        form = inner
    if keys and not _is_forbidden(keys[-1], prefix):
        _put(form, keys[-1], value)


def normalized(name: str) -> str:
    """The form in which PHP compares and registers the names of multipart parts: without blanks
    that begin a key.
    """
    if len(name) <= _LONGEST_REMEMBERED:
        return _remembered_normalized(name)
    return _normalized(name)


def _normalized(name: str) -> str:
    name = name.lstrip(" ")
    outer, bracket, _ = name.partition("[")
    texts = [_mangled(outer)]
    place = len(outer) + 1  # behind the bracket
    while bracket:
        place = _past_blanks(name, place)
        closing = name.find("]", place)
        stop = len(name) if closing < 0 else closing + 1
        texts.append(f"[{name[place:stop]}")
        bracket, place = "[" if name[stop : stop + 1] == "[" else "", stop + 1
    return "".join(texts)


_remembered_normalized = lru_cache(maxsize=2048)(_normalized)


def _assign_pairs(form: PhpForm, pairs: Iterable[bytes]) -> None:
    for pair in pairs:
        name, _, value = pair.partition(b"=")
        form.assign_text(_unquoted(name), _unquoted(value))


def _unquoted(text: bytes) -> bytes:
    if len(text) <= _PIECE:
        return unquote_to_bytes(text.replace(b"+", b" "))
    return b"".join(map(_unquoted, _pieces(text)))


def _pieces(text: bytes) -> Iterator[bytes]:
    """A text in pieces, none of which ends within an escape such as `%E0`."""
    start = 0
    while start < len(text):
        stop = start + _PIECE
        escape = text.find(b"%", stop - 2, stop)
        stop = escape if escape > start else stop
        yield text[start:stop]
        start = stop


def _mangled(name: str) -> str:
    for character in _MANGLED:
        name = name.replace(character, "_")
    return name


def _past_blanks(name: str, place: int) -> int:
    while name[place : place + 1] in (" ", "\r", "\n", "\t"):
        place += 1
    return place


def _keys(name: str) -> Sequence[Key | None]:
    """Splits `a[0][b]` into its keys; None stands for `[]`, the next free index."""
    outer, bracket, rest = name.partition("\0")[0].lstrip(" ").partition("[")
    if not outer:
        return []
    outer = _mangled(outer)
    return _bracket_keys(outer, rest) if bracket else [_key(outer)]


_remembered_keys = lru_cache(maxsize=2048)(_keys)


def _bracket_keys(outer: str, rest: str) -> Sequence[Key | None]:
    keys: list[Key | None] = [_key(outer)]
    place, opened = 0, True
    while (
        opened and len(keys) <= MAX_DEPTH + 1
    ):  # one level more than PHP takes tells enough
        closing = rest.find("]", place)
        if closing < 0 and len(keys) <= MAX_DEPTH:
            return _unclosed(outer, keys, rest[place:])
        inner = rest[place:] if closing < 0 else rest[place:closing]
        keys.append(None if inner in _EMPTY_INDEXES else _key(inner))
        opened = closing >= 0 and rest[closing + 1 : closing + 2] == "["
        place = closing + 2
    return keys


def _unclosed(outer: str, keys: list[Key | None], rest: str) -> Sequence[Key | None]:
    """A first bracket that never closes is a `_` in the name; a later one is dropped with what
    follows it.
    """
    return [_key(f"{outer}_{_mangled(rest)}")] if len(keys) == 1 else keys


def _key(text: str) -> Key:
    """PHP keeps a whole number as an integer key, so that `a[1]` and `a['1']` are the same
    entry.
    """
    if _INTEGER_KEY.fullmatch(text) and -_LARGEST_KEY - 1 <= int(text) <= _LARGEST_KEY:
        return int(text)
    return text


def _is_forbidden(key: Key | None, name: str) -> bool:
    """A key must not look like a cookie that browsers protect, unless the name began so."""
    if not isinstance(key, str) or not key.startswith(_COOKIE_PREFIXES):
        return False
    return any(
        key.startswith(prefix) and not name.startswith(prefix)
        for prefix in _COOKIE_PREFIXES
    )


def _descend(form: Form, key: Key | None) -> Form | None:
    """The array under a key; whatever else was there before is lost."""
    key = _free_key(form) if key is None else key
    if key is None:
        return None
    inner = form.get(key)
    if not isinstance(inner, dict):
        inner = form[key] = {}
    return inner


def _put(form: Form, key: Key | None, value: FormValue) -> None:
    key = _free_key(form) if key is None else key
    if key is not None:
        form[key] = value


def _free_key(form: Form) -> int | None:
    """What `[]` stands for; nothing once the largest key is taken."""
    largest = max((key for key in form if isinstance(key, int)), default=-1)
    return largest + 1 if largest < _LARGEST_KEY else None


def _upload(about: Form) -> FormValue:
    """One upload, or a tree of them, from the four trees in which PHP keeps what is known of a
    field's files.
    """
    return _joined(*(about.get(name) for name in ("name", "type", "tmp_name", "error")))


def _joined(
    name: FormValue, content_type: FormValue, file: FormValue, error: FormValue
) -> FormValue:
    if isinstance(name, dict):
        found = {
            key: _joined(
                *(_at(tree, key) for tree in (name, content_type, file, error))
            )
            for key in name
        }
        return {key: value for key, value in found.items() if value is not None}
    if not isinstance(file, Upload) or not isinstance(error, int) or error == NO_FILE:
        return None
    return Upload(str(name), str(content_type), file.content, error)


def _at(tree: FormValue, key: Key) -> FormValue:
    return tree.get(key) if isinstance(tree, dict) else None


def _merge(left: Form, right: Form) -> Form:
    merged = dict(left)
    for key, value in right.items():
        there = merged.get(key)
        merged[key] = (
            _merge(there, value)
            if isinstance(there, dict) and isinstance(value, dict)
            else value
        )
    return merged
