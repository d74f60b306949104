"""What a client reported, held against what the server's books say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mycloud import MyCloudError, Order, UnknownOutcomeError

from .faulty import FIRST_ID, Books


@dataclass(frozen=True)
class Outcome:
    """What became of a create, as its caller saw it: an order or an error."""

    number: str
    order: Order | None = None
    error: BaseException | None = None

    @property
    def unknown(self) -> bool:
        return isinstance(self.error, UnknownOutcomeError)

    def __str__(self) -> str:
        return f"{self.number}: {self.order or repr(self.error)}"


@dataclass
class Verdict:
    """The figures of one trial, and the order numbers behind those that must be none.

    Attributes:
        placed_twice: Orders that would have been shipped twice.
        denied: Reported as certainly failed, though they were placed.
        made_up: Reported as placed, though they were not, or under another id.
        outside: Errors that are no `MyCloudError`.
        in_doubt: Sent again, though the answer before did not tell that nothing was placed. Only
            after a look for it.
        astray: Unknown outcomes that do not name their order and the request id that was sent.
        relabelled: Sent under no request id, or under another when sent again.
    """

    name: str
    creates: int = 0
    returned: int = 0
    placed: int = 0
    unknown_placed: int = 0
    unknown_absent: int = 0
    failed: int = 0
    retries: int = 0
    placed_twice: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    made_up: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    in_doubt: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    relabelled: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    def assert_honest(self) -> None:
        """What holds whatever the server does."""
        must_be_none = (
            "placed_twice",
            "denied",
            "made_up",
            "outside",
            "astray",
            "relabelled",
        )
        assert {
            name: found for name in must_be_none if (found := getattr(self, name))
        } == {}

    def assert_telling(self, least: int) -> None:
        """Whether enough went wrong for the trial to mean something."""
        assert (
            self.creates
            == self.returned + self.failed + self.unknown_placed + self.unknown_absent
        )
        assert min(self.returned, self.failed, self.retries) >= least


def judged(name: str, outcomes: Sequence[Outcome], books: Books) -> Verdict:
    """The verdict on a trial that is over."""
    there = set(books.placed)
    unknown = [outcome.number in there for outcome in outcomes if outcome.unknown]
    return Verdict(
        name,
        creates=len(outcomes),
        returned=sum(outcome.order is not None for outcome in outcomes),
        placed=len(books.placed),
        unknown_placed=sum(unknown),
        unknown_absent=len(unknown) - sum(unknown),
        failed=sum(
            outcome.error is not None and not outcome.unknown for outcome in outcomes
        ),
        retries=sum(len(faults) - 1 for faults in books.treated.values()),
        placed_twice=sorted(
            repeated(books.placed) | repeated(books.by_request.elements()) - {""}
        ),
        denied=[str(outcome) for outcome in outcomes if is_denied(outcome, there)],
        made_up=[str(outcome) for outcome in outcomes if is_made_up(outcome, books)],
        outside=[str(outcome) for outcome in outcomes if is_outside(outcome)],
        in_doubt=[
            number
            for number, faults in books.treated.items()
            if not all(fault.certain for fault in faults[:-1])
        ],
        astray=[
            str(outcome)
            for outcome in outcomes
            if outcome.unknown and is_astray(outcome, books)
        ],
        relabelled=[
            number
            for number, ids in books.request_ids.items()
            if len(ids) > 1 or "" in ids
        ],
        faults=books.faults,
    )


def repeated(numbers: Iterable[str]) -> set[str]:
    return {number for number, times in Counter(numbers).items() if times > 1}


def is_denied(outcome: Outcome, there: set[str]) -> bool:
    return outcome.error is not None and not outcome.unknown and outcome.number in there


def is_made_up(outcome: Outcome, books: Books) -> bool:
    if outcome.order is None:
        return False
    index = (outcome.order.id or 0) - FIRST_ID
    right = outcome.order.order_number == outcome.number and 0 <= index < len(
        books.placed
    )
    return not right or books.placed[index] != outcome.number


def is_outside(outcome: Outcome) -> bool:
    return outcome.error is not None and not isinstance(outcome.error, MyCloudError)


def is_astray(outcome: Outcome, books: Books) -> bool:
    error = outcome.error
    assert isinstance(error, UnknownOutcomeError)
    sent = books.request_ids.get(outcome.number, {error.request_id or ""})
    return (
        error.order_number != outcome.number
        or not error.request_id
        or error.request_id not in sent
    )
