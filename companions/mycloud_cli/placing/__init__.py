"""Placing the orders of a file, each once, however often and in whatever way it is stopped.

    placed = place_from(client, Path("orders.csv"))

Before an order is sent its number is noted as of unknown outcome, on the disk; after the answer,
what became of it. Whoever comes back after a crash so knows which order may have been placed
without anybody having heard. Such an order is looked for by its number, and sent again only when it
is surely not there.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import DatabaseError
from typing import Final, TypeAlias

import attrs
from mycloud import MyCloud, MyCloudError, Order, UnknownOutcomeError

from ..durable import InUse
from ..files import BadSource, FileOrder, OrderFile, template
from ..files.checking import read_checked
from .ledger import WAITING, Ledger, Note, Outcome, write_results
from .policy import after

__all__ = [
    "BadSource",
    "Interrupted",
    "Placed",
    "PlacingError",
    "Told",
    "place_from",
    "template",
]

SETTLE: Final = 60.0
"""Seconds after which a request that got no answer is no longer under way anywhere."""
_LOOKS: Final = 3
_IN_A_ROW: Final = 5
"""After so many unknown outcomes in a row it is the server, and not chance."""
_BETWEEN_RESULTS: Final = 2.0
_NO_ANSWER_YET: Final = "sent, and no answer yet"

Told: TypeAlias = Callable[[str, int, int], object]
"""Told how it comes along: what is done now, how many orders are done with, and of how many."""


class PlacingError(Exception):
    """A file that cannot be placed as it was asked for; says what to do."""


@attrs.frozen
class Placed:
    """What became of the orders of a file.

    Attributes:
        outcomes: How many there are of each outcome.
        sent: How many were sent by this run.
        before: How many had been placed before it.
        results: Where it stands for each order.
        changed: Orders that were placed before and have been changed in the file since; the changes
            are not sent.
        unknown: Orders of which nobody knows whether they were placed.
        error: What made it stop before the end.
        results_error: Why the results could not be written; the ledger has them all the same.
    """

    outcomes: dict[Outcome, int]
    sent: int
    before: int
    results: Path
    changed: list[str]
    unknown: list[str] = attrs.field(factory=list)
    error: Exception | None = None
    results_error: OSError | None = None


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while an order was under way.

    Attributes:
        placed: What is known of the orders; the one that was under way is unknown.
    """

    def __init__(self, placed: Placed) -> None:
        super().__init__()
        self.placed = placed


def ledger_of(source: Path) -> Path:
    """Where is noted what became of the orders of a file."""
    return source.with_name(f"{source.name}.ledger")


def results_of(source: Path) -> Path:
    """Where people read it."""
    return source.with_name(f"{source.stem}.results.csv")


def place_from(
    client: MyCloud,
    source: Path | OrderFile,
    *,
    settle: float | None = None,
    told: Told = lambda _what, _done, _total: None,
    stop: Callable[[], bool] = lambda: False,
) -> Placed:
    """Place the orders of a file that have not been placed.

    Args:
        source: A file, in our own format or as an `OrderFile` with a mapping.
        settle: Seconds to wait before looking for an order that got no answer: it may still be
            under way; 60.
        told: Called after each order.
        stop: Asked before each order whether to stop.

    Raises:
        BadSource: Something is wrong in the file; nothing was sent.
        PlacingError: It is being placed by another process, or was begun elsewhere.
        Interrupted: Ctrl-C; a `KeyboardInterrupt`.
        OSError: The file cannot be read. What fails later is the `error` of the result.
    """
    file = source if isinstance(source, OrderFile) else OrderFile(source)
    rows, source = list(read_checked(file)), file.path
    with closing(_ledger(source)) as ledger:
        _agree(client, ledger)
        return _Placing(
            client,
            rows,
            ledger,
            results_of(source),
            SETTLE if settle is None else settle,
            told,
            stop,
        ).run()


def _ledger(source: Path) -> Ledger:
    path, results = ledger_of(source), results_of(source)
    if results.exists() and not path.exists():
        raise PlacingError(
            f"{results} is there, but {path} is not: without it nobody knows what was placed. "
            f"Bring it "
            f"back, or take away {results.name} to place all orders anew"
        )
    try:
        return Ledger(path)
    except InUse:
        raise PlacingError(
            f"the orders of {source} are being placed by another process"
        ) from None
    except DatabaseError as error:
        raise PlacingError(
            f"{path} cannot be used: {error}. Nothing was sent. See that there is room on the "
            f"disk and that you may write there"
        ) from error


def _agree(client: MyCloud, ledger: Ledger) -> None:
    shop = client.shops.list().first()
    purpose = {"base URL": client.base_url, "shop": None if shop is None else shop.id}
    if differing := ledger.agree(purpose):
        said = ", ".join(
            f"{name} {value} (now {purpose[name]})" for name, value in differing.items()
        )
        raise PlacingError(
            f"these orders were begun with {said}. Copy the file under another name to place "
            f"it here too"
        )


class _Placing:
    """One run over the orders of a file."""

    def __init__(  # noqa: PLR0917
        self,
        client: MyCloud,
        rows: Sequence[FileOrder],
        ledger: Ledger,
        results: Path,
        settle: float,
        told: Told,
        stop: Callable[[], bool],
    ) -> None:
        self._client, self._rows, self._ledger, self._results = (
            client,
            rows,
            ledger,
            results,
        )
        self._settle, self._told, self._stop = settle, told, stop
        self._sent = self._in_a_row = 0
        self._refused: set[str] = set()  # by this run, which does not ask again
        self._written = 0.0
        self._before = self._numbers("placed")

    def run(self) -> Placed:
        """Place what is to be placed; whatever stops it, what was done is written down."""
        try:
            error = self._until_done()
        except KeyboardInterrupt as interrupt:
            raise Interrupted(self._summary(None)) from interrupt
        except BaseException:
            self._write_results()
            raise
        return self._summary(error)

    def _summary(self, error: Exception | None) -> Placed:
        outcomes = Counter[Outcome](
            self._ledger[row.number].outcome for row in self._rows
        )
        return Placed(
            dict(outcomes),
            self._sent,
            len(self._before),
            self._results,
            self._changed(),
            self._numbers("unknown"),
            error,
            self._write_results(),
        )

    def _write_results(self) -> OSError | None:
        """The results are for people; the ledger decides. So an error changes no outcome."""
        try:
            write_results(self._rows, self._ledger, self._results)
        except OSError as error:
            return error
        return None

    def _until_done(self) -> Exception | None:
        """Those in doubt first: what they come to decides whether they are to be sent.

        Any error ends the run, and none hides what became of the orders.
        """
        try:
            for _ in range(_LOOKS):
                self._look_for(self._numbers("unknown"))
                self._send(
                    [
                        row
                        for row in self._of("waiting", "refused")
                        if row.number not in self._refused
                    ]
                )
                if not self._numbers("unknown") or self._stop():
                    return None
        except Exception as error:
            return error
        return None

    def _of(self, *outcomes: Outcome) -> list[FileOrder]:
        return [
            row for row in self._rows if self._ledger[row.number].outcome in outcomes
        ]

    def _numbers(self, outcome: Outcome) -> list[str]:
        return [row.number for row in self._of(outcome)]

    def _changed(self) -> list[str]:
        return [
            row.number
            for row in self._rows
            if row.number in self._before
            and self._ledger[row.number].fingerprint != row.fingerprint
        ]

    def _send(self, rows: Sequence[FileOrder]) -> None:
        for left, row in zip(range(len(rows) - 1, -1, -1), rows, strict=True):
            if self._stop():
                return
            self._place(row)
            self._tell(len(self._rows) - left)

    def _place(self, row: FileOrder) -> None:
        """The note comes first, and is on the disk before a byte of the order is on the wire."""
        doubt = Note("unknown", row.fingerprint, time.time(), message=_NO_ANSWER_YET)
        self._note(row.number, doubt)
        self._sent += 1
        try:
            order = self._client.orders.create(**row.arguments)
            note = _placed(order, doubt)
        except MyCloudError as error:
            note = after(error, doubt)
            if note.outcome == "waiting":
                self._note(row.number, note)
                raise
            self._refused |= {row.number} if note.outcome == "refused" else set()
            self._refuse_going_on(error)
        else:
            self._in_a_row = 0
        self._note(row.number, note)

    def _note(self, number: str, note: Note) -> None:
        """Put a note into the ledger.

        Raises:
            PlacingError: The disk does not take it; says what is known of the order.
        """
        try:
            self._ledger[number] = note
        except DatabaseError as error:
            known = (
                "was not sent"
                if note.sent is None or note.message == _NO_ANSWER_YET
                else f"is {note.outcome} (id {note.id}, MC number {note.mc_number})"
            )
            raise PlacingError(
                f"order {number!r} {known}, and the ledger cannot note it: {error}. Make room "
                f"on the disk, and run the same command again"
            ) from error

    def _refuse_going_on(self, error: MyCloudError) -> None:
        self._in_a_row = (
            self._in_a_row + 1 if isinstance(error, UnknownOutcomeError) else 0
        )
        if self._in_a_row >= _IN_A_ROW:
            raise error

    def _look_for(self, numbers: Sequence[str]) -> None:
        """Find orders whose outcome is unknown; those that are surely not there wait to be sent
        again.
        """
        if not numbers or not self._settled(numbers):
            return
        found = {
            number: order
            for number in numbers
            if (order := self._client.orders.find(order_number=number))
        }
        missing = set(numbers) - set(found)
        if missing:
            found |= self._walked_for(missing)
        for number in numbers:
            note = self._ledger[number]
            self._ledger[number] = (
                _placed(found[number], note, "found: its answer had been lost")
                if number in found
                else WAITING
            )

    def _walked_for(self, numbers: set[str]) -> dict[str, Order]:
        """Among all orders there are, the deleted ones too: what was placed and deleted was
        placed.
        """
        everything = self._client.orders.list(deleted=True, prefetch=4)
        return {
            order.order_number: order
            for order in everything
            if order.order_number in numbers
        }

    def _settled(self, numbers: Sequence[str]) -> bool:
        """Wait until nothing that was sent can be under way; False if told to stop meanwhile."""
        newest = max(self._ledger[number].sent or 0 for number in numbers)
        end = time.monotonic() + min(
            self._settle, max(0.0, newest + self._settle - time.time())
        )
        while (left := end - time.monotonic()) > 0 and not self._stop():
            self._told(
                "waiting for what may be under way",
                round(self._settle - left),
                round(self._settle),
            )
            time.sleep(min(left, 0.2))
        return not self._stop()

    def _tell(self, done: int) -> None:
        self._told("placed", done, len(self._rows))
        if time.monotonic() > self._written + _BETWEEN_RESULTS:
            self._write_results()
            self._written = time.monotonic()


def _placed(order: Order, note: Note, message: str | None = None) -> Note:
    return attrs.evolve(
        note, outcome="placed", id=order.id, mc_number=order.mc_number, message=message
    )
