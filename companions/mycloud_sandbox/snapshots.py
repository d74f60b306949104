"""The state of a sandbox as plain JSON: the rows of every table under the names of their columns,
files in Base64.
"""

import base64
import binascii
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from .contract import Contract, Kind
from .database import Row, Value
from .reading import LARGEST_INTEGER
from .records import Json, Record
from .refusals import Refusal
from .store import Dump, Store

_FORMAT = 1
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NEEDED = {
    "OrderItem": ("order_id", "product_id", "quantity", "price"),
    "Order": ("status",),
    "Product": ("price",),
    "Attachment": ("order_id", "name", "file"),
    "series": ("last",),
    "file": ("filename", "content_type", "content"),
}
"""What a row cannot be without, beside its key."""
_REFERENCES = (
    ("OrderItem", "order_id", "Order"),
    ("OrderItem", "product_id", "Product"),
    ("Attachment", "order_id", "Order"),
    ("Attachment", "file", "file"),
)

_Check: TypeAlias = Callable[[object], bool]


def taken(store: Store) -> Record:
    """A snapshot of everything the store holds."""
    with store.transaction():
        dump = store.dump()
    tables = {
        name: [_told(store.columns(name), row) for row in rows]
        for name, rows in dump.items()
    }
    return {"format": _FORMAT, "tables": tables}


def checked(store: Store, contract: Contract, snapshot: Mapping[str, object]) -> Dump:
    """The rows of a snapshot. It is looked through before anything is touched.

    Raises:
        Refusal: It is no snapshot, or it holds what this sandbox cannot keep.
    """
    tables = snapshot.get("tables")
    if snapshot.get("format") != _FORMAT or not isinstance(tables, Mapping):
        raise Refusal(
            "This is no snapshot: send back what GET /admin/snapshot answered."
        )
    expected, sent = set(store.tables), set(tables)
    if sent != expected:
        names = ", ".join(sorted(str(name)[:50] for name in sent ^ expected)[:10])
        raise Refusal(f"The snapshot has not the tables of this sandbox: {names}.")
    dump = {name: list(_rows(store, name, tables[name])) for name in store.tables}
    _check_references(store, dump)
    return dump


def restore(store: Store, dump: Dump) -> None:
    """Puts a snapshot that was checked in the place of all that is there."""
    with store.transaction():
        store.load(dump)


def _told(columns: Sequence[str], row: Sequence[object]) -> Record:
    return {name: _encoded(value) for name, value in zip(columns, row, strict=True)}


def _encoded(value: object) -> Json:
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(value).decode()}
    return value if isinstance(value, str | int | float) else None


def _rows(store: Store, table: str, rows: object) -> Iterator[Row]:
    if not isinstance(rows, list):
        raise Refusal(f"The snapshot has no list of rows for {table}.")
    kinds = store.kinds(table)
    key, seen = next(iter(kinds)), set[Value]()
    needed = {key, *_NEEDED.get(table, ())}
    for place, row in enumerate(rows):
        where = f"row {place} of {table}"
        if not isinstance(row, Mapping) or not set(row) <= set(kinds):
            raise Refusal(f"The snapshot has another spec: {where} does not fit.")
        values = tuple(
            _value(kind, row.get(name), where, name) for name, kind in kinds.items()
        )
        missing = [name for name in needed if row.get(name) is None]
        if missing:
            raise Refusal(
                f"The snapshot has no {', '.join(sorted(missing))} in {where}."
            )
        if values[0] in seen:
            raise Refusal(f"The snapshot has two rows of {table} with the same {key}.")
        seen.add(values[0])
        yield values


def _value(kind: Kind, value: object, where: str, name: str) -> Value:
    if value is None:
        return False if name == "deleted" else None
    if kind is Kind.BINARY:
        return _content(value, where)
    if not _CHECKS[kind](value):
        raise Refusal(f"The snapshot has no {kind.value} as {name} in {where}.")
    if kind is Kind.BOOLEAN:
        return bool(value)
    assert isinstance(value, str | int | float)
    return float(value) if kind is Kind.NUMBER else value


def _content(value: object, where: str) -> bytes:
    text = value.get("base64") if isinstance(value, Mapping) else None
    if not isinstance(text, str):
        raise Refusal(f"The snapshot has a file without content: {where}.")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("The snapshot has a file that is not Base64.") from None


def _is_integer(value: object) -> bool:
    return (
        isinstance(value, int)
        and not isinstance(value, bool)
        and abs(value) <= LARGEST_INTEGER
    )


def _is_number(value: object) -> bool:
    is_whole = _is_integer(value)
    return is_whole or (isinstance(value, float) and math.isfinite(value))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not any(
        "\ud800" <= letter <= "\udfff" for letter in value
    )


def _is_list(value: object) -> bool:
    """A list of texts, as JSON in a text."""
    if not isinstance(value, str) or not _is_text(value) or len(value) > 1_000_000:
        return False
    try:
        entries = json.loads(value)
    except (ValueError, RecursionError):
        return False
    is_list = isinstance(entries, list)
    return is_list and all(entry is None or _is_text(entry) for entry in entries)


_CHECKS: Mapping[Kind, _Check] = {
    Kind.INTEGER: _is_integer,
    Kind.NUMBER: _is_number,
    # SQLite gives 1 and 0.
    Kind.BOOLEAN: lambda value: isinstance(value, int) and value in (0, 1),
    Kind.TEXT: _is_text,
    Kind.DATE: lambda value: isinstance(value, str) and bool(_DATE.fullmatch(value)),
    Kind.ARRAY: _is_list,
}


def _check_references(store: Store, dump: Dump) -> None:
    """Every item and every attachment belongs to something that is there too."""
    for table, column, to in _REFERENCES:
        known = {row[0] for row in dump[to]}
        place = store.columns(table).index(column)
        lost = next(
            (row[place] for row in dump[table] if row[place] not in known), None
        )
        if lost is not None:
            raise Refusal(
                f"The snapshot has a row of {table} whose {column} {lost!r} is not there."
            )
