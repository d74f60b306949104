# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...answers import error_fields
from ...models.create_product_body import CreateProductBody
from ...models.error import Error
from ...models.product import Product
from ...models.product_response import ProductResponse
from ...reading import ObjectReader
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
    *,
    body: CreateProductBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(my_cloud_request_id, Unset):
        headers["MyCloud-Request-Id"] = my_cloud_request_id

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/products",
    }

    _kwargs["files"] = body.to_multipart()

    _kwargs["headers"] = headers
    return _kwargs


_get_kwargs = build_request

read = ObjectReader(Product, "product")


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ProductResponse:
    if not 200 <= response.status_code < 300:
        return Error.from_dict(error_fields(response.content))
    return ProductResponse(product=read(response.content))


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ProductResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateProductBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Response[Error | ProductResponse]:
    """Create a product

     Adds a product to the shop. MyCloud assigns its SKU.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateProductBody): A new product. Name, description and price are required.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProductResponse]
    """

    kwargs = build_request(
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
    body: CreateProductBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Error | ProductResponse | None:
    """Create a product

     Adds a product to the shop. MyCloud assigns its SKU.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateProductBody): A new product. Name, description and price are required.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProductResponse
    """

    return sync_detailed(
        client=client,
        body=body,
        my_cloud_request_id=my_cloud_request_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateProductBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Response[Error | ProductResponse]:
    """Create a product

     Adds a product to the shop. MyCloud assigns its SKU.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateProductBody): A new product. Name, description and price are required.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProductResponse]
    """

    kwargs = build_request(
        body=body,
        my_cloud_request_id=my_cloud_request_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: CreateProductBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Error | ProductResponse | None:
    """Create a product

     Adds a product to the shop. MyCloud assigns its SKU.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateProductBody): A new product. Name, description and price are required.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProductResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            my_cloud_request_id=my_cloud_request_id,
        )
    ).parsed
