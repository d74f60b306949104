"""How the bytes of a multipart body become fields and files.

The rules are those of `rfc1867_post_handler` in PHP 8.2 (main/rfc1867.c), down to the size of its
buffer, which decides what becomes of overlong lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from .variables import MAX_FIELDS, NO_FILE, PhpForm, Upload, assign, normalized, text_of

MAX_FILES = 20  # max_file_uploads
MAX_PARTS = MAX_FIELDS + MAX_FILES  # max_multipart_body_parts

_TOO_LARGE, _CUT = 2, 3  # UPLOAD_ERR_FORM_SIZE, UPLOAD_ERR_PARTIAL
_UNIT = 5 * 1024  # bytes PHP reads at a time
_LONGEST_BOUNDARY = _UNIT - 4
_BLANKS = b" \t\n\v\f\r"  # C's isspace()
_CARRIAGE_RETURN = 13
_LARGEST_HEADERS = 64 * 1024  # bytes of one part; PHP has no limit but its memory
_LONGEST_REMEMBERED = 200  # bytes of a header
_PLAIN_HEADERS = re.compile(rb"(?:[^\s\0:][^\n\r\0:]*:[^\n\r\0]*+\r\n)++(?=\r\n)")
_NUMBER = re.compile(rb"[ \t\n\v\f\r]*([+-]?[0-9]+)")
_UNTIL = {  # text up to a separator that is not in quotes
    stop: re.compile(
        rb"""(?:"(?:\\"|[^"])*+"?|'(?:\\'|[^'])*+'?|[^%s"'])*+""" % stop, re.DOTALL
    )
    for stop in (b";", b"=")
}
_QUOTED = {
    quote: re.compile(rb"(?:\\[\\%s]|[^%s])*+" % (quote, quote), re.DOTALL)
    for quote in (b'"', b"'")
}
_ESCAPED = {quote: re.compile(rb"\\([\\%s])" % quote) for quote in (b'"', b"'", b"")}


Headers: TypeAlias = Sequence[tuple[bytes, bytes]]
"""The headers of a part, each a name and a value."""


class BadBoundary(ValueError):
    """The content type names no boundary that can be used."""


def read_multipart(body: bytes, content_type: bytes) -> PhpForm:
    """Reads a multipart body as PHP does: no more fields and files than its limits, and the rest
    vanish silently.

    Raises:
        BadBoundary: PHP finds neither fields nor files then, and says nothing to the client.
    """
    reading = _Reading(_Buffer(body, _boundary(content_type)))
    reading.run()
    return reading.form


def _boundary(content_type: bytes) -> bytes:
    start = content_type.find(b"boundary")
    start = content_type.lower().find(b"boundary") if start < 0 else start
    _, equals, boundary = (
        content_type[start:].partition(b"=") if start >= 0 else (b"", b"", b"")
    )
    if not equals:
        raise BadBoundary("The type multipart/form-data names no boundary.")
    if boundary.startswith(b'"'):
        boundary, closing, _ = boundary[1:].partition(b'"')
        if not closing:
            raise BadBoundary(
                "The boundary in the type multipart/form-data has no closing quote."
            )
    else:
        boundary = re.split(rb"[,;]", boundary, maxsplit=1)[0]
    if len(boundary) > _LONGEST_BOUNDARY:
        raise BadBoundary("The boundary in the type multipart/form-data is too long.")
    return boundary


class PartTooLarge(ValueError):
    """The headers of a part are larger than any that a client sends."""


class _Buffer:
    """A body, and PHP's window on it: `begin` is where it reads, `end` how far its buffer is
    filled.
    """

    def __init__(self, body: bytes, boundary: bytes) -> None:
        self._body = body
        self._begin = self._end = 0
        self._size = max(len(boundary) + 6, _UNIT)
        self._boundary = b"--" + boundary
        self._separator = b"\n--" + boundary
        self._delimiter = b"\r\n--" + boundary + b"\r\n"
        self.saw_separator = False

    def is_over(self) -> bool:
        if self._begin == self._end:
            self._fill()
        return self._begin == self._end

    def headers(self) -> Headers | None:
        """The headers of the next part; None when there is no further part."""
        if not self._skip_to_boundary():
            return None
        return self._plain_headers() or self._any_headers()

    def _plain_headers(self) -> Headers | None:
        """Headers as clients write them, read at once if the window holds them all."""
        match = _PLAIN_HEADERS.match(self._body, self._begin, self._end)
        if match is None or len(match[0]) > _LONGEST_REMEMBERED:
            return None
        self._begin = match.end() + len(b"\r\n")
        return _remembered_headers(match[0])

    def _any_headers(self) -> Headers:
        headers: list[tuple[bytes, list[bytes]]] = []
        start = self._begin
        while line := self._line():
            if self._begin - start > _LARGEST_HEADERS:
                raise PartTooLarge(
                    f"A part has more than {_LARGEST_HEADERS} bytes of headers."
                )
            name, colon, value = (
                (b"", b"", b"") if line[:1].isspace() else line.partition(b":")
            )
            if colon:
                headers.append((name, [value.lstrip(_BLANKS)]))
            elif headers:  # any other line goes on with the header before it
                headers[-1][1].append(line)
        return [(name, b"".join(lines)) for name, lines in headers]

    def content(self) -> bytes:
        """The content of a part, all of it."""
        start = self._begin
        while self.read():
            pass
        return self._body[start : self._begin]

    def read(self) -> bytes:
        """A piece of a part's content; empty at its end."""
        if self._end - self._begin < _UNIT:
            self._fill()
        separator = self._separator_ahead()
        start, stop = (
            self._begin,
            min(self._end if separator is None else separator, self._begin + _UNIT - 1),
        )
        if (
            separator is not None
            and stop > start
            and self._body[stop - 1] == _CARRIAGE_RETURN
        ):
            stop -= 1
        self._begin = stop
        return self._body[start:stop]

    def _separator_ahead(self) -> int | None:
        """Where in the window the separator is, or begins at the window's end."""
        found = self._body.find(self._separator, self._begin, self._end)
        if found >= 0:
            self.saw_separator = True
            return found
        found = self._body.rfind(
            b"\n", max(self._begin, self._end - len(self._separator)), self._end
        )
        return (
            found
            if found >= 0 and self._separator.startswith(self._body[found : self._end])
            else None
        )

    def _skip_to_boundary(self) -> bool:
        begin, end = self._begin, self._begin + len(self._delimiter)
        if end <= self._end and self._body.startswith(self._delimiter, begin):
            self._begin = end
            return True
        if (
            self._body.find(self._boundary, self._begin) < 0
        ):  # saves going through what may be millions of lines
            return False
        while (line := self._line()) is not None:
            if line == self._boundary:
                return True
        return False

    def _line(self) -> bytes | None:
        line = self._line_in_window()
        if line is None:
            self._fill()
            line = self._line_in_window()
        return line

    def _line_in_window(self) -> bytes | None:
        """A line up to its first NUL, where C's strings end; a full window without a line end
        counts as a line.
        """
        start, stop = self._begin, self._body.find(b"\n", self._begin, self._end)
        if stop >= 0:
            self._begin = stop + 1
            return self._body[start:stop].removesuffix(b"\r").partition(b"\0")[0]
        if self._end - start < self._size:
            return None
        self._begin = self._end
        return self._body[start : self._end].partition(b"\0")[0]

    def _fill(self) -> None:
        self._end = min(self._begin + self._size, len(self._body))


@dataclass
class _Reading:
    """One pass over a body, with the counts and limits that PHP keeps on the way."""

    buffer: _Buffer
    form: PhpForm = field(default_factory=PhpForm)
    fields: int = 0
    files: int = 0
    nameless: int = 0
    largest_file: int = 0
    takes_files: bool = True
    """A file field with a bracket out of place, or one too many, makes PHP drop all files after it
    as well.
    """
    taken: set[str] = field(default_factory=set)
    """Names of files: what PHP keeps of a file can collide with the name of another, which then
    loses.
    """

    def run(self) -> None:
        parts = 0
        while (
            not self.buffer.is_over() and (headers := self.buffer.headers()) is not None
        ):
            disposition = _header(headers, b"content-disposition")
            if disposition is None:
                continue
            parts += 1
            if parts > MAX_PARTS:
                self._note(f"more than {MAX_PARTS} parts came: the rest is lost")
                return
            if not self._part(*_names(disposition), headers):
                self._note(
                    "a part has neither name nor filename: it is lost with all after it"
                )
                return

    def _part(
        self,
        name: bytes | None,
        filename: bytes | None,
        headers: Headers,
    ) -> bool:
        if name is None and filename is None:
            return False
        if filename is None:
            self._field(name or b"")
            return True
        field_name = self._invented_name() if name is None else text_of(name)
        if self._takes(field_name):
            self._file(field_name, filename, headers)
        return True

    def _field(self, name: bytes) -> None:
        value = self.buffer.content()
        self.fields += 1
        if self.fields == MAX_FIELDS + 1:
            self._note(f"more than {MAX_FIELDS} fields came: the rest is lost")
        if self.fields <= MAX_FIELDS:
            self.form.assign_text(name, value)
        if name.lower() == b"max_file_size":
            number = _NUMBER.match(value)
            self.largest_file = int(number[1]) if number else 0

    def _invented_name(self) -> str:
        self.nameless += 1
        return str(self.nameless - 1)

    def _takes(self, name: str) -> bool:
        if self.files >= MAX_FILES:
            if self.takes_files:
                self._note(f"more than {MAX_FILES} files came: the rest is lost")
            self.takes_files = False
        elif not _is_balanced(name):
            self._note(
                f"the file {name!r} has a bracket out of place: it is lost with all files after it"
            )
            self.takes_files = False
        return self.takes_files

    def _file(self, name: str, filename: bytes, headers: Headers) -> None:
        content, error = self._file_content() if filename else (b"", NO_FILE)
        content_type = (
            b""
            if error
            else (_header(headers, b"content-type") or b"").partition(b";")[0]
        )
        place = _place(name)
        self._register(place.format("name"), text_of(re.split(rb"[/\\]", filename)[-1]))
        self._register(place.format("type"), text_of(content_type))
        self.taken.add(normalized(name))
        self.taken.add(normalized(place.format("tmp_name")))
        assign(
            self.form.files,
            normalized(place.format("tmp_name")),
            Upload("", "", content, error),
        )
        self._register(place.format("error"), error)
        self._register(place.format("size"), len(content))

    def _file_content(self) -> tuple[bytes, int]:
        self.files += 1
        self.buffer.saw_separator = False
        content = bytearray()
        piece = self.buffer.read()
        while piece:
            if self.largest_file and len(content) + len(piece) > self.largest_file:
                self.buffer.read()
                return b"", _TOO_LARGE
            content += piece
            piece = self.buffer.read()
        return (bytes(content), 0) if self.buffer.saw_separator else (b"", _CUT)

    def _register(self, name: str, value: str | int) -> None:
        name = normalized(name)
        if name not in self.taken:
            assign(self.form.files, name, value)

    def _note(self, text: str) -> None:
        self.form.notes.append(text)


def _place(name: str) -> str:
    """Where PHP keeps what it knows of a file: of `a[b]`, the name is
    `$_FILES['a']['name']['b']`.
    """
    outer, bracket, rest = name.replace("{", "{{").replace("}", "}}").partition("[")
    return (
        f"{outer}[{{}}][{rest}"
        if bracket and rest.endswith("]")
        else f"{outer}{bracket}{rest}[{{}}]"
    )


def _is_balanced(name: str) -> bool:
    depth = 0
    for place, character in enumerate(name):
        depth += {"[": 1, "]": -1}.get(character, 0)
        if depth < 0 or (
            character == "]" and name[place + 1 : place + 2] not in ("", "[")
        ):
            return False
    return depth == 0


@lru_cache(maxsize=2048)
def _remembered_headers(lines: bytes) -> Headers:
    """Headers of one line each, as a client sends the same ones with every order."""
    pairs = (
        line.partition(b":") for line in lines.removesuffix(b"\r\n").split(b"\r\n")
    )
    return [(name, value.lstrip(_BLANKS)) for name, _, value in pairs]


def _header(headers: Headers, name: bytes) -> bytes | None:
    return next((value for key, value in headers if key.lower() == name), None)


def _names(disposition: bytes) -> tuple[bytes | None, bytes | None]:
    """The name and the filename in a Content-Disposition."""
    if len(disposition) > _LONGEST_REMEMBERED:
        return _parsed_names(disposition)
    return _remembered_names(disposition)


def _parsed_names(disposition: bytes) -> tuple[bytes | None, bytes | None]:
    found: dict[bytes, bytes] = {}
    place = _past(disposition, 0, _BLANKS)
    while place < len(disposition):
        pair, place = _word(disposition, b";", place)
        place = _past(disposition, place, _BLANKS)
        if b"=" in pair:
            key, begin = _word(pair, b"=")
            found[key.lower()] = _unquoted(pair[begin:])
    return found.get(b"name"), found.get(b"filename")


_remembered_names = lru_cache(maxsize=2048)(_parsed_names)


def _word(text: bytes, stop: bytes, start: int = 0) -> tuple[bytes, int]:
    """What comes before a separator, and where it goes on after it; in quotes it is none, and
    several count as one.
    """
    match = _UNTIL[stop].match(text, start)
    word = match[0] if match else b""
    return word, _past(text, start + len(word), stop)


def _past(text: bytes, start: int, skipped: bytes) -> int:
    """The first place from `start` on where another byte is."""
    while start < len(text) and text[start] in skipped:
        start += 1
    return start


def _unquoted(text: bytes) -> bytes:
    text = text.lstrip(_BLANKS)
    quote = text[:1]
    if quote not in _QUOTED:
        return _ESCAPED[b""].sub(rb"\1", text.split(None, 1)[0] if text else b"")
    match = _QUOTED[quote].match(text, 1)
    return _ESCAPED[quote].sub(rb"\1", match[0] if match else b"")
