"""PHP's own parser, as the tests of the form encoding have it."""

from __future__ import annotations

from ..wire.conftest import php, php_server

__all__ = ["php", "php_server"]
