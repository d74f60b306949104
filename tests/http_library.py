"""The HTTP library that the tests of the client use: httpx, or httpx2 with MYCLOUD_TEST_HTTP=httpx2.

`make test-httpx2` runs the suites that import it from here with httpx2.
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING

NAME = os.environ.get("MYCLOUD_TEST_HTTP", "httpx")

if TYPE_CHECKING:
    import httpx as httpx  # noqa: PLC0414  # the two are alike
else:
    httpx = importlib.import_module(NAME)
