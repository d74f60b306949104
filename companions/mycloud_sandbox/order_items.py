"""The items of an order: how they name a product, how an update matches them, and what they are
answered as.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .calls import Call, Handler
from .catalogue import find, products
from .contract import Contract, Field, Kind, Shape
from .php_forms import Form, FormValue
from .reading import exact_amount, is_empty, read_array, read_scalar, shown
from .records import Json, Record, key_of
from .refusals import Refusal

_ARRAY = "order_items"
_MOST = 1000  # a form brings fewer; JSON could keep the sandbox busy with any number
_BY_ITEM = Field(
    name="id", kind=Kind.INTEGER
)  # observed on update, and not a field of the spec's bodies


@dataclass(frozen=True)
class Line:
    """One sent item: the price and quantity it sets, and the attached item or the product it sets
    them for.
    """

    terms: Record
    item: Record | None = None
    product: Record | None = None


def add_lines(call: Call, order: int) -> list[Record]:
    """Adds every sent item to a new order, and gives each with its complete product."""
    return [
        _insert(call, order, line, place)
        for place, line in enumerate(_read_lines(call, []), start=1)
    ]


def change_lines(call: Call, order: int) -> None:
    """Gives attached items their new price and quantity, and adds the other items sent."""
    attached = call.store.rows_with("OrderItem", "order_id", [order])
    place = max((key_of(item, "line_no") for item in attached), default=0)
    for line in _read_lines(call, attached):
        if line.item:
            call.store.update("OrderItem", key_of(line.item), line.terms)
        else:
            place += 1
            _insert(call, order, line, place)


def items_of(call: Call, orders: Sequence[int]) -> dict[int, list[Record]]:
    """The items of every order, each with its complete product."""
    rows = call.store.rows_with("OrderItem", "order_id", orders)
    items: dict[int, list[Record]] = {order: [] for order in orders}
    for item in _with_products(call, rows):
        items[key_of(item, "order_id")].append(item)
    return items


def total_of(items: Sequence[Record]) -> Decimal:
    """What the items cost together."""
    return sum(
        (Decimal(str(item["price"])) * key_of(item, "quantity") for item in items),
        Decimal(),
    )


def _insert(call: Call, order: int, line: Line, place: int) -> Record:
    (product,) = products(call, [line.product or {}])
    names = {"order_id": order, "product_id": key_of(product), "line_no": place}
    return {
        **call.store.insert_row("OrderItem", {**names, **line.terms}),
        "product": product,
    }


def _with_products(call: Call, items: Sequence[Record]) -> list[Record]:
    keys = sorted({key_of(item, "product_id") for item in items})
    found = call.store.rows_with("Product", "id", keys, deleted=True)
    by_key: dict[Json, Record] = {
        product["id"]: product for product in products(call, found)
    }
    return [{**item, "product": by_key.get(item["product_id"])} for item in items]


def _read_lines(call: Call, attached: Sequence[Record]) -> Iterator[Line]:
    entries = read_array(call.body.field(_ARRAY), call.form)
    if len(entries) > _MOST:
        raise Refusal(
            f"An order takes at most {_MOST} items at a time here, got {len(entries)}."
        )
    for key, entry in entries.items():
        yield _read_line(call, f"{_ARRAY}[{key}]", entry, attached)


def _read_line(
    call: Call, label: str, entry: FormValue, attached: Sequence[Record]
) -> Line:
    if not isinstance(entry, dict):
        raise Refusal(
            f"{label} must be an item, sent as {label}[quantity] and so on, got {shown(entry)}."
        )
    terms = {field.name: _term(field, entry, label) for field in _terms(call.contract)}
    name = _named(call, label, entry, can_be_attached=bool(attached))
    if name == _BY_ITEM.name:
        return Line(terms, item=_attached_item(entry, label, attached))
    product = _product(call, label, entry, name)
    item = next(
        (item for item in attached if item["product_id"] == product["id"]), None
    )
    return Line(terms, item, product)


def _term(field: Field, entry: Form, label: str) -> Json:
    name = f"{label}[{field.name}]"
    if is_empty(entry.get(field.name)):
        raise Refusal(f"{name} is required.")
    return read_scalar(field, entry[field.name], name)


def _named(call: Call, label: str, entry: Form, *, can_be_attached: bool) -> str:
    """The one way in which an item names its product."""
    ways = [*_ways(call.contract), *([_BY_ITEM.name] if can_be_attached else [])]
    used = [way for way in ways if not is_empty(entry.get(way))]
    if len(used) != 1:
        got = " and ".join(used) or "none"
        raise Refusal(
            f"{label} must name its product by exactly one of {', '.join(ways)}, got {got}."
        )
    return used[0]


def _attached_item(entry: Form, label: str, attached: Sequence[Record]) -> Record:
    key = read_scalar(_BY_ITEM, entry[_BY_ITEM.name], f"{label}[id]")
    item = next((item for item in attached if item["id"] == key), None)
    if item is None:
        raise Refusal(f"{label}: the order has no item with id {shown(key)}.")
    return item


def _product(call: Call, label: str, entry: Form, way: str) -> Record:
    value = read_scalar(_ways(call.contract)[way], entry[way], f"{label}[{way}]")
    column = way.removeprefix(
        "product_"
    )  # `product_id` and `product_sku` are the product's `id` and `sku`
    product = call.store.find("Product", column, value)
    if product is None:
        raise Refusal(f"{label}: there is no product with {way} {shown(value)}.")
    return product


def _variants(contract: Contract) -> list[Shape]:
    body = contract.operations["create_order"].body
    return [contract.shapes[name] for name in body.field(_ARRAY).shapes] if body else []


@cache
def _terms(contract: Contract) -> list[Field]:
    """What every variant of an item has: quantity and price."""
    first, *others = _variants(contract)
    return [
        field for field in first.fields if all(field.name in other for other in others)
    ]


@cache
def _ways(contract: Contract) -> Mapping[str, Field]:
    """What only one variant of an item has: the field by which it names the product."""
    terms = {field.name for field in _terms(contract)}
    fields = [field for variant in _variants(contract) for field in variant.fields]
    return {field.name: field for field in fields if field.name not in terms}


def _list_order_items(call: Call) -> list[Record]:
    order = key_of(find(call, "Order", call.reference))
    return items_of(call, [order])[order]


def _get_order_item(call: Call) -> Record:
    return _with_products(call, [_found(call)])[0]


def _update_order_item(call: Call) -> Record:
    item = _found(call)
    order = key_of(item, "order_id")
    call.store.update("OrderItem", key_of(item), call.columns("OrderItem"))
    exact_amount(
        total_of(call.store.rows_with("OrderItem", "order_id", [order]))
    )  # refuses a total no order can have
    return _get_order_item(call)


def _delete_order_item(call: Call) -> Record:
    item = _get_order_item(call)
    call.store.delete("OrderItem", key_of(item))
    return item


def _found(call: Call) -> Record:
    """The item the path names, unless its order is deleted."""
    item = find(call, "OrderItem", call.reference)
    find(call, "Order", str(item["order_id"]))
    return item


HANDLERS: dict[str, Handler] = {
    "list_order_items": _list_order_items,
    "get_order_item": _get_order_item,
    "update_order_item": _update_order_item,
    "delete_order_item": _delete_order_item,
}
