"""What was seen of a server. Ids stay in memory to be compared; no value gets into a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from .forms import Form, form_of
from .spec import SpecField, fields_of

Entry: TypeAlias = Mapping[str, Any]
_SAME: Final = {"customer_reference": "customer_ref", "delivery_mode": "deliverymode"}
"""Names of the envelope, and the documented ones."""


@dataclass
class Listing:
    """The answer to one list call.

    Attributes:
        status: Its HTTP status.
        ids: The ids in it, as often as they came; None if it was no list.
        days: The days of creation, for the order of a list.
        refused: Whether it said `success: false`.
    """

    status: int = 200
    ids: list[str] | None = None
    days: list[str] = field(default_factory=list)
    refused: bool = False

    @property
    def distinct(self) -> list[str]:
        """The ids, each once."""
        return list(dict.fromkeys(self.ids or []))


@dataclass
class Timing:
    """One exchange on its own connection, in seconds."""

    connected: float
    first_byte: float
    head: float
    hints: int


@dataclass
class Written:
    """What came of placing orders.

    Attributes:
        create_status: The status of the first create.
        create_seconds: How long it took.
        answer_id: The id in its answer: `right`, `other`, `zero`, `absent`, or `no order`.
        sent: The order number that was sent, and what is stored, when it was found.
        digits_sent: The same for a number of digits.
        same_accepted: Whether a second order of the same number was accepted.
        other_case_accepted: Whether one whose number differs by case alone was.
        listed_at_once: Whether the first look at the list showed the order; None if no look did.
        patched: Whether an update changed the order.
        updated_first: Whether an update moved the order to the start of a falling list.
        after_delete: The page of two that should be the neighbours of a deleted order, by place:
            `neighbours`, `short`, or `deleted`.
        left: How many orders could not be deleted.
    """

    create_status: int = 0
    create_seconds: float = 0.0
    answer_id: str = ""
    sent: str = ""
    stored: str | None = None
    digits_sent: str = ""
    digits_stored: str | None = None
    same_accepted: bool | None = None
    other_case_accepted: bool | None = None
    listed_at_once: bool | None = None
    patched: bool | None = None
    updated_first: bool | None = None
    after_delete: str = ""
    refusal: str = ""
    left: int = 0


@dataclass
class Observations:
    """What was seen of one server."""

    envelope: bool = False
    fields: dict[str, Counter[Form]] = field(default_factory=dict)
    """Forms by `Order.id` and the like."""
    unknown_fields: Counter[str] = field(default_factory=Counter)
    unknown_statuses: set[str] = field(default_factory=set)
    rounded_totals: int = 0
    exact_totals: int = 0
    listings: dict[str, Listing] = field(default_factory=dict)
    """List calls by what they ask."""
    missing: Listing | None = None
    """The answer for an order that is not there."""
    bodies: Counter[str] = field(default_factory=Counter)
    """What stands around the JSON of answers."""
    headers: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    token_seconds: float | None = None
    token_used_twice: bool | None = None
    token_outlives_next: bool | None = None
    timings: list[Timing] = field(default_factory=list)
    closed_after: float | None = None
    """Seconds after which an idle connection was closed; None if it stayed open."""
    watched: float = 0.0
    """For how many seconds a connection was watched."""
    written: Written | None = None
    requests: int = 0
    notes: list[str] = field(default_factory=list)
    """What could not be looked at, and why."""

    def see(self, schema: str, entry: Entry) -> None:
        """Count the forms of the fields of an entry, and of the objects within it."""
        flat = flattened(entry)
        known = fields_of(schema)
        for name, spec in known.items():
            if name in _SAME:
                continue
            value = flat.get(name)
            form = form_of(value) if name in flat else Form.ABSENT
            self.fields.setdefault(f"{schema}.{name}", Counter())[form] += 1
            for inner in _objects(value) if spec.shape else ():
                self.see(spec.shape or "", inner)
        self.unknown_fields.update(
            f"{schema}.{name}" for name in flat if name not in known
        )
        if schema == "Order":
            self._see_order(flat)

    def forms(
        self, kinds: Sequence[str], only: Callable[[str, SpecField], bool]
    ) -> Counter[Form]:
        """The forms of the fields of these kinds, of those alone for which `only` is true."""
        found: Counter[Form] = Counter()
        for path, forms in self.fields.items():
            schema, _, name = path.partition(".")
            spec = fields_of(schema)[name]
            if spec.kind in kinds and only(name, spec):
                found += forms
        return found

    def _see_order(self, order: Entry) -> None:
        status = order.get("status")
        known = fields_of("Order")["status"].values
        if isinstance(status, str) and status and status not in known:
            self.unknown_statuses.add(status)
        exact, shown = _total_of(order), _number(order.get("total_price"))
        if exact is not None and shown is not None and exact % 1:
            self.rounded_totals += shown % 1 == 0 and abs(shown - exact) < 1
            self.exact_totals += shown == exact


def flattened(entry: Entry) -> dict[str, Any]:
    """An entry without the envelope's `attributes`, under the documented names."""
    attributes = entry.get("attributes")
    inner = attributes if isinstance(attributes, Mapping) else {}
    own = {
        name: value
        for name, value in entry.items()
        if name != "attributes" or not inner
    }
    merged = {**own, **inner}
    return {
        _SAME[name] if name in _SAME and _SAME[name] not in merged else name: value
        for name, value in merged.items()
    }


def _objects(value: object) -> Iterator[Entry]:
    values: list[object] = [value]
    if isinstance(value, list):
        values = value
    elif isinstance(value, Mapping) and form_of(value) is Form.KEYED:
        values = list(value.values())
    yield from (each for each in values if isinstance(each, Mapping))


def _total_of(order: Entry) -> float | None:
    """What the items of an order come to; None if that is not known."""
    lines = [flattened(item) for item in _objects(order.get("order_items"))]
    amounts = [
        (_number(line.get("price")), _number(line.get("quantity"))) for line in lines
    ]
    if not amounts or any(price is None or pieces is None for price, pieces in amounts):
        return None
    return round(sum((price or 0) * (pieces or 0) for price, pieces in amounts), 2)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except ValueError:
        return None
