# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...answers import error_fields
from ...models.error import Error
from ...models.order import Order
from ...models.orders_response import OrdersResponse
from ...reading import ListReader
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
    *,
    offset: int | Unset = UNSET,
    count: int | Unset = UNSET,
    deleted: bool | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["offset"] = offset

    params["count"] = count

    params["deleted"] = deleted

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    if deleted is not UNSET:
        params["deleted"] = int(bool(deleted))

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orders",
        "params": params,
    }

    return _kwargs


_get_kwargs = build_request

read = ListReader(Order, "orders")


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | OrdersResponse:
    if not 200 <= response.status_code < 300:
        return Error.from_dict(error_fields(response.content))
    entries = [entry for entry in read(response.content) if entry is not None]
    return OrdersResponse(orders=entries)


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | OrdersResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    offset: int | Unset = UNSET,
    count: int | Unset = UNSET,
    deleted: bool | Unset = UNSET,
) -> Response[Error | OrdersResponse]:
    """List the orders of the shop

     Gives one page of the orders that are not deleted. An account can hold very many of them, and asking
    for
    all at once overloads the server until the request times out: start at `offset` 0 with a modest
    `count`,
    and raise `offset` by the number of orders received until a page comes back empty. (The
    documentation raises it by
    `count`, which skips orders where a server gives fewer.) The answer carries no total
    and the documentation promises no order of the list.

    Args:
        offset (int | Unset):
        count (int | Unset):
        deleted (bool | Unset):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | OrdersResponse]
    """

    kwargs = build_request(
        offset=offset,
        count=count,
        deleted=deleted,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    offset: int | Unset = UNSET,
    count: int | Unset = UNSET,
    deleted: bool | Unset = UNSET,
) -> Error | OrdersResponse | None:
    """List the orders of the shop

     Gives one page of the orders that are not deleted. An account can hold very many of them, and asking
    for
    all at once overloads the server until the request times out: start at `offset` 0 with a modest
    `count`,
    and raise `offset` by the number of orders received until a page comes back empty. (The
    documentation raises it by
    `count`, which skips orders where a server gives fewer.) The answer carries no total
    and the documentation promises no order of the list.

    Args:
        offset (int | Unset):
        count (int | Unset):
        deleted (bool | Unset):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | OrdersResponse
    """

    return sync_detailed(
        client=client,
        offset=offset,
        count=count,
        deleted=deleted,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    offset: int | Unset = UNSET,
    count: int | Unset = UNSET,
    deleted: bool | Unset = UNSET,
) -> Response[Error | OrdersResponse]:
    """List the orders of the shop

     Gives one page of the orders that are not deleted. An account can hold very many of them, and asking
    for
    all at once overloads the server until the request times out: start at `offset` 0 with a modest
    `count`,
    and raise `offset` by the number of orders received until a page comes back empty. (The
    documentation raises it by
    `count`, which skips orders where a server gives fewer.) The answer carries no total
    and the documentation promises no order of the list.

    Args:
        offset (int | Unset):
        count (int | Unset):
        deleted (bool | Unset):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | OrdersResponse]
    """

    kwargs = build_request(
        offset=offset,
        count=count,
        deleted=deleted,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    offset: int | Unset = UNSET,
    count: int | Unset = UNSET,
    deleted: bool | Unset = UNSET,
) -> Error | OrdersResponse | None:
    """List the orders of the shop

     Gives one page of the orders that are not deleted. An account can hold very many of them, and asking
    for
    all at once overloads the server until the request times out: start at `offset` 0 with a modest
    `count`,
    and raise `offset` by the number of orders received until a page comes back empty. (The
    documentation raises it by
    `count`, which skips orders where a server gives fewer.) The answer carries no total
    and the documentation promises no order of the list.

    Args:
        offset (int | Unset):
        count (int | Unset):
        deleted (bool | Unset):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | OrdersResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            offset=offset,
            count=count,
            deleted=deleted,
        )
    ).parsed
