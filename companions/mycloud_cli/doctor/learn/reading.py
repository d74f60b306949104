"""The examination that only reads."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, Final

from .asking import Asking, entries_of
from .habits import FULL, listing_is_empty
from .observations import Observations
from .wire import Wire

READS: Final = 50
"""Requests that an examination sends at most; servers that throttle do so at 60 a minute."""
_BEYOND: Final = 10**6
_NOT_THERE: Final = 2**31 - 2
_RESOURCES: Final = {
    "customers": "Customer",
    "products": "Product",
    "deliverymodes": "DeliveryMode",
}
_TIMINGS: Final = 3


def read_server(asking: Asking, seen: Observations) -> None:
    """Ask for lists and entries, and note what comes."""
    _tokens(asking, seen)
    _lists(asking, seen)
    _others(asking, seen)
    _missing(asking, seen)


def watch_connections(
    wire: Wire, token: str | None, seen: Observations, watch: float
) -> None:
    """Measure answers on their own connections, and see how long one may be idle."""
    seen.timings = [wire.timing(token) for _ in range(_TIMINGS)]
    seen.closed_after = wire.idle_seconds(token, watch)
    seen.watched = watch
    seen.requests += _TIMINGS + 1


def _tokens(asking: Asking, seen: Observations) -> None:
    """See whether a token may be used twice, and whether it outlives the next one."""
    first = asking.fetch_token()
    if first is None:
        seen.notes.append(
            "tokens: not looked at, since there are no keys that fetch one"
        )
        return
    asking.token, seen.token_seconds = first, _lifetime(first)
    used = [asking.get_once("/shops", first).status != 401 for _ in range(2)]
    seen.token_used_twice = used[1]
    asking.token = asking.fetch_token()
    if used[1]:
        seen.token_outlives_next = asking.get_once("/shops", first).status != 401


def _lifetime(token: str) -> float | None:
    """Seconds from issue to end, as a JWT tells them."""
    try:
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        return float(claims["exp"]) - float(claims["iat"])
    except (IndexError, KeyError, TypeError, ValueError):
        return None


def _lists(asking: Asking, seen: Observations) -> None:
    """Pages of orders that tell how `offset` and `count` are read."""
    seen.envelope = "data" in _mapping(asking.get("/orders", offset=0, count=1).payload)
    long, entries = asking.listing("orders", offset=0, count=FULL)
    seen.listings["long"] = long
    for entry in entries:
        seen.see("Order", entry)
    for name, params in _pages(len(long.distinct)).items():
        seen.listings[name], _ = asking.listing("orders", **params)


def _pages(length: int) -> dict[str, dict[str, int]]:
    return {
        "long again": {"offset": 0, "count": FULL},
        "offset 3": {"offset": 3, "count": 2},
        "after long": {"offset": length, "count": FULL},
        "beyond": {"offset": _BEYOND, "count": 2},
        "long with deleted": {"offset": 0, "count": FULL, "deleted": 1},
    }


def _others(asking: Asking, seen: Observations) -> None:
    """Entries of the other lists, and whether those read `count`."""
    for resource, schema in _RESOURCES.items():
        reply = asking.get(f"/{resource}", offset=0, count=2)
        for entry in entries_of(reply.payload, resource) or []:
            seen.see(schema, entry)
        seen.listings[f"{resource} two"], _ = asking.listing(
            resource, offset=0, count=2
        )


def _missing(asking: Asking, seen: Observations) -> None:
    """The answer for an order that is not there."""
    from .observations import Listing

    reply = asking.get(f"/orders/{_NOT_THERE}")
    seen.missing = Listing(reply.status, refused=reply.refused)
    if listing_is_empty(seen.listings.get("long")):
        seen.notes.append(
            "orders: there are none, so most habits of lists and values cannot show"
        )


def _mapping(payload: object) -> Mapping[str, Any]:
    return payload if isinstance(payload, Mapping) else {}
