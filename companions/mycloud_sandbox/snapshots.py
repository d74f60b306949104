"""The state of a sandbox as plain JSON: the rows of every table under the names of their columns,
files in Base64.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence

from .records import Json, Record
from .refusals import Refusal
from .store import Store

_FORMAT = 1


def taken(store: Store) -> Record:
    """A snapshot of everything the store holds."""
    with store.transaction():
        dump = store.dump()
    tables = {
        name: [_told(store.columns(name), row) for row in rows]
        for name, rows in dump.items()
    }
    return {"format": _FORMAT, "tables": tables}


def restore(store: Store, snapshot: object) -> None:
    """Puts a snapshot in the place of all that is there."""
    tables = snapshot.get("tables") if isinstance(snapshot, Mapping) else None
    if (
        not isinstance(snapshot, Mapping)
        or snapshot.get("format") != _FORMAT
        or not isinstance(tables, Mapping)
    ):
        raise Refusal(
            "This is no snapshot: send back what GET /admin/snapshot answered."
        )
    with store.transaction():
        store.load(
            {
                name: list(_rows(store, name, tables.get(name, ())))
                for name in store.dump()
            }
        )


def _told(columns: Sequence[str], row: Sequence[object]) -> Record:
    return {name: _encoded(value) for name, value in zip(columns, row, strict=True)}


def _encoded(value: object) -> Json:
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(value).decode()}
    return value if isinstance(value, str | int | float) else None


def _rows(
    store: Store, table: str, rows: object
) -> "Iterator[tuple[str | int | float | bytes | None, ...]]":
    columns = store.columns(table)
    for row in rows if isinstance(rows, Sequence) else ():
        if not isinstance(row, Mapping) or not set(row) <= set(columns):
            raise Refusal(
                f"The snapshot has rows of {table} that do not fit: it was taken with another spec."
            )
        yield tuple(_decoded(row.get(name)) for name in columns)


def _decoded(value: object) -> str | int | float | bytes | None:
    if isinstance(value, Mapping):
        try:
            return base64.b64decode(str(value.get("base64")), validate=True)
        except binascii.Error:
            raise Refusal("The snapshot has a file that is not Base64.") from None
    return value if isinstance(value, str | int | float) else None
