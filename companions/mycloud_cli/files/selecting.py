"""Which lines of a table are one order, and which are sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from .columns import Places
from .mapping import NUMBER, Rows
from .tables import Line, matches


def orders_of(
    table: Callable[[], Places], skipped: Counter[str]
) -> Iterator[tuple[Places, Line, list[Line]]]:
    """The first line of each order, which may say all of it, and the lines that are sent.

    Args:
        table: Opens the table; it is read twice if the lines of an order may stand apart.
        skipped: Counts the lines that are left out, by why.
    """
    places = table()
    groups = _gathered(table, places) if places.mapping.gathers else _adjacent(places)
    for lines in groups:
        if kept := _kept(places, lines, skipped):
            yield places, lines[0], kept


def _filled_lines(places: Places) -> Iterator[tuple[str, Line]]:
    number = _number_places(places)
    for line in places.table.lines:
        if any(cell.strip() for cell in line.cells):
            yield key_of(line, number), line


def _number_places(places: Places) -> list[int]:
    return places.all_of(places.mapping.fields.get(NUMBER, ()))


def _adjacent(places: Places) -> Iterator[list[Line]]:
    group: list[Line] = []
    current = ""
    for key, line in _filled_lines(places):
        goes_on = key == current or (places.mapping.continues and not key)
        if group and not goes_on:
            yield group
            group = []
        current = current if group else key
        group.append(line)
    if group:
        yield group


def _gathered(table: Callable[[], Places], places: Places) -> Iterator[list[Line]]:
    """Orders whose lines stand apart; only those that are not complete yet are kept."""
    left = Counter(key for key, _ in _filled_lines(table()))
    waiting: dict[str, list[Line]] = {}
    for key, line in _filled_lines(places):
        waiting.setdefault(key, []).append(line)
        left[key] -= 1
        if not left[key]:
            yield waiting.pop(key)


def key_of(line: Line, number: Sequence[int]) -> str:
    return " ".join(line[place].strip() for place in number)


def _kept(places: Places, lines: list[Line], skipped: Counter[str]) -> list[Line]:
    """The lines that are to be sent."""
    for rule in places.mapping.rows:
        place = places.at(rule.column)
        if place is not None and lines:
            dropped = _dropped(rule, lines, place)
            why = {line.row: line[place].strip() for line in lines}
            for line in dropped:
                skipped[f"{rule.column}: {why[line.row] or why[lines[0].row]}"] += 1
            lines = [line for line in lines if line not in dropped]
    return lines


def _dropped(rule: Rows, lines: list[Line], place: int) -> list[Line]:
    if rule.of == "order":
        return lines if _is_skipped(rule, lines[0][place]) else []
    return [line for line in lines if _is_skipped(rule, line[place])]


def _is_skipped(rule: Rows, text: str) -> bool:
    """`*` alone stands for any value, which an empty cell has not."""
    return bool(text.strip()) and matches(rule.skip, text)
