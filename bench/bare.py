"""The least a Starlette application does: reads a form and says so, or sends prepared data as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from mycloud_sandbox.serving import listen, serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def bare_app(pages: Sequence[object]) -> Starlette:
    """Takes orders and forgets them, and has these pages of orders, each found by its number."""

    async def create(request: Request) -> JSONResponse:
        async with request.form():
            return JSONResponse({"success": True})

    async def page(request: Request) -> JSONResponse:
        return JSONResponse(pages[int(request.query_params["page"])])

    return Starlette(
        routes=[Route("/orders", create, methods=["POST"]), Route("/orders", page)]
    )


if __name__ == "__main__":
    listener = listen("127.0.0.1", 0)
    url = f"base_url: http://127.0.0.1:{listener.getsockname()[1]}"
    serve(bare_app(json.load(sys.stdin)), listener, lambda: print(url, flush=True))
