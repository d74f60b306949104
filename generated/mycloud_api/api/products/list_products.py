# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...answers import error_fields
from ...models.error import Error
from ...models.product import Product
from ...models.products_response import ProductsResponse
from ...reading import ListReader
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
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
        "url": "/products",
        "params": params,
    }

    return _kwargs


_get_kwargs = build_request

read = ListReader(Product, "products")


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ProductsResponse:
    if not 200 <= response.status_code < 300:
        return Error.from_dict(error_fields(response.content))
    entries = [entry for entry in read(response.content) if entry is not None]
    return ProductsResponse(products=entries)


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ProductsResponse]:
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
) -> Response[Error | ProductsResponse]:
    """List the products of the shop

     Gives one page of the shop's products.

    Args:
        offset (int | Unset):
        count (int | Unset):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProductsResponse]
    """

    kwargs = build_request(
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
) -> Error | ProductsResponse | None:
    """List the products of the shop

     Gives one page of the shop's products.

    Args:
        offset (int | Unset):
        count (int | Unset):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProductsResponse
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
) -> Response[Error | ProductsResponse]:
    """List the products of the shop

     Gives one page of the shop's products.

    Args:
        offset (int | Unset):
        count (int | Unset):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProductsResponse]
    """

    kwargs = build_request(
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
) -> Error | ProductsResponse | None:
    """List the products of the shop

     Gives one page of the shop's products.

    Args:
        offset (int | Unset):
        count (int | Unset):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProductsResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            offset=offset,
            count=count,
        )
    ).parsed
