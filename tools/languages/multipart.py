"""Takes a multipart/form-data body apart, to the letter: names are compared as they stand between
their quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?')
_DISPOSITION = re.compile(
    r'(?i)^content-disposition: form-data; name="([^"]*)"(?:; filename="([^"]*)")?$',
    re.MULTILINE,
)
_TYPE = re.compile(r"(?i)^content-type: (.+)$", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Part:
    """One part of a form; a file has a filename and a type. The type of text is not kept: PHP
    ignores it.
    """

    name: str
    content: bytes
    filename: str | None = None
    content_type: str | None = None


def parts_of(content_type: str, body: bytes) -> list[Part]:
    """The parts in their order.

    Raises:
        ValueError: The body is not such a form, or spells the head of a part in another way than
            browsers do.
    """
    boundary = _BOUNDARY.search(content_type)
    if not content_type.startswith("multipart/form-data") or boundary is None:
        raise ValueError(
            f"not a form of parts with a boundary: {content_type or 'no content type'}"
        )
    fence = b"\r\n--" + boundary[1].encode()
    first, *between, last = (b"\r\n" + body).split(fence)
    if first or not last.startswith(b"--"):
        raise ValueError("the form does not begin and end with its boundary")
    return [_part(chunk) for chunk in between]


def _part(chunk: bytes) -> Part:
    head, _, content = chunk.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    headers = head.decode().replace("\r\n", "\n")
    found = _DISPOSITION.search(headers)
    if found is None:
        raise ValueError(f"cannot read the head of a part: {headers!r}")
    name, filename = found.groups()
    kind = _TYPE.search(headers)
    return Part(
        name, content, filename, kind[1] if kind and filename is not None else None
    )
