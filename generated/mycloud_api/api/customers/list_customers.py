# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.customers_response import CustomersResponse
from ...models.error import Error
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    offset: int | Unset = UNSET,
    count: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["offset"] = offset

    params["count"] = count

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/customers",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CustomersResponse | Error:
    if response.status_code == 200:
        response_200 = CustomersResponse.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

    if response.status_code == 422:
        response_422 = Error.from_dict(response.json())

        return response_422

    response_default = Error.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CustomersResponse | Error]:
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
) -> Response[CustomersResponse | Error]:
    """List the customers of the shop

     Gives the customers the shop has saved. The documentation lists no parameters; `offset` and `count`
    have
    been seen in use.

    Args:
        offset (int | Unset):
        count (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomersResponse | Error]
    """

    kwargs = _get_kwargs(
        offset=offset,
        count=count,
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
) -> CustomersResponse | Error | None:
    """List the customers of the shop

     Gives the customers the shop has saved. The documentation lists no parameters; `offset` and `count`
    have
    been seen in use.

    Args:
        offset (int | Unset):
        count (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomersResponse | Error
    """

    return sync_detailed(
        client=client,
        offset=offset,
        count=count,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    offset: int | Unset = UNSET,
    count: int | Unset = UNSET,
) -> Response[CustomersResponse | Error]:
    """List the customers of the shop

     Gives the customers the shop has saved. The documentation lists no parameters; `offset` and `count`
    have
    been seen in use.

    Args:
        offset (int | Unset):
        count (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomersResponse | Error]
    """

    kwargs = _get_kwargs(
        offset=offset,
        count=count,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    offset: int | Unset = UNSET,
    count: int | Unset = UNSET,
) -> CustomersResponse | Error | None:
    """List the customers of the shop

     Gives the customers the shop has saved. The documentation lists no parameters; `offset` and `count`
    have
    been seen in use.

    Args:
        offset (int | Unset):
        count (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomersResponse | Error
    """

    return (
        await asyncio_detailed(
            client=client,
            offset=offset,
            count=count,
        )
    ).parsed
