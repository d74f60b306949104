"""A Redis that is empty for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ..redis_server import RedisServer, serving_redis


@pytest.fixture(scope="session")
def running_redis() -> Iterator[RedisServer]:
    with serving_redis() as server:
        yield server


@pytest.fixture
def shared(running_redis: RedisServer) -> RedisServer:
    """A Redis for a test that only uses it."""
    with running_redis.client() as client:
        client.flushall()
    return running_redis


@pytest.fixture
def fragile() -> Iterator[RedisServer]:
    """A Redis for a test that breaks it."""
    with serving_redis() as server:
        yield server
