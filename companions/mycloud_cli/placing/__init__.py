"""Placing the orders of a file: each once for its shop, in whatever file its number stands.

    with MyCloud(ledger=SqliteLedger("ledger.sqlite3")) as client:
        placed = place_from(client, Path("orders.csv"), parallel=8)

Each number is claimed in the client's ledger before it is sent, so that it does not matter how
often a file is placed, under which name, by how many at once, or how a run is stopped.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

import attrs
from mycloud import MyCloud, UnknownOutcomeError

from ..files import BadSource, FileOrder, OrderFile, template
from ..files.checking import checked_orders, read_checked
from .outcomes import Outcome, Result, result_of
from .results import Results, results_of
from .taken_over import TakeOverError, take_over
from .workers import Workers

__all__ = [
    "BadSource",
    "Interrupted",
    "OnProgress",
    "Placed",
    "TakeOverError",
    "place_from",
    "results_of",
    "template",
]

LONGEST_WAIT: Final = 180.0
"""Seconds to wait for orders that another process holds: longer than the lease of a call."""
_IN_A_ROW: Final = 5
"""After so many unknown outcomes in a row it is the server, and not chance."""
_BETWEEN_RESULTS: Final = 2.0
_BLINK: Final = 0.2

OnProgress: TypeAlias = Callable[[str, int, int], object]
"""Called with what is done now, how many orders are done with, and of how many."""


@attrs.frozen
class Placed:
    """What became of the orders of a file.

    Attributes:
        outcomes: How many there are of each outcome.
        results: The file that says it for each order.
        unknown: Numbers of orders that may have been placed.
        changed: Numbers that were placed before with other content; nothing was sent for them.
        error: What made it stop before the end.
        results_error: Why the results could not be written; the ledger has them all the same.
    """

    outcomes: dict[Outcome, int]
    results: Path
    unknown: list[str] = attrs.field(factory=list)
    changed: list[str] = attrs.field(factory=list)
    error: Exception | None = None
    results_error: OSError | None = None


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while orders were in flight.

    Attributes:
        placed: What is known of the orders; those that were in flight are unknown.
    """

    def __init__(self, placed: Placed) -> None:
        super().__init__()
        self.placed = placed


def place_from(
    client: MyCloud,
    source: Path | OrderFile,
    *,
    parallel: int = 1,
    skip_faulty: bool = False,
    longest_wait: float = LONGEST_WAIT,
    on_progress: OnProgress = lambda _what, _done, _total: None,
    stop: Callable[[], bool] = lambda: False,
) -> Placed:
    """Place the orders of a file that have not been placed.

    Args:
        client: A client with a ledger.
        source: A file in our own format, or an `OrderFile`.
        parallel: How many orders to place at a time.
        skip_faulty: Whether to leave out orders with faults; otherwise nothing is sent.
        longest_wait: Seconds to wait for orders that another process holds.
        on_progress: Called after each order.
        stop: Asked before each order whether to stop.

    Raises:
        BadSource: Something is wrong in the file; nothing was sent.
        TakeOverError: Its old ledger is of another shop; nothing was sent.
        ConfigurationError: The client has no ledger.
        Interrupted: Ctrl-C; a `KeyboardInterrupt`.
        OSError: The file cannot be read. What fails later is the `error` of the result.
    """
    client.ledger.entries(limit=0)  # raises without a ledger
    file = source if isinstance(source, OrderFile) else OrderFile(source)
    orders = list(_lines(file, skip_faulty))
    take_over(client, file.path)
    return _Run(
        client,
        file,
        orders,
        parallel=parallel,
        longest_wait=longest_wait,
        on_progress=on_progress,
        stop=stop,
    ).run()


def _lines(file: OrderFile, skip_faulty: bool) -> Iterator[tuple[int, str]]:
    """The line and number of each order that is to be placed; their content is read again."""
    checked = checked_orders(file) if skip_faulty else read_checked(file)
    for order in checked:
        if not order.is_faulty:
            yield order.line, order.number


class _Run:
    """One run over the orders of a file."""

    def __init__(
        self,
        client: MyCloud,
        file: OrderFile,
        orders: list[tuple[int, str]],
        *,
        parallel: int,
        longest_wait: float,
        on_progress: OnProgress,
        stop: Callable[[], bool],
    ) -> None:
        self._client, self._file, self._longest_wait = client, file, longest_wait
        self._on_progress, self._stop = on_progress, stop
        self._results = Results(orders, file.path)
        self._workers = Workers(self._place, parallel)
        self._error: Exception | None = None
        self._in_a_row = 0
        self._written = 0.0

    def run(self) -> Placed:
        """Place what is to be placed; whatever stops it, what was done is written down."""
        try:
            self._pass_over({number for _line, number in self._results.orders})
            self._pass_over_held()
            self._settle()
        except KeyboardInterrupt as interrupt:
            self._note_under_way()
            raise Interrupted(self._summary()) from interrupt
        finally:
            self._workers.close()
        return self._summary()

    def _place(self, order: FileOrder) -> Result:
        """Called in a worker: the order that is there, or else a new one."""
        entry = self._client.ledger.get(order.number)
        is_known = entry is not None and entry.state == "placed"
        try:
            found = self._client.orders.ensure(
                **order.arguments, on_unknown="reconcile"
            )
        except Exception as error:
            return result_of(error)
        outcome: Outcome = "placed before" if is_known else "placed"
        return Result(outcome, found.id, found.mc_number, found.bitly_url)

    def _pass_over(self, numbers: set[str]) -> None:
        """Place the orders of these numbers, several at a time."""
        for order in self._wanted(numbers):
            while self._workers.is_full:
                self._take()
            if self._stop() or self._error is not None:
                break
            self._workers.put(order)
        while self._workers.is_busy:
            self._take()

    def _wanted(self, numbers: set[str]) -> Iterable[FileOrder]:
        known = {number for _line, number in self._results.orders}
        for order in self._file:
            if order.number in numbers & known and not order.is_faulty:
                yield order

    def _take(self) -> None:
        """Note one result, if there is one yet."""
        taken = self._workers.take(_BLINK)
        if taken is None:
            return
        order, result = taken
        self._results[order.number] = result
        self._in_a_row = self._in_a_row + 1 if result.outcome == "unknown" else 0
        stops = result.stops or self._in_a_row >= _IN_A_ROW
        if stops and self._error is None:
            self._error = result.error
        self._tell()

    def _pass_over_held(self) -> None:
        """Wait for orders that another process holds, and ask for them again.

        A process that was killed holds its orders until its lease is over.
        """
        end = time.monotonic() + self._longest_wait
        while held := self._results.of("held"):
            left = min(result.lease_left for _number, result in held)
            if not self._waited(min(left + 0.1, end - time.monotonic())):
                return
            self._pass_over({number for number, _result in held})

    def _waited(self, seconds: float) -> bool:
        """Wait; False if there is no time left, or if it is to stop."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._stop() or self._error is not None:
                return False
            self._on_progress(
                "waiting for what may be in flight",
                round(seconds - left),
                round(seconds),
            )
            time.sleep(min(left, _BLINK))
        return seconds > 0

    def _settle(self) -> None:
        """Look once more for orders of unknown outcome."""
        unknown = self._results.of("unknown")
        if not unknown or self._stop():
            return
        try:
            self._client.ledger.settle_unknowns()
        except Exception as error:
            self._error = self._error or error
            return
        for number, result in unknown:
            entry = self._client.ledger.get(number)
            if entry is not None and entry.state == "placed":
                self._results[number] = Result(
                    "placed", entry.order_id, entry.mc_number
                )
            elif isinstance(self._error, UnknownOutcomeError):
                self._error = result.error

    def _note_under_way(self) -> None:
        for order in self._workers.under_way():
            self._results[order.number] = Result(
                "unknown", reason="interrupted while it was sent"
            )

    def _tell(self) -> None:
        self._on_progress("placed", self._results.done, len(self._results.orders))
        if time.monotonic() > self._written + _BETWEEN_RESULTS:
            self._results.write()
            self._written = time.monotonic()

    def _summary(self) -> Placed:
        return Placed(
            dict(Counter(self._results.outcomes())),
            results_of(self._file.path),
            [number for number, _result in self._results.of("unknown", "held")],
            [number for number, _result in self._results.of("changed")],
            self._error,
            self._results.write(),
        )
