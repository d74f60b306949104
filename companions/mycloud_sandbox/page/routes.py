"""The addresses of the page, and what each of them is given."""

import re
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from ..contract import Contract, spec_path
from ..records import Record
from .holdings import HOLDINGS, PAGE_SIZE, holdings_page
from .markup import CONTENT_SECURITY_POLICY
from .reference import reference_page, reference_spec

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_STATIC = Path(__file__).with_name("static")

Rows: TypeAlias = Callable[[Request, str, int, int], Awaitable[Sequence[Record]]]
"""The newest rows of a table, as its operations answer them: request, table, offset, count."""


def page_routes(
    contract: Contract, issue_token: Callable[[Request], str | None], rows: Rows
) -> list[BaseRoute]:
    """The routes of the page; each view of the reference gets its own token."""

    async def reference(request: Request) -> Response:
        return HTMLResponse(reference_page(issue_token(request)), headers=_HEADERS)

    async def spec_of_the_page(_request: Request) -> Response:
        return JSONResponse(reference_spec(contract))

    async def holdings(path: str, request: Request) -> Response:
        offset = _offset(request)
        found = await rows(request, HOLDINGS[path].table, offset, PAGE_SIZE + 1)
        return HTMLResponse(holdings_page(path, found, offset), headers=_HEADERS)

    return [
        Route("/", reference),
        *(Route(path, partial(holdings, path)) for path in HOLDINGS),
        Route("/openapi.yaml", _spec),
        Route("/page/openapi.json", spec_of_the_page),
        Mount("/page/static", StaticFiles(directory=_STATIC)),
    ]


async def _spec(_request: Request) -> Response:
    """The spec as it is written, for anyone who wants to generate a client from it."""
    return FileResponse(spec_path(), media_type="application/yaml")


def _offset(request: Request) -> int:
    sent = request.query_params.get("offset", "")
    return int(sent) if re.fullmatch("[0-9]{1,9}", sent) else 0
