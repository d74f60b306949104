"""PHP's own parser, started once for all tests of this folder, and a new transport to it for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import httpx
import pytest

from ..requirements import missing
from .orders import WAYS, Place, placing
from .php import Php, serving


@pytest.fixture(scope="session")
def php_server() -> Iterator[httpx.Client]:
    """A client for a running PHP."""
    with serving(php_installed()) as client:
        yield client


def php_installed() -> str:
    """The path of PHP. In CI the tests that need it are never skipped."""
    php = shutil.which("php")
    if php is not None:
        return php
    reason = "the form encoding is judged by PHP's own parser: install php (Debian: apt-get install php-cli)"
    missing(reason)


@pytest.fixture
def php(php_server: httpx.Client) -> Php:
    """A transport that hands every request to PHP."""
    return Php(php_server)


@pytest.fixture(params=WAYS)
def place(request: pytest.FixtureRequest, php: Php) -> Place:
    """Places an order and gives what PHP received: once with `mycloud`, once with `mycloud_api`
    alone.
    """
    return placing(WAYS[request.param], php)
