"""What can be seen of calls: the log, and the answers that a block of code keeps."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ._messages import Answer, Request

_log = logging.getLogger("mycloud")
_kept: ContextVar[list[Answer] | None] = ContextVar("mycloud_answers", default=None)


def log_attempt(request: Request, outcome: str, seconds: float, attempt: int) -> None:
    """Log one attempt at DEBUG: method, path, outcome, duration, attempt and request id only."""
    if _log.isEnabledFor(logging.DEBUG):
        took = seconds * 1000
        request_id = request.id or "-"
        _log.debug(
            "%s %s, %.0f ms, attempt %d, %s",
            request.name,
            outcome,
            took,
            attempt,
            request_id,
        )


@contextmanager
def kept_answers() -> Iterator[list[Answer]]:
    """Collects the answers of the calls in its body, for this thread or task."""
    answers: list[Answer] = []
    before = _kept.set(answers)
    try:
        yield answers
    finally:
        _kept.reset(before)


def keep_answer(answer: Answer) -> None:
    """Add an answer to those that the surrounding block collects, if one does."""
    if (answers := _kept.get()) is not None:
        answers.append(answer)
