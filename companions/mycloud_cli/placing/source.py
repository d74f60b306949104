"""Orders in a file: CSV with a line for each item, or JSON with an order in each line. All faults
are found at once.

The fields are those of `orders.create`, which are the spec's. Nothing is sent.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, get_type_hints

import attrs
import httpx
from mycloud import (
    Attachment,
    ConnectError,
    InvalidRequestError,
    Item,
    MyCloud,
    RetryPolicy,
)
from mycloud_api.models.create_order_body import CreateOrderFields

ITEM: Final = ("product_id", "product_sku", "shop_sku", "quantity", "price")
ATTACHMENT: Final = "attachment:"
"""How the name of a column begins that holds the files of one attachment: `attachment:LABEL`."""
_NUMBER: Final = "order_number"
_TRUTHS: Final = {
    "1": True,
    "true": True,
    "yes": True,
    "0": False,
    "false": False,
    "no": False,
}


class BadSource(ValueError):
    """A file from which no order can be placed yet; says everything that is wrong with it, line by
    line.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@attrs.frozen(order=True)
class Fault:
    """What is wrong in a line of a file."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}"


@attrs.frozen
class Row:
    """An order to be placed.

    Attributes:
        line: Where in the file it begins; the first line is 1.
        number: Its order number.
        arguments: What `orders.create` is called with.
        fingerprint: Tells whether it is another order than before under the same number.
    """

    line: int
    number: str
    arguments: dict[str, Any] = attrs.field(repr=False)
    fingerprint: str


@attrs.frozen
class _Written:
    """An order as it is written: the values may be text."""

    line: int
    fields: dict[str, Any]
    items: list[tuple[int, dict[str, Any]]]
    attachments: dict[str, str]


@cache
def fields() -> dict[str, object]:
    """The fields of an order beside its items, and their types."""
    return {
        _NUMBER: str | None,
        "delivery_mode_id": int | None,
        **get_type_hints(CreateOrderFields),
    }


def read_orders(source: Path) -> list[Row]:
    """The orders of a file, each checked as the client checks what it sends.

    Raises:
        BadSource: Something is wrong with them.
        OSError: The file cannot be read.
    """
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadSource(
            [Fault(line, "is not UTF-8. In Excel, save it as «CSV UTF-8»")]
        ) from None
    faults: list[Fault] = []
    read = _json_lines if source.suffix.lower() in (".jsonl", ".ndjson") else _csv
    written = list(read(text, faults))
    faults.extend(_repeated(written))
    rows = list(_checked(written, source.parent, faults))
    if faults or not rows:
        raise BadSource(faults or [Fault(1, "there are no orders in the file")])
    return rows


def _repeated(written: list[_Written]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for order in written:
        number = str(order.fields.get(_NUMBER) or "").strip()
        if not number:
            yield Fault(
                order.line, f"{_NUMBER} is missing: by it an order is known again"
            )
        elif first.setdefault(number, order.line) != order.line:
            yield Fault(
                order.line,
                f"{_NUMBER} {number} is that of line {first[number]} already",
            )


def _csv(text: str, faults: list[Fault]) -> Iterator[_Written]:
    """Lines of one number that follow each other are one order."""
    header, lines = _cells(text, faults)
    order: _Written | None = None
    for line, cells in lines:
        given = {name: value.strip() for name, value in cells.items() if value.strip()}
        item: dict[str, Any] = {name: given.pop(name) for name in ITEM if name in given}
        files = {
            name.removeprefix(ATTACHMENT): given.pop(name)
            for name in header
            if _is_attached(name, given)
        }
        if order is None or given.get(_NUMBER, "") != order.fields.get(_NUMBER):
            order = _Written(line, given, [], files)
            yield order
        elif differing := [
            name for name in given if order.fields.get(name) != given[name]
        ] + [*files]:
            said = ", ".join(differing)
            faults.append(
                Fault(
                    line,
                    f"differs from line {order.line}, the first of the same order, in {said}",
                )
            )
        order.items.append((line, item))


def _is_attached(name: str, given: Mapping[str, str]) -> bool:
    return name.startswith(ATTACHMENT) and name in given


def _cells(
    text: str, faults: list[Fault]
) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The names in the first line, and the cells of each other line under them."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True
    )
    lines: list[tuple[int, dict[str, str]]] = []
    header: list[str] = []
    begins = 1
    try:
        header = [name.strip() for name in next(reader, [])]
        faults.extend(Fault(1, what) for what in _header_faults(header))
        begins = reader.line_num + 1
        for cells in reader:
            if any(cells[len(header) :]):
                faults.append(
                    Fault(
                        begins,
                        f"has {len(cells)} cells, where the first line has {len(header)}",
                    )
                )
            elif any(cell.strip() for cell in cells):
                lines.append((begins, dict(zip(header, cells, strict=False))))
            begins = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(begins, f"is not CSV: {error}"))
    return header, lines


def _delimiter(text: str) -> str:
    """Excel separates cells as the country does in which it is used."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _header_faults(header: list[str]) -> Iterator[str]:
    known = {*fields(), *ITEM}
    for name in header:
        if name and name not in known and not name.startswith(ATTACHMENT):
            yield f"there is no field {name!r}. `mycloud orders template` shows those there are"
        if name and header.count(name) > 1:
            yield f"the column {name!r} is there more than once"
    if _NUMBER not in header:
        yield f"the column {_NUMBER} is missing: by it an order is known again"


def _json_lines(text: str, faults: list[Fault]) -> Iterator[_Written]:
    for line, spelled in enumerate(text.split("\n"), 1):
        if not spelled.strip():
            continue
        try:
            order = json.loads(spelled, parse_float=Decimal)
            items, files = list(order.pop("items")), dict(order.pop("attachments", {}))
        except (ValueError, KeyError, TypeError, AttributeError):
            faults.append(
                Fault(
                    line,
                    'is not an order in JSON: {"order_number": ..., "items": [{...}], ...}',
                )
            )
            continue
        if unknown := [name for name in order if name not in fields()]:
            faults.append(
                Fault(line, f"there is no field {', '.join(map(repr, unknown))}")
            )
            continue
        yield _Written(
            line,
            order,
            [(line, item if isinstance(item, dict) else {}) for item in items],
            files,
        )


def _checked(
    written: Iterable[_Written], folder: Path, faults: list[Fault]
) -> Iterator[Row]:
    with MyCloud(
        token="nobody", base_url="http://localhost", transport=_Nowhere(), retry=_ONCE
    ) as client:
        for order in written:
            before = len(faults)
            arguments = _arguments(order, folder, faults)
            if len(faults) == before:
                faults.extend(
                    Fault(order.line, what) for what in _refused(client, arguments)
                )
            yield Row(
                order.line, str(arguments.get(_NUMBER)), arguments, _fingerprint(order)
            )


class _Nowhere(httpx.BaseTransport):
    """Lets nothing out: what came this far would be sent."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nothing is sent while a file is checked")


_ONCE: Final = RetryPolicy(max_attempts=1)


def _refused(client: MyCloud, arguments: dict[str, Any]) -> Iterator[str]:
    """What the client says of an order before it sends it."""
    try:
        client.orders.create(**arguments)
    except ConnectError:
        return
    except InvalidRequestError as error:
        yield str(error)


def _arguments(order: _Written, folder: Path, faults: list[Fault]) -> dict[str, Any]:
    hints = fields()
    arguments: dict[str, Any] = {}
    for name, value in order.fields.items():
        if name in hints:
            arguments[name] = _attempt(
                order.line, faults, name, partial(_read, hints[name], value)
            )
    if "delivery_mode_id" not in arguments:
        faults.append(Fault(order.line, "delivery_mode_id is missing"))
    arguments["items"] = [
        _attempt(line, faults, "item", partial(_item, item))
        for line, item in order.items
    ]
    arguments["attachments"] = [
        Attachment(name, folder / path) for name, path in order.attachments.items()
    ]
    return arguments


def _attempt(line: int, faults: list[Fault], what: str, make: Callable[[], Any]) -> Any:
    try:
        return make()
    except InvalidRequestError as error:
        faults.append(Fault(line, str(error)))
    except ValueError as error:
        faults.append(Fault(line, f"{what}: {error}"))
    return None


def _read(hint: object, value: object) -> object:
    """A value that may be text, as the client takes it."""
    if not isinstance(value, str):
        return value
    if hint == int | None:
        return _whole(value)
    if hint == bool | None:
        if value.lower() not in _TRUTHS:
            raise ValueError(f"takes one of {', '.join(_TRUTHS)}")
        return _TRUTHS[value.lower()]
    return value


def _item(given: Mapping[str, Any]) -> Item:
    if unknown := [name for name in given if name not in ITEM]:
        raise ValueError(f"has no {', '.join(unknown)}; it has {', '.join(ITEM)}")
    if missing := [name for name in ("quantity", "price") if given.get(name) is None]:
        raise ValueError(f"{' and '.join(missing)} missing")
    whole = {"product_id", "quantity"}
    read: dict[str, Any] = {
        name: _whole(value) if name in whole else value
        for name, value in given.items()
        if value is not None
    }
    return Item(**read)


def _whole(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not (value.isascii() and value.isdecimal()):
        raise ValueError("takes a whole number")
    return int(value)


def _fingerprint(order: _Written) -> str:
    content = [order.fields, [item for _, item in order.items], order.attachments]
    spelled = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(spelled.encode("utf-8", "replace")).hexdigest()


def template() -> str:
    """A file to fill in: every column there is, and the documentation's example as one order of two
    items.
    """
    columns = [*fields(), *ITEM, f"{ATTACHMENT}LABEL"]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerow(
        _EXAMPLE | {"product_id": "164162", "quantity": "2", "price": "199.00"}
    )
    writer.writerow(
        {
            _NUMBER: _EXAMPLE[_NUMBER],
            "shop_sku": "UPC_230458300",
            "quantity": "1",
            "price": "49.50",
        }
    )
    return out.getvalue()


_EXAMPLE: Final = {
    _NUMBER: "ORD-004564014",
    "delivery_mode_id": "343",
    "name": "คุณ พวริด",
    "address": "32/1 สุขุมวิท 62, กรุงเทพฯ",
    "postcode": "10260",
    "phone_number": "0899969094",
    "delivery_date": datetime.date(2017, 12, 31).isoformat(),
    "urgent": "0",
}
