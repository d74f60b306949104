"""What a handler is given: one request, read as far as the spec goes, and the state it works on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from .answers import Answer
from .contract import Contract, Operation, Shape
from .habits import Habits
from .habits.describing import Page
from .php_forms import Form
from .reading import fit_columns, read_fields, read_query
from .records import Json, Record, Scalar, key_of
from .store import Store

# The documentation calls 20 reasonable; it does not say what a call without `count` gets.
DEFAULT_COUNT = 20


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request for one operation."""

    operation: Operation
    contract: Contract
    store: Store
    now: datetime
    files_url: str
    """Where the files of the store can be fetched, up to the key of one."""
    path: Mapping[str, str]
    query: Form
    form: Form
    habits: Habits = field(default_factory=Habits)
    moved: list[Record] = field(default_factory=list)
    """Orders to which this call gave another status."""

    @property
    def reference(self) -> str:
        """What the path names: a database key, or another identifier where the spec allows one."""
        return next(iter(self.path.values()))

    @property
    def body(self) -> Shape:
        """The fields the operation takes."""
        if self.operation.body is None:
            raise TypeError(f"{self.operation.name} takes no body")
        return self.operation.body

    def columns(self, table: str) -> Record:
        """The sent fields that are columns of a table."""
        return fit_columns(
            self.contract.shapes[table], read_fields(self.body, self.form)
        )

    def rows(self, table: str) -> list[Record]:
        """The page of a table that the query asks for."""
        query = read_query(self.operation.query, self.query)
        pages = any(field.name == "count" for field in self.operation.query)
        offset = _number(query.get("offset"), 0)
        count = _number(query.get("count"), DEFAULT_COUNT if pages else -1)
        deleted = bool(query.get("deleted"))
        if self.habits.changes_lists:
            return self._habitual_rows(Page(table, offset, count, deleted))
        rows = self.store.rows(table, offset=offset, count=count, deleted=deleted)
        return [row for row in rows if self.is_committed(row)]

    def is_committed(self, row: Record) -> bool:
        """Whether a row can be seen yet; an order may be committed later than it was sent."""
        stored_at = row.get("stored_at")
        return not isinstance(stored_at, float) or stored_at <= self.now.timestamp()

    def _habitual_rows(self, page: Page) -> list[Record]:
        keys = self.habits.listed(
            self.store.entries(page.table), page, self.now.timestamp()
        )
        found = self.store.rows_with(page.table, "id", sorted(set(keys)), deleted=True)
        by_key = {key_of(row): row for row in found}
        return [by_key[key] for key in keys]

    def file_url(self, key: Json) -> str | None:
        """Where a file of the store can be fetched."""
        return f"{self.files_url}{key}" if key else None


Handler: TypeAlias = Callable[[Call], Answer]


def _number(value: Scalar, default: int) -> int:
    return value if isinstance(value, int) else default
