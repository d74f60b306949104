"""JSON, one entry to a line: whole, with all that is nested in it, as the API names it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO


def write_jsonl(bodies: Iterable[bytes], file: BinaryIO) -> None:
    """Write the entries as they are."""
    file.writelines(body + b"\n" for body in bodies)
