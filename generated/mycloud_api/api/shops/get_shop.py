# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ...answers import error_fields
from ...models.error import Error
from ...models.shop import Shop
from ...models.shop_response import ShopResponse
from ...reading import ObjectReader
from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
    id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/shops/{id}".format(
            id=quote(str(id), safe=""),
        ),
    }

    return _kwargs


_get_kwargs = build_request

read = ObjectReader(Shop, "shop")


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ShopResponse:
    if not 200 <= response.status_code < 300:
        return Error.from_dict(error_fields(response.content))
    return ShopResponse(shop=read(response.content))


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ShopResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | ShopResponse]:
    """Get a shop

     Gives one shop by its database key, its code or its e-mail address. A shop cannot be changed here.

    Args:
        id (str):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ShopResponse]
    """

    kwargs = build_request(
        id=id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Error | ShopResponse | None:
    """Get a shop

     Gives one shop by its database key, its code or its e-mail address. A shop cannot be changed here.

    Args:
        id (str):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ShopResponse
    """

    return sync_detailed(
        id=id,
        client=client,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | ShopResponse]:
    """Get a shop

     Gives one shop by its database key, its code or its e-mail address. A shop cannot be changed here.

    Args:
        id (str):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ShopResponse]
    """

    kwargs = build_request(
        id=id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Error | ShopResponse | None:
    """Get a shop

     Gives one shop by its database key, its code or its e-mail address. A shop cannot be changed here.

    Args:
        id (str):

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ShopResponse
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
        )
    ).parsed
