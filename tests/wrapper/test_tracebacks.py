"""Tracebacks are short: who reads one sees the call, the attempt and the error, and little else."""

from __future__ import annotations

import socket
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio
import mycloud
import mycloud_api
import pytest
from mycloud import AsyncMyCloud, ConnectError, MyCloud, NotFoundError, RetryPolicy

from .serving import Server, answering, async_client, client

ROOTS = [str(Path(str(package.__file__)).parent) for package in (mycloud, mycloud_api)]
ONCE = RetryPolicy(max_attempts=1)


def frames_of_ours(error: BaseException) -> list[str]:
    """The functions of our packages that a traceback shows, outermost first."""
    frames = traceback.extract_tb(error.__traceback__)
    return [frame.name for frame in frames if frame.filename.startswith(tuple(ROOTS))]


def blocking(call: Callable[[], object]) -> BaseException:
    with pytest.raises(mycloud.MyCloudError) as caught:
        call()
    return caught.value


def awaited(call: Callable[[], Awaitable[object]]) -> BaseException:
    async def run() -> object:
        return await call()

    return blocking(lambda: anyio.run(run))


@pytest.fixture
def nobody_listens() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    return f"http://127.0.0.1:{port}/api/v1"


def test_a_404_shows_at_most_6_frames_of_ours() -> None:
    errors = [
        blocking(lambda: client(Server(answering(404))).orders.get(342)),
        awaited(lambda: async_client(Server(answering(404))).orders.get(342)),
    ]

    assert [type(error) for error in errors] == [NotFoundError, NotFoundError]
    for error in errors:
        frames = frames_of_ours(error)
        assert frames[0] == "get"
        assert len(frames) <= 6, frames


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_a_refused_connection_shows_at_most_8_frames_of_ours(
    nobody_listens: str,
) -> None:
    errors = [
        blocking(
            lambda: MyCloud(
                token="ready", base_url=nobody_listens, retry=ONCE
            ).orders.get(342)
        ),
        awaited(
            lambda: AsyncMyCloud(
                token="ready", base_url=nobody_listens, retry=ONCE
            ).orders.get(342)
        ),
    ]

    assert [type(error) for error in errors] == [ConnectError, ConnectError]
    for error in errors:
        frames = frames_of_ours(error)
        assert frames[0] == "get"
        assert len(frames) <= 8, frames


def test_nothing_else_is_said_to_have_happened_before() -> None:
    error = blocking(lambda: client(Server(answering(404))).orders.get(342))

    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None
