"""What PHP makes of the parts of a form: `$_POST` and `$_FILES`, nested by the brackets in the names.

The live server is PHP, and what counts is what its parser yields; the rules below are those of
`php_register_variable_ex` (main/php_variables.c) and `rfc1867_post_handler` (main/rfc1867.c) of PHP 8.2.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from .records import Scalar

MAX_FIELDS = 1000  # max_input_vars
MAX_FILES = 20  # max_file_uploads
MAX_DEPTH = 64  # max_input_nesting_level

_INTEGER_KEY = re.compile(r"0|-?[1-9][0-9]{0,18}", re.ASCII)
_LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Upload:
    """A file that came with a form."""

    filename: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Part:
    """One part of a form, as it was sent. A part with a filename, even an empty one, is a file."""

    name: str
    content: bytes = field(repr=False)
    filename: str | None = None
    content_type: str = "text/plain"


Key: TypeAlias = int | str
FormValue: TypeAlias = "Scalar | Upload | Form"
Form: TypeAlias = "dict[Key, FormValue]"


@dataclass(frozen=True)
class PhpForm:
    """What a script finds in `$_POST` and `$_FILES`, the latter with one upload per file."""

    post: Form = field(default_factory=dict)
    files: Form = field(default_factory=dict)

    def merged(self) -> Form:
        """Fields and files in one tree, as PHP frameworks hand them out."""
        return _merge(self.post, self.files)


def parse_parts(parts: Iterable[Part]) -> PhpForm:
    """Reads the parts as PHP does: no more fields and files than its limits, and the rest vanish silently."""
    form = PhpForm()
    fields = files = 0
    for part in islice(parts, MAX_FIELDS + MAX_FILES):  # max_multipart_body_parts
        if part.filename is None:
            fields += 1
            _add_field(form, part, fields)
        elif part.filename and files < MAX_FILES and _is_balanced(part.name):
            files += 1
            assign(form.files, part.name, Upload(_base_name(part.filename), part.content_type, part.content))
    return form


def parse_pairs(pairs: Iterable[tuple[str, str]]) -> Form:
    """Reads the names and values of a URL-encoded form as PHP does."""
    form: Form = {}
    for name, value in islice(pairs, MAX_FIELDS):
        assign(form, name, value)
    return form


def assign(form: Form, name: str, value: FormValue) -> None:
    """Puts a value where the brackets in its name say; a name that PHP cannot use leaves no trace."""
    keys = _keys(name)
    if not keys or len(keys) > MAX_DEPTH + 1:
        return
    for key in keys[:-1]:
        form = _descend(form, key)
    form[_free_key(form) if keys[-1] is None else keys[-1]] = value


def _add_field(form: PhpForm, part: Part, count: int) -> None:
    if count <= MAX_FIELDS:
        assign(form.post, part.name, part.content.decode("utf-8"))


def _keys(name: str) -> Sequence[Key | None]:
    """Splits `a[0][b]` into its keys; None stands for `[]`, the next free index."""
    outer, bracket, rest = name.partition("\0")[0].lstrip(" ").partition("[")
    outer = _mangled(outer)
    if not bracket:
        return [_key(outer)] if outer else []
    if not outer:
        return []
    return _bracket_keys(outer, rest)


def _bracket_keys(outer: str, rest: str) -> Sequence[Key | None]:
    keys: list[Key | None] = [_key(outer)]
    opened = True
    while opened:
        inner, closing, after = rest.partition("]")
        if not closing:
            return _unclosed(keys, rest)
        keys.append(None if inner in _EMPTY_INDEXES else _key(inner))
        opened, rest = after.startswith("["), after[1:]
    return keys


_EMPTY_INDEXES = ("", " ", "\t", "\n", "\v", "\f", "\r")  # `[ ]` counts as `[]`


def _unclosed(keys: list[Key | None], rest: str) -> Sequence[Key | None]:
    """A first bracket that never closes is a `_` in the name; a later one is dropped with what follows it."""
    return [_key(f"{keys[0]}_{_mangled(rest)}")] if len(keys) == 1 else keys


def _mangled(name: str) -> str:
    return re.sub(r"[ .\[]", "_", name)


def _key(text: str) -> Key:
    """PHP keeps a whole number as an integer key, so that `a[1]` and `a['1']` are the same entry."""
    if _INTEGER_KEY.fullmatch(text) and abs(int(text)) <= _LARGEST_KEY:
        return int(text)
    return text


def _descend(form: Form, key: Key | None) -> Form:
    """The array under a key; whatever else was there before is lost."""
    key = _free_key(form) if key is None else key
    inner = form.get(key)
    if not isinstance(inner, dict):
        inner = form[key] = {}
    return inner


def _free_key(form: Form) -> int:
    return max((key for key in form if isinstance(key, int)), default=-1) + 1


def _base_name(filename: str) -> str:
    """PHP cuts off what it takes for a folder, with either kind of slash."""
    return re.split(r"[/\\]", filename)[-1]


def _is_balanced(name: str) -> bool:
    """PHP takes no file whose name has a bracket out of place."""
    return re.fullmatch(r"[^\[\]]*(\[[^\[\]]*\])*", name) is not None


def _merge(left: Form, right: Form) -> Form:
    merged = dict(left)
    for key, value in right.items():
        there = merged.get(key)
        merged[key] = _merge(there, value) if isinstance(there, dict) and isinstance(value, dict) else value
    return merged
