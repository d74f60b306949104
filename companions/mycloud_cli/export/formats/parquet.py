"""Parquet, by pyarrow (extra `parquet`). Lists are lists of structs: `unnest(order_items)` in
DuckDB.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from ..tables import Kind
from . import Columns, FormatError, Rows, Value, batches, read

_AT_ONCE: Final = 1_000
"""Rows that are Python's objects at the same time."""
_GROUP: Final = 10
"""Batches to a row group."""


def arrow() -> Any:
    """pyarrow.

    Raises:
        FormatError: It is missing.
    """
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ModuleNotFoundError:
        raise FormatError(
            "pyarrow is missing. Install it with: pip install 'mycloud-client[parquet]'"
        ) from None


def write_parquet(
    columns: Columns, rows: Rows, bodies: Iterable[bytes], path: Path
) -> None:
    """Write the rows in groups."""
    pa = arrow()
    types = _types(pa)
    schema = pa.schema([(name, _type(pa, types, kind)) for name, kind in columns])
    every = (row for entry in read(bodies) for row in rows(entry))
    records = (_batch(pa, schema, some) for some in batches(every, _AT_ONCE))
    with pa.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in batches(records, _GROUP):
            writer.write_table(pa.Table.from_batches(group))


def _types(pa: Any) -> dict[Kind, Any]:
    return {
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.MONEY: pa.decimal128(18, 2),
        Kind.TRUTH: pa.bool_(),
        Kind.DATE: pa.date32(),
        Kind.TEXT: pa.string(),
        Kind.TEXTS: pa.list_(pa.string()),
    }


def _type(pa: Any, types: dict[Kind, Any], kind: Kind | list[tuple[str, Kind]]) -> Any:
    if isinstance(kind, Kind):
        return types[kind]
    return pa.list_(pa.struct([(name, types[inner]) for name, inner in kind]))


def _batch(pa: Any, schema: Any, rows: list[list[Value]]) -> Any:
    cells = [list(map(_struct, column)) for column in zip(*rows, strict=True)]
    return pa.record_batch(cells, schema=schema)


def _struct(value: Value) -> Any:
    """Listed objects as tuples, which pyarrow takes for structs."""
    listed = isinstance(value, list) and value and isinstance(value[0], list)
    return (
        [tuple(one) for one in value if isinstance(one, list)]
        if listed and isinstance(value, list)
        else value
    )
