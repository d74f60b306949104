"""What an orchestrator asks: whether the process lives, and whether it can answer."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .store import Store


def health_routes(store: Store) -> list[Route]:
    """`/healthz` as long as the process answers, `/readyz` as long as its database does too."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> Response:
        try:
            with store.transaction(reading=True):
                store.is_answering()
        except (
            Exception
        ):  # a driver may raise anything: without its database, it is not ready
            return JSONResponse(
                {"status": "no database"}, HTTPStatus.SERVICE_UNAVAILABLE
            )
        return JSONResponse({"status": "ready"})

    return [Route("/healthz", healthz), Route("/readyz", readyz)]
