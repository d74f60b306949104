# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ...answers import error_fields
from ...models.error import Error
from ...models.order_item import OrderItem
from ...models.order_item_response import OrderItemResponse
from ...models.update_order_item_body import UpdateOrderItemBody
from ...reading import ObjectReader
from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
    id: int,
    *,
    body: UpdateOrderItemBody,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/orderitems/{id}".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["files"] = body.to_multipart()

    _kwargs["headers"] = headers
    return _kwargs


_get_kwargs = build_request

read = ObjectReader(OrderItem, "orderitem")


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | OrderItemResponse:
    if not 200 <= response.status_code < 300:
        return Error.from_dict(error_fields(response.content))
    return OrderItemResponse(orderitem=read(response.content))


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | OrderItemResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateOrderItemBody,
) -> Response[Error | OrderItemResponse]:
    """Update an order item

     Sets price and quantity, which are both needed. The product of an item cannot be changed.

    Args:
        id (int):
        body (UpdateOrderItemBody): The new price and quantity of an order item.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | OrderItemResponse]
    """

    kwargs = build_request(
        id=id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateOrderItemBody,
) -> Error | OrderItemResponse | None:
    """Update an order item

     Sets price and quantity, which are both needed. The product of an item cannot be changed.

    Args:
        id (int):
        body (UpdateOrderItemBody): The new price and quantity of an order item.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | OrderItemResponse
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateOrderItemBody,
) -> Response[Error | OrderItemResponse]:
    """Update an order item

     Sets price and quantity, which are both needed. The product of an item cannot be changed.

    Args:
        id (int):
        body (UpdateOrderItemBody): The new price and quantity of an order item.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | OrderItemResponse]
    """

    kwargs = build_request(
        id=id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: int,
    *,
    client: AuthenticatedClient | Client,
    body: UpdateOrderItemBody,
) -> Error | OrderItemResponse | None:
    """Update an order item

     Sets price and quantity, which are both needed. The product of an item cannot be changed.

    Args:
        id (int):
        body (UpdateOrderItemBody): The new price and quantity of an order item.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | OrderItemResponse
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
        )
    ).parsed
