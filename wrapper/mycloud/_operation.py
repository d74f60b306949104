"""How one definition of an operation serves both clients.

A resource says what to do as a coroutine. `AsyncMyCloud` gives that to be awaited; `MyCloud` runs
it at once, which it can, since its coroutines never wait (see `_exchange`). Type checkers see it in
the resource's mode: `Orders[Sync].get` gives an `Order`, `Orders[Async].get` a coroutine of one.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar, cast, overload

from mycloud_api.messages import Request

from ._errors import InvalidRequestError
from ._exchange import Call, Caller, Exchange, Flow, Wait
from ._pages import AsyncPager, Listing, Pager
from ._reading import Read, read_later

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Sync:
    """The mode of `MyCloud`: a call blocks until its result is there."""


class Async:
    """The mode of `AsyncMyCloud`: a call is awaited."""


Mode = TypeVar("Mode", Sync, Async)


class Client(Caller, Protocol):
    """What a resource needs of its client."""

    def _run(self, flow: Flow[Any]) -> Any: ...
    def _pager(self, listing: Listing[Any]) -> Any: ...


class Resource(Generic[Mode]):
    """A part of the API, bound to a client."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def _call(self, kwargs: dict[str, Any], read: Read[T], **about: Any) -> Call[T]:
        """A request as a generated operation spells it, the one seam to `mycloud_api`; `about` it
        see `Call`.
        """
        self._refuse_too_many(kwargs.get("files") or [])
        return Call(request=Request(**kwargs), read=read, **about)

    async def _send(self, kwargs: dict[str, Any], read: Read[T], **about: Any) -> T:
        return await Exchange(self._call(kwargs, read, **about), self._client).result()

    def _listing(
        self, ask: Callable[..., dict[str, Any]], read: Read[list[T | None]], **how: Any
    ) -> Listing[T]:
        """A list as a generated operation asks for it; `how` to walk it see `Listing`."""

        def fetch(
            at: int, most: int, on_wait: Callable[[Wait], object]
        ) -> Flow[Callable[[], list[T | None]]]:
            kwargs = ask() if how.get("in_one") else ask(offset=at, count=most)
            return self._send(kwargs, read_later(read), on_wait=on_wait)

        return Listing(fetch, **how)

    def _refuse_too_many(self, parts: list[Any]) -> None:
        """Refuse a form that the server would cut without a word (PHP's max_input_vars)."""
        fields, most = (
            sum(part[0] is None for _, part in parts),
            self._client._options.max_form_fields,
        )
        if fields > most:
            takes = f"{most} at most, since PHP drops the rest; send fewer items"
            raise InvalidRequestError("items", got=f"{fields} form fields", takes=takes)


class Operation(Protocol[P, T_co]):
    """A method that blocks or is awaited, as its resource does."""

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: Resource[Sync], owner: type) -> Callable[P, T_co]: ...
    @overload
    def __get__(self, instance: Resource[Async], owner: type) -> Callable[P, Flow[T_co]]: ...


class ListOperation(Protocol[P, T]):
    """A method that gives a pager of its resource's mode."""

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: Resource[Sync], owner: type) -> Callable[P, Pager[T]]: ...
    @overload
    def __get__(self, instance: Resource[Async], owner: type) -> Callable[P, AsyncPager[T]]: ...


def operation(flow: Callable[Concatenate[Any, P], Flow[T]]) -> Operation[P, T]:
    """Make a method of a coroutine function. At run time it is a plain function, which `help` shows
    as written.
    """

    @functools.wraps(flow)
    def method(self: Resource[Any], *args: P.args, **kwargs: P.kwargs) -> object:
        return self._client._run(flow(self, *args, **kwargs))

    return cast("Operation[P, T]", method)


def list_operation(listing: Callable[Concatenate[Any, P], Listing[T]]) -> ListOperation[P, T]:
    """Make a method that gives a pager over the listing."""

    @functools.wraps(listing)
    def method(self: Resource[Any], *args: P.args, **kwargs: P.kwargs) -> object:
        return self._client._pager(listing(self, *args, **kwargs))

    return cast("ListOperation[P, T]", method)


def new_id() -> str:
    """A name for a request that creates something (`MyCloud-Request-Id`)."""
    return str(uuid.uuid4())
