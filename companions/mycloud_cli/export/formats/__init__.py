"""The files that an export can be: which of them a target is, and what writes it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, Literal, TypeAlias, TypeVar, cast, get_args

from ..tables import Cell, Kind, Source, Table, columns_of, lines, lines_columns

T = TypeVar("T")
Format: TypeAlias = Literal["jsonl", "csv", "parquet", "sqlite", "xlsx"]
Stream: TypeAlias = Callable[[Iterable[bytes], BinaryIO], None]
"""Writes entries, which come as JSON, one after the other; only text can be written so."""
Write: TypeAlias = Callable[[Iterable[bytes], Path], None]
"""Writes entries, which come as JSON, to a file that is not there yet."""

_SUFFIXES: Final[dict[str, Format]] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".db": "sqlite",
    ".xlsx": "xlsx",
}
_PACKED: Final = ".gz"
_NAMES: Final = ".jsonl, .csv, .parquet, .sqlite or .xlsx"


class FormatError(Exception):
    """A file that cannot be written as it was asked for; says what to do."""


def format_of(target: Path, given: Format | None) -> Format:
    """The format that is given, or that the suffix of the target tells.

    Raises:
        FormatError: Neither tells.
    """
    bare = target.with_suffix("") if is_packed(target) else target
    found = given or _SUFFIXES.get(bare.suffix.lower())
    if found is None:
        raise FormatError(
            f"cannot tell the format of {target.name}: end it in {_NAMES}, or give --format "
            f"({', '.join(get_args(Format))})"
        )
    return found


def is_packed(target: Path) -> bool:
    """Whether the name of the target says that it is compressed."""
    return target.suffix.lower() == _PACKED


def writer_of(
    chosen: Format, table: Table, *, packed: bool, items: bool, bom: bool, raw: bool
) -> Write:
    """What writes that format to a file.

    Raises:
        FormatError: The format does not go with the options, or its library is missing.
    """
    _refuse_items(chosen, table, items)
    if chosen in ("csv", "jsonl"):
        stream = stream_of(chosen, table, items=items, bom=bom, raw=raw)
        return partial(_to_file, stream, packed)
    if packed:
        raise FormatError(
            f"{chosen} is not written to a {_PACKED} file: only csv and jsonl are"
        )
    if chosen == "sqlite":
        from .sqlite import write_sqlite

        return partial(write_sqlite, table)
    if chosen == "xlsx":
        from .xlsx import openpyxl, write_xlsx

        openpyxl()  # or it would be missed at the end of the walk
        return partial(write_xlsx, table)
    from .parquet import arrow, write_parquet

    arrow()  # likewise
    return partial(write_parquet, *_one_table(table, items))


def stream_of(
    chosen: Format, table: Table, *, items: bool, bom: bool, raw: bool
) -> Stream:
    """What writes that format to a pipe.

    Raises:
        FormatError: The format needs a file, or does not go with the options.
    """
    _refuse_items(chosen, table, items)
    if chosen == "jsonl":
        from .jsonl import write_jsonl

        return write_jsonl
    if chosen == "csv":
        from .csv import write_csv

        return partial(write_csv, *_one_table(table, items), bom=bom, raw=raw)
    raise FormatError(
        f"{chosen} needs a file of its own: only csv and jsonl go to standard output"
    )


def _refuse_items(chosen: Format, table: Table, items: bool) -> None:
    if items and (chosen not in ("csv", "parquet") or not table.lists):
        raise FormatError(
            "one row for each item is for orders in csv or parquet; the others hold the items "
            "anyway"
        )


def _to_file(stream: Stream, packed: bool, bodies: Iterable[bytes], path: Path) -> None:
    with path.open("wb") as file:
        if not packed:
            return stream(bodies, file)
        with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packing:
            return stream(bodies, cast("BinaryIO", packing))


Columns: TypeAlias = list[tuple[str, Kind | list[tuple[str, Kind]]]]
"""Names and kinds of the columns; a list of columns is what a list of objects in a cell has."""
Value: TypeAlias = Cell | list[list[Cell]]
Rows: TypeAlias = Callable[[Source], Iterator[list[Value]]]
"""The rows that an entry makes."""


def _one_table(table: Table, items: bool) -> tuple[Columns, Rows]:
    """All in one table: a row for each entry, with lists in cells, or a row for each item."""
    if items:
        (child,) = (one for one in table.lists if one.name == "order_items")
        return [*lines_columns(table, child)], partial(_item_rows, table, child)
    nested: Columns = [(one.name, columns_of(one)) for one in table.lists]
    own, other = columns_of(table)[:-1], columns_of(table)[-1]
    return [*own, *nested, other], partial(_entry_rows, table)


def _item_rows(table: Table, child: Table, entry: Source) -> Iterator[list[Value]]:
    for row in lines(table, child, entry):
        yield [*row]


def _entry_rows(table: Table, entry: Source) -> Iterator[list[Value]]:
    *cells, other = table.row(entry)
    yield [
        *cells,
        *([one.row(line) for line in one.listed(entry)] for one in table.lists),
        other,
    ]


def batches(every: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of that many, the last of them shorter."""
    rest = iter(every)
    while batch := list(islice(rest, size)):
        yield batch


def read(bodies: Iterable[bytes]) -> Iterator[Source]:
    """The entries as they were before they were JSON."""
    return map(json.loads, bodies)
