"""Where there is no msgspec, the client works on and reads the same."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys
if {hidden}:
    sys.modules["msgspec"] = None
import httpx
from mycloud import MyCloud
from mycloud_api import rows
documented = {{"order": {{"id": 7, "urgent": True, "create_date": "2017-12-31T17:00:00Z"}}}}
enveloped = {{"success": True, "data": {{"attributes": {{"id": "7", "urgent": 1, "create_date": "2018-01-01"}}}}}}
answers = iter([documented, enveloped])
transport = httpx.MockTransport(lambda _: httpx.Response(200, json=next(answers)))
with MyCloud("k", "s", token="t", transport=transport) as client:
    first, second = client.orders.get(7), client.orders.get(7)
assert bool(rows.msgspec) is not {hidden}
assert first.raw == documented["order"] and second.raw == enveloped["data"]
assert first == second
print(first)
"""


@pytest.mark.parametrize("hidden", [True, False])
def test_both_shapes_read_alike_with_msgspec_and_without(hidden: bool) -> None:
    command = [sys.executable, "-c", PROGRAM.format(hidden=hidden)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)

    assert done.stdout == "Order(id=7, create_date=datetime.date(2018, 1, 1), urgent=True)\n"
