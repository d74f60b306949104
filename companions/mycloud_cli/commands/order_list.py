"""`mycloud orders list`: the newest orders first, or those that match."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer

from .. import options
from ..order_filter import OrderFilter, filter_of, newest_first
from ..output import Format, format_of, show_batches, show_list
from ..output.columns import ORDERS
from ..output.streams import say
from ..progress import Told, no_progress, shown
from ..session import connected

if TYPE_CHECKING:
    from mycloud import MyCloud, Order

SHOWN: Final = 20
"""Orders in a table, unless told otherwise."""
READ: Final = 500
"""Orders that are looked through, unless told otherwise."""
_PAGE: Final = 100
"""Orders that come with one answer; reading them needs no progress bar."""
_STEPS: Final = 4
"""By how much the look widens when it has not gone back far enough."""


def list_orders(
    ctx: typer.Context,
    *,
    status: options.Status = None,
    since: options.Since = None,
    until: options.Until = None,
    search: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Only orders with this text in a number, the recipient's name, phone "
            "number or e-mail address, or the note.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help=f"Show N orders at most. A table without a filter shows {SHOWN} if not "
            "given, everything else all.",
            show_default=False,
        ),
    ] = None,
    newest: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=1,
            help="With --status, --until or --search: how many of the newest orders to "
            "read. With --since, as many as it takes.",
        ),
    ] = READ,
    oldest: Annotated[
        bool,
        typer.Option(
            "--oldest", help="The oldest orders first; reads the list through."
        ),
    ] = False,
    deleted: Annotated[
        bool, typer.Option("--deleted", help="List deleted orders as well.")
    ] = False,
    offset: options.Offset = 0,
    count: options.Count = 100,
    prefetch: options.Prefetch = 0,
    columns: options.Columns = None,
    output: options.Output = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    """List orders, the newest first.

    The API has no search: orders are read from the newest end of the list, and chosen here. A line
    on stderr says how many were read. With --oldest, --offset or --prefetch the list is walked from
    its beginning.
    """
    what = _What(
        filter_of(status, since, until, search),
        format_of(as_json, as_csv, output),
        limit,
        columns,
    )
    ORDERS.paths(columns)  # a wrong name is refused before anything is sent
    walk = {"deleted": deleted, "count": count, "offset": offset, "prefetch": prefetch}
    with connected(ctx) as client:
        if oldest:
            return _show_oldest(client, walk, what)
        if offset or prefetch:
            return _walk(client, walk, what)
        return _show_newest(_Reader(client, deleted, count), newest, what)


class _What(NamedTuple):
    """Which orders are shown, and how."""

    wanted: OrderFilter
    how: Format
    limit: int | None
    columns: str | None

    def show(self, orders: list[Order]) -> None:
        """Print orders that are all there."""
        batches = [orders[: self.limit]] if orders else []
        show_batches(batches, ORDERS, self.how, columns=self.columns)


def _show_newest(reader: _Reader, newest: int, what: _What) -> None:
    most = what.limit or (
        None if what.wanted or what.how is not Format.TABLE else SHOWN
    )
    is_long = bool(what.wanted) or most is None or most > _PAGE
    with shown("orders") if is_long else nullcontext(no_progress) as told:
        reader.read_for(what.wanted, newest if what.wanted else most, told)
    found = reader.matching(what.wanted)
    what.show(found[:most])
    if summary := reader.summary(what.wanted, len(found), len(found[:most])):
        say(summary)


def _show_oldest(client: MyCloud, walk: dict[str, Any], what: _What) -> None:
    """Show the oldest first; a list that the server gives newest first is read to its end."""
    if walk["offset"] or not _is_falling(client.orders.page(0, 2).items):
        return _walk(client, walk, what)
    rows = reversed(newest_first(client.orders.list(**walk)))
    return what.show([order for order in rows if what.wanted.matches(order)])


def _walk(client: MyCloud, walk: dict[str, Any], what: _What) -> None:
    """Print the list from its beginning, page by page."""
    if not what.wanted:
        paging = {name: walk[name] for name in ("offset", "count", "prefetch")}
        walk |= options.paging(limit=what.limit, **paging)
        pager = client.orders.list(**walk)
        return show_list(
            pager, ORDERS, what.how, limit=what.limit, columns=what.columns
        )
    read = _Counted(what.wanted, what.limit)
    pages = map(read.chosen, read.pages(client.orders.list(**walk)))
    show_batches(pages, ORDERS, what.how, columns=what.columns)
    return say(f"Read {read.count:,} orders, {read.shown:,} of them shown.")


class _Counted:
    """A walk of which some orders are shown."""

    def __init__(self, wanted: OrderFilter, limit: int | None) -> None:
        self._wanted, self._limit = wanted, limit
        self.count = self.shown = 0

    def pages(self, pager: Any) -> Any:
        """The pages, until enough is shown."""
        for page in pager.pages():
            yield page.items
            if self._limit is not None and self.shown >= self._limit:
                return

    def chosen(self, orders: list[Order]) -> list[Order]:
        """Those of a page that are shown."""
        self.count += len(orders)
        left = None if self._limit is None else self._limit - self.shown
        found = [order for order in orders if self._wanted.matches(order)][:left]
        self.shown += len(found)
        return found


class _Reader:
    """Reads orders from the newest end of the list."""

    def __init__(self, client: MyCloud, deleted: bool, count: int) -> None:
        self._client, self._deleted, self._count = client, deleted, count
        self.read: list[Order] = []
        self.is_whole = False
        """Whether these are all orders there are."""

    def read_for(self, wanted: OrderFilter, most: int | None, told: Told) -> None:
        """Read so many of the newest orders; for a first day, further back until it is reached."""
        self._read(most, told)
        while most and wanted.since and not self._is_enough(wanted):
            most *= _STEPS
            self._read(most, told)

    def matching(self, wanted: OrderFilter) -> list[Order]:
        """Those that match, the newest first."""
        return [order for order in newest_first(self.read) if wanted.matches(order)]

    def summary(self, wanted: OrderFilter, found: int, shown: int) -> str:
        """What was read, and how to see more; nothing to say where all is shown."""
        if self.is_whole and not wanted:
            return ""
        which = "all" if self.is_whole else "the newest"
        said = f"Read {which} {len(self.read):,} orders"
        if wanted:
            said += f": {found:,} match" + (
                f", {shown:,} shown" if shown < found else ""
            )
        hints = ["--limit N shows more"] if shown < found or not wanted else []
        if wanted and not wanted.since:
            hints.append("--newest N reads further back")
        hint = "" if self.is_whole and shown == found else f"; {', '.join(hints)}"
        return f"{said}{hint}.{'' if _is_by_key(self.read) else _NOT_BY_KEY}"

    def _is_enough(self, wanted: OrderFilter) -> bool:
        return self.is_whole or wanted.reaches_back(self.read)

    def _read(self, most: int | None, told: Told) -> None:
        how: dict[str, Any] = {"newest": most} if most else {"count": self._count}
        self.read = []
        for page in self._client.orders.list(deleted=self._deleted, **how).pages():
            self.read += page.items
            told("Reading", len(self.read), None)
        self.is_whole = most is None or len(self.read) < most


_NOT_BY_KEY: Final = (
    " The server does not list orders by their ids: there may be newer ones. "
    "--output json reads all of them."
)


def _is_falling(orders: list[Order]) -> bool:
    keys = [order.id or 0 for order in orders]
    return len(keys) > 1 and keys[0] > keys[-1]


def _is_by_key(orders: list[Order]) -> bool:
    keys = [order.id or 0 for order in orders]
    return _holds(keys, int.__lt__) or _holds(keys, int.__gt__)


def _holds(keys: list[int], less: Callable[[int, int], bool]) -> bool:
    return all(less(one, other) for one, other in pairwise(keys))
