"""What a run found, as it is kept."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from .judging import Judgement
from .plan import Group

PATH: Final = Path(__file__).with_name("result.json")


class Result:
    """The words of every row and column, and what was broken, each row from its last run.

    Attributes:
        counts: For each row, how many calls were made.
        words: For each row and column, how calls ended.
        broken: For each row, how often each guarantee was broken.
        details: Lines that report each call that broke one.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.words: dict[str, dict[str, set[str]]] = {}
        self.broken: dict[str, Counter[str]] = defaultdict(Counter)
        self.details: list[str] = []

    def add(self, group: Group, judgements: Iterable[Judgement]) -> None:
        """Adds the judgements on the calls of a group."""
        columns = self.words.setdefault(str(group.row), defaultdict(set))
        for judgement in judgements:
            self.counts[str(group.row)] += 1
            columns[judgement.column].add(judgement.word)
            if judgement.broken:
                self.broken[str(group.row)].update(judgement.broken)
                self.details.append(f"{group}: {judgement.column}: {judgement.detail}")

    def merge(self, newer: Result) -> None:
        """Replaces the rows that were run again."""
        for row, columns in newer.words.items():
            self.words[row] = columns
            self.counts[row] = newer.counts[row]
            self.broken.pop(row, None)
        self.broken |= newer.broken

    @property
    def calls(self) -> int:
        """How many calls were made in all rows."""
        return self.counts.total()

    @property
    def is_broken(self) -> bool:
        """Whether any guarantee was broken."""
        return any(self.broken.values())

    def total(self, kind: str) -> int:
        """How often a guarantee was broken in all rows."""
        return sum(counts[kind] for counts in self.broken.values())

    def save(self) -> None:
        """Writes it as JSON, the same for the same result."""
        rows = {
            row: {column: sorted(words) for column, words in columns.items()}
            for row, columns in self.words.items()
        }
        kept = {
            "calls": {row: self.counts[row] for row in self.words},
            "broken": {row: dict(counts) for row, counts in self.broken.items()},
            "rows": rows,
        }
        PATH.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls) -> Result:
        """What is kept."""
        kept = json.loads(PATH.read_text(encoding="utf-8"))
        result = cls()
        result.counts.update(kept["calls"])
        for row, counts in kept["broken"].items():
            result.broken[row].update(counts)
        result.words = {
            row: {column: set(words) for column, words in columns.items()}
            for row, columns in kept["rows"].items()
        }
        return result
