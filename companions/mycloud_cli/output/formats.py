"""The forms of output that a command can be asked for."""

from __future__ import annotations

from enum import StrEnum

from ..errors import Misuse


class Format(StrEnum):
    """A form of output."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    YAML = "yaml"


def format_of(
    as_json: bool, as_csv: bool = False, output: Format | None = None
) -> Format:
    """The form that was asked for, by any of the three options.

    Raises:
        Misuse: Two of them disagree.
    """
    short = {"--json": Format.JSON} if as_json else {}
    short |= {"--csv": Format.CSV} if as_csv else {}
    given = short | ({f"--output {output}": output} if output else {})
    if len(set(given.values())) > 1:
        raise Misuse(f"{' and '.join(given)} exclude each other")
    return next(iter(given.values()), Format.TABLE)
