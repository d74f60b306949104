"""Faults on demand: what goes wrong, with which requests, and what the client gets to see of it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from fnmatch import fnmatchcase
from http import HTTPStatus
from itertools import count
from random import Random
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .connections import hang_up, reset
from .contract import Contract, Operation
from .records import Json
from .refusals import Refusal

HEADER = "MyCloud-Sandbox-Fault"
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
_DEFAULT_STATUS = {"error": 503, "html": 502, "empty": 200}
_MESSAGE = "The sandbox was asked to fail so."
_PAGE = "<!DOCTYPE html>\n<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"
_WARNING = (
    b"<br />\n<b>Warning</b>:  A warning that the sandbox was asked for in <b>order.php</b> on line <b>1</b><br />\n"
)


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
        _check_one_of("answer", self.answer, tuple(ANSWERS))
        _check_one_of("when", self.when, WHEN)
        self._check_what_goes_together()

    def _check_what_goes_together(self) -> None:
        if self.answer in _WITHOUT_STATUS and self.status is not None:
            raise BadFault(f"The answer {self.answer} has a status of its own: leave status out.")
        if self.answer in _OF_THE_TRUE_ANSWER and self.when == "before":
            raise BadFault(f"The answer {self.answer} needs the true one, which there is only after the work.")
        if self.answer == "expired-token" and self.when == "after":
            raise BadFault("With an expired token no work is done: leave when out.")

    @property
    def does_the_work(self) -> bool:
        """Whether the request is carried out."""
        if self.when is None:
            return self.answer in _OF_THE_TRUE_ANSWER or (self.answer is None and self.status is None)
        return self.when == "after"

    def spoiled(self, true: Response | None) -> Response:
        """What the client gets, in place of the true answer if the work was done."""
        response = self._response(true)
        if self.retry_after is not None:
            response.headers["Retry-After"] = self.retry_after
        return response

    def _response(self, true: Response | None) -> Response:
        if self.answer == "reset":
            return _Reset()
        if true is not None and self.answer == "cut":
            return _Cut(true.body, true.status_code, dict(true.headers))
        if true is not None and self.answer == "warning":
            return Response(_WARNING + bytes(true.body), true.status_code, media_type=true.headers.get("content-type"))
        if true is not None and self.answer is None and self.status is None:
            return true
        return self._made_up(self.answer or "error")

    def _made_up(self, answer: str) -> Response:
        status = self.status or _DEFAULT_STATUS[answer]
        if answer == "html":
            return Response(_PAGE.format(f"{status} from the sandbox"), status, media_type="text/html")
        if answer == "empty":
            return Response(None, status)
        return Response(json.dumps({"success": False, "message": _MESSAGE}), status, media_type="application/json")


@dataclass(kw_only=True)
class Rule:
    """A fault, and the requests it strikes.

    Attributes:
        times: How many requests it strikes; all that it fits if not given.
        rate: The share of requests that it strikes, drawn with `seed`.
        operation: The operation it strikes, by its `operationId`.
        method: The method it strikes.
        path: The path it strikes, below the base URL; `*` stands for anything.
    """

    fault: Fault
    number: int = 0
    times: int | None = None
    rate: float = 1.0
    seed: int = 1
    operation: str | None = None
    method: str | None = None
    path: str | None = None
    struck: int = 0
    """How many requests it has struck."""
    _random: Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not 0 < self.rate <= 1:
            raise BadFault(f"rate must be over 0 and at most 1, got {self.rate}.")
        if self.times is not None and self.times < 1:
            raise BadFault(f"times must be at least 1, got {self.times}.")
        self._random = Random(self.seed)

    def strikes(self, operation: Operation, path: str) -> bool:
        """Whether a request is struck; counts it if so."""
        is_struck = self._fits(operation, path) and self._random.random() < self.rate
        self.struck += is_struck
        return is_struck

    def told(self) -> dict[str, Json]:
        """The rule as it was given, and how often it struck."""
        names = ("times", "rate", "operation", "method", "path", "struck")
        return {"id": self.number, **told(self.fault), **{name: getattr(self, name) for name in names}}

    def _fits(self, operation: Operation, path: str) -> bool:
        return (
            (self.times is None or self.struck < self.times)
            and self.operation in (None, operation.name)
            and self.method in (None, operation.method)
            and (self.path is None or fnmatchcase(path, self.path))
            and (operation.secured or self.fault.answer != "expired-token")
        )


class Faults:
    """The rules that stand, in the order in which they are asked."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._numbers = count(1)
        self.rules: list[Rule] = []

    def drawn(self, header: str | None, operation: Operation, path: str) -> Fault | None:
        """The fault that strikes a request: that of its header, or of the first rule that strikes it."""
        if header is not None:
            return parse_header(header)
        return next((rule.fault for rule in self.rules if rule.strikes(operation, path)), None)

    def add(self, description: Mapping[str, Any]) -> Rule:
        """Adds a rule from its description in JSON."""
        given = _read(description, {**_FAULT_FIELDS, **_RULE_FIELDS})
        rule = Rule(
            fault=Fault(**_some(given, _FAULT_FIELDS)), number=next(self._numbers), **_some(given, _RULE_FIELDS)
        )
        if rule.operation is not None:
            _check_one_of("operation", rule.operation, tuple(self._contract.operations))
        self.rules.append(rule)
        return rule


def parse_header(text: str) -> Fault:
    """The fault that a header describes: `status=503; retry-after=1`."""
    pairs = [pair.partition("=") for pair in text.split(";") if pair.strip()]
    description = {name.strip().replace("-", "_"): value.strip() for name, _, value in pairs}
    return Fault(**_read(description, _FAULT_FIELDS))


def told(fault: Fault) -> dict[str, Json]:
    """A fault as JSON describes it."""
    return {name: value for name, value in asdict(fault).items() if value not in (None, 0.0)}


class _Reset(Response):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await reset(scope, receive)


class _Cut(Response):
    """Promises all of a body, sends half of it, and hangs up."""

    def __init__(self, body: bytes | memoryview, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(None, status, {**headers, "content-length": str(len(body))})
        self._half = bytes(body[: len(body) // 2])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self._half, "more_body": True})
        await hang_up(scope, receive)


def _whole(name: str, least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        number = int(value) if re.fullmatch("[0-9]{1,18}", str(value)) and not isinstance(value, bool) else -1
        if not least <= number <= most:
            raise BadFault(f"{name} must be an integer from {least} to {most}, got {value!r}.")
        return number

    return read


def _decimal(name: str, most: float) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        number = float(value) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", str(value)) else -1.0
        if not 0 <= number <= most:
            raise BadFault(f"{name} must be a number from 0 to {most:g}, got {value!r}.")
        return number

    return read


def _text(name: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        text = str(value)
        if not isinstance(value, str | int) or not text.isascii() or not text.isprintable():
            raise BadFault(f"{name} must be plain text, got {value!r}.")
        return text

    return read


_FAULT_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "answer": _text("answer"),
    "status": _whole("status", 200, 599),
    "retry_after": _text("retry_after"),
    "delay": _decimal("delay", LONGEST_DELAY),
    "when": _text("when"),
}
_RULE_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "times": _whole("times", 1, 10**9),
    "rate": _decimal("rate", 1),
    "seed": _whole("seed", 0, 2**31),
    "operation": _text("operation"),
    "method": lambda value: _text("method")(value).upper(),
    "path": _text("path"),
}
assert {entry.name for entry in fields(Fault)} == _FAULT_FIELDS.keys()


def _read(description: Mapping[str, Any], known: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    unknown = sorted(description.keys() - known.keys())
    if unknown:
        raise BadFault(f"A fault has no {', '.join(unknown)}; here it takes {', '.join(known)}.")
    return {name: known[name](value) for name, value in description.items() if value is not None}


def _some(given: Mapping[str, Any], names: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in names}


def _check_one_of(name: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise BadFault(f"{name} must be one of {', '.join(known)}, got {value!r}.")
