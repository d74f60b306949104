"""Lists without a server: a pager over a function that gives the entries at an offset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from mycloud import Pager
from mycloud._calls import Call
from mycloud._newest import Ends
from mycloud._options import Options
from mycloud._pages import ListRequest
from mycloud._sync.calls import CallRunner

Fetch = Callable[[int, int], Sequence[Any]]


class Fetcher:
    """Stands where calls are sent, and asks the function."""

    def __init__(self, fetch: Fetch) -> None:
        self.options = Options()
        self.ends = Ends()
        self._fetch = fetch

    def run(self, call: Call[Any]) -> Callable[[], list[Any]]:
        params = call.request.params or {"offset": 0, "count": 100}
        entries = list(self._fetch(params["offset"], params["count"]))
        return lambda: entries


def pager_over(fetch: Fetch, **how: Any) -> Pager[Any]:
    """A pager over what `fetch(offset, count)` gives; `how` as `ListRequest` takes it."""

    def build(**params: int) -> dict[str, Any]:
        return {"method": "get", "url": "/list", "params": params or None}

    def read(content: bytes, _: object) -> list[Any]:
        raise AssertionError("the function reads")

    return Pager(cast("CallRunner", Fetcher(fetch)), ListRequest(build, read, **how))
