# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ...answers import error_fields
from ...models.error import Error
from ...models.product_category import ProductCategory
from ...models.product_category_response import ProductCategoryResponse
from ...reading import ObjectReader
from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
    category_id: int,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/productcategories/{category_id}".format(
            category_id=quote(str(category_id), safe=""),
        ),
    }

    return _kwargs


_get_kwargs = build_request

read = ObjectReader(ProductCategory, "productcategory")


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ProductCategoryResponse:
    if not 200 <= response.status_code < 300:
        return Error.from_dict(error_fields(response.content))
    return ProductCategoryResponse(productcategory=read(response.content))


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ProductCategoryResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    category_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | ProductCategoryResponse]:
    """Get a product category

     Gives one category by its database key.

    Args:
        category_id (int):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProductCategoryResponse]
    """

    kwargs = build_request(
        category_id=category_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    category_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Error | ProductCategoryResponse | None:
    """Get a product category

     Gives one category by its database key.

    Args:
        category_id (int):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProductCategoryResponse
    """

    return sync_detailed(
        category_id=category_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    category_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | ProductCategoryResponse]:
    """Get a product category

     Gives one category by its database key.

    Args:
        category_id (int):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProductCategoryResponse]
    """

    kwargs = build_request(
        category_id=category_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    category_id: int,
    *,
    client: AuthenticatedClient | Client,
) -> Error | ProductCategoryResponse | None:
    """Get a product category

     Gives one category by its database key.

    Args:
        category_id (int):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProductCategoryResponse
    """

    return (
        await asyncio_detailed(
            category_id=category_id,
            client=client,
        )
    ).parsed
