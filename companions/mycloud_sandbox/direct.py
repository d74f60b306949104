"""Direct access for tests, past HTTP: puts entries into the sandbox, and reads what it holds.

Nothing that happens here is a request: it needs no token, meets no fault, and is not among what was
received.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from datetime import datetime

from .answers import Answer, Documented
from .calls import Call, Handler
from .contract import Contract, Field, Operation, Shape
from .faults import Faults
from .habits import CurrentHabits
from .life import OrderLife
from .outbox import Outbox
from .php_forms import Form, FormValue, Upload
from .reading import fit_columns, read_fields
from .received import RequestLog
from .records import Json, key_of
from .store import Store

_EVERYTHING = str(2**31)
_UNIQUE = {"Order": "order_number", "Product": "shop_sku", "Customer": "code"}
_CHILDREN = {"Order": ("OrderItem", "Attachment")}


@dataclass(frozen=True, kw_only=True)
class Direct:
    """Direct access to one sandbox. Entries are given and taken in the documented shape."""

    contract: Contract
    store: Store
    handlers: Mapping[str, Handler]
    log: RequestLog
    faults: Faults
    clock: Callable[[], datetime]
    habits: CurrentHabits
    life: OrderLife
    outbox: Outbox
    files_url: str
    """Where the files of the store can be fetched, up to the key of one."""
    _last: dict[str, str] = attribute(default_factory=dict)

    def make(self, table: str, fields: Mapping[str, object]) -> Json:
        """Adds an Order, a Product or a Customer.

        It is added as the operation that creates one would do it. Other fields are as in the
        spec's example of that operation, and a number that should be unique counts on. Fields that
        only the server sets may be given as well, and `deleted`.
        """
        create, get = (
            self.contract.operations[f"{verb}_{table.lower()}"]
            for verb in ("create", "get")
        )
        self._check(create, table, fields)
        with self.store.transaction():
            made = self._run(
                create, form=_form({**self._defaults(create, table), **fields})
            )
            assert isinstance(made, dict)  # one entry
            key = self._overwrite(create, table, key_of(made), fields)
            shown = self._shown(get, self._run(get, key=str(key)))
            if fields.get("deleted"):
                self.store.delete(table, key)
            return shown

    def held(self, table: str) -> Sequence[Json]:
        """All entries that are not deleted, in the order they came in."""
        listing = self.contract.operations[f"list_{table.lower()}s"]
        with self.store.transaction():
            entries = self._shown(
                listing, self._run(listing, query={"count": _EVERYTHING})
            )
        return entries if isinstance(entries, list) else []

    def entry(self, table: str, key: int) -> Json:
        """One entry that is not deleted."""
        get = self.contract.operations[f"get_{table.lower()}"]
        with self.store.transaction():
            return self._shown(get, self._run(get, key=str(key)))

    def file(self, url: str) -> Upload | None:
        """The file behind the URL of an attachment or of a photo."""
        with self.store.transaction():
            return self.store.file(url.rpartition("/")[2])

    def _check(
        self, operation: Operation, table: str, fields: Mapping[str, object]
    ) -> None:
        columns = [
            column for column in self.contract.shapes[table].fields if column.is_plain
        ]
        known = dict.fromkeys(
            [*(field.name for field in (*_body(operation), *columns)), "deleted"]
        )
        unknown = ", ".join(sorted(fields.keys() - known.keys()))
        if unknown:
            raise TypeError(
                f"{table} has no field {unknown}; it has {', '.join(known)}"
            )

    def _defaults(self, operation: Operation, table: str) -> dict[str, object]:
        example = dict(self.contract.body_example(operation.name))
        column = _UNIQUE[table]
        return {**example, column: self._next(table, column, str(example[column]))}

    def _next(self, table: str, column: str, example: str) -> str:
        """The example if it is free, else the next number that is."""
        value = _counted(self._last[table]) if table in self._last else example
        while self.store.find(table, column, value):
            value = _counted(value)
        self._last[table] = value
        return value

    def _run(
        self,
        operation: Operation,
        *,
        query: "Form | None" = None,
        form: "Form | None" = None,
        key: str = "",
    ) -> Answer:
        call = Call(
            operation=operation,
            contract=self.contract,
            store=self.store,
            now=self.clock(),
            files_url=self.files_url,
            path={"id": key},
            query=query or {},
            form=form or {},
        )
        return self.handlers[operation.name](call)

    def _shown(self, operation: Operation, answer: Answer) -> Json:
        body = Documented(self.contract).success(operation, answer)
        return body[operation.answer.name] if isinstance(body, Mapping) else None

    def _overwrite(
        self, operation: Operation, table: str, key: int, fields: Mapping[str, object]
    ) -> int:
        """Sets the given columns, whatever the operation made of them, and gives the key the entry
        then has.
        """
        shape = self.contract.shapes[table]
        taken = {
            field.name: field
            for field in (*shape.fields, *_body(operation))
            if field.is_plain
        }
        columns = Shape(
            table, tuple(replace(field, required=False) for field in taken.values())
        )
        values = fit_columns(shape, read_fields(columns, _form(fields)))
        self.store.update(table, key, values)
        if values.get("id") is None:
            return key
        for child in _CHILDREN.get(table, ()):
            for row in self.store.rows_with(child, "order_id", [key]):
                self.store.update(child, key_of(row), {"order_id": values["id"]})
        return key_of(values)


def _body(operation: Operation) -> tuple[Field, ...]:
    return operation.body.fields if operation.body else ()


def _form(fields: Mapping[str, object]) -> Form:
    """Fields as a form brings them, with the keys 0, 1 and so on for arrays."""
    return {name: _form_value(value) for name, value in fields.items()}


def _form_value(value: object) -> FormValue:
    if isinstance(value, Mapping):
        return _form(value)
    if isinstance(value, list | tuple):
        return {key: _form_value(entry) for key, entry in enumerate(value)}
    return (
        value if isinstance(value, Upload | bool | int | float | None) else str(value)
    )


def _counted(number: str) -> str:
    """ORD-004564015 after ORD-004564014."""
    digits = re.search(r"[0-9]*$", number)
    last = digits.group() if digits else ""
    return f"{number.removesuffix(last)}{int(last or 0) + 1:0{len(last)}d}"
