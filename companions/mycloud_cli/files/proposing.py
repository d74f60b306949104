"""A mapping for a file not seen before, proposed by the names and the contents of its columns."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias

import attrs

from .columns import Places, header_fit
from .mapping import (
    ITEM,
    LINE_PRICE,
    PRESETS,
    FileMapping,
    Lookup,
    fields,
    load_mapping,
)
from .synonyms import NAMES, QUESTIONS
from .tables import Line, Options, Table, normalized, open_table

_LOOKED_AT: Final = 500
_LISTED: Final = 100
_PARTS: Final = ("address", "subdistrict", "district", "province")
_ITEM_FIELDS: Final = (*ITEM, LINE_PRICE)
_NOT_SENT: Final = ("address", "status")
"""The address is joined of its parts, and the status of a sheet is not that of the API."""
_CONTENTS: Final = {
    "phone_number": re.compile(r"'?(\+?66|0)[\d \-]{8,12}|[689]\d{8}"),
    "postcode": re.compile(r"'?[1-9]\d{4}"),
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[a-z]+"),
}

Ask: TypeAlias = Callable[[str, Sequence[str]], str]
"""Asks a question with the answers that are likely; an empty answer stands for "not known"."""


@attrs.frozen
class Proposal:
    """A mapping that was proposed.

    Attributes:
        described: What was detected of the file, in one line.
        preset: The preset that fits the file as it is; then no mapping is needed.
        mapping: What is known.
        todo: What is not known, in sentences.
        unknown: Fields whose column is not known.
        choices: Values that a person has to choose among, such as statuses to leave out.
    """

    described: str
    mapping: FileMapping
    preset: str | None = None
    todo: list[str] = attrs.field(factory=list)
    unknown: list[str] = attrs.field(factory=list)
    choices: dict[str, list[str]] = attrs.field(factory=dict)

    def to_toml(self) -> str:
        """The mapping as TOML, with a TODO for each thing that is not known."""
        return "\n".join([*_head(self), *_tables(self), ""])


def propose_mapping(
    path: str | Path, *, ask: Ask | None = None, options: Options | None = None
) -> Proposal:
    """Look at a file and propose a mapping.

    Args:
        path: The file.
        ask: Asks a person what cannot be known; without it that is left to do.
        options: What overrules a guess about the file.

    Raises:
        BadSource: The file cannot be read.
    """
    options = options or Options()
    table = open_table(Path(path), options, _fit)
    if preset := _preset_for(Path(path), options):
        return Proposal(table.described, load_mapping(preset), preset)
    return _Proposing(table, list(islice(table.lines, _LOOKED_AT)), ask).proposal()


def _fit(cells: Sequence[str]) -> int:
    known = {normalized(name) for names in NAMES.values() for name in names}
    return sum(normalized(cell) in known for cell in cells)


def _preset_for(path: Path, options: Options) -> str | None:
    """The preset whose columns are all there."""
    for preset in PRESETS:
        mapping = load_mapping(preset)
        table = open_table(path, options, partial(header_fit, mapping))
        found = Places(table, mapping).findings()
        if all(each.severity == "warning" for each in found):
            return preset
    return None


class _Proposing:
    """One file, as a mapping for it is thought of."""

    def __init__(self, table: Table, lines: Sequence[Line], ask: Ask | None) -> None:
        self._table, self._lines, self._ask = table, lines, ask
        self._found: dict[str, str] = {}
        self._todo: list[str] = []
        self._unknown: list[str] = []
        self._choices: dict[str, list[str]] = {}

    def proposal(self) -> Proposal:
        """The known columns, and what a person must add."""
        self._by_names()
        self._by_contents()
        self._by_asking()
        if "price" in self._found:
            self._found.pop(LINE_PRICE, None)
        lookups = self._lookups()
        mapping = FileMapping(
            fields=self._fields(),
            item={
                field: (self._found[field],)
                for field in _ITEM_FIELDS
                if field in self._found
            },
            lookups=lookups,
            constants=self._constants(lookups),
            checked=self._checked(),
            ignored=tuple(self._left_over(lookups)),
            continues=self._continues(),
        )
        self._statuses()
        return Proposal(
            self._table.described,
            mapping,
            todo=self._todo,
            unknown=self._unknown,
            choices=self._choices,
        )

    def _names(self) -> list[str]:
        return [name.strip() for name in self._table.header if name.strip()]

    def _by_names(self) -> None:
        names = {normalized(name): name for name in reversed(self._names())}
        for field, known in NAMES.items():
            spelled = map(normalized, known)
            found = next((names[each] for each in spelled if each in names), None)
            if found is not None and found not in self._found.values():
                self._found[field] = found

    def _by_contents(self) -> None:
        for field, pattern in _CONTENTS.items():
            if field not in self._found and (name := self._looking_like(pattern)):
                self._found[field] = name

    def _looking_like(self, pattern: re.Pattern[str]) -> str | None:
        """The first column that is free and whose values look like that."""
        free = [name for name in self._names() if name not in self._found.values()]
        fitting = (name for name in free if self._matches(self._place(name), pattern))
        return next(fitting, None)

    def _matches(self, place: int, pattern: re.Pattern[str]) -> bool:
        """Whether most of what is in a column looks like that."""
        filled = self._values(place)
        return bool(filled) and sum(
            bool(pattern.fullmatch(text)) for text in filled
        ) > 0.8 * len(filled)

    def _values(self, place: int) -> list[str]:
        return [line[place].strip() for line in self._lines if line[place].strip()]

    def _place(self, name: str) -> int:
        return [each.strip() for each in self._table.header].index(name)

    def _distinct(self, name: str) -> list[str]:
        return list(dict.fromkeys(self._values(self._place(name))))[:_LISTED]

    def _by_asking(self) -> None:
        for field, question in QUESTIONS.items():
            if field in self._found or self._is_known_otherwise(field):
                continue
            free = [each for each in self._names() if each not in self._found.values()]
            answer = self._ask(f"{question}?", free) if self._ask else ""
            if answer in free:
                self._found[field] = answer
            else:
                self._todo.append(f"{question}? Free are {', '.join(free)}")
                self._unknown.append(field)

    def _is_known_otherwise(self, field: str) -> bool:
        by_name = field == "shop_sku" and "product" in self._found
        return by_name or (field == "price" and LINE_PRICE in self._found)

    def _fields(self) -> dict[str, tuple[str, ...]]:
        address = tuple(self._found[part] for part in _PARTS if part in self._found)
        known = {
            field: (self._found[field],)
            for field in fields()
            if field in self._found and field not in _NOT_SENT
        }
        return known | ({"address": address} if address else {})

    def _checked(self) -> dict[str, str]:
        levels = ("province", "district", "subdistrict")
        return {level: self._found[level] for level in levels if level in self._found}

    def _lookups(self) -> dict[str, Lookup]:
        lookups: dict[str, Lookup] = {}
        if "courier" in self._found and "delivery_mode_id" not in self._found:
            lookups["delivery_mode_id"] = self._lookup(
                "courier", "Delivery mode of", int
            )
        if "product" in self._found and "shop_sku" not in self._found:
            lookups["shop_sku"] = self._lookup("product", "SKU of", str)
        return lookups

    def _lookup(
        self, column: str, question: str, kind: Callable[[str], str | int]
    ) -> Lookup:
        values: dict[str, str | int] = {}
        for text in self._distinct(self._found[column]):
            answer = self._ask(f"{question} {text!r}?", ()) if self._ask else ""
            try:
                values[text] = kind(answer) if answer else ""
            except ValueError:
                values[text] = ""
        if "" in values.values():
            what = f"values of {self._found[column]!r} that have none yet"
            self._todo.append(f"{question} each of the {what}")
        return Lookup(self._found[column], values)

    def _constants(self, lookups: dict[str, Lookup]) -> dict[str, Any]:
        if "delivery_mode_id" in lookups or "delivery_mode_id" in self._found:
            return {}
        question = "Delivery mode of all orders (mycloud delivery-modes list)"
        answer = self._ask(f"{question}?", ()) if self._ask else ""
        if answer.isdecimal():
            return {"delivery_mode_id": int(answer)}
        self._todo.append(f"{question}: delivery_mode_id, or --delivery-mode-id")
        return {}

    def _left_over(self, lookups: dict[str, Lookup]) -> Iterator[str]:
        used = {*self._found.values()} - {
            self._found.get("product"),
            self._found.get("courier"),
            self._found.get("status"),
        }
        used |= {each.column for each in lookups.values()}
        for name in self._names():
            if name not in used:
                yield name

    def _continues(self) -> bool:
        """Whether lines without a number stand below those of their order."""
        number = self._found.get("order_number")
        if number is None:
            return False
        place = self._place(number)
        return any(
            not line[place].strip() and any(cell.strip() for cell in line.cells)
            for line in self._lines
        )

    def _statuses(self) -> None:
        if "status" in self._found:
            name = self._found["status"]
            self._choices[name] = self._distinct(name)
            self._todo.append(
                f"Which values of {name!r} are not to be sent? See [[rows]]"
            )


def _head(proposal: Proposal) -> Iterator[str]:
    yield f"# Proposed for: {proposal.described}."
    for sentence in proposal.todo:
        yield f"# TODO {sentence}."


def _tables(proposal: Proposal) -> Iterator[str]:
    mapping = proposal.mapping
    yield from _table("fields", {k: _columns(v) for k, v in mapping.fields.items()})
    if "order_number" in proposal.unknown:
        yield '# TODO order_number = ""'
    yield from _table("item", {k: _columns(v) for k, v in mapping.item.items()})
    for field in proposal.unknown:
        if field != "order_number":
            yield f'# TODO {field} = ""'
    yield from _table("constants", mapping.constants)
    for field, lookup in mapping.lookups.items():
        yield from _table(f"lookup.{field}", {"column": lookup.column})
        yield ""
        yield f"[lookup.{field}.values]"
        for name, value in lookup.values.items():
            todo = "# TODO " if value == "" else ""
            yield f"{todo}{_spelled(name)} = {_spelled(value)}"
    yield from _table("check", mapping.checked)
    for column, found in proposal.choices.items():
        yield from ("", "[[rows]]", f"column = {_spelled(column)}")
        yield f"skip = [] # TODO which of {', '.join(map(_spelled, found))}"
    yield from _table("ignore", {"columns": list(mapping.ignored)})
    yield from _table("orders", {"continues": True} if mapping.continues else {})


def _table(name: str, content: dict[str, Any]) -> Iterator[str]:
    if content and content != {"columns": []}:
        yield ""
        yield f"[{name}]"
        for key, value in content.items():
            yield f"{key} = {_spelled(value)}"


def _columns(columns: Sequence[str]) -> str | list[str]:
    return columns[0] if len(columns) == 1 else list(columns)


def _spelled(value: Any) -> str:
    """A value as TOML spells it, which for these is as JSON does."""
    return json.dumps(value, ensure_ascii=False)
