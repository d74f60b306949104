"""What the sandbox holds, as tables: orders, products, customers, the newest first."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias
from xml.etree.ElementTree import Element

from ..records import Json, Record
from .markup import Child, document, element

PAGE_SIZE = 25

Cell: TypeAlias = "Child | Sequence[Child]"


class Holding(NamedTuple):
    """A table of the sandbox, and what of it is shown."""

    table: str
    columns: Mapping[str, Callable[[Record], Cell]]


def holdings_page(path: str, rows: Sequence[Record], offset: int) -> str:
    """One page of a table; `rows` holds one row more than is shown when there are others after
    it.
    """
    holding, shown = HOLDINGS[path], rows[:PAGE_SIZE]
    title = element("h1", path.strip("/").capitalize())
    if not rows:
        return document(
            path,
            title,
            element("p", "There are none here.", class_="empty"),
            _turning(path, rows, offset),
        )
    return document(path, title, _table(holding, shown), _turning(path, rows, offset))


def _table(holding: Holding, rows: Sequence[Record]) -> Element:
    head = element(
        "tr",
        *(
            element("th", name, scope="col", data_label=name)
            for name in holding.columns
        ),
    )
    body = (_row(holding, row) for row in rows)
    return element("table", element("thead", head), element("tbody", *body))


def _row(holding: Holding, row: Record) -> Element:
    cells = (_cell(name, show(row)) for name, show in holding.columns.items())
    return element(
        "tr", *cells, **({"class_": "deleted"} if row.get("deleted") else {})
    )


def _cell(name: str, cell: Cell) -> Element:
    children = (cell,) if cell is None or isinstance(cell, str | Element) else cell
    return element("td", *children, data_label=name)


def _turning(path: str, rows: Sequence[Record], offset: int) -> Element:
    newer = (
        element("a", "← Newer", href=f"{path}?offset={max(0, offset - PAGE_SIZE)}")
        if offset
        else None
    )
    older = (
        element("a", "Older →", href=f"{path}?offset={offset + PAGE_SIZE}")
        if len(rows) > PAGE_SIZE
        else None
    )
    return element("nav", newer, older, class_="turning")


def _text(value: Json) -> str:
    return "" if value is None else str(value)


def _field(name: str) -> Callable[[Record], Cell]:
    return lambda row: _text(row[name])


def _small(value: Json) -> Element:
    return element("small", _text(value))


def _amount(value: Json) -> str:
    return f"{value:,.2f}" if isinstance(value, int | float) else ""


def _number(order: Record) -> Cell:
    return element("strong", _text(order["mc_number"])), _small(order["order_number"])


def _status(order: Record) -> Cell:
    status = "DELETED" if order["deleted"] else _text(order["status"])
    return element("span", status, class_=f"status {status.lower()}")


def _recipient(order: Record) -> Cell:
    return _text(order["name"]), _small(
        f"{_text(order['address'])} {_text(order['postcode'])}"
    )


def _items(order: Record) -> Cell:
    return [element("div", _item(item)) for item in _records(order["order_items"])]


def _item(item: Record) -> str:
    product = item["product"] if isinstance(item["product"], dict) else {}
    return f"{item['quantity']} × {product.get('name')} at {_amount(item['price'])}"


def _way(order: Record) -> Cell:
    mode = order["deliverymode"] if isinstance(order["deliverymode"], dict) else {}
    return _text(mode.get("name")), _small(order["tracking_number"])


def _attachments(order: Record) -> Cell:
    entries = _records(order["attachments"])
    return [
        element("a", _text(entry["name"]), href=_text(entry["url"]))
        for entry in entries
    ]


def _records(value: Json) -> list[Record]:
    return (
        [entry for entry in value if isinstance(entry, dict)]
        if isinstance(value, list)
        else []
    )


HOLDINGS: Mapping[str, Holding] = {
    "/orders": Holding(
        "Order",
        {
            "Id": _field("id"),
            "Number": _number,
            "Created": _field("create_date"),
            "Status": _status,
            "Recipient": _recipient,
            "Items": _items,
            "Total": lambda order: _amount(order["total_price"]),
            "Shipped by": _way,
            "Files": _attachments,
        },
    ),
    "/products": Holding(
        "Product",
        {
            "Id": _field("id"),
            "SKU": _field("sku"),
            "Shop SKU": _field("shop_sku"),
            "Name": lambda product: (
                _text(product["name"]),
                _small(product["description"]),
            ),
            "Price": lambda product: _amount(product["price"]),
            "In stock": _field("physical_inventory"),
        },
    ),
    "/customers": Holding(
        "Customer",
        {
            "Id": _field("id"),
            "Code": _field("code"),
            "Name": _field("name"),
            "Phone": _field("phone_number"),
            "E-mail": _field("email"),
            "Address": lambda customer: (
                f"{_text(customer['address'])} {_text(customer['postcode'])}"
            ),
        },
    ),
}
"""The tables that have a page, by its path."""
