"""JSON, one entry to a line: whole, with all that is nested in it, as the API names it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def write_jsonl(bodies: Iterable[bytes], path: Path) -> None:
    """Write the entries as they are."""
    with path.open("wb") as file:
        file.writelines(body + b"\n" for body in bodies)
