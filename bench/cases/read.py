"""From the bytes of a page to 100 orders, each with customer, delivery mode, items and their
products.

Ours reads either dialect and tolerates all that answers of this API are known for. The peers read
the documented one, whose pages hold nothing that they stumble over; where ours reads the envelope,
its pages have the same orders, and `json.loads` reads the same bytes.

`[plain]` reads by the standard library's json, as on an interpreter for which there is no msgspec.

A sample reads several different pages in a row and drops the orders of each, as a walk does. It
counts CPU time, since nothing here waits. The garbage collector runs as it does in real life: what
a reader allocates is part of its price.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from ..measuring import Case, Sample, Sides
from ..orders import COUNT, pages
from ..readers import PEERS, Reader, ours, without_msgspec

PAGES = 5
"""Pages to a sample."""


def _case(name: str, dialect: str, *, plain: bool, bars: Mapping[str, float]) -> Case:
    @contextmanager
    def sides() -> Iterator[Sides]:
        answered, documented = pages(dialect, PAGES), pages("documented", PAGES)
        peers = {name: reader() for name, reader in PEERS.items()}
        with without_msgspec() if plain else nullcontext():
            _agree(
                [ours()(answered[0]), *(read(documented[0]) for read in peers.values())]
            )
            samples = {name: _sample(read, documented) for name, read in peers.items()}
            samples["json.loads"] = _sample(json.loads, answered)  # of the same bytes
            yield {"MyCloud": _sample(ours(), answered), **samples}

    return Case(name, "ms CPU", sides, rounds=31, bars=bars)


def _sample(read: Reader, bodies: Sequence[bytes]) -> Sample:
    def took() -> float:
        began = time.process_time()
        for body in bodies:
            read(body)
        return (time.process_time() - began) / len(bodies) * 1e3

    return took


def _agree(readings: Sequence[Sequence[Any]]) -> None:
    """A reader that did not read what the others did would be quick for nothing."""
    first, *others = ([_gist(order) for order in orders] for orders in readings)
    if len(first) != COUNT or any(other != first for other in others):
        raise RuntimeError("the readers do not agree on what is in the page")


def _gist(order: Any) -> list[object]:
    """A value from every corner of an order."""
    get: Any = dict.get if isinstance(order, dict) else getattr
    items = get(order, "order_items")
    customer, product = get(order, "customer"), get(items[-1], "product")
    return [
        get(order, "id"),
        get(order, "weight"),
        get(customer, "name"),
        len(items),
        get(product, "sku"),
    ]


_DEFAULT = {"openapi-python-client": 0.30, "pydantic": 0.9}
_PLAIN = {"openapi-python-client": 0.75}
CASES = [
    _case("read documented", "documented", plain=False, bars=_DEFAULT),
    _case(
        "read envelope", "envelope", plain=False, bars=_DEFAULT | {"json.loads": 1.0}
    ),
    _case("read documented [plain]", "documented", plain=True, bars=_PLAIN),
    _case("read envelope [plain]", "envelope", plain=True, bars=_PLAIN),
]
