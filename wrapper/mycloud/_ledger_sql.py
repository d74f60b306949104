"""The statements of a ledger in a database; SQLite and PostgreSQL differ in the clock only."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar, Final

import attrs

from ._ledger import Change, entry_of
from ._ledger_states import FREE, Entry, State

_TABLE: Final = """CREATE TABLE IF NOT EXISTS mycloud_ledger (
  shop TEXT NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  claim TEXT NOT NULL,
  holder TEXT NOT NULL,
  leased_until DOUBLE PRECISION NOT NULL,
  content TEXT NOT NULL,
  order_id BIGINT,
  mc_number TEXT,
  message TEXT,
  candidates TEXT NOT NULL DEFAULT '[]',
  changed_at DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (shop, number)
)"""
_INDEX: Final = """CREATE INDEX IF NOT EXISTS mycloud_ledger_by_state
ON mycloud_ledger (shop, state, changed_at)"""

_COLUMNS: Final = """number, state, claim, holder, leased_until - {now}, content,
order_id, mc_number, message, candidates, changed_at"""

_CLAIM: Final = """INSERT INTO mycloud_ledger
(shop, number, state, claim, holder, leased_until, content, changed_at)
VALUES (:shop, :number, 'claimed', :claim, :holder, {now} + :lease, :content, {now})
ON CONFLICT (shop, number) DO UPDATE SET
  state = 'claimed', claim = excluded.claim, holder = excluded.holder,
  leased_until = excluded.leased_until, content = excluded.content,
  order_id = NULL, mc_number = NULL, message = NULL, changed_at = excluded.changed_at
WHERE mycloud_ledger.state IN ({free}) OR (mycloud_ledger.state = 'claimed' AND
  (mycloud_ledger.claim = excluded.claim OR mycloud_ledger.leased_until < {now}))
RETURNING {columns}"""

_CHANGE: Final = """UPDATE mycloud_ledger SET
  state = :state, leased_until = {now} + :lease, order_id = :order_id,
  mc_number = :mc_number, message = :message,
  candidates = COALESCE(:candidates, candidates), changed_at = {now}
WHERE shop = :shop AND number = :number AND claim = :claim AND state IN ({starts})
RETURNING {returning}"""

_GET: Final = (
    "SELECT {columns} FROM mycloud_ledger WHERE shop = :shop AND number = :number"
)
_LIST: Final = """SELECT {columns} FROM mycloud_ledger
WHERE shop = :shop{in_state} ORDER BY changed_at DESC, number LIMIT :limit"""

_ALL: Final = 2**62
"""More entries than there are; PostgreSQL has no LIMIT -1."""

Values = dict[str, str | int | float | None]


@attrs.frozen
class Statements:
    """The statements for one kind of database.

    Attributes:
        now: The time in seconds since 1970, as the database tells it.
        durably: What a change returns whose note must outlive a crash of the database.
    """

    now: str
    durably: str = "1"

    @property
    def tables(self) -> tuple[str, ...]:
        """Statements that make the table if it is missing."""
        return _TABLE, _INDEX

    def claim(self) -> str:
        """Takes a number if it is free."""
        return self._with_columns(_CLAIM, free=_listed(FREE))

    def change(self, change: Change) -> str:
        """Changes an entry; a change that is asked for again is granted again."""
        starts = _listed((*change.starts, change.state))
        returning = self.durably if change.state == "sending" else "1"
        return _CHANGE.format(now=self.now, starts=starts, returning=returning)

    def get(self) -> str:
        """Reads an entry."""
        return self._with_columns(_GET)

    def entries(self, state: State | None) -> str:
        """Reads the entries of a shop."""
        return self._with_columns(
            _LIST, in_state=" AND state = :state" if state else ""
        )

    def _with_columns(self, statement: str, **parts: str) -> str:
        columns = _COLUMNS.format(now=self.now)
        return statement.format(now=self.now, columns=columns, **parts)


class SqlLedger(ABC):
    """The part of a ledger that is the same in each database."""

    statements: ClassVar[Statements]

    def claim(
        self,
        shop: str,
        number: str,
        *,
        claim: str,
        holder: str,
        lease: float,
        content: str,
    ) -> Entry:
        """Claim a number in one statement; see `Ledger`."""
        values: Values = {
            "shop": shop,
            "number": number,
            "claim": claim,
            "holder": holder,
            "lease": lease,
            "content": content,
        }
        rows = self._run(self.statements.claim(), values) or self._run(
            self.statements.get(), values
        )
        return entry_of(rows[0])

    def change(self, shop: str, number: str, *, claim: str, change: Change) -> bool:
        """Change an entry that has this claim; see `Ledger`."""
        values: Values = {"shop": shop, "number": number, "claim": claim}
        values |= values_of_change(change)
        on_disk = change.state == "sending"
        return bool(self._run(self.statements.change(change), values, on_disk=on_disk))

    def get(self, shop: str, number: str) -> Entry | None:
        """The entry of a number, or None."""
        rows = self._run(self.statements.get(), {"shop": shop, "number": number})
        return entry_of(rows[0]) if rows else None

    def entries(
        self, shop: str, state: State | None = None, limit: int | None = None
    ) -> list[Entry]:
        """The entries of a shop, those that changed last first."""
        values = values_of_list(shop, state, limit)
        return [
            entry_of(row) for row in self._run(self.statements.entries(state), values)
        ]

    @abstractmethod
    def _run(
        self, statement: str, values: Values, *, on_disk: bool = False
    ) -> list[Any]:
        """Run one statement, which is its own transaction; gives its rows.

        Args:
            on_disk: Whether it must outlive a crash of the machine.

        Raises:
            LedgerError: The database cannot be used.
        """


def values_of_change(change: Change) -> Values:
    """The values that a change puts into its statement."""
    candidates = change.candidates
    return {
        "state": change.state,
        "lease": change.lease,
        "order_id": change.order_id,
        "mc_number": change.mc_number,
        "message": change.message,
        "candidates": None if candidates is None else json.dumps(list(candidates)),
    }


def values_of_list(shop: str, state: State | None, limit: int | None) -> Values:
    """The values that a list puts into its statement."""
    values: Values = {"shop": shop, "limit": _ALL if limit is None else limit}
    return values | ({"state": state} if state else {})


def _listed(states: Iterable[State]) -> str:
    """States as SQL; they are ours, and hold no quotes."""
    return ", ".join(f"'{state}'" for state in sorted(set(states)))
