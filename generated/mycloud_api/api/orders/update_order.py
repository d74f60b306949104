# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ...answers import error_fields
from ...models.error import Error
from ...models.order import Order
from ...models.order_response import OrderResponse
from ...models.update_order_body import UpdateOrderBody
from ...reading import ObjectReader
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
    id: int,
    *,
    body: UpdateOrderBody | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/orders/{id}".format(
            id=quote(str(id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["files"] = body.to_multipart()

    _kwargs["headers"] = headers
    return _kwargs


_get_kwargs = build_request

read = ObjectReader(Order, "order")


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | OrderResponse:
    if not 200 <= response.status_code < 300:
        return Error.from_dict(error_fields(response.content))
    return OrderResponse(order=read(response.content))


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | OrderResponse]:
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
    body: UpdateOrderBody | Unset = UNSET,
) -> Response[Error | OrderResponse]:
    """Update an order

     Changes the fields that are sent and no others. An item whose product is already in the order
    changes its
    price and quantity; an item of any other product is added. Items have also been seen addressed
    directly, by a part
    `order_items[i][id]` in place of a product. An attachment that bears the name of an existing one
    replaces
    it. The parts are spelled as for *Create an order*. An order is approved by sending `status` as
    `APPROVED`; once picking has started a change of status is refused.

    Args:
        id (int):
        body (UpdateOrderBody | Unset): The fields of an order that a shop may set. Fields that
            are not sent stay unchanged.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | OrderResponse]
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
    body: UpdateOrderBody | Unset = UNSET,
) -> Error | OrderResponse | None:
    """Update an order

     Changes the fields that are sent and no others. An item whose product is already in the order
    changes its
    price and quantity; an item of any other product is added. Items have also been seen addressed
    directly, by a part
    `order_items[i][id]` in place of a product. An attachment that bears the name of an existing one
    replaces
    it. The parts are spelled as for *Create an order*. An order is approved by sending `status` as
    `APPROVED`; once picking has started a change of status is refused.

    Args:
        id (int):
        body (UpdateOrderBody | Unset): The fields of an order that a shop may set. Fields that
            are not sent stay unchanged.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | OrderResponse
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
    body: UpdateOrderBody | Unset = UNSET,
) -> Response[Error | OrderResponse]:
    """Update an order

     Changes the fields that are sent and no others. An item whose product is already in the order
    changes its
    price and quantity; an item of any other product is added. Items have also been seen addressed
    directly, by a part
    `order_items[i][id]` in place of a product. An attachment that bears the name of an existing one
    replaces
    it. The parts are spelled as for *Create an order*. An order is approved by sending `status` as
    `APPROVED`; once picking has started a change of status is refused.

    Args:
        id (int):
        body (UpdateOrderBody | Unset): The fields of an order that a shop may set. Fields that
            are not sent stay unchanged.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | OrderResponse]
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
    body: UpdateOrderBody | Unset = UNSET,
) -> Error | OrderResponse | None:
    """Update an order

     Changes the fields that are sent and no others. An item whose product is already in the order
    changes its
    price and quantity; an item of any other product is added. Items have also been seen addressed
    directly, by a part
    `order_items[i][id]` in place of a product. An attachment that bears the name of an existing one
    replaces
    it. The parts are spelled as for *Create an order*. An order is approved by sending `status` as
    `APPROVED`; once picking has started a change of status is refused.

    Args:
        id (int):
        body (UpdateOrderBody | Unset): The fields of an order that a shop may set. Fields that
            are not sent stay unchanged.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | OrderResponse
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
        )
    ).parsed
