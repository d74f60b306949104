"""One order of a table: its lines put together, read and looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final

from mycloud import Attachment, InvalidRequestError, Item

from . import values
from .addresses import address_doubt
from .columns import Places
from .file_orders import NO_DELIVERY_MODE, FileOrder, fingerprint
from .findings import Finding, Spoiled
from .mapping import ITEM, LINE_PRICE, NUMBER, Rows, fields
from .packing import merged, parts_of, pieces_of
from .readers import READERS
from .selecting import key_of
from .tables import Line, matches, nearest, normalized
from .values import Reader

_AT_HOME: Final = {"", "th", "tha", "thailand", "ไทย", "ประเทศไทย"}
_REGION: Final = re.compile(r"[A-Z]{2}-[0-9A-Z]{1,3}")
"""The code of a region, such as `TH-10`, which is no part of an address."""
_PRODUCT: Final = ("product_id", "product_sku", "shop_sku")
_RECIPIENT: Final = ("name", "address", "postcode", "phone_number")


class OrderLines:
    """One order, as its lines are read.

    Args:
        places: Where its columns are.
        first: The line that says what is of the order, though its item may be left out.
        lines: The lines of its items.
    """

    def __init__(self, places: Places, first: Line, lines: Sequence[Line]) -> None:
        self._places, self._mapping, self._table = places, places.mapping, places.table
        self._lines, self._first = lines, first
        self._others = [line for line in lines if line is not first]
        self.findings: list[Finding] = []

    def order(self) -> FileOrder:
        """The order, and what was found in it."""
        self._look_for_oddities()
        arguments = self._fields()
        arguments["items"] = self._items()
        arguments["attachments"] = self._attachments()
        self._check_recipient(arguments)
        number = str(arguments.get(NUMBER) or self._raw_number())
        print_of = fingerprint(arguments)
        return FileOrder(self._first.row, number, arguments, print_of, self.findings)

    def _raw_number(self) -> str:
        places = self._places.all_of(self._mapping.fields.get(NUMBER, ()))
        return key_of(self._first, places)

    def _found(
        self,
        line: Line,
        place: int | None,
        code: str,
        what: str,
        *,
        warns: bool = False,
    ) -> None:
        self.findings.append(
            Finding(
                "warning" if warns else "fault",
                code,
                line.row,
                what,
                column=None if place is None else self._table.column(place),
                value=None if place is None else line[place].strip(),
                sheet=self._table.sheet,
            )
        )

    def _text(self, line: Line, place: int) -> str:
        """The text of a cell, cleaned; empty if it is spoiled, which is noted."""

        def note(code: str, what: str) -> None:
            self._found(line, place, code, what, warns=True)

        try:
            return values.clean(line[place], note)
        except Spoiled as spoiled:
            self._found(line, place, spoiled.code, str(spoiled))
            return ""

    def _read(self, line: Line, place: int, reader: Reader, text: str) -> Any:
        """What a reader makes of a text that stands in a cell; None if it is refused."""

        def note(code: str, what: str) -> None:
            self._found(line, place, code, what, warns=True)

        try:
            return reader(text, note)
        except Spoiled as spoiled:
            self._found(line, place, spoiled.code, str(spoiled))
            return spoiled.kept

    def _look_for_oddities(self) -> None:
        seen: dict[tuple[str, ...], int] = {}
        for line in self._lines:
            self._look_below_no_header(line)
            self._look_at_status(line)
            same = seen.setdefault(tuple(cell.strip() for cell in line.cells), line.row)
            if same != line.row:
                what = (
                    f"is the same as line {same}. Take one away, or accept both with "
                    f"--accept identical-lines"
                )
                self._found(line, None, "identical-lines", what)
        if self._mapping.packed is not None and len(self._lines) > 1:
            what = "is a second line of the same order, where a line is an order"
            self._found(self._lines[1], None, "repeated-number", what)

    def _look_below_no_header(self, line: Line) -> None:
        beyond = range(len(self._table.header), len(line.cells))
        for place in [*self._places.nameless, *beyond]:
            if line[place].strip():
                what = (
                    f"stands below an empty header (the line has {len(line.cells)} cells). "
                    f"Name the column in line {self._table.header_row}, or empty it"
                )
                self._found(line, place, "no-header", what)

    def _look_at_status(self, line: Line) -> None:
        for rule in self._mapping.rows:
            place = self._places.at(rule.column)
            if place is None or rule.send is None:
                continue
            judges = rule.of == "line" or line is self._lines[0]
            judged = self._first if rule.of == "order" else line
            if judges and not _is_sent(rule, judged[place]):
                what = (
                    f"is a status that {self._mapping.name} does not know: add it to send or "
                    f"skip in [[rows]]{nearest(judged[place], [*rule.send, *rule.skip])}"
                )
                self._found(judged, place, "status", what)

    def _fields(self) -> dict[str, Any]:
        arguments: dict[str, Any] = dict(self._mapping.constants)
        for field, columns in self._mapping.fields.items():
            places = self._places.all_of(columns)
            self._compare(field, places)
            if field in self._mapping.first_filled:
                places = [self._first_filled(self._first, places)]
            if places and (text := self._joined(self._first, places)):
                reader = self._reader_of(field)
                arguments[field] = self._read(self._first, places[0], reader, text)
        for field in fields():
            if field in self._mapping.lookups:
                arguments[field] = self._looked_up(self._first, field)
        if "delivery_mode_id" not in arguments:
            self._found(self._first, None, "no-delivery-mode", NO_DELIVERY_MODE)
        return arguments

    def _reader_of(self, field: str) -> Reader:
        reader = READERS.get(field, values.text_of)
        if reader is values.date and self._mapping.month_first:
            return partial(values.date, month_first=True)
        return reader

    def _first_filled(self, line: Line, places: Sequence[int]) -> int:
        """The place of the first cell that has a value; the last place if none has."""
        return next((place for place in places if line[place].strip()), places[-1])

    def _joined(self, line: Line, places: Sequence[int]) -> str:
        """The texts of several columns; one that the first of them has already is left out."""
        parts: list[str] = []
        for place in places:
            text = self._text(line, place)
            if text and not (parts and _is_in(text, parts[0])):
                parts.append(text)
        parts = [part for part in parts if not _REGION.fullmatch(part)] or parts
        return self._mapping.joined_with.join(parts)

    def _compare(self, field: str, places: Sequence[int]) -> None:
        """What the other lines of the order say of it is to be the same."""
        for line in self._others:
            given = [line[place].strip() for place in places]
            if field == NUMBER or not any(given):
                continue
            if given != [self._first[place].strip() for place in places]:
                what = (
                    f"differs from line {self._first.row}, the first of the same order, in "
                    f"{field}. Two orders may have become one number"
                )
                self._found(line, places[0], "differs", what)

    def _looked_up(self, line: Line, field: str) -> str | int | None:
        lookup = self._mapping.lookups[field]
        place = self._places.at(lookup.column)
        text = "" if place is None else self._text(line, place)
        found = lookup.find(text)
        if found is None:
            what = (
                f"is not in [lookup.{field}.values]: add it there"
                f"{nearest(text, list(lookup.values))}"
            )
            self._found(line, place, "lookup", what)
        return found

    def _items(self) -> list[Item | None]:
        items = [item for line in self._lines for item in self._items_of(line)]
        return merged(items) if self._mapping.merges_items else items

    def _items_of(self, line: Line) -> Iterator[Item | None]:
        if self._mapping.packed is not None:
            for place in self._places.packed:
                yield from self._unpacked(line, place)
            return
        before, at = len(self.findings), dict[str, int]()
        given = self._item_fields(line, at)
        if len(self.findings) == before:
            yield self._item(line, given, at)

    def _item_fields(self, line: Line, at: dict[str, int]) -> dict[str, Any]:
        """The fields of the item in a line; notes where each of them stands."""
        given: dict[str, Any] = dict(self._mapping.item_constants)
        for field, columns in self._mapping.item.items():
            if not (places := self._places.all_of(columns)):
                continue
            place = at[field] = self._first_filled(line, places)
            if text := self._text(line, place):
                given[field] = self._read(line, place, READERS[field], text)
        for field in ITEM:
            if field in self._mapping.lookups:
                given[field] = self._looked_up(line, field)
        return given

    def _unpacked(self, line: Line, place: int) -> Iterator[Item | None]:
        """The items in a cell."""
        packed = self._mapping.packed
        assert packed is not None
        text = self._text(line, place)
        for piece in pieces_of(text, packed):
            parts = parts_of(piece, packed)
            before, given = (
                len(self.findings),
                dict[str, Any](self._mapping.item_constants),
            )
            for field, name in packed.fields.items():
                if written := parts.get(name, "").strip():
                    given[field] = self._read(line, place, READERS[field], written)
            if len(self.findings) == before:
                yield self._item(line, given, dict.fromkeys(given, place))

    def _item(
        self, line: Line, given: dict[str, Any], at: Mapping[str, int]
    ) -> Item | None:
        """An item; None if there is something wrong with it, which is noted."""
        self._divide(line, given, at)
        missing = [name for name in ("quantity", "price") if given.get(name) is None]
        if missing:
            what = f"{' and '.join(missing)} missing"
            self._found(line, None, "item", what)
            return None
        if not any(given.get(name) for name in _PRODUCT):
            place = next((at[name] for name in _PRODUCT if name in at), None)
            what = f"has no SKU: takes exactly one of {', '.join(_PRODUCT)}"
            self._found(line, place, "item", what)
            return None
        try:
            return Item(**given)
        except InvalidRequestError as error:
            named = next((field for field in at if field in str(error)), None)
            self._found(line, at.get(named or ""), "item", str(error))
        return None

    def _divide(self, line: Line, given: dict[str, Any], at: Mapping[str, int]) -> None:
        """The price of a piece, from that of all of them."""
        total = given.pop(LINE_PRICE, None)
        if total is None or not given.get("quantity"):
            return
        price = (total / given["quantity"]).quantize(Decimal("0.01"))
        if price * given["quantity"] != total:
            what = (
                f"is the price of {given['quantity']} pieces; {price} is sent for each"
            )
            self._found(line, at.get(LINE_PRICE), "rounded-price", what, warns=True)
        given["price"] = price

    def _attachments(self) -> list[Attachment]:
        files: list[Attachment] = []
        for name, column in self._mapping.attachments.items():
            place = self._places.at(column)
            text = "" if place is None else self._first[place].strip()
            if text:
                files.append(Attachment(name, self._table.path.parent / text))
            for line in self._others:
                if place is not None and line[place].strip() not in ("", text):
                    what = f"differs from line {self._first.row}, the first of the same order"
                    self._found(line, place, "differs", what)
        return files

    def _check_recipient(self, arguments: Mapping[str, Any]) -> None:
        for field in _RECIPIENT:
            places = self._places.all_of(self._mapping.fields.get(field, ()))
            if (
                places
                and not self._joined_quietly(places)
                and not self._has_customer(arguments)
            ):
                what = f"{field} is empty: the parcel may not find its recipient"
                self._found(self._first, places[0], "no-recipient", what, warns=True)
        self._check_currency()
        self._check_address(arguments)

    def _joined_quietly(self, places: Sequence[int]) -> str:
        return "".join(self._first[place].strip() for place in places)

    def _has_customer(self, arguments: Mapping[str, Any]) -> bool:
        return bool(arguments.get("customer_id"))

    def _check_currency(self) -> None:
        place = self._place_checked("currency")
        if place is not None and self._first[place].strip().upper() not in ("", "THB"):
            what = "is not THB: MyCloud counts in THB"
            self._found(self._first, place, "currency", what)

    def _check_address(self, arguments: Mapping[str, Any]) -> None:
        country, code = self._place_checked("country"), arguments.get("postcode")
        if country is not None and normalized(self._first[country]) not in _AT_HOME:
            what = "is abroad: see that the delivery mode goes there"
            self._found(self._first, country, "abroad", what, warns=True)
        elif isinstance(code, str):
            parts = {
                level: self._first[place]
                for level in ("province", "district", "subdistrict")
                if (place := self._place_checked(level)) is not None
            }
            doubt = address_doubt(code, parts, str(arguments.get("address") or ""))
            places = self._places.all_of(self._mapping.fields.get("postcode", ()))
            if doubt and places:
                self._found(
                    self._first, places[0], "postcode-province", doubt, warns=True
                )

    def _place_checked(self, name: str) -> int | None:
        column = self._mapping.checked.get(name)
        return None if column is None else self._places.at(column)


def _is_in(name: str, address: str) -> bool:
    """Whether an address has the name of an area already, with or without the word for it."""
    level = r"(?:ตำบล|ต\.|แขวง|อำเภอ|อ\.|เขต|จังหวัด|จ\.)?\s*"
    return bool(re.search(rf"(?:^|[\s,]){level}{re.escape(name)}(?:$|[\s,])", address))


def _is_sent(rule: Rows, text: str) -> bool:
    assert rule.send is not None
    return matches(rule.send, text) or ("" in rule.send and not text.strip())
