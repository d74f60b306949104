"""Readers of a page: ours, and those of the peers. Each takes the bytes of a body and gives its
orders.

The two generated clients are made of the same spec by `make bench`; each is called where it has the
answer in hand. The classes for pydantic and msgspec have the fields and types of our own models,
made here so that they cannot drift apart.
"""

from __future__ import annotations

import functools
import importlib
import json
import operator
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import httpx
from mycloud import Answer, Order, Request
from mycloud._answers import result_of
from mycloud_api import models, rows
from mycloud_api.api.orders import list_orders
from mycloud_api.values import LENIENT, json_names

Reader: TypeAlias = Callable[[bytes], Sequence[Any]]

GENERATED = Path(__file__).parent / ".peers"
"""Where `make bench` puts the generated clients."""


@contextmanager
def without_msgspec() -> Iterator[None]:
    """As on an interpreter for which there is no msgspec."""
    library, rows.msgspec = rows.msgspec, None
    try:
        yield
    finally:
        rows.msgspec = library


def ours() -> Reader:
    """What a method does with an answer, from its status on; with msgspec, unless it is switched
    off.
    """
    request = Request(method="GET", url="/orders")

    def orders(page: bytes) -> Sequence[object]:
        answer = Answer(
            status=200,
            headers={},
            content=page,
            request=request,
            base_url="http://127.0.0.1",
        )
        return result_of(list_orders.read, answer, LENIENT)

    return orders


def stock() -> Reader:
    """openapi-python-client with its own templates."""
    client = _generated("stock_client").Client(base_url="http://127.0.0.1")
    build = _generated("stock_client.api.orders.list_orders")._build_response
    return lambda page: (
        build(client=client, response=httpx.Response(200, content=page)).parsed.orders
    )


def openapi_generator() -> Reader:
    """openapi-generator's Python client, which reads with pydantic."""
    client = _generated("openapi_generator_client.api_client").ApiClient()
    return lambda page: (
        client.deserialize(page.decode(), "OrdersResponse", "application/json").orders
    )


def pydantic() -> Reader:
    """`model_validate_json` of models with our fields."""
    create = importlib.import_module("pydantic").create_model

    def make(name: str, fields: Mapping[str, Any]) -> Any:
        return create(name, **{key: (kind, None) for key, kind in fields.items()})

    page_model = make("Page", {"orders": _list_of(_alike(Order, make))})
    return lambda page: page_model.model_validate_json(page).orders


def msgspec() -> Reader:
    """Structs with our fields and types."""
    library = importlib.import_module("msgspec")

    def make(name: str, fields: Mapping[str, Any]) -> Any:
        return library.defstruct(
            name, [(key, kind, None) for key, kind in fields.items()]
        )

    decoder = library.json.Decoder(
        make("Page", {"orders": _list_of(_alike(Order, make))})
    )
    return lambda page: decoder.decode(page).orders


def json_loads() -> Reader:
    """Dictionaries, as the standard library reads them: no models, no dates."""
    return lambda page: json.loads(page)["orders"]


PEERS: Mapping[str, Callable[[], Reader]] = {
    "openapi-python-client": stock,
    "openapi-generator": openapi_generator,
    "pydantic": pydantic,
    "msgspec structs": msgspec,
    "json.loads": json_loads,
}

_Make: TypeAlias = Callable[[str, Mapping[str, Any]], Any]


@functools.cache
def _alike(model: Any, make: _Make) -> Any:
    """A class with the fields and types of one of our models, as another library makes classes."""
    named = {name: getattr(models, name) for name in models.__all__}
    hints = typing.get_type_hints(model, localns=named)
    return make(
        model.__name__,
        {
            name: _type_alike(hints[name], make) | None
            for name in json_names(model)
            if name in hints
        },
    )


def _type_alike(hint: Any, make: _Make) -> Any:
    if isinstance(hint, types.UnionType):
        return functools.reduce(
            operator.or_,
            (_type_alike(member, make) for member in typing.get_args(hint)),
        )
    if typing.get_origin(hint) is list:
        return _list_of(_type_alike(typing.get_args(hint)[0], make))
    return _alike(hint, make) if isinstance(hint, type) and attrs.has(hint) else hint


def _list_of(entry: Any) -> Any:
    return types.GenericAlias(list, (entry,))


def _generated(module: str) -> Any:
    if str(GENERATED) not in sys.path:
        sys.path.append(str(GENERATED))
    return importlib.import_module(module)
