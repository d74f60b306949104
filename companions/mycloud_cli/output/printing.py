"""Entries and lists, printed in each form as they come."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import Misuse, OutputError
from .columns import OTHERS, Column, View, fields_of, value_at
from .formats import Format
from .safe import for_terminal, json_line, print_json
from .streams import can_print, say

if TYPE_CHECKING:
    from mycloud import Pager


class Entry(Protocol):
    """What the API gives."""

    def to_dict(self) -> dict[str, Any]: ...


class Printer(Protocol):
    """Prints batches of entries as they come."""

    def add(self, entries: list[dict[str, Any]]) -> None: ...


def show_list(
    pager: Pager[Any],
    view: View,
    how: Format,
    *,
    limit: int | None = None,
    columns: str | None = None,
) -> None:
    """Print a list while it is walked, page by page."""
    if limit is not None and limit < 1:
        raise Misuse(f"--limit: got {limit}; takes a whole number of 1 or more")
    _show(_batches(pager, limit), view, how, columns)


def show_entries(
    entries: list[Any], view: View, how: Format, *, columns: str | None = None
) -> None:
    """Print a list that is there already."""
    _show([entries] if entries else [], view, how, columns)


def show_batches(
    batches: Iterable[list[Any]], view: View, how: Format, *, columns: str | None = None
) -> None:
    """Print batches of entries as they come; empty ones are skipped."""
    _show((batch for batch in batches if batch), view, how, columns)


def _show(
    batches: Iterable[list[Any]], view: View, how: Format, columns: str | None
) -> None:
    printer, found = _printer(view, how, columns), False
    known, chooses = set(_names(view)), bool(columns) or how is Format.CSV
    for batch in batches:
        found = True
        rows = [entry.to_dict() for entry in batch]
        printer.add([_with_others(row, known) for row in rows] if chooses else rows)
        sys.stdout.flush()
    if not found:
        show_nothing(view, how)


def show_one(entry: Entry, how: Format) -> None:
    """Print one entry."""
    if how is not Format.TABLE:
        return _one_for_programs(entry, how)
    from .table import console, print_entry

    return print_entry(entry.to_dict(), console())


def show_rows(
    rows: list[dict[str, Any]],
    names: tuple[str, ...],
    how: Format,
    *,
    head: bool = True,
) -> None:
    """Print rows that are no entries of the API, such as settings."""
    if how is Format.JSON:
        return _JsonLines().add(rows)
    if how is Format.CSV:
        return _Csv(list(names)).add(rows)
    if how is Format.YAML:
        return _Yaml().add(rows)
    from .table import Table, console

    view = View("rows", "", tuple(Column(name, name.upper()) for name in names))
    return Table(view, console(), head=head).add(rows)


def show_several(entries: list[Any], view: View, how: Format) -> None:
    """Print entries one after the other, each with all it has."""
    if how is not Format.TABLE:
        return show_entries(entries, view, how)
    for place, entry in enumerate(entries):
        if place:
            sys.stdout.write("\n")
        show_one(entry, how)
    return None


def _one_for_programs(entry: Entry, how: Format) -> None:
    fields = entry.to_dict()
    if how is Format.CSV:
        known = list(fields_of(type(entry)))
        return _Csv([*known, OTHERS]).add([_with_others(fields, set(known))])
    if how is Format.YAML:
        from .yaml import print_yaml

        return print_yaml(fields)
    return _JsonLines().add([fields])


def show_nothing(view: View, how: Format) -> None:
    """Say, to people only and beside the output, that a list is empty."""
    if how is Format.TABLE and sys.stdout.isatty():
        say(f"There are no {view.name}.")


def _batches(pager: Pager[Any], limit: int | None) -> Iterator[list[Any]]:
    """The entries page by page, `limit` of them at most."""
    left = limit
    for page in pager.pages():
        batch = page.items if left is None else page.items[:left]
        left = None if left is None else left - len(batch)
        yield batch
        if left == 0:
            return


def _printer(view: View, how: Format, columns: str | None) -> Printer:
    if how is Format.JSON:
        return _JsonLines(view.paths(columns))
    if how is Format.CSV:
        return _Csv(view.paths(columns) or [*_names(view), OTHERS])
    if how is Format.YAML:
        return _Yaml(view.paths(columns))
    from .table import Table, console

    return Table(view.chosen(columns), console())


class _JsonLines:
    """One object in each line, as the API spells it."""

    def __init__(self, paths: list[str] | None = None) -> None:
        self._paths = paths

    def add(self, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            print_json(_chosen(entry, self._paths))


class _Yaml:
    """A list of YAML, which grows by each batch."""

    def __init__(self, paths: list[str] | None = None) -> None:
        self._paths = paths

    def add(self, entries: list[dict[str, Any]]) -> None:
        from .yaml import print_yaml

        if entries:
            print_yaml([_chosen(entry, self._paths) for entry in entries])


class _Csv:
    """A column for each field of the spec, and one for all others; what is nested is JSON in its
    cell.
    """

    def __init__(self, paths: list[str]) -> None:
        self._paths = paths
        self._writer = csv.writer(_Exact(), lineterminator="\n")
        self._writer.writerow(self._paths)

    def add(self, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            self._writer.writerow(
                _csv_cell(value_at(entry, path)) for path in self._paths
            )


class _Exact:
    """Standard output for text that programs read: nothing in it is replaced to fit."""

    def write(self, text: str) -> int:
        if not can_print(text):
            raise OutputError(
                f"stdout holds no text but {sys.stdout.encoding}, and CSV is not changed to fit. "
                f"Set PYTHONIOENCODING=utf-8, or give --json"
            )
        return sys.stdout.write(text)


def _chosen(entry: dict[str, Any], paths: list[str] | None) -> dict[str, Any]:
    return {path: value_at(entry, path) for path in paths} if paths else entry


def _with_others(entry: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """An entry with what the spec does not know under its own name."""
    others = {name: value for name, value in entry.items() if name not in known}
    return {**entry, OTHERS: others or None}


def _names(view: View) -> list[str]:
    """The fields that the spec knows."""
    import mycloud

    return fields_of(getattr(mycloud, view.model))


def _csv_cell(value: object) -> str:
    text = (
        "" if value is None else value if isinstance(value, str) else json_line(value)
    )
    return for_terminal(text) if sys.stdout.isatty() else text
