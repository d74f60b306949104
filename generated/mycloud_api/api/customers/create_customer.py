# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.customer_body import CustomerBody
from ...models.customer_response import CustomerResponse
from ...models.error import Error
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: CustomerBody | Unset = UNSET,
    my_cloud_request_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(my_cloud_request_id, Unset):
        headers["MyCloud-Request-Id"] = my_cloud_request_id

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/customers",
    }

    if not isinstance(body, Unset):
        _kwargs["files"] = body.to_multipart()

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CustomerResponse | Error:
    if response.status_code == 200:
        response_200 = CustomerResponse.from_dict(response.json())

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
) -> Response[CustomerResponse | Error]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CustomerBody | Unset = UNSET,
    my_cloud_request_id: str | Unset = UNSET,
) -> Response[CustomerResponse | Error]:
    """Create a customer

     Saves a recipient for use in later orders.

    Args:
        my_cloud_request_id (str | Unset):
        body (CustomerBody | Unset): The fields of a customer that a shop may set.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomerResponse | Error]
    """

    kwargs = _get_kwargs(
        body=body,
        my_cloud_request_id=my_cloud_request_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: CustomerBody | Unset = UNSET,
    my_cloud_request_id: str | Unset = UNSET,
) -> CustomerResponse | Error | None:
    """Create a customer

     Saves a recipient for use in later orders.

    Args:
        my_cloud_request_id (str | Unset):
        body (CustomerBody | Unset): The fields of a customer that a shop may set.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomerResponse | Error
    """

    return sync_detailed(
        client=client,
        body=body,
        my_cloud_request_id=my_cloud_request_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CustomerBody | Unset = UNSET,
    my_cloud_request_id: str | Unset = UNSET,
) -> Response[CustomerResponse | Error]:
    """Create a customer

     Saves a recipient for use in later orders.

    Args:
        my_cloud_request_id (str | Unset):
        body (CustomerBody | Unset): The fields of a customer that a shop may set.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CustomerResponse | Error]
    """

    kwargs = _get_kwargs(
        body=body,
        my_cloud_request_id=my_cloud_request_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: CustomerBody | Unset = UNSET,
    my_cloud_request_id: str | Unset = UNSET,
) -> CustomerResponse | Error | None:
    """Create a customer

     Saves a recipient for use in later orders.

    Args:
        my_cloud_request_id (str | Unset):
        body (CustomerBody | Unset): The fields of a customer that a shop may set.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CustomerResponse | Error
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            my_cloud_request_id=my_cloud_request_id,
        )
    ).parsed
