# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...answers import error_fields
from ...models.error import Error
from ...models.shop import Shop
from ...models.shops_response import ShopsResponse
from ...reading import ListReader
from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/shops",
    }

    return _kwargs


_get_kwargs = build_request

read = ListReader(Shop, "shop")


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ShopsResponse:
    if not 200 <= response.status_code < 300:
        return Error.from_dict(error_fields(response.content))
    entries = [entry for entry in read(response.content) if entry is not None]
    return ShopsResponse(shop=entries)


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ShopsResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | ShopsResponse]:
    """List the shops

     Gives the shop the keys belong to: at most one entry. The list is named `shop`, in the singular.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ShopsResponse]
    """

    kwargs = build_request()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> Error | ShopsResponse | None:
    """List the shops

     Gives the shop the keys belong to: at most one entry. The list is named `shop`, in the singular.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ShopsResponse
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[Error | ShopsResponse]:
    """List the shops

     Gives the shop the keys belong to: at most one entry. The list is named `shop`, in the singular.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | ShopsResponse]
    """

    kwargs = build_request()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> Error | ShopsResponse | None:
    """List the shops

     Gives the shop the keys belong to: at most one entry. The list is named `shop`, in the singular.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | ShopsResponse
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
