# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...answers import error_fields
from ...models.error import Error
from ...models.get_token_body import GetTokenBody
from ...models.token_response import TokenResponse
from ...reading import TextReader
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def build_request(
    *,
    body: GetTokenBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(my_cloud_request_id, Unset):
        headers["MyCloud-Request-Id"] = my_cloud_request_id

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/gettoken",
    }

    _kwargs["files"] = body.to_multipart()

    _kwargs["headers"] = headers
    return _kwargs


_get_kwargs = build_request

read = TextReader("token")


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | TokenResponse:
    if not 200 <= response.status_code < 300:
        return Error.from_dict(error_fields(response.content))
    return TokenResponse(token=read(response.content))


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | TokenResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: GetTokenBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Response[Error | TokenResponse]:
    """Get a token

     Trades the API key and the secret key for a JSON Web Token (HS256, with `iat` and `exp`), valid for
    about
    eight hours. Send the keys in the form only: the server has been seen to take them from the query as
    well, but query strings end up in logs.

    Args:
        my_cloud_request_id (str | Unset):
        body (GetTokenBody): The two keys of a shop.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | TokenResponse]
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
    body: GetTokenBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Error | TokenResponse | None:
    """Get a token

     Trades the API key and the secret key for a JSON Web Token (HS256, with `iat` and `exp`), valid for
    about
    eight hours. Send the keys in the form only: the server has been seen to take them from the query as
    well, but query strings end up in logs.

    Args:
        my_cloud_request_id (str | Unset):
        body (GetTokenBody): The two keys of a shop.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | TokenResponse
    """

    return sync_detailed(
        client=client,
        body=body,
        my_cloud_request_id=my_cloud_request_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: GetTokenBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Response[Error | TokenResponse]:
    """Get a token

     Trades the API key and the secret key for a JSON Web Token (HS256, with `iat` and `exp`), valid for
    about
    eight hours. Send the keys in the form only: the server has been seen to take them from the query as
    well, but query strings end up in logs.

    Args:
        my_cloud_request_id (str | Unset):
        body (GetTokenBody): The two keys of a shop.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Error | TokenResponse]
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
    body: GetTokenBody,
    my_cloud_request_id: str | Unset = UNSET,
) -> Error | TokenResponse | None:
    """Get a token

     Trades the API key and the secret key for a JSON Web Token (HS256, with `iat` and `exp`), valid for
    about
    eight hours. Send the keys in the form only: the server has been seen to take them from the query as
    well, but query strings end up in logs.

    Args:
        my_cloud_request_id (str | Unset):
        body (GetTokenBody): The two keys of a shop.

    Raises:
        answers.Refused: If the server refuses with a successful status (success: false).
        values.Unreadable: If the answer is not JSON, or does not hold what it should.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Error | TokenResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            my_cloud_request_id=my_cloud_request_id,
        )
    ).parsed
