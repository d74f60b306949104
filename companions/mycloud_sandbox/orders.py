"""Orders: how they are placed, changed and deleted, and what they are answered as."""

from collections.abc import Mapping, Sequence
from datetime import date

from .attachments import attach, attachments_of
from .calls import Call, Handler
from .catalogue import find, noun
from .life import APPROVED, FIRST, has_started
from .order_items import add_lines, change_lines, items_of, total_of
from .reading import exact_amount, refuse_emptied, shown
from .records import Json, Record, key_of
from .refusals import Refusal
from .store import Store

_NEEDED = ("delivery_mode_id", "status")
_RECIPIENT = ("name", "phone_number", "email", "address", "postcode")
_NO_CUSTOMER = 0


def orders(call: Call, rows: Sequence[Record]) -> list[Record]:
    """Orders as they are answered, with everything that belongs to them."""
    return _with_items(call, rows, items_of(call, [key_of(row) for row in rows]))


def _with_items(
    call: Call, rows: Sequence[Record], items: Mapping[int, list[Record]]
) -> list[Record]:
    keys = [key_of(row) for row in rows]
    attachments = attachments_of(call, keys)
    customers = _attached(call, "Customer", rows, "customer_id")
    modes = _attached(call, "DeliveryMode", rows, "delivery_mode_id")
    return [
        {
            **row,
            **_defaults(row, items[key]),
            "customer": customers.get(row["customer_id"]),
            "deliverymode": modes.get(row["delivery_mode_id"]),
            "order_items": items[key],
            "attachments": attachments[key],
        }
        for key, row in zip(keys, rows, strict=True)
    ]


def _defaults(row: Record, items: Sequence[Record]) -> Record:
    """What follows from the items when the shop did not say it. The spec gives products no weight
    to add up.
    """
    total, weight = row["total_price"], row["weight"]
    return {
        "total_price": exact_amount(total_of(items)) if total is None else total,
        "weight": 0.0 if weight is None else weight,
        "can_pick": row["status"] == APPROVED,
    }


def _attached(
    call: Call, table: str, rows: Sequence[Record], column: str
) -> dict[Json, Record]:
    keys = sorted({key_of(row, column) for row in rows if row[column] is not None})
    return {row["id"]: row for row in call.store.rows_with(table, "id", keys)}


def _list_orders(call: Call) -> list[Record]:
    return orders(call, call.rows("Order"))


def _get_order(call: Call) -> Record:
    return _answer(call, find(call, "Order", call.reference))


def _create_order(call: Call) -> Record:
    values = _sent_values(call)
    _check_number(call, values)
    order = call.store.insert_row(
        "Order", {**_recipient(call, values), **_new_order(call), **_filled(values)}
    )
    key = key_of(order)
    items = add_lines(call, key)
    attach(call, key, is_new=True)
    return _with_items(call, [order], {key: items})[0]


def _update_order(call: Call) -> Record:
    order = find(call, "Order", call.reference)
    values, key = _sent_values(call), key_of(order)
    refuse_emptied(values, _NEEDED)
    _check_status(call, order, values)
    _check_number(call, values, key)
    call.store.update("Order", key, {**values, **_times(call, order, values)})
    change_lines(call, key)
    attach(call, key)
    changed = find(call, "Order", str(key))
    if changed["status"] != order["status"]:
        call.moved.append(changed)
    return _answer(call, changed)


def _delete_order(call: Call) -> Record:
    order = find(call, "Order", call.reference)
    call.store.delete("Order", key_of(order))
    return _answer(call, order)


def _answer(call: Call, row: Record) -> Record:
    return orders(call, [row])[0]


def _sent_values(call: Call) -> Record:
    """The sent columns of an order, once what they refer to is known to exist."""
    values = call.columns("Order")
    if values.get("customer_id") == _NO_CUSTOMER:
        values["customer_id"] = None
    if call.habits and isinstance(values.get("order_number"), str):
        values["order_number"] = (
            call.habits.order_number(str(values["order_number"])) or None
        )
    _check_exists(call, "DeliveryMode", "delivery_mode_id", values)
    _check_exists(call, "Customer", "customer_id", values)
    return values


def _check_exists(call: Call, table: str, column: str, values: Record) -> None:
    key = values.get(column)
    if key is not None and call.store.find(table, "id", key_of(values, column)) is None:
        raise Refusal(
            f"{column}: there is no {noun(table)} with id {shown(key_of(values, column))}."
        )


def _check_number(call: Call, values: Record, own: int | None = None) -> None:
    """Refuses a number that another order has, if that is a habit."""
    number = values.get("order_number")
    if (
        not call.habits
        or not call.habits.has_unique_numbers
        or not isinstance(number, str)
    ):
        return
    wanted = call.habits.number_key(number)
    for key, taken in call.store.values("Order", "order_number"):
        if (
            key != own
            and isinstance(taken, str)
            and call.habits.number_key(taken) == wanted
        ):
            raise Refusal("The order number has already been taken.")


def _times(call: Call, order: Record, values: Record) -> Record:
    """When a change happens; a new status begins its time."""
    now = call.now.timestamp()
    is_moved = values.get("status", order["status"]) != order["status"]
    return {"changed_at": now, **({"moved_at": now} if is_moved else {})}


def _new_order(call: Call) -> Record:
    """The fields that the server sets; the day is that of its clock, not the one sent."""
    late = call.habits.commits_after if call.habits else 0
    return {
        "stored_at": call.now.timestamp() + late,
        "mc_number": next_mc_number(call.store, call.now.date()),
        "create_date": call.now.date().isoformat(),
        "status": FIRST,
        "urgent": False,
    }


def next_mc_number(store: Store, day: date) -> str:
    """MC, the day as yymmdd, and a serial number within the day of three digits or more."""
    name = f"MC{day:%y%m%d}"
    return f"{name}{store.next_in(name):03d}"


def _recipient(call: Call, values: Record) -> Record:
    """A saved customer is the recipient of an order that does not say otherwise."""
    key = values.get("customer_id")
    customer = find(call, "Customer", str(key)) if key is not None else {}
    return {name: customer.get(name) for name in _RECIPIENT}


def _filled(values: Record) -> Record:
    return {name: value for name, value in values.items() if value is not None}


def _check_status(call: Call, order: Record, values: Record) -> None:
    """Once picking has started a change of status is refused. Of UNKNOWN, nobody can tell; it
    counts as started.
    """
    status = order["status"]
    known = call.contract.shapes["Order"].field("status").values
    if has_started(status, known) and values.get("status", status) != status:
        raise Refusal(
            f"The status cannot be changed to {values['status']}: picking has started ({status})."
        )


HANDLERS: dict[str, Handler] = {
    "list_orders": _list_orders,
    "get_order": _get_order,
    "create_order": _create_order,
    "update_order": _update_order,
    "delete_order": _delete_order,
}
