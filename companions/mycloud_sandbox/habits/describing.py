"""What a habit is, and the points of a request at which one can act."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from ..answers import Answer
from ..contract import Field, Operation
from ..php_forms import Form
from ..records import Json, Record
from ..refusals import Refusal
from ..store import Entry, Store
from ..tokens import Claims


class Evidence(StrEnum):
    """How likely a habit is."""

    OBSERVED = "observed"
    STACK = "habit of this stack"
    IMAGINED = "imagined"


class Guarantee(StrEnum):
    """What a client promises, and a habit puts to the test."""

    PLACED_ONCE = "an order is placed once"
    FOUND = "an order is found by its number"
    WALKED_WHOLE = "a list is walked without loss"
    READ_RIGHT = "values are read as they are meant"
    UPDATED = "an update changes what was sent"
    SIGNED_IN = "a call is signed in"
    ANSWERED = "a call gets its own answer"
    IN_TIME = "a call ends in time"
    NOTIFIED = "each move is notified once, in order"


class BadHabit(Refusal):
    """A habit that nobody knows, or a value that it does not take."""

    status = HTTPStatus.BAD_REQUEST


class Page(NamedTuple):
    """What a list call asks for."""

    table: str
    offset: int
    most: int
    """How many entries; -1 for all that follow."""
    deleted: bool


class Reply(NamedTuple):
    """A successful answer, while it is put into words."""

    operation: Operation
    other_order: int
    """The id of an order that is not the one answered, if there is any."""


@dataclass(frozen=True, kw_only=True)
class Acts:
    """What a habit does, by the point at which it acts."""

    order_number: Callable[[str], str] | None = None
    """Rewrites an order number before it is stored."""
    number_key: Callable[[str], str] | None = None
    """Two orders cannot have numbers for which this is equal."""
    form: Callable[[Request, Form], Form] | None = None
    """Takes away from the fields of a body."""
    commits_after: float = 0.0
    """Seconds that pass between the request for an order and its commit."""
    listed_after: float = 0.0
    """Seconds that pass between the commit of an order and its place in lists."""
    sorted: Callable[[Sequence[Entry]], Sequence[Entry]] | None = None
    """Puts all entries of a list in order."""
    page: Callable[[Page, int], Page] | None = None
    """Changes what is asked of a list with that many entries."""
    cuts_first: bool = False
    """Whether a page is cut before deleted entries are taken out."""
    cut: Callable[[Sequence[Entry]], Sequence[Entry]] | None = None
    """Changes the entries of one page."""
    judge: Callable[[Operation, Answer], None] | None = None
    """Refuses an answer, by raising."""
    field: Callable[[Field, Json], Json] | None = None
    """Writes one field of an answer in another way; `ABSENT` leaves it out."""
    document: Callable[[Reply, Record], Record] | None = None
    """Changes the whole JSON of an answer."""
    refusal_status: Callable[[Refusal, int], int] | None = None
    """Gives a refusal another status."""
    rendered: Callable[[bytes], bytes] | None = None
    """Changes the bytes of a JSON body."""
    response: Callable[[Request, Operation, Response], Response] | None = None
    """Changes status, headers or body of an answer."""
    around: Callable[[Request], AbstractAsyncContextManager[float]] | None = None
    """Holds a request up while another one runs; gives the seconds that it takes on its own."""
    issued: Callable[[Claims, Store], Claims] | None = None
    """Adds to the claims of a new token."""
    accepts: Callable[[Claims, Store], bool] | None = None
    """Whether a token is still good."""
    strikes: Callable[[Store, float], Refusal | None] | None = None
    """Refuses a request at that second, whatever it is."""
    delivers: Callable[[Response], Response] | None = None
    """Sends an answer in another way."""
    notified: Callable[[Sequence[float], int], Sequence[float]] | None = None
    """Seconds after which the notification of that serial number is sent, once for each."""


@dataclass(frozen=True, kw_only=True)
class Habit:
    """One habit, as it is listed."""

    name: str
    says: str
    """What the server does, in one clause."""
    evidence: Evidence
    endangers: Guarantee
    act: Callable[[str], Acts]
    """What it does with that value."""
    value: str | None = None
    """The value it has when none is given; None where it takes none."""
    group: str | None = None
    """Of a group, a random mixture has one at most: they would hide each other."""


def always(acts: Acts) -> Callable[[str], Acts]:
    """What a habit without a value does."""
    return lambda _value: acts


class _Absent:
    """A field that is left out."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Json = _Absent()  # type: ignore[assignment]


def whole(value: str, least: int = 1, most: int = 10**6) -> int:
    """Reads a value that is a whole number."""
    number = (
        int(value) if value.isascii() and value.isdigit() and len(value) <= 9 else -1
    )
    if not least <= number <= most:
        raise BadHabit(
            f"the value must be a whole number from {least} to {most}, got {value!r}"
        )
    return number


def seconds(value: str, most: float = 300.0) -> float:
    """Reads a value that is a number of seconds."""
    try:
        number = float(value) if len(value) <= 20 else -1.0
    except ValueError:
        number = -1.0
    if not 0 <= number <= most:
        raise BadHabit(f"the value must be seconds from 0 to {most:g}, got {value!r}")
    return number


def word(value: str) -> str:
    """Reads a value that is a short text."""
    if not value.isascii() or not value.isprintable() or not 1 <= len(value) <= 64:
        raise BadHabit(f"the value must be 1 to 64 plain characters, got {value!r}")
    return value
