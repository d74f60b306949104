# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...answers import error_fields
from ...models.create_product_category_body import CreateProductCategoryBody
from ...models.error import Error
from ...models.product_category import ProductCategory
from ...models.product_category_response import ProductCategoryResponse
from ...reading import ObjectReader
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
    *,
    body: CreateProductCategoryBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(my_cloud_request_id, Unset):
        headers["MyCloud-Request-Id"] = my_cloud_request_id

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/productcategories",
    }

    _kwargs["files"] = body.to_multipart()

    _kwargs["headers"] = headers
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
    *,
    client: AuthenticatedClient | Client,
    body: CreateProductCategoryBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Response[Error | ProductCategoryResponse]:
    """Create a product category

     Adds a category. MyCloud assigns its code.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateProductCategoryBody): A new category.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProductCategoryResponse]
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
    body: CreateProductCategoryBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Error | ProductCategoryResponse | None:
    """Create a product category

     Adds a category. MyCloud assigns its code.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateProductCategoryBody): A new category.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProductCategoryResponse
    """

    return sync_detailed(
        client=client,
        body=body,
        my_cloud_request_id=my_cloud_request_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateProductCategoryBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Response[Error | ProductCategoryResponse]:
    """Create a product category

     Adds a category. MyCloud assigns its code.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateProductCategoryBody): A new category.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ProductCategoryResponse]
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
    body: CreateProductCategoryBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Error | ProductCategoryResponse | None:
    """Create a product category

     Adds a category. MyCloud assigns its code.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateProductCategoryBody): A new category.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ProductCategoryResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            my_cloud_request_id=my_cloud_request_id,
        )
    ).parsed
