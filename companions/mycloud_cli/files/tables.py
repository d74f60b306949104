"""A file as a table: its kind, its header and its lines, detected and overruled by options."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from itertools import chain, islice
from pathlib import Path
from typing import Final

import attrs

from . import delimited, workbooks
from .findings import BadSource, Finding

_LOOKED_AT: Final = 40
"""Rows among which the header is looked for: an export may have titles above it."""
_WORKBOOKS: Final = {".xlsx", ".xlsm", *workbooks.OTHERS}


@attrs.frozen
class Options:
    """What overrules a guess about a file.

    Attributes:
        encoding: Of a CSV file, such as `"cp874"`.
        delimiter: What separates its cells: one character, or `"tab"`.
        sheet: The name or number of the sheet.
        header_row: The row in which the names of the columns stand; the first is 1.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None


@attrs.frozen
class Line:
    """A row below the header."""

    row: int
    cells: list[str]

    def __getitem__(self, place: int) -> str:
        return self.cells[place] if place < len(self.cells) else ""


@attrs.frozen
class Table:
    """A file that has been opened.

    Attributes:
        path: The file.
        described: What was detected, in one line.
        sheet: The name of the sheet, if it has sheets.
        header: The names of the columns.
        header_row: The row in which they stand.
        lines: The rows below; they can be read once.
    """

    path: Path
    described: str
    sheet: str | None
    header: list[str]
    header_row: int
    lines: Iterator[Line]

    def column(self, place: int) -> str:
        """How a column is named to a person: its letter, as a spreadsheet has it, and its name."""
        name = self.header[place].strip() if place < len(self.header) else ""
        letter = letter_of(place)
        return f"{letter} ({name})" if name else letter


def open_table(
    path: Path, options: Options, fits: Callable[[Sequence[str]], int]
) -> Table:
    """Open a file.

    Args:
        path: The file.
        options: What overrules a guess.
        fits: How well a row serves as the header, such as how many of the names it has are known.

    Raises:
        BadSource: It cannot be read.
        OSError: The same, for a reason of the system.
    """
    said, sheet, rows = _rows_of(path, options)
    first = list(islice(rows, _LOOKED_AT))
    if not first:
        raise BadSource([Finding("fault", "empty", 1, "the file is empty")])
    place = _header_place(first, options.header_row, fits)
    row, header = first[place]
    lines = (Line(number, cells) for number, cells in chain(first[place + 1 :], rows))
    above = f", header in line {row}" if place else ""
    return Table(path, said + above, sheet, header, row, lines)


def is_workbook(path: Path) -> bool:
    """Whether a file has sheets."""
    return path.suffix.lower() in _WORKBOOKS


def _rows_of(
    path: Path, options: Options
) -> tuple[str, str | None, Iterator[tuple[int, list[str]]]]:
    if is_workbook(path):
        return workbooks.rows_of(path, options.sheet)
    said, rows = delimited.rows_of(path, options.encoding, options.delimiter)
    return said, None, rows


def _header_place(
    first: Sequence[tuple[int, list[str]]],
    header_row: int | None,
    fits: Callable[[Sequence[str]], int],
) -> int:
    if header_row is not None:
        found = [place for place, (row, _) in enumerate(first) if row == header_row]
        if not found:
            what = (
                f"--header-row {header_row}: there is no such line near the beginning"
            )
            raise BadSource([Finding("fault", "header", 1, what)])
        return found[0]
    scores = [fits(cells) for _, cells in first]
    return scores.index(max(scores))


def letter_of(place: int) -> str:
    """The letter of a column: A is 0, AA is 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def folded(text: str) -> str:
    """A text without what does not tell it from another: case, blanks, invisible characters."""
    visible = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    return " ".join(visible.casefold().split())


def normalized(name: str) -> str:
    """The name of a column, without the marks of a form either."""
    return folded(name).lstrip("* ").rstrip("*: ")


def matches(patterns: Sequence[str], text: str) -> bool:
    """Whether a text is one of some, in which `*` stands for anything."""
    name = folded(text)
    return any(fnmatchcase(name, folded(pattern)) for pattern in patterns)


_INVISIBLE: Final = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))


def nearest(name: str, names: Sequence[str]) -> str:
    """A sentence that offers the names that look like another; empty if none does."""
    known = {normalized(each): each for each in names if each.strip()}
    close = get_close_matches(normalized(name), list(known), n=2, cutoff=0.6)
    said = " or ".join(repr(known[each].strip()) for each in close)
    return f". Is it {said}?" if said else ""
