"""Bodies that are made to keep a parser busy, each in any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

_URLENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data; boundary=b"
_JSON = "application/json"
_FIELD = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n1\r\n--b--\r\n'


class Body(NamedTuple):
    """The request."""

    content_type: str
    content: bytes


def _filled(unit: bytes, size: int) -> bytes:
    return unit * (size // len(unit))


def _urlencoded(
    unit: bytes, before: bytes = b"", after: bytes = b""
) -> Callable[[int], Body]:
    return lambda size: Body(_URLENCODED, before + _filled(unit, size) + after)


def _multipart(before: bytes, unit: bytes, after: bytes = b"") -> Callable[[int], Body]:
    return lambda size: Body(_MULTIPART, before + _filled(unit, size) + after)


def _json(before: bytes, unit: bytes, after: bytes) -> Callable[[int], Body]:
    return lambda size: Body(_JSON, before + _filled(unit, size) + after)


_PART = b"--b\r\nContent-Disposition: form-data"
_END = b'; name="a"\r\n\r\n1\r\n--b--\r\n'
_FILE = _PART + b'; name="attach_file[0]"; filename="f"\r\n\r\n'

SHAPES: Mapping[str, Callable[[int], Body]] = {
    "a name of nested brackets": _urlencoded(b"[a]", b"a", b"=1"),
    "a name of open brackets": _urlencoded(b"[", b"a", b"=1"),
    "a name of brackets with blanks": _urlencoded(b"[ ]", b"a", b"=1"),
    "a name of dots": _urlencoded(b".", b"a", b"=1"),
    "a name of Thai letters": _urlencoded("ก.".encode(), b"a", b"=1"),
    "a name of blanks": _urlencoded(b"+", b"", b"a=1"),
    "a thousand nested names": lambda size: Body(
        _URLENCODED, b"&".join([b"a" + _filled(b"[a]", size // 1000) + b"=1"] * 1000)
    ),
    "more fields than are taken": _urlencoded(b"a[]=1&"),
    "no fields at all": _urlencoded(b"&"),
    "an escaped value": _urlencoded(b"%E0%B8%81", b"note="),
    "broken escapes": _urlencoded(b"%", b"note="),
    "blanks for pluses": _urlencoded(b"+", b"note="),
    "no UTF-8": _urlencoded(b"\xff", b"note="),
    "a header that goes on for lines": _multipart(_PART, b"\r\n x", _END),
    "a header that goes on for bare lines": _multipart(_PART, b"\nx", _END),
    "headers without end": _multipart(
        _PART + b"\r\n", b"X: y\r\n", b"\r\n1\r\n--b--\r\n"
    ),
    "parameters without end": _multipart(_PART, b"\n;a=b", _END),
    "quotes without end": _multipart(_PART, b'\n;a="\\"', _END),
    "separators without end": _multipart(_PART, b"\n;;;;;;;;", _END),
    "parts without a disposition": _multipart(
        b"", b"--b\r\nX: y\r\n\r\n1\r\n", b"--b--\r\n"
    ),
    "more parts than are taken": _multipart(
        b"",
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n',
        b"--b--\r\n",
    ),
    "more files than are taken": _multipart(
        b"",
        b'--b\r\nContent-Disposition: form-data; name="f[]"; filename="f"\r\n\r\n1\r\n',
        b"--b--\r\n",
    ),
    "empty lines before the first part": _multipart(b"", b"\n", _FIELD % b"a"),
    "a boundary within lines": _multipart(b"", b"x--b\r\n", b""),
    "NULs in lines": _multipart(b"", b"\0\n", _FIELD % b"a"),
    "a file of almost boundaries": _multipart(_FILE, b"\r\n--", b"\r\n--b--\r\n"),
    "a file of line ends": _multipart(_FILE, b"\n", b"\r\n--b--\r\n"),
    "a file that never ends": _multipart(_FILE, b"x"),
    "a field that never ends": _multipart(_PART + b'; name="a"\r\n\r\n', b"\n-"),
    "nested lists": _json(b'{"a":', b"[", b""),
    "nested objects": _json(b'{"a":', b'{"a":', b""),
    "a long list": _json(b'{"a":[', b"1,", b"1]}"),
    "many items": _json(b'{"order_items":[', b"{},", b"{}]}"),
    "many keys": lambda size: Body(
        _JSON, b"{%s}" % b",".join(b'"k%07d":1' % place for place in range(size // 13))
    ),
    "an escaped text": _json(b'{"a":"', b"\\u0e01", b'"}'),
    "a number without end": _json(b'{"a":', b"1", b"}"),
}
