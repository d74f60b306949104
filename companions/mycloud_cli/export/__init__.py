"""Exports: every order, customer or product in one file, though the run may be ended at any moment.

    export(client, "orders", Path("orders.parquet"))

The walk goes into a spool beside the target. Run again, it goes on from there. When the walk is
over the target is written and given its name in one step: under that name there is never half a
file. Standard output (`export_to`) has no such place: an export that ends early there begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shlex import quote
from sqlite3 import DatabaseError
from typing import Any, BinaryIO, Final, Literal, TypeAlias

import attrs
from mycloud import Customer, MyCloud, Order, Pager, Product

from ..durable import InUse, make_private, put_in_place
from ..order_filter import OrderFilter
from .formats import (
    Format,
    FormatError,
    Write,
    format_of,
    is_packed,
    stream_of,
    writer_of,
)
from .gathering import gather
from .rejoining import COUNT
from .spool import Spool, spelled
from .tables import table_of

Resource: TypeAlias = Literal["orders", "customers", "products"]
Told: TypeAlias = Callable[[str, int, int | None], object]
"""Told how an export comes along: what is done now, how many are done, and of how many, once that
is known.
"""

_MODELS: Final[dict[str, type]] = {
    "orders": Order,
    "customers": Customer,
    "products": Product,
}

_ALL: Final = OrderFilter()


class ExportError(Exception):
    """An export that cannot be made as it was asked for; says what to do."""


@attrs.frozen
class Options:
    """How an export is made.

    Attributes:
        format: jsonl, csv, parquet, sqlite or xlsx; told by the target's suffix if not given.
        wanted: Which orders; all are read, since the API has no filter.
        items: One row for each item in place of one for each order (csv and parquet).
        deleted: Deleted orders as well.
        bom: Begin a csv file with a byte order mark, which Excel wants for Thai.
        raw: Leave text in a csv file as it is, also where a spreadsheet would take it for a
            formula.
        overwrite: Replace a target that is there.
        restart: Forget what an earlier run left, and begin anew.
        prefetch: How many pages to ask for ahead.
    """

    format: Format | None = None
    wanted: OrderFilter = _ALL
    items: bool = False
    deleted: bool = False
    bom: bool = False
    raw: bool = False
    overwrite: bool = False
    restart: bool = False
    prefetch: int = 4


@attrs.frozen
class Exported:
    """What an export came to.

    Attributes:
        count: How many entries there are in the target.
        found: How many an earlier run had read.
        read: How many were read in all.
    """

    target: Path
    count: int
    found: int
    read: int


def partial_of(target: Path) -> Path:
    """Where an export keeps what it has so far."""
    return target.with_name(f"{target.name}.partial")


def export(
    client: MyCloud,
    resource: Resource,
    target: Path,
    options: Options = Options(),  # frozen
    told: Told = lambda _what, _done, _total: None,
) -> Exported:
    """Export everything there is of a resource.

    Raises:
        ExportError: The target is there already, is being written, was begun with something else
            in mind, or cannot be written.
        MyCloudError: The list could not be read; run again, it goes on where it was.
    """
    _refuse_place(target)
    table = table_of(resource, _MODELS[resource])
    try:
        chosen = format_of(target, options.format)
        write = writer_of(
            chosen,
            table,
            packed=is_packed(target),
            items=options.items,
            bom=options.bom,
            raw=options.raw,
        )
    except FormatError as error:
        raise ExportError(str(error)) from None
    with closing(_taken_up(target, options)) as spool, _says_what_to_do(target):
        _agree(spool, _purpose(client, resource, options))
        _refuse_replacing(target, spool, options)
        found = spool.count
        if not spool["walked"]:
            _gather(client, spool, resource, options, told)
        written = _Chosen(spool, options.wanted, told)
        _publish(spool, target, write, written)
        spool.remove()
        return Exported(target, written.count, found, spool.count)


def export_to(
    client: MyCloud,
    resource: Resource,
    file: BinaryIO,
    options: Options,
    told: Told = lambda _what, _done, _total: None,
) -> int:
    """Write entries to a pipe while they are read, and count them.

    Nothing is kept of it, so that it cannot be taken up again.

    Raises:
        ExportError: The format is not given, or needs a file.
        MyCloudError: The list could not be read; what was written so far is not whole.
    """
    table = table_of(resource, _MODELS[resource])
    if options.format is None:
        raise ExportError("give the format of standard output: --format csv, or jsonl")
    if options.overwrite or options.restart:
        raise ExportError("--overwrite and --restart are for files; leave them out")
    try:
        write = stream_of(
            options.format,
            table,
            items=options.items,
            bom=options.bom,
            raw=options.raw,
        )
    except FormatError as error:
        raise ExportError(str(error)) from None
    walked = _Walked(_list(client, resource, options), options.wanted, told)
    write(iter(walked), file)
    file.flush()
    return walked.count


def _refuse_place(target: Path) -> None:
    """Refuses a place where no file can be, before anything is read."""
    if target.is_dir():
        raise ExportError(
            f"{target} is a folder. Name a file in it: {target / 'orders.csv'}"
        )
    if not target.parent.is_dir():
        raise ExportError(
            f"there is no folder {target.parent}. Make it (mkdir -p {quote(str(target.parent))}), "
            f"or name another place"
        )
    if target.exists() and not target.is_file():
        raise ExportError(f"{target} is no file. Name one, such as orders.csv")


@contextmanager
def _says_what_to_do(target: Path) -> Iterator[None]:
    """Makes a file that cannot be written an error that says what to do."""
    try:
        yield
    except FormatError as error:
        raise ExportError(str(error)) from None
    except (OSError, DatabaseError) as error:
        why = getattr(error, "strerror", None) or error
        raise ExportError(
            f"{target} cannot be written: {why}. See that there is room on the disk and that "
            f"you may write there; the same command goes on where it was"
        ) from error


def _taken_up(target: Path, options: Options) -> Spool:
    partial_file = partial_of(target)
    if target.exists() and not partial_file.exists() and not options.overwrite:
        raise ExportError(
            f"{target} is there already, and whole. Give --overwrite to replace it, or another name"
        )
    try:
        spool = Spool(partial_file)
        if options.restart:
            spool.remove()
            return Spool(partial_file)
    except InUse:
        raise ExportError(f"{target} is being exported by another process") from None
    except (OSError, DatabaseError) as error:
        raise ExportError(
            f"{partial_file} cannot be used: {error}. See that there is room on the disk and "
            f"that you may write there; if the file is damaged, take it away to begin anew"
        ) from error
    return spool


def _purpose(
    client: MyCloud, resource: Resource, options: Options
) -> dict[str, str | int | None]:
    """What one export is of; another of the same must be of the same to be the same one."""
    shop = client.shops.list().first()
    return {
        "resource": resource,
        "base URL": client.base_url,
        "shop": None if shop is None else shop.id,
        "deleted orders": int(options.deleted),
        "filter": options.wanted.described or None,
    }


def _agree(spool: Spool, purpose: dict[str, str | int | None]) -> None:
    if spool["resource"] is None:
        spool.note(**purpose)
    differing = [name for name, value in purpose.items() if spool[name] != value]
    if differing:
        begun = ", ".join(
            f"{name} {spool[name]} (now {purpose[name]})" for name in differing
        )
        raise ExportError(
            f"what an earlier run left was begun with {begun}. Give --restart to begin anew"
        )


def _refuse_replacing(target: Path, spool: Spool, options: Options) -> None:
    """What came to the target's place meanwhile is not ours to replace."""
    if options.overwrite:
        spool.note(replaces=1)
    if target.exists() and not spool["replaces"] and not spool["written"]:
        raise ExportError(
            f"{target} has come into being since this export began. Give --overwrite to replace it"
        )


def _list(
    client: MyCloud, resource: Resource, options: Options, offset: int = 0
) -> Pager[Any]:
    more = {"deleted": options.deleted} if resource == "orders" else {}
    found: Pager[Any] = getattr(client, resource).list(
        offset=offset, count=COUNT, overlap=1, prefetch=options.prefetch, **more
    )
    return found


def _gather(
    client: MyCloud, spool: Spool, resource: Resource, options: Options, told: Told
) -> None:
    listed = getattr(client, resource)
    more = {"deleted": options.deleted} if resource == "orders" else {}
    gather(
        spool,
        lambda offset: _list(client, resource, options, offset),
        lambda offset: listed.page(offset=offset, count=COUNT, **more).items,
        lambda done: told("walked", done, None),
    )


def _publish(spool: Spool, target: Path, write: Write, chosen: _Chosen) -> None:
    """Write the target under another name and then give it its own, unless an earlier run came as
    far as that.
    """
    made = target.with_name(f"{target.name}.tmp")
    if spool["written"] and not made.exists():
        known = spool["count"]  # None in what an earlier version left
        chosen.count = spool.count if known is None else known
        return
    made.unlink(missing_ok=True)
    make_private(made)
    write(iter(chosen), made)
    if target.exists():  # who may read it stays as it was
        made.chmod(target.stat().st_mode & 0o777)
    spool.note(written=1, count=chosen.count)
    put_in_place(made, target)


class _Chosen:
    """The entries of a spool that are wanted, as JSON."""

    def __init__(self, spool: Spool, wanted: OrderFilter, told: Told) -> None:
        self._spool, self._wanted, self._told = spool, wanted, told
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        self.count = 0
        for done, body in enumerate(self._spool.bodies(), 1):
            if done % COUNT == 0 or done == self._spool.count:
                self._told("written", done, self._spool.count)
            if not self._wanted or self._wanted.matches(_order(body)):
                self.count += 1
                yield body


def _order(body: bytes) -> Order:
    return Order.from_dict(json.loads(body))


class _Walked:
    """The entries of a list that are wanted, as JSON, while it is walked."""

    def __init__(self, pager: Pager[Any], wanted: OrderFilter, told: Told) -> None:
        self._pager, self._wanted, self._told = pager, wanted, told
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for page in self._pager.pages():
            read += len(page.items)
            self._told("walked", read, None)
            for item in page.items:
                if not self._wanted or self._wanted.matches(item):
                    self.count += 1
                    yield spelled(item.to_dict())
