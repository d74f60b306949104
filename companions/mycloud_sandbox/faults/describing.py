"""What a fault is, and how a header or JSON describes one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from ..records import Json
from ..refusals import Refusal

LONGEST_DELAY = 300.0  # seconds

ANSWERS = {
    "error": "an error message in JSON",
    "html": "a page of HTML",
    "warning": "a warning in HTML, then the true answer",
    "cut": "the first half of the true answer, then the end of the connection",
    "empty": "no body",
    "reset": "nothing: the connection is reset",
    "expired-token": "what a token that has expired gets",
}
WHEN = ("before", "after")

_OF_THE_TRUE_ANSWER = ("warning", "cut")
_WITHOUT_STATUS = ("reset", "expired-token", *_OF_THE_TRUE_ANSWER)


class BadFault(Refusal):
    """A fault that cannot be dealt."""

    status = HTTPStatus.BAD_REQUEST


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that goes wrong.

    Attributes:
        answer: What the client gets, one of `ANSWERS`.
        status: The status of an error, a page or an empty answer.
        retry_after: The value of Retry-After.
        delay: Seconds that pass before the answer.
        when: `before` the work is done, so that nothing happened, or `after` it.
    """

    answer: str | None = None
    status: int | None = None
    retry_after: str | None = None
    delay: float = 0.0
    when: str | None = None

    def __post_init__(self) -> None:
        if self.answer is None and self.status is None and not self.delay:
            raise BadFault("A fault needs an answer, a status or a delay.")
        check_one_of("answer", self.answer, tuple(ANSWERS))
        check_one_of("when", self.when, WHEN)
        self._check_what_goes_together()

    def _check_what_goes_together(self) -> None:
        if self.answer in _WITHOUT_STATUS and self.status is not None:
            raise BadFault(
                f"The answer {self.answer} has its own status: leave status out."
            )
        if self.answer in _OF_THE_TRUE_ANSWER and self.when == "before":
            raise BadFault(
                f"The answer {self.answer} needs the true one, which there is only after the work."
            )
        if self.answer == "expired-token" and self.when == "after":
            raise BadFault("With an expired token no work is done: leave when out.")

    @property
    def does_the_work(self) -> bool:
        """Whether the request is carried out."""
        if self.when is None:
            return self.answer in _OF_THE_TRUE_ANSWER or (
                self.answer is None and self.status is None
            )
        return self.when == "after"


def parse_header(text: str) -> Fault:
    """The fault that a header describes: `status=503; retry-after=1`."""
    pairs = [pair.partition("=") for pair in text.split(";") if pair.strip()]
    return Fault(
        **read(
            {name.strip().replace("-", "_"): value.strip() for name, _, value in pairs},
            FAULT_FIELDS,
        )
    )


def told(fault: Fault) -> dict[str, Json]:
    """A fault as JSON describes it."""
    return {
        name: value for name, value in asdict(fault).items() if value not in (None, 0.0)
    }


def read(
    description: Mapping[str, Any], known: Mapping[str, Callable[[Any], Any]]
) -> dict[str, Any]:
    """The words of a description, each read as it must be."""
    unknown = sorted(description.keys() - known.keys())
    if unknown:
        raise BadFault(
            f"A fault has no {', '.join(unknown)}; here it takes {', '.join(known)}."
        )
    return {
        name: known[name](value)
        for name, value in description.items()
        if value is not None
    }


def check_one_of(name: str, value: str | None, known: tuple[str, ...]) -> None:
    """A word of which only some are known."""
    if value is not None and value not in known:
        raise BadFault(f"{name} must be one of {', '.join(known)}, got {value!r}.")


def whole(name: str, least: int, most: int) -> Callable[[Any], int]:
    """Reads an integer."""

    def read(value: Any) -> int:
        number = (
            int(value)
            if re.fullmatch("[0-9]{1,18}", str(value)) and not isinstance(value, bool)
            else -1
        )
        if not least <= number <= most:
            raise BadFault(
                f"{name} must be an integer from {least} to {most}, got {value!r}."
            )
        return number

    return read


def decimal(name: str, most: float) -> Callable[[Any], float]:
    """Reads a number that may have decimals."""

    def read(value: Any) -> float:
        number = (
            float(value) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", str(value)) else -1.0
        )
        if not 0 <= number <= most:
            raise BadFault(
                f"{name} must be a number from 0 to {most:g}, got {value!r}."
            )
        return number

    return read


def text(name: str) -> Callable[[Any], str]:
    """Reads text that can stand in a header."""

    def read(value: Any) -> str:
        plain = str(value)
        if (
            not isinstance(value, str | int)
            or not plain.isascii()
            or not plain.isprintable()
        ):
            raise BadFault(f"{name} must be plain text, got {value!r}.")
        return plain

    return read


FAULT_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "answer": text("answer"),
    "status": whole("status", 200, 599),
    "retry_after": text("retry_after"),
    "delay": decimal("delay", LONGEST_DELAY),
    "when": text("when"),
}
