"""Finds phrases that a reader in a hurry stumbles over. `make lint` calls it.

It reads pages, docstrings, comments and other texts, and not the code between them. Each phrase
stands with what to write in its place.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
INSTEAD: Final = {
    r"\b(?:is|are|was|were|be|been|being) told\b": "learns, reads, gets, is logged",
    r"\b(?:tell|tells|told) of\b": "describe, log, report",
    r"\bas it came\b": "unchanged, raw",
    r"\bat one stroke\b": "atomically",
    r"\bin (?:its|their|his) stead\b": "instead",
    r"\bstands? for what\b": "means",
    r"\b(?:is|are|was) none\b": "there is no ..., does not exist",
    r"\bof none\b": "without one",
    r"\bbut for\b": "except for",
    r"\bas good as\b": "almost, like",
    r"\bwhat (?:is|are|was) (?:given|sent|read|there|new|left|wrong)\b": "name the thing",
    r"(?:^|[.:] )What (?:a|an|the|is|was|comes|goes|stands|may|can|cannot|must)\b": (
        "start with the subject or the verb"
    ),
    r"(?:^|[.:] )Whatever\b": "any ...",
    r"\bwhoever\b": "anyone who, the caller",
    r"\btakes it that\b": "assumes that",
    r"\b(?:is|are) meant by\b": "means",
    r"\bunder way\b": "in flight, running",
    r"\bnot so for\b": "except for",
    r"\bto be had\b": "available",
    r"\bby itself\b": "automatically, alone",
    r"\bbeside it\b": "next to it, too",
    r"\bof (?:its|their) own\b": "own, separate",
    r"\bgoes on all the same\b": "continues",
    r"\bin the way of\b": "blocks",
    r"\bwithal\b|\bthereof\b|\btherein\b|\bhenceforth\b": "plain English",
}
_WANTED: Final = re.compile("|".join(f"(?:{phrase})" for phrase in INSTEAD))
_FENCE: Final = re.compile(r"^ *(?:```|~~~)")
_KINDS: Final = ("*.py", "*.md", "*.jinja", "*.yaml", "*.yml", "*.toml", "Makefile")
_NOT_OURS: Final = (
    "generated/",
    "openapi/vectors/",
    "tests/answers/stored/",
    "tests/cassettes/",
    "tools/plain_words.py",
    "CHANGELOG.md",  # what went out is not rewritten
)


class Found(NamedTuple):
    """A phrase, and what to write in its place."""

    line: int
    phrase: str
    instead: str


def phrases(name: str, text: str) -> Iterator[Found]:
    """The phrases of a file, with their lines."""
    for number, line in _words(name, text):
        for match in _WANTED.finditer(line):
            yield Found(number, match[0].strip(" .:"), _instead(match[0]))


def _instead(phrase: str) -> str:
    return next(said for wanted, said in INSTEAD.items() if re.search(wanted, phrase))


def _words(name: str, text: str) -> Iterator[tuple[int, str]]:
    if name.endswith(".py"):
        return _of_python(text)
    if name.endswith(".md"):
        return _of_markdown(text)
    return enumerate((_bare(line) for line in text.splitlines()), 1)


def _of_python(source: str) -> Iterator[tuple[int, str]]:
    """The lines of comments and of texts."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.COMMENT, tokenize.STRING):
            for offset, line in enumerate(token.string.splitlines()):
                yield token.start[0] + offset, _bare(line)


def _of_markdown(text: str) -> Iterator[tuple[int, str]]:
    is_code = False
    for number, line in enumerate(text.splitlines(), 1):
        is_code ^= _FENCE.match(line) is not None
        if not is_code:
            yield number, _bare(line)


def _bare(line: str) -> str:
    """A line without the signs that it begins with."""
    return (
        line.strip().lstrip("#*->|rbfu\"' ") if line[:1] != "#" else line.lstrip("# ")
    )


def files() -> Iterator[str]:
    """What git knows and people wrote."""
    command = ["git", "ls-files", *_KINDS]
    listed = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True
    )
    for name in listed.stdout.splitlines():
        if not name.startswith(_NOT_OURS) and "/_sync/" not in name:
            yield name


def main() -> int:
    """Prints each place; fails if there is one."""
    count = 0
    for name in files():
        if (ROOT / name).is_file():
            for found in phrases(name, (ROOT / name).read_text(encoding="utf-8")):
                count += 1
                print(f"{name}:{found.line}: {found.phrase!r}: {found.instead}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
