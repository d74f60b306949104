"""Workbooks of Excel and LibreOffice, each cell as the text that it shows.

xlsx is read with openpyxl, which knows how a number is shown; xls, xlsb and ods with calamine,
which does not: there a leading zero is lost, and an error of a formula reads as an empty cell.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .findings import BadSource, Finding

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

OTHERS: Final = {".xls", ".xlsb", ".ods"}
_HEAD: Final = 1 << 16
_ROW_NUMBER: Final = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_NOISE: Final = re.compile(r'\[(?!<|>|=)[^\]]*\]|"[^"]*"|\\|_.|\*.')
_CONDITION: Final = re.compile(r"\[(<=|>=|<|>|=)(-?[\d.]+)\]")
_DIGITS_ONLY: Final = re.compile(r"[0#?\-() ]*0[0#?\-() ]*")


def rows_of(
    path: Path, sheet: str | None
) -> tuple[str, str, Iterator[tuple[int, list[str]]]]:
    """What was detected, the name of the sheet, and its rows.

    Raises:
        BadSource: There is no such sheet, it cannot be read, or what reads it is not installed.
    """
    try:
        if path.suffix.lower() in OTHERS:
            return _calamine(path, sheet)
        return _openpyxl(path, sheet)
    except ModuleNotFoundError as error:
        raise _bad(
            f"needs {error.name}: pip install 'mycloud-client[excel]', or save it as CSV UTF-8"
        ) from None


def _bad(what: str) -> BadSource:
    return BadSource([Finding("fault", "workbook", 1, what)])


def _openpyxl(
    path: Path, sheet: str | None
) -> tuple[str, str, Iterator[tuple[int, list[str]]]]:
    from openpyxl import load_workbook

    split, calculated = _looked_into(path)
    try:
        book = load_workbook(path, read_only=not split, data_only=True)
        formulas = load_workbook(path, read_only=not split) if calculated else None
    except Exception as error:  # a damaged file may raise anything
        raise _bad(f"cannot be read as xlsx: {error}. Save it anew in Excel") from error
    name = _choose(sheet, _visible(book), lambda each: _is_empty(book, each))
    said = f"xlsx, {_of_sheets(name, book.sheetnames)}"
    return said, name, _shown_rows(book, formulas, name)


def _visible(book: Workbook) -> list[str]:
    return [each.title for each in book.worksheets if each.sheet_state == "visible"]


def _is_empty(book: Workbook, name: str) -> bool:
    rows = book[name].iter_rows(max_row=50, values_only=True)
    return not any(value is not None for row in rows for value in row)


def _choose(sheet: str | None, names: Sequence[str], is_empty: Any) -> str:
    if sheet is None:
        filled = [name for name in names if not is_empty(name)]
        if not filled:
            raise _bad("has no sheet with anything in it")
        return filled[0]
    if sheet.isdecimal() and sheet not in names and 0 < int(sheet) <= len(names):
        return names[int(sheet) - 1]
    if sheet not in names:
        raise _bad(f"has no sheet {sheet!r}; it has {', '.join(map(repr, names))}")
    return sheet


def _of_sheets(name: str, names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"sheet {name!r}"
    return f"sheet {name!r} of {len(names)} (--sheet takes another)"


def _looked_into(path: Path) -> tuple[bool, bool]:
    """Whether a row is written in several pieces, which a streaming reader drops, and whether there
    are formulas.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if "/worksheets/sheet" in name]
            split = any(_is_split(archive, name) for name in names)
            return split, any(_has_formulas(archive, name) for name in names)
    except (OSError, zipfile.BadZipFile) as error:
        raise _bad(f"cannot be read as xlsx: {error}. Save it anew in Excel") from error


def _is_split(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        numbers = Counter(_ROW_NUMBER.findall(part.read(_HEAD)))
    return any(count > 1 for count in numbers.values())


def _has_formulas(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        tail = b""
        while chunk := part.read(_HEAD):
            if b"<f>" in tail + chunk or b"<f " in tail + chunk:
                return True
            tail = chunk[-2:]
    return False


def _shown_rows(
    book: Workbook, formulas: Workbook | None, name: str
) -> Iterator[tuple[int, list[str]]]:
    written = repeat(()) if formulas is None else _all_rows(formulas, name)
    for number, (cells, sources) in enumerate(
        zip(_all_rows(book, name), written, strict=False), 1
    ):
        texts = ["" if cell.value is None else _shown_cell(cell) for cell in cells]
        yield number, _with_uncalculated(texts, sources)
    book.close()


def _all_rows(book: Workbook, name: str) -> Iterator[tuple[Any, ...]]:
    sheet = book[name]
    if hasattr(sheet, "reset_dimensions"):  # the size that a file states may be wrong
        sheet.reset_dimensions()
    return iter(sheet.iter_rows())


def _shown_cell(cell: Any) -> str:
    return (
        cell.value
        if isinstance(cell.value, str)
        else shown(cell.value, cell.number_format)
    )


def _with_uncalculated(texts: list[str], sources: Sequence[Any]) -> list[str]:
    """The texts, with the formula itself where no program has calculated it."""
    for place, source in enumerate(sources):
        if not texts[place] and str(source.value or "").startswith("="):
            texts[place] = source.value
    return texts


def _calamine(
    path: Path, sheet: str | None
) -> tuple[str, str, Iterator[tuple[int, list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
    except CalamineError as error:
        raise _bad(f"cannot be read: {error}. Save it as xlsx") from error
    name = _choose(
        sheet, book.sheet_names, lambda each: not book.get_sheet_by_name(each).height
    )
    found = book.get_sheet_by_name(name)
    first = found.start[0] if found.start else 0
    said = f"{path.suffix[1:].lower()}, {_of_sheets(name, book.sheet_names)}"
    return said, name, _plain_rows(found.to_python(skip_empty_area=True), first)


def _plain_rows(
    rows: Iterable[Sequence[object]], first: int
) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, first + 1):
        yield number, [shown(value, "General") for value in row]


def shown(value: object, number_format: str) -> str:
    """The text that a cell shows. Dates are given as 2025-12-31, whatever their form."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return f"{value:%Y-%m-%d}" if midnight else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return f"{value:%H:%M:%S}"
    if isinstance(value, (int, float)):
        return _shown_number(value, number_format)
    return str(value)


def _shown_number(value: float, number_format: str) -> str:
    section = _section(value, number_format)
    if _DIGITS_ONLY.fullmatch(section) and value == int(value) >= 0:
        return _filled(str(int(value)), section)
    if isinstance(value, int):
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}".replace("e", "E")


def _section(value: float, number_format: str) -> str:
    """The part of a number format that holds for a value, without colours and quoted text."""
    for section in number_format.split(";"):
        condition = _CONDITION.search(section)
        if condition is None or _holds(value, condition[1], float(condition[2])):
            return _NOISE.sub("", _CONDITION.sub("", section))
    return ""


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<=": value <= limit,
        ">=": value >= limit,
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
    }[sign]


def _filled(digits: str, section: str) -> str:
    """The digits in the places of a format such as `000-000-0000`, from the right."""
    left = list(digits)
    out: list[str] = []
    for place in reversed(section):
        if place not in "0#?":
            out.append(place)
        elif left or place == "0":
            out.append(left.pop() if left else "0")
    return "".join([*left, *reversed(out)]).strip(" -")
