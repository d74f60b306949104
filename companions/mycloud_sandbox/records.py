"""The types in which rows, records and answers travel through the sandbox."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None
Json: TypeAlias = "Scalar | Sequence[Json] | Mapping[str, Json]"
Record: TypeAlias = dict[str, Json]


def key_of(record: Mapping[str, Json], column: str = "id") -> int:
    """The database key that `column` holds."""
    value = record[column]
    if not isinstance(value, int):
        raise TypeError(f"{column} holds {value!r} where a database key belongs")
    return value
