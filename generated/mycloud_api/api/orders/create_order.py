# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...answers import error_fields
from ...models.create_order_body import CreateOrderBody
from ...models.error import Error
from ...models.order import Order
from ...models.order_response import OrderResponse
from ...reading import ObjectReader
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
    *,
    body: CreateOrderBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(my_cloud_request_id, Unset):
        headers["MyCloud-Request-Id"] = my_cloud_request_id

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/orders",
    }

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
    *,
    client: AuthenticatedClient | Client,
    body: CreateOrderBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Response[Error | OrderResponse]:
    """Create an order

     Places an order: which goods go to whom and how they are shipped. A delivery mode and at least one
    item are
    needed; to ship anything, the recipient is needed as well, either as `customer_id` or as `name`,
    `address`
    and `postcode`.

    On the wire every item is spelled with its index. Two items and one file are these parts, and no
    others:

    ```
    delivery_mode_id            343
    order_items[0][product_id]  164162
    order_items[0][quantity]    2
    order_items[0][price]       199.00
    order_items[1][shop_sku]    UPC_230458300
    order_items[1][quantity]    1
    order_items[1][price]       50.00
    attach_name[0]              LABEL
    attach_file[0]              (a file part)
    ```

    Repeating a part named `order_items`, as many generated clients do, makes the server keep the last
    item
    and lose the others without an error. Booleans are `1` and `0`. A field without a value is left out.
    A stock PHP reads at most 1,000 form fields and drops the rest silently, so keep an order under some
    330 items.

    The server offers no protection against a repeated create: send it again only when the first one is
    known
    not to have arrived.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateOrderBody): A new order. The delivery mode and at least one item are required.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | OrderResponse]
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
    body: CreateOrderBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Error | OrderResponse | None:
    """Create an order

     Places an order: which goods go to whom and how they are shipped. A delivery mode and at least one
    item are
    needed; to ship anything, the recipient is needed as well, either as `customer_id` or as `name`,
    `address`
    and `postcode`.

    On the wire every item is spelled with its index. Two items and one file are these parts, and no
    others:

    ```
    delivery_mode_id            343
    order_items[0][product_id]  164162
    order_items[0][quantity]    2
    order_items[0][price]       199.00
    order_items[1][shop_sku]    UPC_230458300
    order_items[1][quantity]    1
    order_items[1][price]       50.00
    attach_name[0]              LABEL
    attach_file[0]              (a file part)
    ```

    Repeating a part named `order_items`, as many generated clients do, makes the server keep the last
    item
    and lose the others without an error. Booleans are `1` and `0`. A field without a value is left out.
    A stock PHP reads at most 1,000 form fields and drops the rest silently, so keep an order under some
    330 items.

    The server offers no protection against a repeated create: send it again only when the first one is
    known
    not to have arrived.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateOrderBody): A new order. The delivery mode and at least one item are required.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | OrderResponse
    """

    return sync_detailed(
        client=client,
        body=body,
        my_cloud_request_id=my_cloud_request_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateOrderBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Response[Error | OrderResponse]:
    """Create an order

     Places an order: which goods go to whom and how they are shipped. A delivery mode and at least one
    item are
    needed; to ship anything, the recipient is needed as well, either as `customer_id` or as `name`,
    `address`
    and `postcode`.

    On the wire every item is spelled with its index. Two items and one file are these parts, and no
    others:

    ```
    delivery_mode_id            343
    order_items[0][product_id]  164162
    order_items[0][quantity]    2
    order_items[0][price]       199.00
    order_items[1][shop_sku]    UPC_230458300
    order_items[1][quantity]    1
    order_items[1][price]       50.00
    attach_name[0]              LABEL
    attach_file[0]              (a file part)
    ```

    Repeating a part named `order_items`, as many generated clients do, makes the server keep the last
    item
    and lose the others without an error. Booleans are `1` and `0`. A field without a value is left out.
    A stock PHP reads at most 1,000 form fields and drops the rest silently, so keep an order under some
    330 items.

    The server offers no protection against a repeated create: send it again only when the first one is
    known
    not to have arrived.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateOrderBody): A new order. The delivery mode and at least one item are required.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | OrderResponse]
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
    body: CreateOrderBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Error | OrderResponse | None:
    """Create an order

     Places an order: which goods go to whom and how they are shipped. A delivery mode and at least one
    item are
    needed; to ship anything, the recipient is needed as well, either as `customer_id` or as `name`,
    `address`
    and `postcode`.

    On the wire every item is spelled with its index. Two items and one file are these parts, and no
    others:

    ```
    delivery_mode_id            343
    order_items[0][product_id]  164162
    order_items[0][quantity]    2
    order_items[0][price]       199.00
    order_items[1][shop_sku]    UPC_230458300
    order_items[1][quantity]    1
    order_items[1][price]       50.00
    attach_name[0]              LABEL
    attach_file[0]              (a file part)
    ```

    Repeating a part named `order_items`, as many generated clients do, makes the server keep the last
    item
    and lose the others without an error. Booleans are `1` and `0`. A field without a value is left out.
    A stock PHP reads at most 1,000 form fields and drops the rest silently, so keep an order under some
    330 items.

    The server offers no protection against a repeated create: send it again only when the first one is
    known
    not to have arrived.

    Args:
        my_cloud_request_id (str | Unset):
        body (CreateOrderBody): A new order. The delivery mode and at least one item are required.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | OrderResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            my_cloud_request_id=my_cloud_request_id,
        )
    ).parsed
