"""Names that people type first: what is refused says which name is right.

The second names are refused rather than taken, so that one thing has one name.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

_NO_FILTER: Final = (
    "a condition, since the API has no filter: [each for each in list() if ...]"
)
_SOME: Final = "list().all(limit=10); count= is how many to ask for at a time"
_FIELDS: Final = {
    "delivery_mode": "delivery_mode_id=",
    "order_items": "items=",
    "recipient": "name=",
    "phone": "phone_number=",
    "tel": "phone_number=",
    "zip": "postcode=",
    "zipcode": "postcode=",
    "postal_code": "postcode=",
    "number": "order_number=",
    "reference": "customer_reference= or order_number=",
    "total": "total_price=",
    "notes": "note=",
    "files": "attachments=",
}
_ARGUMENTS: Final[Mapping[str, Mapping[str, str]]] = {
    "list": {
        "limit": _SOME,
        "max_results": _SOME,
        "page": "page(offset, count) gives one page; list() walks all of them",
        "page_size": "count=",
        "per_page": "count=",
        "size": "count=",
        "status": _NO_FILTER,
        "since": _NO_FILTER,
        "search": _NO_FILTER,
        "order_number": "find(order_number=...)",
    },
    "find": {"number": "order_number= or mc_number=", "id": "get(id)"},
    "create": _FIELDS,
    "ensure": _FIELDS,
    "update": _FIELDS,
    "Item": {
        "sku": "product_sku= for MyCloud's SKU, shop_sku= for the shop's own",
        "qty": "quantity=",
        "amount": "quantity= or price=",
        "product": "Item.of(product, quantity=...)",
        "unit_price": "price=, which is that of one piece",
    },
    "MyCloud": {
        "max_retries": "retry=RetryPolicy(max_attempts=3)",
        "retries": "retry=RetryPolicy(max_attempts=3)",
        "key": "api_key=",
        "secret": "secret_key=",
        "url": "base_url=",
        "host": "base_url=",
        "proxies": "proxy=",
        "verify": "ca_bundle=",
    },
}
_METHODS: Final = {
    "add": "create",
    "place": "create",
    "cancel": "delete",
    "remove": "delete",
    "retrieve": "get",
    "fetch": "get",
    "read": "get",
    "edit": "update",
    "modify": "update",
    "filter": "list",
    "iter": "list",
    "search": "find",
}


def hinting(function: Function) -> Function:
    """Let a method say which argument is right when it is given one of another name.

    Args:
        function: A method or constructor whose arguments have names.
    """
    owner, _, name = function.__qualname__.rpartition(".")
    called = owner if name == "__init__" else name
    parameters = list(inspect.signature(function).parameters.values())
    names = frozenset(each.name for each in parameters)
    most = sum(each.kind is not each.KEYWORD_ONLY for each in parameters)

    def check(args: tuple[object, ...], given: Mapping[str, object]) -> None:
        if not names.issuperset(given) or len(args) > most:
            _refuse(called, names, most, args, given)

    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def awaited(*args: Any, **given: Any) -> Any:
            check(args, given)
            return await function(*args, **given)

        return awaited  # type: ignore[return-value]

    @functools.wraps(function)
    def called_at_once(*args: Any, **given: Any) -> Any:
        check(args, given)
        return function(*args, **given)

    return called_at_once  # type: ignore[return-value]


def no_such_method(resource: object, name: str) -> AttributeError:
    """The error for a method of another name."""
    own = type(resource).__name__
    meant = _METHODS.get(name)
    hint = f": use {meant}()" if meant and hasattr(type(resource), meant) else ""
    return AttributeError(f"{own!r} has no {name!r}{hint}", name=name, obj=resource)


def _refuse(
    called: str,
    names: frozenset[str],
    most: int,
    args: tuple[object, ...],
    given: Mapping[str, object],
) -> NoReturn:
    from difflib import get_close_matches  # it takes long to load

    wrong = next((name for name in given if name not in names), None)
    shown = called.removeprefix("Async")
    if wrong is None:
        raise TypeError(
            f"{shown}() takes its arguments by name, such as {_examples(names)}"
        )
    hint = _ARGUMENTS.get(shown, {}).get(wrong)
    near = get_close_matches(wrong, names - {"self"}, n=1)
    advice = (
        f"use {hint}" if hint else f"did you mean {near[0]}=?" if near else "see help()"
    )
    raise TypeError(f"{shown}() takes no {wrong}=: {advice}")


def _examples(names: frozenset[str]) -> str:
    return " or ".join(f"{name}=" for name in sorted(names - {"self"})[:3])
