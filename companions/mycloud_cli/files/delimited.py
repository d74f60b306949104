"""CSV as it is found: in several encodings, with several separators, with `sep=` before it."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from .findings import BadSource, Finding

_CHUNK: Final = 1 << 20
_SAMPLE: Final = 1 << 16
_SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_NAMES: Final = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "bar": "|"}
_SHOWN: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "cp874": "Thai Windows (cp874)",
}
_SEP_LINE: Final = re.compile(r'"?sep=(.)"?\s*\Z', re.IGNORECASE)
_THAI_RUN: Final = re.compile("[\u0e01-\u0e5b]+")


def encoding_of(path: Path) -> str:
    """The encoding of a text file, from its bytes.

    Raises:
        BadSource: Its encoding cannot be recognized.
    """
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le"
    return _without_mark(path)


def _without_mark(path: Path) -> str:
    wrong = _wrong_at(path, "utf-8")
    if wrong is None:
        return "utf-8"
    content = path.read_bytes()
    if _is_mostly_utf8(content):
        raise _undecodable(
            wrong,
            "has bytes that are not UTF-8, though the rest is. Export the file again",
        )
    if _wrong_at(path, "cp874") is None and _reads_as_thai(content.decode("cp874")):
        return "cp874"
    raise _undecodable(
        wrong, "is in an encoding that cannot be recognized. Name it: --encoding cp1252"
    )


def _wrong_at(path: Path, encoding: str) -> int | None:
    """The line that cannot be decoded, if there is one."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            line += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8: then the rest is damage."""
    decoded = content.decode("utf-8", "replace")
    broken = decoded.count("\ufffd")
    good = sum(1 for char in decoded if ord(char) > 127) - broken
    return good > 4 * broken


def _reads_as_thai(text: str) -> bool:
    """Whether Thai letters stand together, as in words; accents of other languages stand alone."""
    runs = _THAI_RUN.findall(text)
    return bool(runs) and sum(len(run) > 1 for run in runs) * 2 > len(runs)


def _undecodable(line: int, what: str) -> BadSource:
    return BadSource([Finding("fault", "encoding", line, what)])


def rows_of(
    path: Path, encoding: str | None, delimiter: str | None
) -> tuple[str, Iterator[tuple[int, list[str]]]]:
    """What was detected, and the rows with the line in which each begins.

    Raises:
        BadSource: The file is no text, or, as it is read, no CSV.
    """
    encoding = encoding or encoding_of(path)
    sample = _sample(path, encoding)
    announced = _SEP_LINE.match(sample.partition("\n")[0])
    chosen = _NAMES.get(delimiter or "", delimiter) or (
        announced[1] if announced else separator_of(sample)
    )
    said = f"CSV, {_SHOWN.get(encoding, encoding)}, {_SEPARATORS.get(chosen, repr(chosen))}"
    return said, _read(path, encoding, chosen, skip=bool(announced))


def _sample(path: Path, encoding: str) -> str:
    try:
        with path.open(encoding=encoding, newline="", errors="replace") as file:
            return file.read(_SAMPLE)
    except LookupError:
        what = f"there is no encoding {encoding!r}; --encoding takes one such as cp874"
        raise BadSource([Finding("fault", "encoding", 1, what)]) from None


def separator_of(sample: str) -> str:
    """What separates the cells: that which cuts most lines into the same number of cells."""
    return max(_SEPARATORS, key=lambda separator: _fit(sample, separator))


def _fit(sample: str, separator: str) -> tuple[int, int]:
    lines = sample.splitlines(keepends=True)[:60]
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
    except csv.Error:
        return (0, 0)
    several = [(count, width) for width, count in widths.items() if width > 1]
    return max(several, default=(0, 0))


def _read(
    path: Path, encoding: str, separator: str, skip: bool
) -> Iterator[tuple[int, list[str]]]:
    begins = 1
    try:
        with path.open(encoding=encoding, newline="") as file:
            begins += _skip_first(file) if skip else 0
            offset = begins - 1
            reader = csv.reader(file, delimiter=separator, strict=True)
            for cells in reader:
                yield begins, cells
                begins = offset + reader.line_num + 1
    except csv.Error as error:
        what = f"is not CSV: {error}. A quotation mark may be missing or too many"
        raise BadSource([Finding("fault", "csv", begins, what)]) from None
    except UnicodeDecodeError:
        what = f"is not {_SHOWN.get(encoding, encoding)}; --encoding names another"
        raise BadSource([Finding("fault", "encoding", begins, what)]) from None


def _skip_first(file: IO[str]) -> int:
    file.readline()
    return 1
