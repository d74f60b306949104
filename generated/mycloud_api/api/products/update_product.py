# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ...answers import error_fields
from ...models.error import Error
from ...models.product import Product
from ...models.product_response import ProductResponse
from ...models.update_product_body import UpdateProductBody
from ...reading import ObjectReader
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
    product_id: str,
    *,
    body: UpdateProductBody | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/products/{product_id}".format(
            product_id=quote(str(product_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
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
    product_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateProductBody | Unset = UNSET,
) -> Response[Error | ProductResponse]:
    """Update a product

     Changes the fields that are sent and no others.

    Args:
        product_id (str):
        body (UpdateProductBody | Unset): The fields of a product that a shop may set. Fields that
            are not sent stay unchanged.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProductResponse]
    """

    kwargs = build_request(
        product_id=product_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    product_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateProductBody | Unset = UNSET,
) -> Error | ProductResponse | None:
    """Update a product

     Changes the fields that are sent and no others.

    Args:
        product_id (str):
        body (UpdateProductBody | Unset): The fields of a product that a shop may set. Fields that
            are not sent stay unchanged.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProductResponse
    """

    return sync_detailed(
        product_id=product_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    product_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateProductBody | Unset = UNSET,
) -> Response[Error | ProductResponse]:
    """Update a product

     Changes the fields that are sent and no others.

    Args:
        product_id (str):
        body (UpdateProductBody | Unset): The fields of a product that a shop may set. Fields that
            are not sent stay unchanged.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProductResponse]
    """

    kwargs = build_request(
        product_id=product_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    product_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateProductBody | Unset = UNSET,
) -> Error | ProductResponse | None:
    """Update a product

     Changes the fields that are sent and no others.

    Args:
        product_id (str):
        body (UpdateProductBody | Unset): The fields of a product that a shop may set. Fields that
            are not sent stay unchanged.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProductResponse
    """

    return (
        await asyncio_detailed(
            product_id=product_id,
            client=client,
            body=body,
        )
    ).parsed
