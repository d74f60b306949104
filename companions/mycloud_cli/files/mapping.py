"""A mapping says which column of a file is which field of an order. It is a small TOML file.

[fields]
order_number = "Name"
address = ["Shipping Address1", "Shipping City"]   # joined

[item]
shop_sku = "Lineitem sku"
quantity = "Lineitem quantity"
price = "Lineitem price"

[constants]
delivery_mode_id = 343
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, get_type_hints

import attrs
from mycloud_api.models.create_order_body import CreateOrderFields

from .tables import nearest, normalized

PRESETS: Final = ("shopify", "woocommerce", "shopee", "lazada", "tiktok")
NUMBER: Final = "order_number"
ATTACHMENT: Final = "attachment:"
"""How the name of a column begins that holds the files of one attachment: `attachment:LABEL`."""
ITEM: Final = ("product_id", "product_sku", "shop_sku", "quantity", "price")
LINE_PRICE: Final = "line_price"
"""The price of all pieces in a line, where no column has that of one."""
CHECKED: Final = ("country", "currency", "district", "province", "subdistrict")
"""Columns that are not sent and that the order is checked against."""

Columns = tuple[str, ...]


class MappingError(ValueError):
    """A mapping that cannot be used; says what to change."""


@cache
def fields() -> dict[str, object]:
    """The fields of an order beside its items, and their types."""
    return {
        NUMBER: str | None,
        "delivery_mode_id": int | None,
        **get_type_hints(CreateOrderFields),
    }


@attrs.frozen
class Lookup:
    """A field whose value is looked up by what a column has."""

    column: str
    values: dict[str, str | int]
    default: str | int | None = None

    def find(self, text: str) -> str | int | None:
        """The value for a text; None if the mapping has no value for it."""
        found = self._by_name.get(normalized(text))
        return self.default if found is None else found

    @property
    def _by_name(self) -> dict[str, str | int]:
        return {normalized(name): value for name, value in self.values.items()}


@attrs.frozen
class Rows:
    """Which rows are sent, by what is in a column.

    Attributes:
        skip: Values of rows that are left out; `"*"` stands for any.
        send: Values of rows that are sent; with these any other value is a fault.
        of: Whether the whole `"order"` is decided by its first line, or each `"line"` by its own.
    """

    column: str
    skip: Columns = ()
    send: Columns | None = None
    of: str = "line"


@attrs.frozen
class Packed:
    """Several items in a cell.

    Attributes:
        columns: The columns; `line_item_*` stands for all that begin like that.
        between_items: What separates two items in a cell, if there may be several.
        between_parts: What separates the parts of an item.
        between_name_and_value: What separates the name of a part from its value.
        pattern: In place of the two before: a regular expression with a group for each field.
    """

    columns: Columns
    fields: dict[str, str]
    between_items: str | None = None
    between_parts: str = "|"
    between_name_and_value: str = ":"
    pattern: str | None = None


@attrs.frozen
class FileMapping:
    """Which column of a file is which field.

    Attributes:
        fields: The columns of each field of an order; several are joined.
        first_filled: Fields of which the first column that has a value is taken instead.
        item: The columns of each field of an item; the first that has a value is taken.
        constants: Values that are the same in each order.
        item_constants: The same for each item.
        lookups: Fields that are looked up.
        rows: Which rows are sent.
        packed: How several items stand in a cell.
        checked: Columns that are only checked against.
        attachments: The column of each attachment, by its name.
        also: Other names of a column.
        optional: Columns that may be missing.
        ignored: Columns that are left out on purpose; `*` at the end stands for any rest.
        joined_with: What is put between columns that are joined.
        merges_items: Whether lines of the same product and price become one item.
        continues: Whether a line without a number belongs to the order before it.
        gathers: Whether the lines of an order may stand apart; they are kept until all are there.
        month_first: Whether dates have the month first.
        first_of_repeated: Whether, of columns with one name, the first one is meant.
        name: How the mapping is named to people.
    """

    fields: dict[str, Columns]
    item: dict[str, Columns] = attrs.field(factory=dict)
    constants: dict[str, Any] = attrs.field(factory=dict)
    item_constants: dict[str, Any] = attrs.field(factory=dict)
    lookups: dict[str, Lookup] = attrs.field(factory=dict)
    rows: tuple[Rows, ...] = ()
    packed: Packed | None = None
    checked: dict[str, str] = attrs.field(factory=dict)
    attachments: dict[str, str] = attrs.field(factory=dict)
    also: dict[str, Columns] = attrs.field(factory=dict)
    optional: frozenset[str] = frozenset()
    ignored: Columns = ()
    first_filled: frozenset[str] = frozenset()
    joined_with: str = " "
    merges_items: bool = False
    continues: bool = False
    gathers: bool = False
    month_first: bool = False
    first_of_repeated: bool = False
    name: str = "the mapping"

    def columns(self) -> Iterator[str]:
        """The names of all columns that are read."""
        for names in self.fields.values():
            yield from names
        for names in self.item.values():
            yield from names
        yield from (each.column for each in self.lookups.values())
        yield from (each.column for each in self.rows)
        yield from self.checked.values()
        yield from self.attachments.values()

    def names_of(self, column: str) -> Columns:
        """The names that a column may have in a file."""
        return (column, *self.also.get(column, ()))

    def with_constants(self, constants: Mapping[str, Any]) -> FileMapping:
        """The mapping with values that are the same in each order; they go before its own."""
        _refuse_unknown(constants, fields(), "constants")
        kept = {
            name: columns
            for name, columns in self.fields.items()
            if name not in constants
        }
        lookups = {
            name: each for name, each in self.lookups.items() if name not in constants
        }
        return attrs.evolve(
            self,
            fields=kept,
            lookups=lookups,
            constants=self.constants | dict(constants),
        )

    def with_sku(self, kind: str) -> FileMapping:
        """The mapping with its SKUs taken as `product_sku` or `shop_sku`."""
        if kind not in ("product_sku", "shop_sku"):
            raise MappingError(
                "takes product_sku (MyCloud's own) or shop_sku (the shop's)"
            )

        def renamed(names: Mapping[str, Any]) -> dict[str, Any]:
            return {
                kind if name in ("product_sku", "shop_sku") else name: value
                for name, value in names.items()
            }

        packed = self.packed and attrs.evolve(
            self.packed, fields=renamed(self.packed.fields)
        )
        return attrs.evolve(
            self, item=renamed(self.item), lookups=renamed(self.lookups), packed=packed
        )


def load_mapping(given: str | Path | FileMapping) -> FileMapping:
    """A preset by its name, or the mapping in a TOML file.

    Raises:
        MappingError: It cannot be used.
        OSError: The file cannot be read.
    """
    if isinstance(given, FileMapping):
        return given
    if str(given) in PRESETS:
        text = (
            files("mycloud_cli.files")
            .joinpath("presets", f"{given}.toml")
            .read_text("utf-8")
        )
    elif Path(given).exists():
        text = Path(given).read_text("utf-8-sig")
    else:
        close = nearest(str(given), PRESETS)
        raise MappingError(
            f"there is no file {str(given)!r}, and no preset of that name: the presets are "
            f"{', '.join(PRESETS)}{close}"
        )
    return parse_mapping(text, str(given))


def parse_mapping(text: str, name: str = "the mapping") -> FileMapping:
    """The mapping that is written in TOML.

    Raises:
        MappingError: It is no TOML, or says something that means nothing.
    """
    try:
        given = tomllib.loads(text)
        return _mapping(given, name)
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise MappingError(f"{name}: {error}") from None


_TABLES: Final = {
    "fields", "item", "constants", "item_constants", "lookup", "rows", "items", "check",
    "attachments", "also", "optional", "ignore", "orders",
}  # fmt: skip
_ORDERS: Final = {
    "joined_with", "merges_items", "continues", "gathers", "month_first", "first_of_repeated",
}  # fmt: skip


def _mapping(given: dict[str, Any], name: str) -> FileMapping:
    _refuse_unknown(given, _TABLES, "the file")
    _refuse_unknown(given.get("fields", {}), fields(), "[fields]")
    _refuse_unknown(given.get("constants", {}), fields(), "[constants]")
    _refuse_unknown(given.get("item", {}), (*ITEM, LINE_PRICE), "[item]")
    _refuse_unknown(given.get("item_constants", {}), ITEM, "[item_constants]")
    _refuse_unknown(given.get("lookup", {}), (*fields(), *ITEM), "[lookup]")
    _refuse_unknown(given.get("check", {}), CHECKED, "[check]")
    _refuse_unknown(given.get("orders", {}), _ORDERS, "[orders]")
    return FileMapping(
        fields=_sources(given.get("fields", {})),
        first_filled=_first_filled(given.get("fields", {})),
        item=_sources(given.get("item", {})),
        constants=given.get("constants", {}),
        item_constants=given.get("item_constants", {}),
        lookups={
            field: Lookup(**each) for field, each in given.get("lookup", {}).items()
        },
        rows=tuple(_rows(each) for each in given.get("rows", ())),
        packed=_packed(given["items"]) if "items" in given else None,
        checked=given.get("check", {}),
        attachments=given.get("attachments", {}),
        also={
            column: _columns(names) for column, names in given.get("also", {}).items()
        },
        optional=frozenset(given.get("optional", {}).get("columns", ())),
        ignored=_columns(given.get("ignore", {}).get("columns", ())),
        name=name,
        **given.get("orders", {}),
    )


def _rows(given: dict[str, Any]) -> Rows:
    lists: dict[str, Any] = {
        key: tuple(given[key]) for key in ("skip", "send") if key in given
    }
    made = Rows(**(given | lists))
    if made.of not in ("order", "line"):
        raise MappingError(f'[[rows]]: of takes "order" or "line", not {made.of!r}')
    return made


def _packed(given: dict[str, Any]) -> Packed:
    _refuse_unknown(given.get("fields", {}), (*ITEM, LINE_PRICE), "[items.fields]")
    rest = {
        key: each for key, each in given.items() if key not in ("columns", "fields")
    }
    columns = _columns(given["columns"])
    return Packed(columns=columns, fields=given.get("fields", {}), **rest)


def _sources(given: Mapping[str, Any]) -> dict[str, Columns]:
    """The columns of each field: one, several, or `{ first = [...] }`."""
    return {
        field: _columns(value["first"] if isinstance(value, dict) else value)
        for field, value in given.items()
    }


def _first_filled(given: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(field for field, value in given.items() if isinstance(value, dict))


def _columns(given: str | Sequence[str]) -> Columns:
    return (given,) if isinstance(given, str) else tuple(given)


def _refuse_unknown(given: Iterable[str], known: Iterable[str], where: str) -> None:
    names = list(known)
    for name in given:
        if name not in names:
            raise MappingError(f"{where} has no {name!r}{nearest(name, names)}")


def own_mapping(header: Sequence[str]) -> FileMapping:
    """The mapping of our own format, whose columns are named like the fields."""
    names = [name.strip() for name in header]
    return FileMapping(
        fields={name: (name,) for name in names if name in fields()},
        item={name: (name,) for name in names if name in ITEM},
        attachments={
            name.removeprefix(ATTACHMENT): name
            for name in names
            if name.startswith(ATTACHMENT)
        },
        name="our own format",
    )
