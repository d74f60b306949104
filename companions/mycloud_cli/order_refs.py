"""An order by any of its names: id, order number or MC number."""

from __future__ import annotations

import re
from shlex import quote
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from .errors import NotThere

if TYPE_CHECKING:
    from mycloud import MyCloud, Order

Name: TypeAlias = Literal["id", "order_number", "mc_number"]

_ID: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
_MC_NUMBER: Final = re.compile(r"MC[0-9]+", re.ASCII | re.IGNORECASE)


def names_of(text: str, *, id_first: bool) -> list[Name]:
    """As what a text is looked up, in this order."""
    ids: list[Name] = ["id"] if _ID.fullmatch(text) else []
    numbers: list[Name] = ["order_number", "mc_number"]
    if _MC_NUMBER.fullmatch(text):
        numbers.reverse()
    return [*ids, *numbers] if id_first else [*numbers, *ids]


def order_by_any(
    client: MyCloud, text: str, *, newest: int, id_first: bool = False
) -> Order:
    """The order that a text names.

    Raises:
        NotThere: It is not among the newest orders.
    """
    for name in names_of(text, id_first=id_first):
        found = _looked_up(client, name, text, newest)
        if found is not None:
            return found
    by_id = f"no order has the id {text}, and " if _ID.fullmatch(text) else ""
    raise NotThere(
        f"{by_id}there is no order {text!r} among the newest {newest}, by order number or MC "
        f"number; `mycloud orders find {quote(text)} --newest N` looks further back"
    )


def _looked_up(client: MyCloud, name: Name, text: str, newest: int) -> Order | None:
    from mycloud import NotFoundError

    if name == "id":
        try:
            return client.orders.get(int(text))
        except NotFoundError:
            return None
    if name == "order_number":
        return client.orders.find(order_number=text, newest=newest)
    return client.orders.find(mc_number=text, newest=newest)
