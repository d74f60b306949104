"""The answers of openapi/vectors/answers: what a server sends, and what a reader should arrive at."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import attrs

ANSWERS = Path(__file__).resolve().parents[2] / "openapi" / "vectors" / "answers"
OUTCOMES = ("means", "refused", "unreadable")

Data: TypeAlias = Any
"""JSON, as plain Python."""


@dataclass(frozen=True)
class AnswerVector:
    """An answer and its outcome: what it means, that it refuses, or that it cannot be read."""

    name: str
    operation: str
    status: int
    content: bytes
    outcome: str
    value: Data


def load_answers() -> list[AnswerVector]:
    return [_answer(file) for file in sorted(ANSWERS.glob("*.json"))]


def _answer(file: Path) -> AnswerVector:
    found = json.loads(file.read_text(encoding="utf-8"))
    content = (
        found["text"]
        if "text" in found
        else json.dumps(found["json"], ensure_ascii=False)
    )
    (outcome,) = [name for name in OUTCOMES if name in found]
    return AnswerVector(
        file.stem,
        found["operation"],
        found["status"],
        content.encode(),
        outcome,
        without_nulls(found[outcome]),
    )


def without_nulls(value: Data) -> Data:
    """Plain data in which a field without a value is left out."""
    if isinstance(value, list):
        return [without_nulls(entry) for entry in value]
    if isinstance(value, dict):
        return {
            name: without_nulls(entry)
            for name, entry in value.items()
            if entry is not None and entry != []
        }
    return value


def plain(value: object) -> Data:
    """What was read, as the vectors write it: documented names, days as text, nothing for None or for
    an empty list, since vectors describe every field.
    """
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    if not attrs.has(type(value)):
        return value.isoformat() if isinstance(value, datetime.date) else value
    model: Any = value
    return {
        name: plain(entry) for name, entry in model if entry is not None and entry != []
    }
