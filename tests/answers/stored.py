"""The stored answers: bodies in the shapes of both dialects, and beside each what it means.

`stored/<operation>/<dialect>-<what is odd>.json` (or `.txt`, where it is no JSON as it should be)
is a body. Beside it `.means.json` tells either what it `reads` as, without what is null, and what
is logged of it as `drift`; or the error that it `raises`. With `strict` the first drift is an
error.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs

FOLDER = Path(__file__).parent / "stored"


@attrs.frozen
class Stored:
    """A stored answer to an operation."""

    operation: str
    name: str
    body: bytes = attrs.field(repr=False)
    means: dict[str, Any] = attrs.field(repr=False)

    def __str__(self) -> str:
        return f"{self.operation}-{self.name}"

    def payload(self) -> Any:
        """What it holds, or None if it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


def stored_in(path: Path) -> Stored:
    means = json.loads(path.with_suffix(".means.json").read_text(encoding="utf-8"))
    return Stored(path.parent.name, path.stem, path.read_bytes(), means)


BODIES = sorted(
    path for path in FOLDER.glob("*/*") if not path.name.endswith(".means.json")
)
STORED = [stored_in(path) for path in BODIES]
