"""The code blocks of a page, and what is said beside them.

A block that nothing runs is marked in the line before it, with the reason: `<!-- not run: it asks
the live server -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(
    r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", flags=re.DOTALL | re.MULTILINE
)
_NOT_RUN = re.compile(r"<!-- not run: (?P<reason>[^\n]+) -->\s*\Z")
_TITLE = re.compile(r'title="([^"]+)"')


@dataclass(frozen=True)
class Block:
    """A fenced block of code, or of what code prints."""

    page: Path
    line: int
    language: str
    title: str | None
    text: str
    not_run: str | None

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, from its beginning."""
    source = page.read_text(encoding="utf-8")
    for fence in _FENCE.finditer(source):
        marked = _NOT_RUN.search(source[: fence.start()])
        title = _TITLE.search(fence["info"])
        yield Block(
            page=page,
            line=source.count("\n", 0, fence.start()) + 1,
            language=fence["info"].split(" ")[0],
            title=title and title[1],
            text=fence["text"],
            not_run=marked and marked["reason"],
        )
